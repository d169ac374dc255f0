"""A file of the bank beside our books: what fits is taken, what does not waits for somebody."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.refusals import Invalid, NotAllowed
from motcua.organisation.rules.refusals import NoSuchUnit
from motcua.payments import actions
from motcua.payments.models import BankEntry, Charge, MoneyReceipt, Payment
from motcua.payments.queries.charges import account_at
from motcua.payments.rules.statement import Layout, UnreadableStatement, WrongLayout, credits_in
from tests.builders.dossiers import Desk

FEE = 50_000
ACCOUNT = {"bank": "970405", "account": "2600201234567", "holder": "UBND phường Kinh Bắc", "reason": "QĐ 12"}
HEAD = "Ngày giao dịch,Số tham chiếu,Số tiền ghi nợ,Số tiền ghi có,Nội dung"


def csv(*rows: tuple[str, str, str], head: str = HEAD) -> bytes:
    """Rows of reference, amount and words."""
    lines = [f'10/03/2026,{reference},,"{amount}",{words}' for reference, amount, words in rows]
    return "\r\n".join(["NGÂN HÀNG NÔNG NGHIỆP,,,,", "", head, *lines, ""]).encode("utf-8-sig")


@pytest.fixture
def with_account(desk: Desk) -> Desk:
    by = desk.office.by("quantri")
    actions.set_account(desk.office.id, **ACCOUNT, valid_from=desk.at.date(), by=by, at=desk.at)
    return desk


def read(desk: Desk, *rows: tuple[str, str, str], who: str = "giamdoc") -> list[BankEntry]:
    statement = actions.read_statement(desk.office.id, csv(*rows), "sao-ke.csv", by=desk.office.by(who), at=desk.at)
    return list(statement.entries.order_by("place"))


def states(entries: Sequence[BankEntry]) -> list[str]:
    return [one.state for one in entries]


def due(desk: Desk) -> Dossier:
    return desk.at_the_desk("household-business")


def test_a_credit_with_code_and_amount_pays_the_dossier_and_gives_a_receipt(with_account: Desk) -> None:
    dossier = due(with_account)
    memo = "MBVCB.123 " + dossier.code.replace("-", " ").replace(".", "").lower() + " NGUYEN VAN A chuyen tien"
    (entry,) = read(with_account, ("FT26069001", "50,000.00", memo))
    assert entry.state == "matched" and entry.payment is not None and entry.payment.reference == "FT26069001"
    assert Charge.objects.get(dossier=dossier).balance == 0
    assert MoneyReceipt.objects.get().data["method"] == "Chuyển khoản"


def test_short_over_doubled_and_unknown_credits_wait_and_take_nothing(with_account: Desk) -> None:
    one, other = due(with_account), due(with_account)
    entries = read(
        with_account,
        ("R1", "49.999", one.code),
        ("R2", "50.001", one.code),
        ("R3", "50.000", "tien phi khai sinh"),
        ("R4", "50.000", f"{one.code} va {other.code}"),
        ("R5", "50.000", other.code),
        ("R5", "50.000", other.code),
        ("R6", "50.000", other.code),
    )
    assert states(entries) == ["short", "over", "unmatched", "unmatched", "matched", "doubled", "over"]
    assert Payment.objects.count() == 1


def test_the_same_file_is_read_once_and_the_next_day_s_knows_the_references(with_account: Desk) -> None:
    dossier = due(with_account)
    row = ("R1", "50.000", dossier.code)
    read(with_account, row)
    with pytest.raises(Invalid):
        read(with_account, row)
    assert states(read(with_account, row, ("R2", "1.000", "lai"))) == ["doubled", "unmatched"]
    assert Payment.objects.count() == 1


def test_a_waiting_credit_is_put_to_a_dossier_with_words_or_set_aside(with_account: Desk) -> None:
    dossier = due(with_account)
    unknown, stray = read(with_account, ("R1", "60.000", "nop phi"), ("R2", "1.000", "lai"))
    by, at = with_account.office.by("giamdoc"), with_account.at
    for wrong in ({"code": dossier.code, "note": ""}, {"code": "H05.101-1", "note": "Gọi điện hỏi."}):
        with pytest.raises(Invalid):
            actions.settle_entry(unknown.pk, by=by, at=at, **wrong)
    actions.settle_entry(unknown.pk, code=dossier.code, note="Gọi điện hỏi người chuyển.", by=by, at=at)
    assert Charge.objects.get(dossier=dossier).balance == FEE - 60_000
    with pytest.raises(NotAllowed):
        actions.settle_entry(unknown.pk, code=dossier.code, note="Lần nữa.", by=by, at=at)
    actions.set_entry_aside(stray.pk, note="Lãi tiền gửi.", by=by, at=at)
    assert states(BankEntry.objects.order_by("place")) == ["settled", "set_aside"]


def test_whoever_only_takes_money_reads_no_files(with_account: Desk) -> None:
    with pytest.raises(NotAllowed):
        read(with_account, ("R1", "1.000", "x"), who="tiepnhan1")


def test_a_new_account_ends_the_one_before_and_only_an_administrator_sets_it(with_account: Desk) -> None:
    desk, at = with_account, with_account.at
    with pytest.raises(NoSuchUnit):
        actions.set_account(desk.office.id, **ACCOUNT, valid_from=at.date(), by=desk.office.by("giamdoc"), at=at)
    with pytest.raises(Invalid) as refused:
        wrong = {"bank": "000000", "account": "1 2", "holder": "", "reason": ""}
        by = desk.office.by("quantri")
        actions.set_account(desk.office.id, **wrong, valid_from=at.date(), layout={"x": "y"}, by=by, at=at)
    assert set(refused.value.detail["errors"]) == {"bank", "account", "holder", "reason", "layout"}
    actions.set_account(desk.office.id, **{**ACCOUNT, "account": "9"}, valid_from=at.date(), by=by, at=at)
    found = account_at(desk.office.id, at.date())
    assert found is not None and found.account == "9"


@pytest.mark.parametrize(
    ("file", "says"),
    [
        (b"", "tiêu đề"),
        (b"\xff\xfe", "bảng mã"),
        (csv(("R", "12a", "x")), "số tiền"),
        (csv(("R", "1.000", "x")).replace(b"10/03/2026", b"2026-03-10"), "ngày"),
        (csv() + b"10/03/2026,R\r\n", "thiếu cột"),
    ],
)
def test_a_file_that_is_not_what_the_layout_says_is_refused_with_its_line(file: bytes, says: str) -> None:
    with pytest.raises(UnreadableStatement, match=says):
        credits_in(file, Layout())


def test_another_bank_s_file_is_read_by_its_own_layout() -> None:
    layout = Layout.read({"separator": ";", "dates": "%Y-%m-%d", "amount": "Credit", "booked_on": "Date",
                          "reference": "Ref", "words": "Details", "encoding": "utf-16"})  # fmt: skip
    file = "Ref;Date;Debit;Credit;Details\nA1;2026-03-10;;+1 250 000 VND;«H05»\nA2;2026-03-10;9;;x\n".encode("utf-16")
    (found,) = credits_in(file, layout)
    assert (found.amount, found.reference, found.booked_on.isoformat()) == (1_250_000, "A1", "2026-03-10")


@pytest.mark.parametrize("wrong", [{"separator": "::"}, {"encoding": "khong-co"}, {"dates": ""}, {"nothing": "x"}])
def test_a_layout_that_says_nothing_readable_is_refused(wrong: dict[str, str]) -> None:
    with pytest.raises(WrongLayout):
        Layout.read(wrong)

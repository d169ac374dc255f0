"""The cash book, its closing, cancelled receipts, and money that goes back with a second person's word."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

import pytest

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.refusals import Invalid, NotAllowed
from motcua.payments import actions, queries
from motcua.payments.models import Charge, MoneyReceipt, Refund
from motcua.payments.queries.books import cash_of
from tests.builders.dossiers import Desk

FEE = 50_000


def paid(desk: Desk, who: str = "tiepnhan1") -> tuple[Dossier, MoneyReceipt]:
    dossier = desk.at_the_desk("household-business")
    receipt = actions.take_cash(dossier.pk, amount=FEE, by=desk.office.by(who), at=desk.at, key=uuid4())
    return dossier, receipt


def closed(desk: Desk, counted: int, note: str = "", who: str = "tiepnhan1"):  # type: ignore[no-untyped-def]
    by, day = desk.office.by(who), desk.at.date()
    return actions.close_day(desk.office.id, day=day, counted=counted, note=note, by=by, at=desk.at)


def test_the_book_holds_what_each_cashier_took(desk: Desk) -> None:
    paid(desk), paid(desk), paid(desk, "giamdoc")
    books = queries.cash_book(desk.office.by("chutich"), desk.office.id, desk.at.date())
    assert sorted((one.total, one.receipts) for one in books) == [(FEE, 1), (2 * FEE, 2)]
    assert queries.cash_book(desk.office.by("tuphap1"), desk.office.id, desk.at.date()) == []


def test_a_day_once_closed_takes_no_more_cash_from_that_cashier_and_is_closed_once(desk: Desk) -> None:
    paid(desk)
    first = closed(desk, FEE)
    assert (first.expected, first.counted, first.receipts) == (FEE, FEE, 1)
    assert closed(desk, 1, "Lần nữa.") == first
    with pytest.raises(NotAllowed):
        paid(desk)
    paid(desk, "giamdoc")
    desk.at += timedelta(days=1)
    paid(desk)


def test_a_difference_needs_words(desk: Desk) -> None:
    paid(desk)
    with pytest.raises(Invalid):
        closed(desk, FEE - 1000)
    assert closed(desk, FEE - 1000, "Trả nhầm tiền lẻ.").note == "Trả nhầm tiền lẻ."


def test_a_cancelled_receipt_keeps_its_number_and_its_money_is_out_of_the_book(desk: Desk) -> None:
    dossier, receipt = paid(desk)
    by = desk.office.by("tiepnhan1")
    with pytest.raises(Invalid):
        actions.cancel_receipt(receipt.pk, reason=" ", by=by, at=desk.at, key=uuid4())
    for _ in range(2):
        actions.cancel_receipt(receipt.pk, reason="Ghi nhầm hồ sơ.", by=by, at=desk.at, key=uuid4())
    assert cash_of(desk.office.id, by.signed_in_id, desk.at.date()).total == 0
    assert Charge.objects.get(dossier=dossier).balance == FEE
    again = actions.take_cash(dossier.pk, amount=FEE, by=by, at=desk.at, key=uuid4())
    assert again.number == receipt.number + 1


def test_only_the_cashier_or_whoever_keeps_accounts_cancels_and_only_that_day(desk: Desk) -> None:
    _dossier, receipt = paid(desk, "giamdoc")
    told = {"reason": "Ghi nhầm.", "key": uuid4()}
    with pytest.raises(NotAllowed):
        actions.cancel_receipt(receipt.pk, by=desk.office.by("tiepnhan1"), at=desk.at, **told)
    with pytest.raises(NotAllowed):
        actions.cancel_receipt(receipt.pk, by=desk.office.by("giamdoc"), at=desk.at + timedelta(days=1), **told)
    actions.cancel_receipt(receipt.pk, by=desk.office.by("chutich"), at=desk.at, **told)


def test_the_second_print_says_that_it_is_a_copy(desk: Desk) -> None:
    _dossier, receipt = paid(desk)
    by = desk.office.by("tiepnhan1")
    assert [actions.print_receipt(receipt, by=by, at=desk.at) for _ in range(3)] == [1, 2, 3]


def asked(desk: Desk, dossier: Dossier, amount: int = FEE, who: str = "giamdoc") -> Refund:
    by = desk.office.by(who)
    return actions.ask_refund(dossier.pk, amount=amount, reason="Rút hồ sơ.", by=by, at=desk.at, key=uuid4())


def test_a_refund_is_approved_by_another_and_paid_once(desk: Desk) -> None:
    dossier, _receipt = paid(desk)
    refund = asked(desk, dossier)
    pay = {"method": "cash", "by": desk.office.by("tiepnhan1"), "at": desk.at}
    with pytest.raises(NotAllowed):
        actions.pay_refund(refund.pk, key=uuid4(), **pay)
    with pytest.raises(NotAllowed):
        actions.decide_refund(refund.pk, approve=True, by=desk.office.by("giamdoc"), at=desk.at)
    with pytest.raises(NotAllowed):
        actions.decide_refund(refund.pk, approve=True, by=desk.office.by("tiepnhan1"), at=desk.at)
    actions.decide_refund(refund.pk, approve=True, by=desk.office.by("chutich"), at=desk.at)
    for _ in range(2):
        actions.pay_refund(refund.pk, key=uuid4(), **pay)
    charge = Charge.objects.get(dossier=dossier)
    assert (charge.paid, charge.balance) == (0, FEE)
    assert cash_of(desk.office.id, desk.office.person("tiepnhan1").pk, desk.at.date()).total == 0


def test_a_refusal_needs_a_reason_and_nothing_is_paid_out(desk: Desk) -> None:
    dossier, _receipt = paid(desk)
    refund = asked(desk, dossier)
    by = desk.office.by("chutich")
    with pytest.raises(Invalid):
        actions.decide_refund(refund.pk, approve=False, by=by, at=desk.at)
    actions.decide_refund(refund.pk, approve=False, note="Đã làm xong việc.", by=by, at=desk.at)
    with pytest.raises(NotAllowed):
        actions.pay_refund(refund.pk, method="cash", by=desk.office.by("tiepnhan1"), at=desk.at, key=uuid4())


def test_no_more_is_asked_back_than_was_paid_and_is_not_asked_for_already(desk: Desk) -> None:
    dossier, _receipt = paid(desk)
    asked(desk, dossier, 30_000)
    with pytest.raises(Invalid):
        asked(desk, dossier, 20_001)
    asked(desk, dossier, 20_000)


def test_whoever_keeps_accounts_puts_a_charge_right_with_a_reason(desk: Desk) -> None:
    dossier = desk.at_the_desk("household-business")
    told = {"by": desk.office.by("giamdoc"), "at": desk.at}
    key = uuid4()
    for _ in range(2):
        actions.correct_charge(dossier.pk, amount=-20_000, reason="Nghị quyết của tỉnh.", key=key, **told)
    assert Charge.objects.get(dossier=dossier).due == 30_000
    with pytest.raises(Invalid):
        actions.correct_charge(dossier.pk, amount=-30_001, reason="Quá tay.", key=uuid4(), **told)
    with pytest.raises(NotAllowed):
        actions.correct_charge(
            dossier.pk, amount=1, reason="x", by=desk.office.by("tiepnhan1"), at=desk.at, key=uuid4()
        )

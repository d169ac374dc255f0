"""What a dossier costs, who took it, and what the receipt says."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction

from motcua.dossiers.models import Dossier, JournalEntry
from motcua.dossiers.rules.refusals import Changed, Invalid, NotAllowed, NotFound
from motcua.dossiers.rules.states import State
from motcua.payments import actions, queries
from motcua.payments.models import Charge, ChargeLine, MoneyReceipt, Payment
from tests.builders.dossiers import Desk


def paid_at_desk(desk: Desk, dossier: Dossier, amount: int, who: str = "tiepnhan1") -> MoneyReceipt:
    return actions.take_cash(dossier.pk, amount=amount, by=desk.office.by(who), at=desk.at, key=uuid4())


def test_a_dossier_received_at_the_desk_owes_the_fees_of_its_version(desk: Desk) -> None:
    dossier = desk.at_the_desk()
    charge = Charge.objects.get(dossier=dossier)
    lines = list(charge.lines.order_by("place"))
    assert charge.due == sum(one.amount for one in lines) > 0
    assert lines[0].source == "Thông tư 226/2016/TT-BTC" and "2.000 đồng/trang" in lines[0].explanation
    dossier.refresh_from_db()
    assert dossier.payment == "requested"


def test_a_free_procedure_leaves_no_charge(desk: Desk) -> None:
    dossier = desk.filed("marriage")
    assert not Charge.objects.filter(dossier=dossier).exists() and dossier.payment == "none"


def test_cash_is_receipted_with_the_next_number_and_written_into_the_journal(desk: Desk) -> None:
    first, second = desk.at_the_desk(), desk.at_the_desk()
    owed = Charge.objects.get(dossier=first).due
    receipts = [paid_at_desk(desk, one, owed) for one in (first, second)]
    assert [one.number for one in receipts] == [1, 2]
    first.refresh_from_db()
    assert first.payment == "paid"
    entry = JournalEntry.objects.filter(dossier=first).latest("sequence")
    assert (entry.verb, entry.data["receipt"], entry.data["amount"]) == ("pay", receipts[0].code, owed)
    assert receipts[0].data["in_words"].endswith("đồng") and receipts[0].data["officer"] == "Đoàn Văn Hùng"


def test_the_same_press_twice_takes_the_money_once(desk: Desk) -> None:
    dossier, key = desk.at_the_desk(), uuid4()
    by, owed = desk.office.by("tiepnhan1"), Charge.objects.get(dossier=dossier).due
    first, again = (actions.take_cash(dossier.pk, amount=owed, by=by, at=desk.at, key=key) for _ in range(2))
    assert first == again and Payment.objects.count() == 1


@pytest.mark.parametrize("too_much", [1, 10**9])
def test_nobody_takes_more_than_is_owed(desk: Desk, too_much: int) -> None:
    dossier = desk.at_the_desk()
    with pytest.raises(Invalid):
        paid_at_desk(desk, dossier, Charge.objects.get(dossier=dossier).due + too_much)
    assert not Payment.objects.exists()


def test_a_colleague_who_comes_second_is_told_that_it_is_paid(desk: Desk) -> None:
    dossier = desk.at_the_desk()
    paid_at_desk(desk, dossier, Charge.objects.get(dossier=dossier).due)
    with pytest.raises(Changed):
        paid_at_desk(desk, dossier, 2000, "giamdoc")


def test_a_handler_takes_no_money_and_another_office_finds_nothing(desk: Desk) -> None:
    dossier = desk.at_the_desk()
    with pytest.raises(NotAllowed):
        paid_at_desk(desk, dossier, 2000, "tuphap1")
    with pytest.raises(NotFound):
        paid_at_desk(desk, dossier, 2000, "vocuong.tiepnhan")


def test_what_was_written_about_money_cannot_be_changed_nor_taken_out(desk: Desk) -> None:
    dossier = desk.at_the_desk()
    paid_at_desk(desk, dossier, Charge.objects.get(dossier=dossier).due)
    for rows in (ChargeLine.objects.all(), Payment.objects.all()):
        with pytest.raises(DatabaseError), transaction.atomic():
            rows.update(amount=1)
        with pytest.raises(DatabaseError), transaction.atomic():
            rows._raw_delete(rows.db)


def test_a_correction_adds_the_difference_and_leaves_what_stood(desk: Desk) -> None:
    dossier = desk.at_the_desk()
    before = [(one.pk, one.amount) for one in ChargeLine.objects.order_by("place")]
    was = Charge.objects.get(dossier=dossier).due
    copies = dossier.answers["copy_count"]
    desk.do("correct", dossier, "tiepnhan1", answers={"copy_count": copies + 1}, reason="Thêm một bản.")
    charge = Charge.objects.get(dossier=dossier)
    assert charge.due == was * (copies + 1) // copies
    lines = list(charge.lines.order_by("place"))
    assert [(one.pk, one.amount) for one in lines[: len(before)]] == before and len(lines) == len(before) + 1


def test_whoever_the_law_lets_off_owes_nothing_and_the_proof_is_on_record(desk: Desk) -> None:
    dossier = desk.filed("household-business")
    with pytest.raises(Invalid):
        actions.exempt(dossier.pk, "law-on-fees", proof=" ", by=desk.office.by("tiepnhan1"), at=desk.at)
    for _ in range(2):
        actions.exempt(dossier.pk, "law-on-fees", proof="Sổ hộ nghèo 12", by=desk.office.by("tiepnhan1"), at=desk.at)
    charge = Charge.objects.get(dossier=dossier)
    assert charge.due == 0 and ChargeLine.objects.filter(exemption="law-on-fees").count() == 1
    assert "Sổ hộ nghèo 12" in charge.lines.latest("place").explanation
    dossier.refresh_from_db()
    assert dossier.payment == "waived"


def test_a_dossier_that_is_refused_costs_nothing_and_its_money_waits_to_go_back(desk: Desk) -> None:
    dossier = desk.filed("household-business")
    owed = Charge.objects.get(dossier=dossier).due
    paid_at_desk(desk, dossier, owed)
    desk.do("refuse", dossier, "tiepnhan1", reason="Sai nơi nộp.")
    charge = Charge.objects.get(dossier=dossier)
    assert (charge.due, charge.balance) == (0, -owed)


def test_paying_what_the_handler_asked_for_lets_the_work_go_on_by_itself(desk: Desk) -> None:
    dossier = desk.asked_to_pay()
    assert dossier.state == State.AWAITING_OBLIGATION
    owed = Charge.objects.get(dossier=dossier).balance
    paid_at_desk(desk, dossier, owed - 24000)
    dossier.refresh_from_db()
    assert dossier.state == State.AWAITING_OBLIGATION
    receipt = paid_at_desk(desk, dossier, 24000)
    dossier.refresh_from_db()
    assert dossier.state == State.IN_PROGRESS and not dossier.is_paused and dossier.payment == "paid"
    entry = JournalEntry.objects.filter(dossier=dossier, verb="confirm_obligation").get()
    assert entry.data["receipt_number"] == receipt.code and entry.actor_function == "system"


@pytest.mark.parametrize(("words", "off", "paid"), [
    ({"receipt_number": "0012345"}, 0, 24000),
    ({"waived": True, "note": "Hộ nghèo."}, 24000, 0),
])  # fmt: skip
def test_an_officers_word_about_an_obligation_goes_into_the_ledger(desk: Desk, words, off: int, paid: int) -> None:  # type: ignore[no-untyped-def]
    dossier = desk.asked_to_pay()
    before = Charge.objects.get(dossier=dossier).due
    desk.do("confirm_obligation", dossier, "tuphap1", **words)
    charge = Charge.objects.get(dossier=dossier)
    assert (charge.due, charge.paid) == (before - off, paid)


def test_the_applicant_reads_their_own_money_and_nobody_elses(desk: Desk) -> None:
    dossier = desk.filed("household-business")
    money = queries.money_of(desk.citizen(), dossier)
    assert money is not None and money.charge.balance == money.lines[0].amount
    receipt = paid_at_desk(desk, dossier, money.charge.balance)
    assert queries.receipt_for(desk.citizen(), receipt.pk) == receipt
    with pytest.raises(NotFound):
        queries.receipt_for(desk.office.by("vocuong.tiepnhan"), receipt.pk)

"""Which facts people are told, over which channels, with which words; through the real actions."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from motcua.correspondence.actions import mark_read
from motcua.correspondence.models import Message
from motcua.correspondence.queries import messages_of
from motcua.correspondence.rules.wording import KINDS
from motcua.dossiers import actions
from motcua.dossiers.models import Dossier
from motcua.organisation.actions import close_unit_with_successor
from motcua.organisation.models import Unit
from motcua.organisation.rules.authority import ANONYMOUS, SYSTEM
from tests.builders.dossiers import Desk, scan
from tests.builders.office import HANOI

pytestmark = pytest.mark.django_db


def told(dossier: Dossier) -> list[str]:
    """The kinds of what was told, in order, once each."""
    rows = Message.objects.filter(dossier=dossier).order_by("created_at", "pk")
    return list(dict.fromkeys(rows.values_list("kind", flat=True)))


def message(dossier: Dossier, kind: str, channel: str = "in_app") -> Message:
    return Message.objects.get(dossier=dossier, kind=kind, channel=channel)


def with_email(desk: Desk, dossier: Dossier) -> Dossier:
    Dossier.objects.filter(pk=dossier.pk).update(owner_email="nhung@example.vn")
    return dossier


def test_a_filing_is_told_in_the_box_and_by_sms_and_by_letter_where_there_is_an_address(desk: Desk) -> None:
    dossier = with_email(desk, desk.filed())
    first = {one.channel: one for one in Message.objects.filter(dossier=dossier)}
    assert first["sms"].address == dossier.owner_phone
    desk.do("accept", dossier, "tiepnhan1")
    by_channel = {one.channel: one for one in Message.objects.filter(dossier=dossier, kind="accepted")}
    assert set(by_channel) == {"in_app", "sms", "email"}
    assert by_channel["email"].address == "nhung@example.vn"
    assert by_channel["email"].body.startswith("HỒ SƠ CỦA BẠN ĐÃ ĐƯỢC TIẾP NHẬN")
    assert (by_channel["in_app"].state, by_channel["in_app"].address) == ("sent", "")
    assert {by_channel[name].state for name in ("sms", "email")} == {"waiting"}
    assert all(one.unit_id == desk.office.id for one in by_channel.values())
    assert len({one.key for one in Message.objects.all()}) == Message.objects.count()


def test_an_sms_of_a_real_dossier_fits_one_part_and_names_nobody(desk: Desk) -> None:
    dossier = desk.do("hand_over", desk.issued(), "tiepnhan1", handed_to="Mẹ", handed_by="post")
    texts = [one.body for one in Message.objects.filter(dossier=dossier, channel="sms").order_by("pk")]
    assert len(texts) == 4
    for text in texts:
        assert len(text) <= 160
        assert text.isascii()
        assert "Nhung" not in text


def test_a_whole_life_is_told_at_every_turn_and_at_no_other(desk: Desk) -> None:
    dossier = desk.asked_for_more()
    desk.do("answer_supplement", dossier, "citizen", note="Đây ạ.")
    desk.do("request_obligation", dossier, "tuphap1", amount=24000, reason="Bản sao.")
    desk.do("confirm_obligation", dossier, "tiepnhan1", receipt_number="BL 01")
    desk.do("extend", dossier, "chutich", to_due_at=dossier.due_at + timedelta(days=60), reason="Xác minh.")
    desk.do("submit_for_approval", dossier, "tuphap1", summary="Đủ.")
    desk.do("sign", dossier, "chutich")
    desk.do("issue", dossier, "vanthu")
    desk.do("hand_over", dossier, "tiepnhan1", handed_to="Mẹ")
    assert told(dossier) == ["submitted", "accepted", "supplement", "obligation", "extended", "resolved_desk"]


def test_what_is_missing_is_told_whole_and_once(desk: Desk) -> None:
    told_now = message(desk.asked_for_more(), "supplement")
    assert "- Giấy chứng sinh: Chụp lại cho rõ." in told_now.body
    assert "Lý do: Ảnh mờ." in told_now.body
    assert "Bổ sung trước: " in told_now.body


def test_a_reason_that_only_repeats_the_list_is_left_out(desk: Desk) -> None:
    dossier = desk.appraised()
    items = [{"paper": "birth_notice", "field": "", "reason": "illegible", "text": "Chụp lại."}]
    desk.do("request_supplement", dossier, "tuphap1", items=items)
    assert "Lý do" not in message(dossier, "supplement").body


def test_a_sum_to_pay_is_told_with_its_amount(desk: Desk) -> None:
    assert "24.000 đồng" in message(desk.asked_to_pay(), "obligation").subject


def test_an_apology_names_both_dates(desk: Desk) -> None:
    dossier = desk.appraised()
    before, after = dossier.due_at.astimezone(HANOI), dossier.due_at.astimezone(HANOI) + timedelta(days=2)
    desk.do("extend", dossier, "chutich", to_due_at=after, reason="Cần xác minh.")
    body = message(dossier, "extended").body
    assert f"{before:%H:%M}" in body and f"{before:%d/%m/%Y}" in body
    assert f"{after:%d/%m/%Y}" in body


@pytest.mark.parametrize(
    ("wish", "kind"),
    [
        ("desk", "resolved_desk"),
        ("post", "resolved_post"),
        ("electronic", "resolved_electronic"),
        ("", "resolved_desk"),
    ],
)
def test_a_result_is_told_as_it_will_come(desk: Desk, wish: str, kind: str) -> None:
    dossier = desk.signed()
    Dossier.objects.filter(pk=dossier.pk).update(delivery_wish=wish)
    desk.do("issue", dossier, "vanthu")
    assert told(dossier)[-1] == kind
    sms = message(dossier, kind, "sms").body
    assert (f"/ho-so-cua-toi/{dossier.pk}/" in sms) is (wish == "electronic")


def test_a_declined_result_is_called_an_answer_and_gives_the_reason(desk: Desk) -> None:
    dossier = desk.do(
        "submit_for_approval", desk.appraised(), "tuphap1", outcome="declined", summary="Không đúng thẩm quyền."
    )
    desk.do("issue", desk.do("sign", dossier, "chutich"), "vanthu")
    assert "Lý do: Không đúng thẩm quyền." in message(dossier, "declined").body


@pytest.mark.parametrize(("way", "kind"), [("post", "posted"), ("electronic", "given_electronically"), ("desk", "")])
def test_a_result_that_is_sent_is_told_one_taken_at_the_counter_is_not(desk: Desk, way: str, kind: str) -> None:
    dossier = desk.issued()
    by = desk.office.by("tiepnhan1", desk.at)
    actions.attach_to_dossier(dossier.pk, by=by, at=desk.at, paper_key="result", file=scan(), stream="result")
    dossier = desk.do("hand_over", dossier, "tiepnhan1", handed_to="Mẹ", handed_by=way)
    assert told(dossier)[-1] == (kind or "resolved_desk")


def test_a_granted_withdrawal_is_no_stop_and_a_declined_one_goes_on(desk: Desk) -> None:
    granted = desk.do("grant_withdrawal", desk.withdrawal_asked(), "tiepnhan1")
    assert told(granted)[-1] == "withdrawn"


def test_a_declined_withdrawal_says_that_work_goes_on(desk: Desk) -> None:
    dossier = desk.do("decline_withdrawal", desk.withdrawal_asked(), "chutich", reason="Đã ký xong.")
    assert told(dossier)[-1] == "withdrawal_declined"


def test_a_refusal_and_a_stop_give_their_reasons(desk: Desk) -> None:
    refused = desk.do("refuse", desk.filed(), "tiepnhan1", reason="Không thuộc phường này.")
    assert "Lý do: Không thuộc phường này." in message(refused, "refused").body
    stopped = desk.do("stop", desk.appraised(), "chutich", reason="Quá hạn bổ sung.")
    assert "Lý do: Quá hạn bổ sung." in message(stopped, "stopped").body


def taken_over(desk: Desk) -> None:
    """Phường Kinh Bắc ends on 10 March; phường Võ Cường takes over what it left."""
    office = desk.office
    last = date(2026, 3, 10)
    close_unit_with_successor(office.id, by=SYSTEM, at=desk.at, last_day=last, successor_ids=[office.other_id])
    actions.order_transfer(office.id, by=SYSTEM, at=desk.at, to_unit_id=office.other_id, on=last + timedelta(days=1))
    while actions.carry_out_transfers(desk.at + timedelta(days=1)):
        pass


def test_whoever_waits_is_told_which_office_goes_on_after_theirs_has_ended(desk: Desk) -> None:
    dossier = desk.appraised()
    due = dossier.due_at + timedelta(days=7)
    Dossier.objects.filter(pk=dossier.pk).update(due_at=due)
    taken_over(desk)
    before, now = (Unit.objects.get(pk=key).name for key in (desk.office.id, desk.office.other_id))
    said = message(dossier, "taken_over")
    assert told(dossier) == ["submitted", "accepted", "taken_over"]
    assert f"{before} đã chuyển hồ sơ của bạn cho {now}" in said.body
    assert f"Hẹn trả kết quả: {due.astimezone(HANOI):%H:%M}" in said.body
    assert (said.unit_id, said.account_id) == (desk.office.other_id, dossier.submitter_id)
    sms = message(dossier, "taken_over", "sms").body
    assert "khong phai nop lai" in sms and len(sms) <= 160


def test_a_takeover_names_no_day_that_has_passed_nor_one_that_waits_for_the_applicant(desk: Desk) -> None:
    late, waiting = desk.appraised(), desk.asked_for_more()
    Dossier.objects.filter(pk=waiting.pk).update(due_at=waiting.due_at + timedelta(days=7))
    taken_over(desk)
    for dossier in (late, waiting):
        assert "Hẹn trả kết quả" not in message(dossier, "taken_over").body


def test_a_dossier_of_the_counter_without_an_account_is_followed_by_its_code(desk: Desk, client: Client) -> None:
    dossier = desk.at_the_desk("birth")
    rows = list(Message.objects.filter(dossier=dossier).order_by("pk"))
    assert [one.channel for one in rows] == ["sms", "email"]
    assert {one.account_id for one in rows} == {None}
    path = "/" + rows[0].body.rpartition(" ")[2].partition("/")[2]
    assert client.get(path).status_code == 200


def test_the_addresses_in_a_message_open_the_right_pages(desk: Desk, client: Client) -> None:
    dossier = desk.issued()
    inside = message(dossier, "resolved_desk").body
    own = urlsplit(next(word for word in inside.split() if "://" in word)).path
    assert client.get(own).status_code == 302  # asks to sign in first
    assert dossier.submitter is not None
    client.force_login(dossier.submitter)
    assert client.get(own).status_code == 200
    assert Client().get(f"/tra-cuu/{dossier.code}/").status_code == 200


def test_what_happens_at_night_is_texted_in_the_morning_and_mailed_at_once(office, desk: Desk) -> None:  # type: ignore[no-untyped-def]
    desk.at = datetime(2026, 3, 10, 22, 15, tzinfo=HANOI)
    dossier = desk.filed()
    assert message(dossier, "submitted", "sms").send_after == datetime(2026, 3, 11, 7, 0, tzinfo=HANOI)
    assert message(dossier, "submitted").sent_at == desk.at


def test_a_repeated_verb_tells_nobody_twice(desk: Desk) -> None:
    dossier, key = desk.filed(), uuid4()
    by = desk.office.by("tiepnhan1", desk.at)
    for _ in range(2):
        actions.accept(dossier.pk, by=by, at=desk.at, key=key)
    assert Message.objects.filter(dossier=dossier, kind="accepted", channel="sms").count() == 1


def test_a_fact_is_told_in_one_statement(desk: Desk) -> None:
    with CaptureQueriesContext(connection) as captured:
        desk.filed()
    own = [query["sql"] for query in captured.captured_queries if "correspondence_message" in query["sql"]]
    assert len(own) == 1


def test_a_person_reads_their_own_messages_and_nobody_elses(desk: Desk) -> None:
    dossier = desk.accepted()
    citizen, officer = desk.citizen(), desk.office.by("tiepnhan1", desk.at)
    mine = messages_of(citizen)
    assert [one.kind for one in mine] == ["accepted", "submitted"]
    assert messages_of(citizen, dossier.pk) == mine
    assert messages_of(officer) == messages_of(ANONYMOUS) == []
    assert mark_read(officer, dossier.pk, at=desk.at) == mark_read(ANONYMOUS, dossier.pk, at=desk.at) == 0
    assert mark_read(citizen, dossier.pk, at=desk.at) == 2
    assert mark_read(citizen, dossier.pk, at=desk.at) == 0
    assert all(one.read_at == desk.at for one in messages_of(citizen))


def test_every_kind_that_is_told_has_words() -> None:
    from motcua.correspondence import subscriptions

    kinds = {kind for kind in subscriptions.TOLD.values() if kind}
    kinds |= {
        "withdrawn",
        "declined",
        "supplement_without_date",
        "revoked",
        "replaced",
        *subscriptions.HANDED_OVER.values(),
    }
    kinds |= {f"resolved_{wish}" for wish in subscriptions.DELIVERY}
    assert kinds == set(KINDS)

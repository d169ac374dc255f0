"""A citizen follows their dossiers, answers a supplement, withdraws, and takes the result home."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from typing import Any
from uuid import UUID

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from motcua.accounts.actions import create_officer
from motcua.accounts.models import Account
from motcua.dossiers import actions
from motcua.dossiers.models import Attachment, Dossier, Draft, SupplementRequest
from motcua.organisation.models import Unit
from motcua.organisation.rules.authority import Appointment, Authority, Function

from .conftest import filled, picture, signed_in, submit


def said(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


class Office:
    """The ward's people as one person who holds every function: what they do is not what these tests ask about."""

    def __init__(self, ward: Unit) -> None:
        account = create_officer("can-bo", None, "Lê Văn Cán", at=timezone.now())
        posts = tuple(Appointment(function, ward.pk, ward.pk) for function in Function)
        self.by = Authority(account.pk, account.full_name, is_officer=True, appointments=posts)

    def do(self, verb: str, dossier_id: UUID, **more: Any) -> Dossier:
        return getattr(actions, verb)(dossier_id, by=self.by, at=timezone.now(), key=uuid7(), **more)  # type: ignore[no-any-return]

    def ask_for_more(self, dossier: Dossier) -> Dossier:
        items = [
            {"paper": "vaccine", "field": "", "reason": "illegible", "text": "Ảnh bị lóa."},
            {"paper": "", "field": "pet_name", "reason": "wrong", "text": "Ghi đủ dấu."},
        ]
        return self.do("request_supplement", dossier.pk, items=items, reason="Cần hai thứ.")

    def decide(self, dossier: Dossier, outcome: str = "granted", summary: str = "") -> Dossier:
        self.do("accept", dossier.pk)
        self.do("forward", dossier.pk)
        self.do("submit_for_approval", dossier.pk, outcome=outcome, summary=summary)
        actions.attach_to_dossier(
            dossier.pk, by=self.by, at=timezone.now(), paper_key="result", file=picture("ket-qua.png"), stream="result"
        )
        self.do("sign", dossier.pk)
        return self.do("issue", dossier.pk)


@pytest.fixture
def office(ward: Unit) -> Office:
    return Office(ward)


@pytest.fixture
def dossier(client: Client, draft: Draft) -> Dossier:
    filled(client, draft)
    submit(client, draft)
    return Dossier.objects.get()


def page_of(client: Client, dossier: Dossier) -> str:
    return said(client.get(reverse("applicant:dossier", args=[dossier.pk])))


def test_the_dossier_page_tells_state_date_steps_answers_and_papers(client: Client, dossier: Dossier) -> None:
    page = page_of(client, dossier)
    for words in (dossier.code, "Mới nộp", "Dự kiến có kết quả", "Tiếp nhận", "Vàng", "so-tiem.png", "UBND phường Thử"):
        assert words in page
    assert "Ngày hẹn được tính thế nào?" in page


def test_who_looked_at_my_data_is_told_by_name(client: Client, dossier: Dossier, office: Office) -> None:
    address = reverse("applicant:views", args=[dossier.pk])
    assert address in page_of(client, dossier)
    assert "Chưa có cán bộ nào mở hồ sơ này." in said(client.get(address))
    actions.record_view(office.by, dossier, what="dossier", at=timezone.now())
    assert "Lê Văn Cán" in said(client.get(address))


def test_a_dossier_of_somebody_else_is_404_everywhere(client: Client, dossier: Dossier, stranger: Account) -> None:
    other = signed_in(stranger)
    for name in ("dossier", "confirmation", "supplement", "withdraw", "views"):
        address = reverse(f"applicant:{name}", args=[dossier.pk])
        assert other.get(address).status_code == 404, name
    assert other.get(reverse("applicant:paper", args=[dossier.pk, "acknowledgement"])).status_code == 404
    address = reverse("applicant:withdraw", args=[dossier.pk])
    assert other.post(address, {"reason": "x", "key": str(uuid7())}).status_code == 404
    assert other.get(reverse("applicant:download", args=[Attachment.objects.get().pk])).status_code == 404


def test_the_acknowledgement_is_a_pdf_download(client: Client, dossier: Dossier) -> None:
    answer = client.get(reverse("applicant:paper", args=[dossier.pk, "acknowledgement"]))
    assert answer.content.startswith(b"%PDF") and answer["Content-Disposition"].startswith("attachment;")
    assert client.get(reverse("applicant:paper", args=[dossier.pk, "form04"])).status_code == 404


def test_what_i_must_do_first_comes_first(client: Client, dossier: Dossier, office: Office) -> None:
    mine = reverse("applicant:dossiers")
    assert "Bạn cần làm" not in said(client.get(mine))
    office.ask_for_more(dossier)
    page = said(client.get(mine))
    assert page.index("Bạn cần làm") < page.index("Đang làm")
    assert reverse("applicant:supplement", args=[dossier.pk]) in page


def test_each_asked_thing_is_answered_at_its_place(client: Client, dossier: Dossier, office: Office) -> None:
    office.ask_for_more(dossier)
    address = reverse("applicant:supplement", args=[dossier.pk])
    page = said(client.get(address))
    assert "Ảnh bị lóa." in page and 'name="paper.vaccine"' in page and 'name="pet_name"' in page
    dossier.refresh_from_db()
    data = {"key": str(uuid7()), "lock": dossier.lock, "pet_name": "Vẫn Là Vàng", "note": ""}
    first = client.post(address, {**data, "paper.vaccine": picture("moi.png", "green"), "_upload": "vaccine"})
    assert first.status_code == 200 and "moi.png" in said(first)
    assert "Vẫn Là Vàng" in said(first), "sending a file keeps what was typed beside it"
    answer = client.post(address, {**data, "_send": "yes"})
    assert answer["Location"] == reverse("applicant:dossier", args=[dossier.pk])
    dossier.refresh_from_db()
    assert dossier.answers["pet_name"] == "Vẫn Là Vàng" and SupplementRequest.objects.get().answered_at is not None
    again = client.post(address, {**data, "_send": "yes"})
    assert again["Location"] == answer["Location"], "a second press changes nothing"


def test_what_was_asked_and_not_given_is_said_at_its_place(client: Client, dossier: Dossier, office: Office) -> None:
    office.ask_for_more(dossier)
    address = reverse("applicant:supplement", args=[dossier.pk])
    answer = client.post(address, {"key": str(uuid7()), "pet_name": "Vàng", "note": "", "_send": "yes"})
    page = said(answer)
    assert answer.status_code == 200
    assert 'href="#paper.vaccine"' in page and 'href="#pet_name"' in page
    assert SupplementRequest.objects.get().answered_at is None


def test_a_note_explains_what_cannot_be_had(client: Client, dossier: Dossier, office: Office) -> None:
    office.ask_for_more(dossier)
    address = reverse("applicant:supplement", args=[dossier.pk])
    data = {"key": str(uuid7()), "pet_name": "Vàng", "note": "Mất sổ\x00 rồi.", "_send": "yes"}
    assert client.post(address, data).status_code == 302
    assert SupplementRequest.objects.get().answer_note == "Mất sổ rồi."


def test_a_dossier_that_changed_meanwhile_shows_so_and_keeps_the_note(
    client: Client, dossier: Dossier, office: Office
) -> None:
    office.ask_for_more(dossier)
    address = reverse("applicant:supplement", args=[dossier.pk])
    answer = client.post(
        address, {"key": str(uuid7()), "lock": "1", "pet_name": "V", "note": "Lời nhắn", "_send": "yes"}
    )
    assert answer.status_code == 200 and "vừa có thay đổi" in said(answer) and "Lời nhắn" in said(answer)


def test_a_supplement_that_is_not_asked_any_more_leads_to_the_dossier(client: Client, dossier: Dossier) -> None:
    for answer in (
        client.get(reverse("applicant:supplement", args=[dossier.pk])),
        client.post(reverse("applicant:supplement", args=[dossier.pk]), {"_send": "yes"}),
    ):
        assert answer["Location"] == reverse("applicant:dossier", args=[dossier.pk])


def test_withdrawing_wants_a_reason_and_happens_once(client: Client, dossier: Dossier) -> None:
    address = reverse("applicant:withdraw", args=[dossier.pk])
    key = str(uuid7())
    empty = client.post(address, {"reason": "  ", "key": key, "lock": dossier.lock})
    assert empty.status_code == 200 and 'href="#reason"' in said(empty)
    for _ in range(2):
        assert client.post(address, {"reason": "Chuyển nhà", "key": key, "lock": dossier.lock}).status_code == 302
    dossier.refresh_from_db()
    assert dossier.state == 7 and dossier.journal.filter(verb="withdraw").count() == 1


def test_a_withdrawal_that_comes_too_late_says_so(client: Client, dossier: Dossier, office: Office) -> None:
    office.do("refuse", dossier.pk, reason="Không thuộc phường này.")
    address = reverse("applicant:withdraw", args=[dossier.pk])
    answer = client.post(address, {"reason": "Thôi", "key": str(uuid7())}, follow=True)
    assert answer.status_code == 200 and "không còn làm được" in said(answer)


def test_a_refusal_is_read_in_the_officers_words_with_a_way_to_file_again(
    client: Client, dossier: Dossier, office: Office
) -> None:
    office.do("refuse", dossier.pk, reason="Không thuộc phường này.")
    page = page_of(client, dossier)
    assert "Không thuộc phường này." in page and reverse("applicant:apply", args=["pet"]) in page


def test_the_result_is_downloaded_once_it_is_issued_and_no_earlier(
    client: Client, dossier: Dossier, office: Office
) -> None:
    office.do("accept", dossier.pk)
    given = actions.attach_to_dossier(
        dossier.pk, by=office.by, at=timezone.now(), paper_key="result", file=picture("sớm.png"), stream="result"
    )
    address = reverse("applicant:download", args=[given.pk])
    assert client.get(address).status_code == 404 and "sớm.png" not in page_of(client, dossier)
    office.do("forward", dossier.pk)
    office.do("submit_for_approval", dossier.pk)
    office.do("sign", dossier.pk)
    office.do("issue", dossier.pk)
    assert "sớm.png" in page_of(client, dossier) and "mời bạn nhận" in page_of(client, dossier)
    answer = client.get(address)
    assert answer["Content-Disposition"].startswith("attachment;")
    assert b"".join(answer.streaming_content).startswith(b"\x89PNG")  # type: ignore[attr-defined]


def test_the_offices_own_papers_do_not_exist_for_the_applicant(
    client: Client, dossier: Dossier, office: Office
) -> None:
    office.do("accept", dossier.pk)
    internal = actions.attach_to_dossier(
        dossier.pk, by=office.by, at=timezone.now(), paper_key="other", file=picture("noi-bo.png"), stream="office"
    )
    assert client.get(reverse("applicant:download", args=[internal.pk])).status_code == 404
    assert "noi-bo.png" not in page_of(client, dossier)


def test_a_result_that_waits_to_be_fetched_spends_no_time_of_the_office(
    client: Client, dossier: Dossier, office: Office
) -> None:
    office.do("accept", dossier.pk)
    assert "Đã dùng" in page_of(client, dossier)
    office.do("forward", dossier.pk)
    office.do("submit_for_approval", dossier.pk, outcome="declined", summary="Chưa đủ.")
    office.do("sign", dossier.pk)
    office.do("issue", dossier.pk)
    assert "Đã dùng" not in page_of(client, dossier)


def test_time_asked_of_the_citizen_before_it_began_is_not_told_as_the_offices(
    client: Client, dossier: Dossier, office: Office
) -> None:
    office.ask_for_more(dossier)
    assert "Đã dùng" not in page_of(client, dossier)


def test_papers_given_out_stand_under_their_dossier(client: Client, dossier: Dossier, office: Office) -> None:
    office.do("accept", dossier.pk)
    page = said(client.get(reverse("applicant:documents")))
    assert page.count(f"Hồ sơ {dossier.code}") == 1
    assert page.count(f"/ho-so-cua-toi/{dossier.pk}/giay/") >= 2


def test_after_a_mistake_reading_begins_at_the_list_of_mistakes(client: Client, dossier: Dossier) -> None:
    answer = client.post(reverse("applicant:withdraw", args=[dossier.pk]), {"reason": ""})
    assert 'tabindex="-1" autofocus' in said(answer)


def test_a_declined_result_says_why(client: Client, dossier: Dossier, office: Office) -> None:
    office.decide(dossier, outcome="declined", summary="Chó thuộc giống cấm nuôi.")
    assert "Chó thuộc giống cấm nuôi." in page_of(client, dossier)


def test_a_sum_to_pay_is_told_with_its_reason(client: Client, dossier: Dossier, office: Office) -> None:
    office.do("accept", dossier.pk)
    office.do("forward", dossier.pk)
    office.do("request_obligation", dossier.pk, amount=150_000, reason="Thuế nuôi chó.")
    page = page_of(client, dossier)
    assert "150.000 đồng" in page and "Thuế nuôi chó." in page


def test_what_colleagues_write_to_one_another_is_not_shown(client: Client, dossier: Dossier, office: Office) -> None:
    office.do("accept", dossier.pk)
    office.do("forward", dossier.pk, note="Chú ý chủ này khó tính")
    assert "khó tính" not in page_of(client, dossier)


def test_the_pages_take_few_statements(
    client: Client, dossier: Dossier, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    client.get(reverse("applicant:dossier", args=[dossier.pk]))  # calendars are read once in a process
    for name, most in (("dossier", 8), ("confirmation", 8)):
        with django_assert_max_num_queries(most):
            client.get(reverse(f"applicant:{name}", args=[dossier.pk]))
    with django_assert_max_num_queries(5):  # the fifth asks for unread messages
        client.get(reverse("applicant:dossiers"))


def test_filing_takes_at_most_sixteen_statements(
    client: Client, dossier: Dossier, ward: Unit, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    client.post(reverse("applicant:apply", args=["pet"]), {"office": str(ward.pk)})
    again = Draft.objects.get(dossier=None)
    filled(client, again)
    data = {"declare": "yes", "revision": again.revision}
    with django_assert_max_num_queries(16 + 2):  # a test's transaction is nested: its two savepoints
        answer = client.post(reverse("applicant:check", args=[again.pk]), data)
    assert answer.status_code == 302 and Dossier.objects.count() == 2

"""A helper who means ill: other people's drafts, old codes, codes for something else, an hour that is over."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.accounts import actions as accounts
from motcua.accounts.actions.codes import issue_code
from motcua.accounts.models import Account
from motcua.accounts.rules.codes import Purpose
from motcua.accounts.rules.refusals import WrongCode
from motcua.correspondence.models import Message
from motcua.dossiers import actions
from motcua.dossiers.models import Assistance, Dossier, Draft
from tests.builders.dossiers import MOTHER, Desk
from tests.builders.office import PASSWORD, KinhBac
from tests.builders.phone import newest_code
from tests.pages.adviser.test_helping import (
    HOME,
    KNOWN,
    REVISION,
    asks,
    begins,
    desk,
    filled,
    helper,
    loaded,
    mother,
    office,
    text,
)
from tests.pages.officer.conftest import Officer

__all__ = ["desk", "helper", "loaded", "office"]


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Let so much time pass: `later(minutes=61)`."""

    def move(**much: int) -> None:
        moment = datetime.now(tz=timezone.get_current_timezone()) + timedelta(**much)
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return move


@pytest.fixture
def other(office: KinhBac) -> Officer:
    return Officer(office, "tocongnghe")


def reads_out(helper: Officer, known: str) -> Any:
    return helper.post(f"{HOME}ma/", {"known": known, "code": newest_code(), "read": "yes"})


def ready(helper: Officer, desk: Desk) -> tuple[str, str]:
    """Filled in, the second code sent: the check page's address and its revision."""
    draft = begins(helper, desk)
    filled(desk, draft, helper)
    check = reverse("applicant:check", args=[draft.pk])
    asked = helper.post(check, {"send_code": "yes"})
    found = REVISION.search(text(asked))
    assert found is not None
    return check, found[1]


# Consent


def test_a_code_sent_for_one_helper_lets_no_other_in(helper: Officer, other: Officer, desk: Desk) -> None:
    desk.citizen()
    asks(helper, desk)
    code = newest_code()
    theirs = asks(other, desk)
    answer = other.post(f"{HOME}ma/", {"known": theirs, "code": code, "read": "yes"})
    assert answer.status_code == 422 and not Draft.objects.exists()
    assert Message.objects.filter(kind="code").count() == 2, "the citizen was told of the other helper by name"


def test_one_helpers_signed_page_is_nothing_to_another(helper: Officer, other: Officer, desk: Desk) -> None:
    desk.citizen()
    known = asks(helper, desk)
    assert reads_out(other, known).headers["Location"] == HOME
    assert not Draft.objects.exists()


def test_a_code_proves_only_what_it_was_bound_to(desk: Desk) -> None:
    desk.citizen()
    accounts.issue_code(MOTHER, Purpose.ASSIST, at=desk.at, bound_to="helper birth office")
    for other in ("helper marriage office", "another birth office", ""):
        with pytest.raises(WrongCode):
            accounts.take_consent(MOTHER, Purpose.ASSIST, newest_code(), at=desk.at, bound_to=other)
    accounts.take_consent(MOTHER, Purpose.ASSIST, newest_code(), at=desk.at, bound_to="helper birth office")


def test_a_page_used_once_is_used_up(helper: Officer, desk: Desk) -> None:
    desk.citizen()
    known = asks(helper, desk)
    assert reads_out(helper, known).status_code == 302
    assert reads_out(helper, known).status_code == 422
    assert Draft.objects.count() == Assistance.objects.count() == 1


def test_a_newcomers_name_page_makes_one_account_and_grows_old(helper: Officer, desk: Desk, later: Any) -> None:
    first = asks(helper, desk, "0987654321")
    named = KNOWN.search(text(reads_out(helper, first)))
    assert named is not None
    sent = {"known": named[1], "full_name": "Trần Văn Tám"}
    assert helper.post(f"{HOME}ma/", sent).status_code == 302
    again = helper.post(f"{HOME}ma/", sent)
    assert again.status_code == 422 and Draft.objects.count() == 1
    second = asks(helper, desk, "0987654322")
    named = KNOWN.search(text(reads_out(helper, second)))
    assert named is not None
    later(minutes=31)
    helper.post(f"{HOME}ma/", {"known": named[1], "full_name": "Trần Văn Chín"})
    assert not Account.objects.filter(login="+84987654322").exists()


# Other drafts, other people's screens


def test_another_draft_of_the_same_citizen_stays_shut(helper: Officer, desk: Desk) -> None:
    begins(helper, desk)
    version = desk.office.version_id("birth", desk.at)
    own = actions.start_draft(by=desk.citizen(), at=desk.at, version_id=version, office_id=desk.office.id)
    for name in ("resume", "papers", "check", "delivery", "case", "superseded", "discard"):
        address = reverse(f"applicant:{name}", args=[own.pk])
        assert (helper.get(address).status_code, helper.post(address, {"declare": "yes", "code": "1"}).status_code) in {
            (404, 404),
            (404, 405),
        }, name
    begun = Draft.objects.exclude(pk=own.pk).get()
    assert helper.get(reverse("applicant:discard", args=[begun.pk])).status_code == 404
    assert Draft.objects.count() == 2


def test_a_helper_has_nothing_of_the_citizens_pages(helper: Officer, desk: Desk) -> None:
    draft = begins(helper, desk)
    for name in ("dossiers", "documents", "inbox", "representing", "helped_by"):
        page = text(helper.get(reverse(f"applicant:{name}"), follow=True))
        assert str(draft.pk) not in page and "Nguyễn Thị Hồng Nhung" not in page, name


def test_another_helper_of_the_team_is_told_nothing(helper: Officer, other: Officer, desk: Desk, later: Any) -> None:
    draft = begins(helper, desk)
    address = reverse("applicant:resume", args=[draft.pk])
    assert other.get(address).status_code == 404
    later(minutes=61)
    assert other.get(address).status_code == 404
    given = Assistance.objects.get()
    assert other.post(reverse("adviser:end", args=[given.pk])).status_code == 404


# The hour


def test_the_last_five_minutes_are_announced(helper: Officer, desk: Desk, later: Any) -> None:
    draft = begins(helper, desk)
    address = reverse("applicant:case", args=[draft.pk])
    assert 'role="status" data-soon-in="' in text(helper.get(address)) and "hidden>" in text(helper.get(address))
    later(minutes=56)
    page = text(helper.get(address))
    assert 'data-soon-in="0">' in page and "Sắp hết giờ: lưu trang này trước" in page


def test_an_hour_over_between_opening_and_saving_writes_nothing_and_says_so(
    helper: Officer, desk: Desk, later: Any
) -> None:
    draft = begins(helper, desk)
    address = reverse("applicant:case", args=[draft.pk])
    helper.get(address)
    later(minutes=61)
    answer = helper.post(address, {"case": "standard", "revision": "1"})
    assert answer.status_code == 410
    page = text(answer)
    assert "Đã hết 60 phút" in page and "Riêng trang vừa gõ chưa kịp lưu" in page and "Bạn đang" not in page
    assert Draft.objects.get().revision == 1
    assert f"{HOME}?viec=birth" in page
    assert "selected" in text(helper.get(f"{HOME}?viec=birth")).split('name="what"')[1]


def test_a_fresh_code_goes_on_with_the_same_form_for_another_hour(helper: Officer, desk: Desk, later: Any) -> None:
    draft = begins(helper, desk)
    filled(desk, draft, helper)
    later(minutes=61)
    known = asks(helper, desk)
    assert reads_out(helper, known).headers["Location"] == reverse("applicant:resume", args=[draft.pk])
    assert Draft.objects.count() == 1 and Assistance.objects.count() == 2
    assert helper.get(reverse("applicant:check", args=[draft.pk])).status_code == 200
    first, second = Assistance.objects.order_by("opened_at")
    assert (first.ending, second.ended_at) == ("shut", None) and first.ended_at == first.until


def test_of_two_helpers_the_one_with_the_newest_code_stays(helper: Officer, other: Officer, desk: Desk) -> None:
    draft = begins(helper, desk)
    filled(desk, draft, helper)
    known = asks(other, desk)
    assert reads_out(other, known).headers["Location"] == reverse("applicant:resume", args=[draft.pk])
    gone = helper.get(reverse("applicant:check", args=[draft.pk]))
    assert gone.status_code == 410 and "đã cho người khác làm giúp tiếp" in text(gone)
    assert other.get(reverse("applicant:check", args=[draft.pk])).status_code == 200
    citizen = Client()
    citizen.force_login(mother())
    assert "Thay bằng lần bạn đọc mã sau đó." in text(citizen.get("/ai-da-giup/"))


# Filing


def test_filing_without_the_declaration_takes_no_code(helper: Officer, desk: Desk) -> None:
    check, revision = ready(helper, desk)
    code = newest_code()
    answer = helper.post(check, {"code": code, "revision": revision})
    assert "Hãy đánh dấu lời cam đoan" in text(answer) and not Dossier.objects.exists()


def test_what_was_changed_after_the_citizen_read_it_needs_a_new_code(helper: Officer, desk: Desk) -> None:
    check, revision = ready(helper, desk)
    code = newest_code()
    filled(desk, Draft.objects.get(), helper)
    changed = REVISION.search(text(helper.get(check)))
    assert changed is not None and changed[1] != revision
    for number in (changed[1], revision, "", "x"):
        helper.post(check, {"declare": "yes", "code": code, "revision": number})
        assert not Dossier.objects.exists(), number


@pytest.mark.parametrize("purpose", [Purpose.SIGN_IN, Purpose.CONFIRM, Purpose.RECOVER, Purpose.ASSIST, Purpose.FILE])
def test_a_code_for_anything_else_files_nothing(helper: Officer, desk: Desk, purpose: Purpose) -> None:
    check, revision = ready(helper, desk)
    issue_code(MOTHER, purpose, at=timezone.localtime() + timedelta(seconds=1))
    answer = helper.post(check, {"declare": "yes", "code": newest_code(), "revision": revision})
    assert not Dossier.objects.exists() and 'aria-invalid="true"' in text(answer)


def test_the_helpers_own_code_files_nothing(helper: Officer, desk: Desk) -> None:
    check, revision = ready(helper, desk)
    accounts.register_citizen("0987654321", PASSWORD, "Người Quen", at=desk.at)
    issue_code("0987654321", Purpose.FILE, at=timezone.localtime(), bound_to=f"{Draft.objects.get().pk} {revision}")
    code = newest_code("+84987654321")
    helper.post(check, {"declare": "yes", "code": code, "revision": revision})
    assert not Dossier.objects.exists()


def test_pressing_file_twice_files_once_and_the_second_press_says_the_code(helper: Officer, desk: Desk) -> None:
    check, revision = ready(helper, desk)
    sent = {"declare": "yes", "code": newest_code(), "revision": revision}
    assert helper.post(check, sent).status_code == 302
    again = helper.post(check, sent)
    assert again.status_code == 410 and Dossier.objects.get().code in text(again)


def test_the_code_comes_too_late_when_the_hour_is_over(helper: Officer, desk: Desk, later: Any) -> None:
    check, revision = ready(helper, desk)
    sent = {"declare": "yes", "code": newest_code(), "revision": revision}
    later(minutes=61)
    assert helper.post(check, sent).status_code == 410
    assert helper.post(check, {"send_code": "yes"}).status_code == 410
    assert not Dossier.objects.exists()


def test_the_citizens_own_window_needs_no_second_code(helper: Officer, desk: Desk) -> None:
    check, revision = ready(helper, desk)
    citizen = Client()
    citizen.force_login(mother())
    assert citizen.post(check, {"declare": "yes", "revision": revision}).status_code == 302
    dossier = Dossier.objects.get()
    assert (dossier.filed_place, dossier.filed_helper_id) == ("quarter_team", desk.office.person("khupho1").pk)

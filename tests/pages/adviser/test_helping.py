"""A member of a team helps a citizen at the team's computer, page by page; the citizen files and sees what was seen."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.correspondence.models import Message
from motcua.dossiers import actions
from motcua.dossiers.models import Assistance, Draft
from tests.builders.dossiers import MOTHER, Desk, scan
from tests.builders.office import KinhBac
from tests.builders.phone import newest_code
from tests.pages.officer.conftest import Officer, loaded, office

__all__ = ["loaded", "office"]
HOME = "/to-tu-van/"
KNOWN = re.compile(r'name="known" value="([^"]+)"')
REVISION = re.compile(r'name="revision" value="(\d+)"')


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office, at=timezone.localtime())


@pytest.fixture
def helper(office: KinhBac) -> Officer:
    return Officer(office, "khupho1")


def mother() -> Account:
    return Account.objects.get(login="+84912345678")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def wanted(desk: Desk, key: str = "birth") -> str:
    return f"{desk.office.version_id(key, desk.at)}:{desk.office.id}"


def asks(helper: Officer, desk: Desk, phone: str = MOTHER) -> str:
    """The helper has asked for the code; the page's own knowledge."""
    answer = helper.post(HOME, {"phone": phone, "what": wanted(desk)})
    assert answer.status_code == 200, text(answer)
    found = KNOWN.search(text(answer))
    assert found is not None
    return found[1]


def begins(helper: Officer, desk: Desk) -> Draft:
    desk.citizen()
    known = asks(helper, desk)
    answer = helper.post(f"{HOME}ma/", {"known": known, "code": newest_code(), "read": "yes"})
    draft = Draft.objects.get()
    assert answer.headers["Location"] == reverse("applicant:resume", args=[draft.pk])
    return draft


def filled(desk: Desk, draft: Draft, helper: Officer) -> None:
    answers, case = desk.answers("birth")
    by = desk.office.by("khupho1", desk.at)
    at = timezone.localtime()
    actions.save_page(draft.pk, by=by, at=at, answers=answers, case=case, delivery_wish="desk")
    sent = helper.post(
        reverse("applicant:papers", args=[draft.pk]), {"paper.birth_notice": scan(), "_upload": "birth_notice"}
    )
    assert sent.status_code == 302


def test_the_whole_story_with_the_citizens_two_codes(helper: Officer, desk: Desk) -> None:
    draft = begins(helper, desk)
    page = helper.get(reverse("applicant:page", args=[draft.pk, "child"]), follow=True)
    assert "làm giúp người khác" in text(page) and "Bỏ bản đang điền" not in text(page)
    filled(desk, draft, helper)
    check = reverse("applicant:check", args=[draft.pk])
    page = helper.get(check)
    assert "Nhắn mã nộp cho người dân" in text(page) and MOTHER[4:7] not in text(page).split("helper-bar")[0]
    revision = REVISION.search(text(page))
    assert revision is not None
    asked = helper.post(check, {"send_code": "yes", "revision": revision[1]})
    assert 'name="code"' in text(asked)
    body = Message.objects.filter(kind="code").latest("created_at", "pk").body
    assert body.startswith("Ma nop ho so:")
    filed = helper.post(check, {"declare": "yes", "code": newest_code(), "revision": revision[1]}, follow=True)
    given = Assistance.objects.get()
    assert given.dossier is not None and given.dossier.code in text(filed)
    assert (given.dossier.filed_place, given.dossier.submitter_id) == ("quarter_team", desk.citizen().account_id)
    over = helper.get(check)
    assert over.status_code == 410 and given.dossier.code in text(over)
    assert helper.get(reverse("applicant:dossier", args=[given.dossier.pk])).status_code == 404

    citizen = Client()
    citizen.force_login(mother())
    seen = text(citizen.get("/ai-da-giup/"))
    assert "Lê Văn Bảy" in seen and "Kết thúc khi bạn nộp hồ sơ." in seen
    assert "Mở trang kiểm tra" in seen and "Lưu trang giấy tờ" in seen


def test_without_the_code_nothing_opens(helper: Officer, desk: Desk) -> None:
    desk.citizen()
    known = asks(helper, desk)
    wrong = "000000" if newest_code() != "000000" else "111111"
    answer = helper.post(f"{HOME}ma/", {"known": known, "code": wrong, "read": "yes"})
    assert answer.status_code == 422 and not Draft.objects.exists()
    unread = helper.post(f"{HOME}ma/", {"known": known, "code": newest_code()})
    assert "Đọc lời xin phép" in text(unread) and not Draft.objects.exists()
    forged = helper.post(f"{HOME}ma/", {"known": known[:-2] + "xx", "code": newest_code(), "read": "yes"})
    assert forged.headers["Location"] == HOME and not Draft.objects.exists()


def test_filing_wants_the_citizens_own_second_code(helper: Officer, desk: Desk) -> None:
    draft = begins(helper, desk)
    filled(desk, draft, helper)
    check = reverse("applicant:check", args=[draft.pk])
    revision = REVISION.search(text(helper.get(check)))
    assert revision is not None
    asked = {"declare": "yes", "revision": revision[1]}
    assert helper.post(check, asked).status_code == 404, "a helper has no way to file without a code"
    used = newest_code()  # the code by which the citizen let the helper in opens nothing here
    answer = helper.post(check, {**asked, "code": used})
    assert 'aria-invalid="true"' in text(answer)
    assert Draft.objects.get().dossier_id is None


def test_a_phone_without_an_account_gets_its_holders(helper: Officer, desk: Desk) -> None:
    known = asks(helper, desk, "0987654321")
    page = helper.post(f"{HOME}ma/", {"known": known, "code": newest_code(), "read": "yes"})
    assert "chưa có tài khoản" in text(page)
    known = KNOWN.search(text(page))[1]  # type: ignore[index]
    short = helper.post(f"{HOME}ma/", {"known": known, "full_name": "1"})
    assert short.status_code == 422
    helper.post(f"{HOME}ma/", {"known": known, "full_name": "Trần Văn Tám"})
    draft = Draft.objects.get()
    assert draft.account.full_name == "Trần Văn Tám" and draft.account.phone_proven_at is not None


def test_the_citizen_ends_it_from_their_own_phone(helper: Officer, desk: Desk) -> None:
    draft = begins(helper, desk)
    citizen = Client()
    citizen.force_login(draft.account)
    given = Assistance.objects.get()
    citizen.post(reverse("applicant:end_help", args=[given.pk]))
    over = helper.get(reverse("applicant:resume", args=[draft.pk]))
    assert over.status_code == 410 and "Người dân đã kết thúc lúc" in text(over)
    assert "Bạn đã kết thúc." in text(citizen.get("/ai-da-giup/"))


def test_the_helper_leaves(helper: Officer, desk: Desk) -> None:
    draft = begins(helper, desk)
    given = Assistance.objects.get()
    assert "Lượt" not in text(helper.get(HOME)) and "Còn" in text(helper.get(HOME))
    helper.post(reverse("adviser:end", args=[given.pk]))
    assert helper.get(reverse("applicant:resume", args=[draft.pk])).status_code == 410
    assert "Hết quyền" in text(helper.get(HOME))


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"phone": "12"}, "số điện thoại"),
        ({"phone": MOTHER, "what": "khong:co"}, "Chọn việc người dân cần làm."),
    ],
)
def test_what_is_wrong_is_said_at_its_place(helper: Officer, desk: Desk, sent: dict[str, str], words: str) -> None:
    answer = helper.post(HOME, {"what": wanted(desk), **sent})
    assert answer.status_code == 422 and words.lower() in text(answer).lower()


def test_officers_and_citizens_do_not_open_the_pages_of_teams(office: KinhBac, desk: Desk) -> None:
    for login in ("tiepnhan1", "quantri"):
        assert Officer(office, login).get(HOME).status_code == 403
    desk.citizen()
    citizen = Client()
    citizen.force_login(mother())
    assert citizen.get(HOME).status_code == 403
    assert Client().get(HOME).headers["Location"].startswith("/can-bo/dang-nhap/")


def test_my_team_says_what_i_did_and_learnt(helper: Officer, desk: Desk) -> None:
    begins(helper, desk)
    page = text(helper.get(f"{HOME}to-cua-toi/"))
    month = timezone.localtime().strftime("%m/%Y")
    assert re.search(rf"{month}</th><td class=\"is-number\">1</td><td class=\"is-number\">0</td>", page)
    assert "Lê Văn Bảy" in page and "Chưa ghi buổi nào" in page

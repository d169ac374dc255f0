"""A member of the quarter's team helps a mother at the team's computer; her phone decides twice, and shows her all.

Two windows without script: the helper's at the team, the mother's phone. Without her code nothing opens; she files
with a second one; afterwards she reads who saw what, and the officer reads where it was filed and who helped.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from motcua.dossiers.models import Draft
from tests.builders.phone import newest_code
from tests.journeys.citizen import PHONE, Citizen

from .conftest import DESK_SCREEN, Clock
from .officers import Officers

pytestmark = pytest.mark.browser


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The story is told today: how long a helper may look is also asked of PostgreSQL, by its own clock."""
    told = Clock()
    told.at = timezone.localtime()
    monkeypatch.setattr(timezone, "now", told.now)
    return told


@pytest.fixture
def helper(officers: Officers, opened: Callable[..., Any]) -> Citizen:
    """Signed in at the team's computer; fills in as a citizen does."""
    officers.window = lambda: opened(DESK_SCREEN)
    return Citizen(officers.opens("khupho1", "/to-tu-van/"))


def asks_for_consent(helper: Citizen) -> None:
    helper.page.locator("#what").select_option(index=1)
    helper.fills(phone=PHONE)
    helper.presses("Nhắn mã đồng ý")
    helper.sees("Đọc cho người dân nghe", "0912 ••• 678")


def test_a_mother_is_helped_and_sees_what_was_seen(
    citizen: Citizen, helper: Citizen, officers: Officers, clock: Clock
) -> None:
    citizen.registers()

    asks_for_consent(helper)
    helper.page.check("#read")
    helper.page.fill("#code", "000000" if newest_code() != "000000" else "111111")
    helper.presses("Bắt đầu làm giúp")
    helper.sees("Mã chưa đúng, bạn còn 4 lần nhập.")
    assert not Draft.objects.exists(), "a wrong code opens nothing"
    citizen.page.goto("/ai-da-giup/")
    citizen.sees("Chưa có ai giúp bạn")

    helper.page.fill("#code", newest_code())  # she reads it out from her phone
    helper.presses("Bắt đầu làm giúp")
    helper.sees("Bạn đang làm giúp người khác", "còn 60 phút")
    helper.fills_in_a_birth()
    helper.sends_papers()
    helper.presses("Lưu và tiếp tục")
    helper.goes_on(delivery_wish="desk")
    helper.sees("Trần Minh Khôi", "“Mời bác xem lại từng dòng.")
    check = helper.page.url
    assert not helper.page.get_by_role("button", name="Nộp hồ sơ").count(), "no way to file without her second code"

    citizen.page.goto("/ai-da-giup/")
    citizen.sees("Lê Văn Bảy", f"còn quyền đến {clock.at + timedelta(hours=1):%H:%M}", "Kết thúc ngay")

    helper.presses("Nhắn mã nộp cho người dân")
    helper.sees("Người dân tự gõ.")
    helper.page.check("#declare")
    helper.page.fill("#code", newest_code())
    helper.presses("Nộp hồ sơ")
    helper.sees("Đã nộp, mã hồ sơ", "Bạn không còn xem được hồ sơ")
    code = Draft.objects.select_related("dossier").get().dossier.code  # type: ignore[union-attr]
    helper.page.goto(check)
    helper.sees("Hồ sơ đã nộp", code)

    citizen.page.goto("/ai-da-giup/")
    citizen.sees(code, "Lê Văn Bảy", "Kết thúc khi bạn nộp hồ sơ.")
    citizen.unfolds("Họ đã mở")
    citizen.sees("Mở trang kiểm tra", "Lưu trang giấy tờ")
    citizen.sees_no_sideways_scrolling()

    clock.at += timedelta(minutes=20)
    page = officers.opens_dossier("tiepnhan1", code)
    facts = page.locator(".case-facts").inner_text()
    assert "tại tổ tư vấn khu phố, thôn" in facts and "người giúp: Lê Văn Bảy" in facts, facts

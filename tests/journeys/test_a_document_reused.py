"""What was sent once need not be sent again: an earlier dossier's paper becomes a paper of the next, without script."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.core.files.storage import default_storage

from motcua.dossiers.models import Attachment
from tests.journeys.citizen import Citizen

from .conftest import Clock
from .officers import Officers

pytestmark = pytest.mark.browser


def stored_files() -> int:
    """How many files lie in the store of papers, whatever they are called."""

    def below(folder: str) -> int:
        folders, files = default_storage.listdir(folder)
        return len(files) + sum(below(f"{folder}/{one}") for one in folders)

    return below("papers") if default_storage.exists("papers") else 0


@pytest.fixture(autouse=True)
def own_store(settings: Any, tmp_path: Path) -> None:
    """A store that no other test writes into at the same time."""
    settings.MEDIA_ROOT = tmp_path


def test_a_paper_of_an_earlier_dossier_is_handed_in_again(citizen: Citizen, officers: Officers, clock: Clock) -> None:
    citizen.registers()
    citizen.page.goto("/giay-to-cua-toi/")
    citizen.sees("Chưa có giấy tờ nào")
    citizen.begins("birth", "phường Kinh Bắc")
    citizen.fills_in_a_birth()
    assert citizen.page.get_by_text("Dùng lại giấy đã có").count() == 0, "there is nothing yet to use again"
    citizen.sends_papers()
    citizen.presses("Lưu và tiếp tục")
    citizen.goes_on(delivery_wish="desk")
    citizen.submits()
    first = citizen.code

    citizen.page.goto("/giay-to-cua-toi/")
    citizen.sees("Giấy chứng sinh", "Gửi ngày 28/08/2026", first, "Không ghi thời hạn")
    citizen.sees_no_sideways_scrolling()

    clock.move_to(28, 8, 16)
    kept = stored_files()
    citizen.begins("birth", "phường Kinh Bắc")
    citizen.fills_in_a_birth()
    citizen.unfolds("Dùng lại giấy đã có")
    citizen.sees("Giấy chứng sinh", first)
    citizen.presses_the_first("Dùng giấy này")
    citizen.sees("Dùng lại: ", first)
    citizen.presses("Lưu và tiếp tục")
    citizen.goes_on(delivery_wish="desk")
    citizen.submits()
    assert stored_files() == kept, "the same bytes were stored twice"
    again = Attachment.objects.get(dossier__code=citizen.code)
    assert again.reused_from is not None and again.reused_from.dossier is not None
    assert again.reused_from.dossier.code == first
    second = citizen.code
    officers.accept(second)

    citizen.page.goto("/giay-to-cua-toi/")
    if citizen.page.locator("#password").count():
        citizen.signs_in()
    same = citizen.page.locator("p.note", has_text="giay-chung-sinh-lightyellow.jpg")
    assert same.count() == 1, "one document, however often used"
    citizen.follows_the_first("Bỏ Giấy chứng sinh")
    citizen.presses("Bỏ giấy này")
    citizen.sees("Hồ sơ đã nộp vẫn giữ giấy này")
    assert same.count() == 0
    citizen.opens_her_dossier()
    citizen.sees("giay-chung-sinh-lightyellow.jpg")

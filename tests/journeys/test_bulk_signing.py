"""Twenty births wait for the chairman between two meetings; she signs them with one confirmation.

While she reads, one is sent back on another screen: that one is named and not signed, the twenty others are. The clerk
numbers and seals one; the mother fetches it, and the site says of her file that it is genuine, and of a file with one
changed byte that it is not.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from motcua.dossiers.models import Dossier, JournalEntry
from motcua.receipts.models import ResultDocument
from tests.browsers import press, shows
from tests.builders.dossiers import Desk
from tests.builders.office import PASSWORD
from tests.journeys.citizen import Citizen
from tests.journeys.officers import Officers
from tests.receipts.signing_keys import pdfsig, set_up

from .conftest import PHONE_SCREEN, Clock

pytestmark = pytest.mark.browser
TWENTY = 20


def test_twenty_results_signed_with_one_confirmation(
    officers: Officers, opened: Callable[..., Any], clock: Clock, settings: Any, tmp_path: Path
) -> None:
    set_up(settings, tmp_path)
    desk = Desk(officers.office, clock.at)
    waiting = [desk.at_approval() for _ in range(TWENTY + 1)]
    clock.move_to(3, 9, 9)

    # She looks at the first as it will be printed, then ticks all.
    page = officers.opens("chutich", "/can-bo/ky/")
    page.set_default_timeout(60_000)  # twenty papers are drawn and signed, beside whatever else the machine does
    shows(page, "Chọn cả 21 hồ sơ", "Giấy khai sinh")
    press(page.get_by_role("link", name=waiting[0].code, exact=True))
    shows(page, "Thứ 1 trong 21 hồ sơ chờ ký", "Trần Minh Khôi")
    picture = page.request.get(page.locator(".sheet").get_attribute("src"))
    assert (picture.status, picture.headers["content-type"]) == (200, "image/png")
    press(page.get_by_role("link", name="Chờ tôi ký").first)
    press(page.get_by_role("link", name="Chọn cả 21 hồ sơ"))
    press(page.get_by_role("button", name="Ký các hồ sơ đã chọn"))
    shows(page, "Ký 21 hồ sơ này?")

    # Another screen sends one back; and she has been away for longer than a signature allows.
    desk.at = clock.at
    changed = desk.do("send_for_redo", waiting[7], "chutich", reason="Sai tên mẹ.")
    clock.move_to(3, 9, 10)
    press(page.get_by_role("button", name="Ký", exact=True))
    shows(page, "Xác nhận lại đây là bạn")
    page.fill("#password", PASSWORD)
    press(page.get_by_role("button", name="Xác nhận"))
    shows(page, "Đã ký 20 hồ sơ", f"{changed.code} chưa ký được", "Không có gì chờ bạn ký")
    assert JournalEntry.objects.filter(verb="sign").count() == TWENTY
    assert ResultDocument.objects.filter(state="signed").count() == TWENTY

    # The clerk numbers and seals; the mother fetches hers.
    code = waiting[0].code
    officers.does("vanthu", code, "Vào sổ, phát hành", "Phát hành kết quả", "Đã phát hành.", number="")
    pdf = fetched(opened(PHONE_SCREEN), waiting[0])
    assert pdfsig(pdf, tmp_path).count("Signature is Valid") == 2

    anybody = opened(PHONE_SCREEN)
    anybody.set_default_timeout(60_000)
    check(anybody, pdf)
    shows(anybody, "Đây là kết quả do cơ quan phát hành", "01/2026/KS")
    check(anybody, pdf[:5000] + bytes([pdf[5000] ^ 1]) + pdf[5001:])
    shows(anybody, "Tệp này đã bị sửa sau khi ký")


def fetched(page: Any, dossier: Dossier) -> bytes:
    """The mother signs in on her phone, by a code, and downloads what was issued."""
    page.set_default_timeout(60_000)
    page.goto(f"/ho-so-cua-toi/{dossier.pk}/")
    Citizen(page).signs_in()
    shows(page, dossier.code)
    with page.expect_download() as waiting:
        page.get_by_role("link", name="giay-khai-sinh").first.click()
    return Path(waiting.value.path()).read_bytes()


def check(page: Any, pdf: bytes) -> None:
    """Upload a file on the page that says whether it is ours."""
    page.goto("/xac-minh/")
    page.set_input_files("#file", {"name": "ket-qua.pdf", "mimeType": "application/pdf", "buffer": pdf})
    press(page.get_by_role("button", name="Kiểm tra"))

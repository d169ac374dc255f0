"""A paper beside the declaration: its pages as pictures, for those who may read it, each look recorded once."""

from __future__ import annotations

import io
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from motcua.dossiers import actions, rendering
from motcua.dossiers.models import Attachment, Dossier, PersonalDataView
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office)


def photograph(width: int = 300, height: int = 200) -> SimpleUploadedFile:
    out = io.BytesIO()
    Image.new("RGB", (width, height), "white").save(out, "JPEG")
    return SimpleUploadedFile("anh.jpg", out.getvalue(), content_type="image/jpeg")


def opened(answer: Any) -> Image.Image:
    return Image.open(io.BytesIO(answer.content))


def scan_of(dossier: Dossier) -> tuple[Attachment, str]:
    file = Attachment.objects.filter(dossier=dossier).order_by("pk")[0]
    return file, f"/can-bo/ho-so/{dossier.pk}/tep/{file.pk}/trang/1/"


def test_a_page_is_a_picture_that_can_be_turned_and_enlarged_and_runs_nothing(
    desk: Desk, sit_down: Any, clock: Any
) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    officer = sit_down("tuphap1")
    _file, address = scan_of(dossier)
    upright = officer.get(address)
    assert upright.headers["Content-Type"] == "image/png"
    assert upright.headers["X-Content-Type-Options"] == "nosniff"
    assert upright.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert "no-store" in upright.headers["Cache-Control"]
    assert abs(opened(upright).width - 900) <= 2
    turned = opened(officer.get(address, {"xoay": "90", "co": "1"}))
    assert turned.width > turned.height >= 1398
    assert officer.get(address.replace("/1/", "/2/")).status_code == 404
    assert officer.get(address, {"xoay": "45", "co": "99999999"}).status_code == 200


def test_pages_of_one_paper_are_one_look_for_the_owner_and_another_later_is_another(
    desk: Desk, sit_down: Any, clock: Any
) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    officer = sit_down("tuphap1")
    file, address = scan_of(dossier)
    for turn in ("0", "90"):
        officer.get(address, {"xoay": turn})
    looks = PersonalDataView.objects.filter(dossier=dossier, what=f"file:{file.pk.hex}")
    assert looks.count() == 1
    clock.at += timedelta(minutes=30)
    officer.get(address)
    assert looks.count() == 2


def test_what_is_not_theirs_is_shown_to_nobody(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier, other = desk.appraised(), desk.appraised()
    clock.at = desk.at
    file, address = scan_of(dossier)
    assert sit_down("vocuong.chutich").get(address).status_code == 404
    assert sit_down("tuphap1").get(f"/can-bo/ho-so/{other.pk}/tep/{file.pk}/trang/1/").status_code == 404
    assert PersonalDataView.objects.filter(dossier=dossier).count() == 0


def test_the_page_puts_the_paper_beside_the_declaration_with_plain_links(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    file, address = scan_of(dossier)
    officer = sit_down("tuphap1")
    plain = officer.get(f"/can-bo/ho-so/{dossier.pk}/").content.decode()
    assert f"?tep={file.pk}" in plain
    assert address not in plain
    page = officer.get(f"/can-bo/ho-so/{dossier.pk}/", {"tep": str(file.pk), "trang": "7"}).content.decode()
    assert f'src="{address}' in page
    assert "Trang 1 trong 1" in page
    assert "xoay=90" in page and "co=1" in page and "Lời khai" in page
    strange = officer.get(f"/can-bo/ho-so/{dossier.pk}/", {"tep": "rác", "trang": "-1", "xoay": "x"})
    assert strange.status_code == 200


def test_a_photograph_is_shown_no_larger_than_it_is(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    kept = actions.attach_to_dossier(
        dossier.pk, by=desk.office.by("tuphap1"), at=desk.at, paper_key="other", file=photograph(), stream="office"
    )
    clock.at = desk.at
    answer = sit_down("tuphap1").get(f"/can-bo/ho-so/{dossier.pk}/tep/{kept.pk}/trang/1/")
    assert opened(answer).size == (300, 200)


@pytest.mark.parametrize("media", ["application/pdf", "image/png", "image/jpeg", "text/html"])
@pytest.mark.parametrize("content", [b"", b"%PDF-1.7 rubbish", b"\x89PNG\r\n\x1a\n" + b"\0" * 50, b"<script>"])
def test_what_cannot_be_drawn_is_refused_by_a_process_that_ends(
    monkeypatch: pytest.MonkeyPatch, media: str, content: bytes
) -> None:
    monkeypatch.setattr(rendering.storing, "opened", lambda _sha: io.BytesIO(content))
    broken: Any = SimpleNamespace(sha256=str(hash((media, content))), media_type=media)
    with pytest.raises(rendering.NotDrawn):
        rendering.page_picture(broken, page=1)
    if media in ("application/pdf", "text/html"):
        with pytest.raises(rendering.NotDrawn):
            rendering._ask(broken.sha256, media, "count")

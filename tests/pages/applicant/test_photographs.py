"""Photographs of a paper: hard ones are told, all are kept; put in order, turned, cut, joined, and all of it undone."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image
from pypdf import PdfReader

from motcua.accounts.models import Account
from motcua.dossiers import queries
from motcua.dossiers.models import Attachment, Draft
from tests.builders.papers import page

from .conftest import signed_in


@pytest.fixture(autouse=True)
def own_quarantine(settings: Any, tmp_path: Path) -> None:
    settings.QUARANTINE = tmp_path


def sent(client: Client, draft: Draft, *photographs: bytes) -> None:
    files = [SimpleUploadedFile(f"{number}.jpg", one) for number, one in enumerate(photographs, 1)]
    client.post(reverse("applicant:papers", args=[draft.pk]), {"paper.vaccine": files, "_upload": "vaccine"})


def arrange_url(draft: Draft) -> str:
    return reverse("applicant:arrange", args=[draft.pk, "vaccine"])


def names(draft: Draft) -> list[str]:
    return [one.filename for one in queries.pages_of(draft, "vaccine")]


def key(draft: Draft, name: str) -> str:
    return str(next(one.pk for one in queries.pages_of(draft, "vaccine") if one.filename == name))


def picture(attachment: Attachment) -> Image.Image:
    return Image.open(io.BytesIO(queries.kept_paper(attachment.sha256)))


def test_a_blurred_photograph_is_kept_and_says_what_to_do(client: Client, draft: Draft) -> None:
    sent(client, draft, page(blur=8))
    assert Attachment.objects.get().legibility == "blurred"
    for url in (reverse("applicant:papers", args=[draft.pk]), arrange_url(draft)):
        assert "Ảnh có vẻ bị nhòe" in client.get(url).content.decode()


def test_pages_are_put_in_order_and_joined_into_one_file_which_can_be_taken_apart(client: Client, draft: Draft) -> None:
    sent(client, draft, *(page((900, 1200), seed=seed) for seed in (1, 2, 3)))
    client.post(arrange_url(draft), {"_earlier": key(draft, "3.jpg")})
    client.post(arrange_url(draft), {"_later": key(draft, "1.jpg")})
    assert names(draft) == ["3.jpg", "1.jpg", "2.jpg"]
    client.post(arrange_url(draft), {"_join": "yes"})
    whole = Attachment.objects.get(removed_at=None)
    assert (whole.filename, whole.media_type) == ("so-tiem-phong.pdf", "application/pdf")
    pdf = PdfReader(io.BytesIO(queries.kept_paper(whole.sha256)))
    assert len(pdf.pages) == 3
    assert abs(float(pdf.pages[0].mediabox.width) - 595) < 3, "a page is as wide as A4"
    assert queries.attachments_of_draft(draft) == [whole], "only the whole is handed in"
    client.post(arrange_url(draft), {"_apart": str(whole.pk)})
    assert names(draft) == ["3.jpg", "1.jpg", "2.jpg"]
    client.post(arrange_url(draft), {"_take_out": key(draft, "1.jpg")})
    assert names(draft) == ["3.jpg", "2.jpg"]


def test_a_page_is_upright_by_its_exif_turned_by_hand_and_cut_where_the_paper_lies(
    client: Client, draft: Draft
) -> None:
    sent(client, draft, page((900, 1200), margin=200, turned=6))
    one = Attachment.objects.get()
    assert picture(one).size == (1600, 1300), "the gate turned it by what the phone said"
    client.post(arrange_url(draft), {"_turn": str(one.pk)})
    turned = Attachment.objects.get(removed_at=None)
    assert picture(turned).size == (1300, 1600)
    url = reverse("applicant:cut", args=[draft.pk, "vaccine", turned.pk])
    shown = client.get(url).content.decode()
    assert "Khung đỏ" in shown and 'name="trai" type="number" inputmode="numeric" min="0" max="90" value="15"' in shown
    small = client.get(reverse("applicant:page_picture", args=[draft.pk, "vaccine", turned.pk]))
    assert Image.open(io.BytesIO(small.content)).width == 360 and "sandbox" in small["Content-Security-Policy"]
    assert "Cắt ít hơn" in client.post(url, {"trai": "60", "phai": "60"}).content.decode()
    assert client.post(url, {"trai": "15", "phai": "15", "tren": "12", "duoi": "12"}).status_code == 302
    cut = Attachment.objects.get(removed_at=None)
    assert picture(cut).size == (910, 1216)
    client.post(arrange_url(draft), {"_apart": str(cut.pk)})
    assert Attachment.objects.get(removed_at=None) == turned


def test_nobody_else_sees_or_moves_a_page(client: Client, draft: Draft, stranger: Account) -> None:
    sent(client, draft, page((900, 1200)))
    one, other = Attachment.objects.get(), signed_in(stranger)
    places = [draft.pk, "vaccine", one.pk]
    for url in (arrange_url(draft), *(reverse(f"applicant:{name}", args=places) for name in ("cut", "page_picture"))):
        assert other.get(url).status_code == 404
        assert other.post(url, {"_take_out": str(one.pk)}).status_code in (404, 405)
    assert client.post(arrange_url(draft), {"_turn": "not-a-page"}).status_code == 302
    assert names(draft) == ["1.jpg"]

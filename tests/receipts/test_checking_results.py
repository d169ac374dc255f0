"""A result in somebody's hands: by its QR, or as a file; the page says what is true and keeps nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.dossiers import queries as dossiers
from motcua.dossiers.models import Attachment, Dossier
from motcua.organisation.rules import scope
from motcua.receipts import actions
from motcua.receipts.models import ResultDocument
from motcua.receipts.queries import result_by_digest, result_by_token
from motcua.receipts.signing import checking
from tests.builders.dossiers import Desk, scan

from .signing_keys import set_up

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def unlimited(settings: Any) -> None:
    """What other tests asked for does not count here."""
    settings.LOOKUPS_PER_MINUTE = 0


@pytest.fixture
def issued(desk: Desk, settings: Any, tmp_path: Path) -> Dossier:
    set_up(settings, tmp_path)
    waiting = desk.at_approval()
    at = desk.at + dt.timedelta(minutes=1)
    actions.sign_result(waiting.pk, by=desk.office.by("chutich", at), at=at, key=uuid4())
    at += dt.timedelta(minutes=1)
    return actions.issue_result(waiting.pk, by=desk.office.by("vanthu", at), at=at, key=uuid4())


def file_of(dossier: Dossier) -> bytes:
    return dossiers.kept_paper(Attachment.objects.get(dossier=dossier, stream="result").sha256)


def checked(content: bytes, name: str = "ket-qua.pdf") -> Any:
    return Client().post(reverse("public:check_file"), {"file": SimpleUploadedFile(name, content)})


def test_the_qr_of_an_issued_result_says_what_was_issued_and_nobodys_name(issued: Dossier) -> None:
    document = ResultDocument.objects.get(dossier=issued)
    page = Client().get(reverse("public:verify", args=[document.token]))
    assert page.status_code == 200
    shown = page.content.decode()
    assert "còn giá trị" in shown
    assert document.number in shown
    assert issued.owner_name not in shown


def test_whoever_holds_the_token_or_the_file_sees_it_and_nobody_else(issued: Dossier) -> None:
    document = ResultDocument.objects.get(dossier=issued)
    with scope.within(scope.NOTHING):
        bearing, of_file = result_by_token(document.token), result_by_digest(document.issued_sha256)
        nothing = result_by_digest("0" * 64), result_by_token("nothing")
    assert bearing is not None and bearing.result is not None
    assert of_file is not None and of_file.number == document.number
    assert nothing == (None, None)


def test_a_result_that_is_only_drafted_is_not_called_genuine(desk: Desk) -> None:
    document = ResultDocument.objects.get(dossier=desk.at_approval())
    page = Client().get(reverse("public:verify", args=[document.token]))
    assert page.status_code == 404
    assert "chưa được phát hành" in page.content.decode()


def test_a_result_past_its_day_is_genuine_but_no_longer_valid(issued: Dossier) -> None:
    ResultDocument.objects.filter(dossier=issued).update(valid_until=dt.date(2020, 1, 1))
    page = Client().get(reverse("public:verify", args=[ResultDocument.objects.get(dossier=issued).token]))
    assert "đã hết giá trị" in page.content.decode()


def test_the_issued_file_is_known_to_its_last_byte(issued: Dossier) -> None:
    page = checked(file_of(issued))
    shown = page.content.decode()
    assert "Đây là kết quả do cơ quan phát hành" in shown
    assert "Chữ ký số 2" in shown
    assert issued.owner_name not in shown


def test_one_flipped_byte_is_told(issued: Dossier) -> None:
    pdf = bytearray(file_of(issued))
    pdf[len(pdf) // 3] ^= 1
    assert "đã bị sửa sau khi ký" in checked(bytes(pdf)).content.decode()


def test_the_leaders_copy_without_number_and_seal_is_no_result(issued: Dossier) -> None:
    document = ResultDocument.objects.get(dossier=issued)
    shown = checked(dossiers.kept_paper(document.signed_sha256)).content.decode()
    assert "không phải kết quả đã phát hành" in shown


def test_a_scan_without_a_signature_is_said_to_have_none(db: None) -> None:
    assert "không có chữ ký số" in checked(scan().read()).content.decode()


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp này rỗng"),
        (b"MZ\x90" * 100, "không phải tệp PDF"),
        (b"%PDF-1.7\n1 0 obj <</Type /Catalog /Pages 2 0 R>>", "Không đọc được tệp này"),
        (b"%PDF-1.7\n" + b"[" * 200_000, "Không đọc được tệp này"),
    ],
)
def test_what_is_no_pdf_gets_a_plain_answer(db: None, content: bytes, words: str) -> None:
    page = checked(content)
    assert page.status_code in (200, 422)
    assert words in page.content.decode()


def test_a_file_too_large_is_not_read(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("motcua.pages.public.verification.LARGEST", 1000)
    page = checked(b"%PDF-" + b"x" * 2000)
    assert page.status_code == 422
    assert "lớn hơn" in page.content.decode()


def test_checking_is_limited_as_looking_up_is(db: None, settings: Any) -> None:
    settings.LOOKUPS_PER_MINUTE = 1
    answers = [checked(b"").status_code for _ in range(3)]
    assert answers[-1] == 429


def test_no_file_at_all_is_said_at_the_input(db: None) -> None:
    page = Client().post(reverse("public:check_file"), {})
    assert page.status_code == 422
    assert "Chưa chọn tệp" in page.content.decode()


def test_one_file_is_checked_at_a_time_and_who_comes_meanwhile_is_told_when_to_come_back(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "WAIT_SECONDS", 0.01)
    with checking._AT_ONCE:
        answer = client.post("/xac-minh/", {"file": scan()})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    assert client.post("/xac-minh/", {"file": scan()}).status_code == 200

"""The acknowledgement: the system has it, sealed, with what was received and what happens by when."""

from __future__ import annotations

import hashlib

import pytest
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.test import Client
from django.urls import reverse

from motcua.dossiers.models import Attachment, Draft, JournalEntry
from motcua.receipts.models import Receipt
from motcua.receipts.rendering import paper_pdf
from motcua.receipts.rules import seal
from tests.builders.dossiers import Desk


def given(desk: Desk) -> Receipt:
    return Receipt.objects.get(dossier=desk.filed(), kind="acknowledgement")


def test_it_names_office_address_phone_files_by_digest_and_what_happens_by_when(desk: Desk) -> None:
    paper = given(desk)
    dossier, said = paper.dossier, dict(map(tuple, paper.data["rows"]))  # type: ignore[arg-type]
    assert dossier.unit.name in said["Nơi giải quyết"]
    assert said["Điện thoại"] == (dossier.unit.phone or "1022")
    assert "Hệ thống đã nhận lúc" in said and "Đã tiếp nhận" not in str(paper.data)
    filed = Attachment.objects.filter(dossier=dossier).order_by("uploaded_at", "pk")
    assert [one["digest"] for one in paper.data["received_files"][1:]] == [one.sha256 for one in filed]
    assert len(paper.data["received_files"][0]["digest"]) == len(hashlib.sha256().hexdigest())
    assert paper.data["answer_by"] and paper.data["answer_by"] in paper.data["lines"][0]
    draft = Draft.objects.get(dossier=dossier)
    assert said["Từ bản nháp có mã"] == draft.code
    assert JournalEntry.objects.get(dossier=dossier, verb="submit").data["draft"] == draft.code
    pdf = paper_pdf("acknowledgement", paper.title, paper.data, verify_address="https://motcua.example/x")
    assert pdf.startswith(b"%PDF")


def test_anybody_checks_its_seal_with_the_public_key_alone(desk: Desk, client: Client) -> None:
    import base64

    paper = given(desk)
    key = load_pem_public_key(client.get(reverse("public:seal_key")).content)
    key.verify(base64.b64decode(paper.data["seal"]), seal.sealed_text(paper.data))  # type: ignore[union-attr,call-arg]


@pytest.mark.parametrize("changed", ["owner", "received_files", "due"])
def test_a_letter_changed_afterwards_breaks_the_seal_and_the_page_says_so(
    desk: Desk, client: Client, changed: str
) -> None:
    paper = given(desk)
    url = reverse("public:verify", args=[paper.token])
    shown = client.get(url).content.decode()
    assert "khớp: không chữ nào bị sửa" in shown and paper.data["received_files"][1]["digest"] in shown
    assert paper.data["owner"] not in shown, "nothing personal"
    paper.data[changed] = [] if changed == "received_files" else paper.data[changed] + "."
    paper.save()
    assert "không khớp" in client.get(url).content.decode()


def test_a_seal_of_before_still_holds_after_the_secret_was_changed(desk: Desk, settings: object) -> None:
    paper = given(desk)
    before = settings.SEAL_SECRET  # type: ignore[attr-defined]
    assert seal.holds(paper.data, ["another"]) is False
    assert seal.holds(paper.data, ["another", before]) is True

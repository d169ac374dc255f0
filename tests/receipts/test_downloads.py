"""Who may print a paper: the applicant and the office; for everybody else it does not exist."""

from __future__ import annotations

import io
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from motcua.accounts import actions as accounts
from motcua.accounts.models import Account
from motcua.correspondence.models import Message
from motcua.dossiers import actions
from motcua.dossiers.models import Attachment, Dossier
from motcua.dossiers.rules.refusals import NotFound
from motcua.organisation import queries as organisation
from motcua.receipts import queries
from motcua.receipts.models import Receipt
from tests.builders.dossiers import Desk, scan
from tests.builders.office import PASSWORD
from tests.receipts.samples import pages_of

pytestmark = pytest.mark.django_db


def as_account(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def applicant(dossier: Dossier) -> Client:
    assert dossier.submitter is not None
    return as_account(dossier.submitter)


def another_citizen(desk: Desk) -> Account:
    return accounts.register_citizen("0987654321", PASSWORD, "Trần Văn Bình", at=desk.at)


def assert_is_download(answer: HttpResponse, code: str) -> None:
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert code in answer.headers["Content-Disposition"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert code in pages_of(answer.content)[0]


def test_the_applicant_downloads_the_papers_and_only_these_exist(desk: Desk) -> None:
    dossier = desk.accepted()
    client = applicant(dossier)
    for kind in ("acknowledgement", "form01"):
        assert_is_download(client.get(reverse("applicant:paper", args=[dossier.pk, kind])), dossier.code)
    for kind in ("form04", "result", "khong-co"):
        assert client.get(reverse("applicant:paper", args=[dossier.pk, kind])).status_code == 404


def test_the_office_prints_the_newest_copy_and_that_is_recorded(desk: Desk) -> None:
    dossier = desk.accepted()
    desk.do("correct", dossier, "tiepnhan1", reason="Sai tên.")
    client = as_account(desk.office.account("tiepnhan1"))
    answer = client.get(reverse("officer:paper", args=[dossier.pk, "form01"]))
    assert_is_download(answer, dossier.code)
    assert "Cấp lại lần 1" in pages_of(answer.content)[0]
    assert dossier.views.filter(what="paper:form01").exists()


def test_the_qr_of_a_downloaded_paper_leads_to_its_check(desk: Desk, client: Client) -> None:
    dossier = desk.accepted()
    receipt = Receipt.objects.get(dossier=dossier, kind="form01")
    answer = applicant(dossier).get(reverse("applicant:paper", args=[dossier.pk, "form01"]))
    structure = PdfReader(io.BytesIO(answer.content)).trailer["/Root"]["/StructTreeRoot"]
    address = next(word for word in _alternatives(structure) if "/xac-minh/" in word).rpartition(" ")[2]
    assert address.endswith(f"/xac-minh/{receipt.token}/")
    assert client.get(urlsplit(address).path).status_code == 200


def _alternatives(node: object) -> list[str]:
    """The texts that stand for pictures, anywhere in a PDF's structure."""
    found: list[str] = []
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for one in node:
            found += _alternatives(one)
    elif isinstance(node, dict):
        if "/Alt" in node:
            found.append(str(node["/Alt"]))
        found += _alternatives(node.get("/K", []))
    return found


def test_for_another_citizen_and_another_office_no_paper_exists(desk: Desk) -> None:
    dossier = desk.accepted()
    stranger = another_citizen(desk)
    assert as_account(stranger).get(reverse("applicant:paper", args=[dossier.pk, "form01"])).status_code == 404
    neighbour = desk.office.account("vocuong.tiepnhan")
    assert as_account(neighbour).get(reverse("officer:paper", args=[dossier.pk, "form01"])).status_code == 404
    for account in (stranger, neighbour):
        by = organisation.authority_of(account, desk.at.date())
        with pytest.raises(NotFound):
            queries.papers_of(by, dossier.pk)
        with pytest.raises(NotFound):
            queries.newest_paper(by, dossier.pk, "form01")


def test_a_citizen_at_the_officers_address_gets_nothing(desk: Desk) -> None:
    dossier = desk.accepted()
    assert applicant(dossier).get(reverse("officer:paper", args=[dossier.pk, "form01"])).status_code in (403, 404)


def test_nobody_signed_in_is_asked_to_sign_in(desk: Desk, client: Client) -> None:
    dossier = desk.accepted()
    for name in ("applicant:paper", "officer:paper"):
        assert client.get(reverse(name, args=[dossier.pk, "form01"])).status_code == 302


def with_result_file(desk: Desk) -> tuple[Dossier, Attachment]:
    """A signed birth certificate with its scan attached by the clerk."""
    dossier = desk.signed()
    by = desk.office.by("vanthu", desk.at)
    file: SimpleUploadedFile = scan("giay-khai-sinh.pdf")
    kept = actions.attach_to_dossier(dossier.pk, by=by, at=desk.at, paper_key="result", file=file, stream="result")
    return dossier, kept


def test_the_message_of_a_result_leads_to_where_the_citizen_downloads_it(desk: Desk) -> None:
    dossier, file = with_result_file(desk)
    client = applicant(dossier)
    download = reverse("applicant:download", args=[file.pk])
    assert client.get(download).status_code == 404  # signed, but not issued yet
    desk.do("issue", dossier, "vanthu")
    told = Message.objects.get(dossier=dossier, kind="resolved_desk", channel="in_app")
    address = next(word for word in told.body.split() if "://" in word)
    page = client.get(urlsplit(address).path)
    assert page.status_code == 200
    assert download in page.content.decode()
    answer = client.get(download)
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert b"".join(answer.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]
    assert as_account(another_citizen(desk)).get(download).status_code == 404

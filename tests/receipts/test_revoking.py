"""A result issued in error is taken back: recorded, told, seen by whoever checks it; nothing else moves."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from motcua.correspondence.models import Message
from motcua.dossiers import queries as dossiers
from motcua.dossiers.models import Attachment, Dossier, JournalEntry
from motcua.dossiers.queries.verification import verify_chain
from motcua.dossiers.rules.refusals import Invalid, NotAllowed, NotFound
from motcua.receipts import actions
from motcua.receipts.models import ResultDocument
from tests.builders.dossiers import Desk

from .signing_keys import set_up

pytestmark = pytest.mark.django_db
WHY = "Ghi sai ngày sinh trong giấy"


@pytest.fixture(autouse=True)
def keys(settings: Any, tmp_path: Path) -> None:
    set_up(settings, tmp_path)
    settings.LOOKUPS_PER_MINUTE = 0


def issued(desk: Desk) -> Dossier:
    waiting = desk.at_approval()
    desk.at += dt.timedelta(minutes=1)
    actions.sign_result(waiting.pk, by=desk.office.by("chutich", desk.at), at=desk.at, key=uuid4())
    desk.at += dt.timedelta(minutes=1)
    return actions.issue_result(waiting.pk, by=desk.office.by("vanthu", desk.at), at=desk.at, key=uuid4())


def revoke(desk: Desk, dossier: Dossier, who: str = "chutich", **said: Any) -> ResultDocument:
    desk.at += dt.timedelta(minutes=1)
    given = {"reason": WHY, "key": uuid4(), **said}
    return actions.revoke_result(dossier.pk, by=desk.office.by(who, desk.at), at=desk.at, **given)


def page_of(document: ResultDocument) -> str:
    return Client().get(reverse("public:verify", args=[document.token])).content.decode()


def test_a_revoked_result_is_said_to_be_so_by_its_qr_and_by_its_file(desk: Desk) -> None:
    dossier = issued(desk)
    file = dossiers.kept_paper(Attachment.objects.get(dossier=dossier, stream="result").sha256)
    document = revoke(desk, dossier)
    shown = page_of(document)
    assert "Kết quả này đã bị thu hồi" in shown and WHY in shown and "còn giá trị</h1>" not in shown
    checked = Client().post("/xac-minh/", {"file": SimpleUploadedFile("a.pdf", file)}).content.decode()
    assert "Kết quả này đã bị thu hồi" in checked and WHY in checked
    assert dossier.owner_name not in shown + checked


def test_state_file_and_number_stay_and_the_journal_and_the_applicant_know(desk: Desk) -> None:
    dossier = issued(desk)
    before = (dossier.state, dossier.lock, Attachment.objects.get(dossier=dossier, stream="result").pk)
    document = revoke(desk, dossier)
    dossier.refresh_from_db()
    assert (dossier.state, dossier.lock, Attachment.objects.get(dossier=dossier, stream="result").pk) == before
    assert document.state == "issued" and document.issued_sha256
    entry = JournalEntry.objects.get(dossier=dossier, verb="revoke_result")
    assert (entry.note, entry.actor_function, entry.data["number"]) == (WHY, "approver", document.number)
    assert list(verify_chain(dossier.unit_id)) == []
    told = Message.objects.filter(dossier=dossier, kind="revoked")
    assert told.count() >= 1
    assert any(WHY in one.body for one in told)
    assert not any(WHY in one.body for one in told if one.channel == "sms")


@pytest.mark.parametrize("who", ["tiepnhan1", "tuphap1", "vanthu", "giamdoc"])
def test_only_who_signs_at_the_office_may_revoke(desk: Desk, who: str) -> None:
    dossier = issued(desk)
    with pytest.raises((NotAllowed, NotFound)):
        revoke(desk, dossier, who=who)
    assert ResultDocument.objects.get(dossier=dossier).revoked_at is None


def test_what_is_not_issued_is_not_revoked(desk: Desk) -> None:
    with pytest.raises(NotAllowed):
        revoke(desk, desk.at_approval())


@pytest.mark.parametrize(
    ("reason", "words"),
    [
        ("", "vì sao"),
        ("sai", "vì sao"),
        ("x" * 301, "dài nhất"),
        ("Sai số định danh 001 085 012 345 của chủ hồ sơ", "bỏ số định danh"),
        ("Gửi nhầm cho an@vi.du.vn, không đúng người", "bỏ số định danh"),
    ],
)
def test_the_reason_is_plain_and_names_nobody(desk: Desk, reason: str, words: str) -> None:
    dossier = issued(desk)
    with pytest.raises(Invalid, match=words) as refused:
        revoke(desk, dossier, reason=reason)
    assert list(refused.value.detail["errors"]) == ["reason"]
    assert not JournalEntry.objects.filter(dossier=dossier, verb="revoke_result").exists()


def test_twice_is_once_by_the_same_key_and_refused_by_another(desk: Desk) -> None:
    dossier, key = issued(desk), uuid4()
    first = revoke(desk, dossier, key=key)
    assert revoke(desk, dossier, key=key).revoked_at == first.revoked_at
    with pytest.raises(NotAllowed, match="trước đó"):
        revoke(desk, dossier)
    assert JournalEntry.objects.filter(dossier=dossier, verb="revoke_result").count() == 1


def test_what_replaces_it_is_a_valid_result_of_the_office_and_is_named_once(desk: Desk) -> None:
    wrong, right = issued(desk), issued(desk)
    number = ResultDocument.objects.get(dossier=right).number
    own = ResultDocument.objects.get(dossier=wrong).number
    for nonsense in ("999/KHÔNG CÓ", own):
        with pytest.raises(Invalid, match="không có kết quả nào"):
            revoke(desk, wrong, replaced_by=nonsense)
    document = revoke(desk, wrong)
    by = desk.office.by("chutich", desk.at)
    actions.name_replacement(wrong.pk, by=by, at=desk.at, key=uuid4(), number=number)
    assert f"Thay bằng kết quả số {number}" in page_of(document)
    assert Message.objects.filter(dossier=wrong, kind="replaced").exists()
    with pytest.raises(NotAllowed, match="đã có kết quả thay thế"):
        actions.name_replacement(wrong.pk, by=by, at=desk.at, key=uuid4(), number=number)
    with pytest.raises(Invalid, match="không có kết quả nào"):
        revoke(desk, right, replaced_by=own)  # a revoked one replaces nothing


def test_a_result_that_holds_is_not_replaced(desk: Desk) -> None:
    wrong, right = issued(desk), issued(desk)
    number = ResultDocument.objects.get(dossier=right).number
    with pytest.raises(NotAllowed, match="chưa được thu hồi"):
        actions.name_replacement(
            wrong.pk, by=desk.office.by("chutich", desk.at), at=desk.at, key=uuid4(), number=number
        )
    assert not JournalEntry.objects.filter(dossier=wrong, verb="replace_result").exists()

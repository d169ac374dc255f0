"""Results are signed by the leader, numbered and sealed by the clerk; every tool says so, and sees a changed byte."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from motcua.adapters import signing_authority
from motcua.adapters.signing_file import FileKeys
from motcua.dossiers import queries as dossiers
from motcua.dossiers.models import Attachment, Dossier, JournalEntry
from motcua.dossiers.rules.refusals import Changed, Invalid, NotAllowed, NotFound
from motcua.dossiers.rules.states import State
from motcua.receipts import actions, queries
from motcua.receipts.models import ResultDocument
from motcua.receipts.ports import Holder
from motcua.receipts.signing import trusted_roots
from motcua.receipts.signing.checking import checked, look
from tests.builders.dossiers import Desk, scan

from .signing_keys import pdfsig, set_up

pytestmark = pytest.mark.django_db


@pytest.fixture
def keys(settings: Any, tmp_path: Path) -> Path:
    return set_up(settings, tmp_path)


def signed_by_the_leader(desk: Desk, dossier: Dossier | None = None, **said: Any) -> Dossier:
    waiting = dossier or desk.at_approval()
    desk.at += dt.timedelta(minutes=1)
    by = desk.office.by("chutich", desk.at)
    return actions.sign_result(waiting.pk, by=by, at=desk.at, key=said.pop("key", None) or uuid4(), **said)


def issued_by_the_clerk(desk: Desk, dossier: Dossier, **said: Any) -> Dossier:
    desk.at += dt.timedelta(minutes=1)
    by = desk.office.by("vanthu", desk.at)
    return actions.issue_result(dossier.pk, by=by, at=desk.at, key=said.pop("key", None) or uuid4(), **said)


def file_of(dossier: Dossier) -> bytes:
    return dossiers.kept_paper(Attachment.objects.get(dossier=dossier, stream="result").sha256)


def document_of(dossier: Dossier) -> ResultDocument:
    return ResultDocument.objects.exclude(state="void").get(dossier=dossier)


def test_a_result_signed_and_sealed_verifies_in_an_independent_tool(desk: Desk, keys: Path) -> None:
    dossier = issued_by_the_clerk(desk, signed_by_the_leader(desk))
    said = pdfsig(file_of(dossier), keys)
    assert said.count("Signature is Valid") == 2
    assert said.count("Total document signed") == 1
    assert "Signer Certificate Common Name: Ủy ban nhân dân phường Kinh Bắc" in said


def test_one_flipped_byte_fails_in_both_tools(desk: Desk, keys: Path) -> None:
    pdf = bytearray(file_of(issued_by_the_clerk(desk, signed_by_the_leader(desk))))
    assert look(bytes(pdf), trusted_roots()).holds
    pdf[len(pdf) // 3] ^= 1
    assert not checked(bytes(pdf), trusted_roots()).holds
    assert "Signature is Valid" not in pdfsig(bytes(pdf), keys)


def test_bytes_added_behind_the_seal_are_seen(desk: Desk, keys: Path) -> None:
    pdf = file_of(issued_by_the_clerk(desk, signed_by_the_leader(desk))) + b"\n% more\n"
    assert not look(pdf, trusted_roots()).holds


def test_a_signature_under_another_root_is_intact_but_not_ours(desk: Desk, keys: Path, tmp_path: Path) -> None:
    pdf = file_of(issued_by_the_clerk(desk, signed_by_the_leader(desk)))
    signing_authority.make(tmp_path / "others", at=desk.at)
    other = (tmp_path / "others" / "roots" / "goc.pem").read_bytes()
    from asn1crypto import pem

    found = look(pdf, [pem.unarmor(other)[2]])
    assert [one.intact for one in found.signatures] == [True, True]
    assert not found.holds


def test_what_was_signed_is_what_the_journal_keeps(desk: Desk, keys: Path) -> None:
    dossier = issued_by_the_clerk(desk, signed_by_the_leader(desk))
    document, entries = document_of(dossier), JournalEntry.objects.filter(dossier=dossier)
    signature = entries.get(verb="sign").data["signature"]
    seal = entries.get(verb="issue").data["seal"]
    assert signature["digest"] == document.signed_sha256
    assert seal["digest"] == document.issued_sha256
    assert signature["serial"] != seal["serial"]
    assert signature["backend"] == "file"
    assert not list(dossiers.verify_chain(dossier.unit_id))


def test_the_number_and_the_signer_stand_on_the_paper(desk: Desk, keys: Path) -> None:
    dossier = issued_by_the_clerk(desk, signed_by_the_leader(desk))
    document = document_of(dossier)
    assert document.number == "01/2026/KS"
    assert document.signer_name == desk.office.person("chutich").full_name
    assert dossier.state == State.RESOLVED


def test_a_repeated_press_signs_once(desk: Desk, keys: Path) -> None:
    key = uuid4()
    first = signed_by_the_leader(desk, key=key)
    digest = document_of(first).signed_sha256
    again = signed_by_the_leader(desk, first, key=key)
    assert document_of(again).signed_sha256 == digest
    assert JournalEntry.objects.filter(dossier=first, verb="sign").count() == 1


def test_who_may_not_sign_makes_no_signature(desk: Desk, keys: Path) -> None:
    dossier = desk.at_approval()
    with pytest.raises(NotAllowed):
        actions.sign_result(dossier.pk, by=desk.office.by("tuphap1", desk.at), at=desk.at, key=uuid4())
    assert not list(keys.glob("*.p12"))


def test_a_dossier_changed_since_it_was_read_is_not_signed(desk: Desk, keys: Path) -> None:
    dossier = desk.at_approval()
    with pytest.raises(Changed):
        signed_by_the_leader(desk, dossier, expected_lock=dossier.lock - 1)
    assert document_of(dossier).state == "drafted"


def test_an_expired_certificate_signs_nothing(desk: Desk, keys: Path) -> None:
    dossier = desk.at_approval()
    login = desk.office.person("chutich").login
    holder = Holder(login, "Chủ tịch", "UBND")
    long_ago = desk.at - dt.timedelta(days=100)
    signing_authority.give(keys, FileKeys().file_of(holder), holder, "một mật khẩu", at=long_ago, days=30)
    with pytest.raises(Invalid, match="hết hạn"):
        signed_by_the_leader(desk, dossier)
    dossier.refresh_from_db()
    assert dossier.holder_function == "approver"


def test_what_was_signed_in_time_holds_after_the_certificate_has_ended(desk: Desk, keys: Path) -> None:
    login = desk.office.person("chutich").login
    holder = Holder(login, "Chủ tịch", "UBND")
    ended = desk.at + dt.timedelta(days=30)
    assert ended < timezone.now(), "nobody signs with it today"
    signing_authority.give(keys, FileKeys().file_of(holder), holder, "một mật khẩu", at=desk.at, days=30)
    pdf = file_of(issued_by_the_clerk(desk, signed_by_the_leader(desk)))
    assert look(pdf, trusted_roots()).holds


def test_a_wrong_password_of_the_key_file_is_said(desk: Desk, keys: Path, settings: Any) -> None:
    dossier = desk.at_approval()
    signed_by_the_leader(desk, dossier)
    other = Desk(desk.office, desk.at)
    settings.SIGNING_PASSWORD = "khác"
    from motcua.receipts.signing import configured

    configured._made.cache_clear()
    with pytest.raises(Invalid, match="Không mở được tệp khóa"):
        signed_by_the_leader(other)


def test_sent_back_the_signature_falls_away_and_the_lines_stay(desk: Desk, keys: Path) -> None:
    signed = signed_by_the_leader(desk)
    before = document_of(signed)
    desk.do("send_for_redo", signed, "vanthu", reason="Sai tên.")
    after = document_of(signed)
    assert (after.pk, after.state, after.signed_sha256, after.signatures) == (before.pk, "drafted", "", [])
    assert after.lines == before.lines


def test_the_applicant_downloads_the_signed_file(desk: Desk, keys: Path) -> None:
    dossier = issued_by_the_clerk(desk, signed_by_the_leader(desk))
    attachment = Attachment.objects.get(dossier=dossier, stream="result")
    found = dossiers.attachment_for(desk.citizen(), attachment.pk)
    assert found.filename.startswith("giay-khai-sinh-")
    with dossiers.opened(found) as file:
        assert file.read().startswith(b"%PDF-")


def test_before_it_is_issued_the_applicant_sees_no_file(desk: Desk, keys: Path) -> None:
    signed = signed_by_the_leader(desk)
    assert not Attachment.objects.filter(dossier=signed, stream="result").exists()


def test_without_keys_the_leader_signs_on_paper(desk: Desk, settings: Any) -> None:
    settings.SIGNER = ""
    signed = signed_by_the_leader(desk)
    assert document_of(signed).state == "drafted"
    paper = actions.OnPaper(dated=desk.at.date(), signer="Nguyễn Văn A", place_kept="Tủ 3, hộp 12")
    done = issued_by_the_clerk(desk, signed, number="15/2026", on_paper=paper)
    document = document_of(done)
    assert (document.state, document.on_paper, document.place_kept) == ("issued", True, "Tủ 3, hộp 12")
    assert (document.number, document.signer_name) == ("15/2026", "Nguyễn Văn A")


def test_a_paper_dated_tomorrow_is_refused(desk: Desk, settings: Any) -> None:
    settings.SIGNER = ""
    signed = signed_by_the_leader(desk)
    paper = actions.OnPaper(dated=desk.at.date() + dt.timedelta(days=1), signer="A", place_kept="Tủ 3")
    with pytest.raises(Invalid, match="chưa đến"):
        issued_by_the_clerk(desk, signed, on_paper=paper)


def test_a_number_taken_for_a_seal_that_failed_is_kept_for_the_next_try(
    desk: Desk, keys: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    signed = signed_by_the_leader(desk)
    with monkeypatch.context() as broken:
        broken.setattr(FileKeys, "sign", lambda *a, **k: b"nonsense")
        with pytest.raises(Invalid, match="không khớp chứng thư"):
            issued_by_the_clerk(desk, signed)
    done = issued_by_the_clerk(desk, signed)
    assert document_of(done).number == "01/2026/KS"


def test_the_handler_mends_lines_and_the_journal_tells(desk: Desk, keys: Path) -> None:
    dossier = desk.appraised()
    by = desk.office.by("tuphap1", desk.at)
    key = uuid4()
    drafted = actions.draft_result(dossier.pk, by=by, at=desk.at, key=key, lines={"child_number": "027226000123"})
    again = actions.draft_result(dossier.pk, by=by, at=desk.at, key=key, lines={"child_number": "khác"})
    assert again.revision == drafted.revision
    assert JournalEntry.objects.filter(dossier=dossier, verb="draft_result").count() == 1
    submitted = desk.do("submit_for_approval", dossier, "tuphap1")
    kept = {line["key"]: line["value"] for line in document_of(submitted).lines}
    assert kept["child_number"] == "027226000123"
    assert kept["child_name"] == "Trần Minh Khôi"


def test_a_line_that_must_be_there_cannot_be_emptied(desk: Desk) -> None:
    dossier = desk.appraised()
    with pytest.raises(Invalid) as refused:
        actions.draft_result(
            dossier.pk, by=desk.office.by("tuphap1", desk.at), at=desk.at, key=uuid4(), lines={"child_name": " "}
        )
    assert list(refused.value.detail["errors"]) == ["child_name"]


def test_after_it_was_submitted_nobody_changes_the_lines(desk: Desk) -> None:
    dossier = desk.at_approval()
    for who in ("tuphap1", "chutich"):
        with pytest.raises(NotAllowed):
            actions.draft_result(dossier.pk, by=desk.office.by(who, desk.at), at=desk.at, key=uuid4(), lines={})


def test_a_refusal_has_a_paper_of_its_own_with_the_reason(desk: Desk, keys: Path) -> None:
    dossier = desk.do(
        "submit_for_approval", desk.appraised(), "tuphap1", outcome="declined", summary="Bé đã được đăng ký."
    )
    document = document_of(dossier)
    assert document.layout["title"] == "THÔNG BÁO"
    done = issued_by_the_clerk(desk, signed_by_the_leader(desk, dossier))
    assert document_of(done).number == "01/2026/TB"


def test_another_offices_person_finds_no_result(desk: Desk) -> None:
    dossier = desk.at_approval()
    with pytest.raises(NotFound):
        queries.document_of(desk.office.by("vocuong.chutich", desk.at), dossier.pk)
    with pytest.raises(NotFound):
        queries.document_of(desk.citizen(), dossier.pk)


def test_a_certified_copy_is_signed_without_a_handler(desk: Desk, keys: Path) -> None:
    received = desk.at_the_desk()
    at_signer = desk.do("forward", received, "tiepnhan1")
    assert document_of(at_signer).layout["layout"] == "confirmation"
    signed = signed_by_the_leader(desk, at_signer)
    desk.at += dt.timedelta(minutes=1)
    done = actions.issue_result(signed.pk, by=desk.office.by("tiepnhan1", desk.at), at=desk.at, key=uuid4())
    assert look(file_of(done), trusted_roots()).holds


def test_an_uploaded_scan_of_a_paper_result_is_kept_beside_it(desk: Desk, settings: Any) -> None:
    from motcua.dossiers import actions as verbs

    settings.SIGNER = ""
    signed = signed_by_the_leader(desk)
    clerk = desk.office.by("vanthu", desk.at)
    verbs.attach_to_dossier(signed.pk, by=clerk, at=desk.at, paper_key="result", file=scan(), stream="result")
    paper = actions.OnPaper(dated=desk.at.date(), signer="A", place_kept="Tủ 3")
    done = issued_by_the_clerk(desk, signed, on_paper=paper)
    assert Attachment.objects.filter(dossier=done, stream="result").count() == 1

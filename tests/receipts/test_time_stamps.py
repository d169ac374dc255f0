"""Signatures with an authority's time stamp (PAdES B-T); one that is slow or lies leaves nothing half signed."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.config import doctor
from motcua.dossiers import queries as dossiers
from motcua.dossiers.models import Attachment, Dossier, JournalEntry
from motcua.dossiers.rules.refusals import Invalid
from motcua.receipts import actions
from motcua.receipts.models import ResultDocument
from motcua.receipts.signing import stamp_roots, trusted_roots
from motcua.receipts.signing.checking import look
from tests.adapters.time_stamp_authority import NAME, Authority, running
from tests.builders.dossiers import Desk

from .signing_keys import pdfsig, set_up

pytestmark = pytest.mark.django_db
SLOW = {"asleep", "dripping"}


@pytest.fixture
def authority(desk: Desk, settings: Any, tmp_path: Path) -> Iterator[Authority]:
    set_up(settings, tmp_path)
    with running(tmp_path, at=desk.at, root="stamp-roots") as found:
        settings.TIMESTAMP_URL = found.address
        settings.TIMESTAMP_SECONDS = 20
        settings.TIMESTAMP_ROOTS = str(tmp_path / "stamp-roots")
        settings.LOOKUPS_PER_MINUTE = 0
        yield found


def sign(desk: Desk, dossier: Dossier | None = None) -> Dossier:
    waiting = dossier or desk.at_approval()
    desk.at += dt.timedelta(minutes=1)
    return actions.sign_result(waiting.pk, by=desk.office.by("chutich", desk.at), at=desk.at, key=uuid4())


def issue(desk: Desk, dossier: Dossier) -> Dossier:
    desk.at += dt.timedelta(minutes=1)
    return actions.issue_result(dossier.pk, by=desk.office.by("vanthu", desk.at), at=desk.at, key=uuid4())


def file_of(dossier: Dossier) -> bytes:
    return dossiers.kept_paper(Attachment.objects.get(dossier=dossier, stream="result").sha256)


def state_of(dossier: Dossier) -> str:
    return ResultDocument.objects.exclude(state="void").get(dossier=dossier).state


def test_both_signatures_carry_a_stamp_that_the_page_and_other_tools_believe(
    desk: Desk, authority: Authority, tmp_path: Path
) -> None:
    dossier = issue(desk, sign(desk))
    pdf = file_of(dossier)
    found = look(pdf, trusted_roots(), stamp_roots())
    assert found.holds
    assert [(one.stamped_by, one.stamp_holds) for one in found.signatures] == [(NAME, True)] * 2
    assert found.signatures[0].stamped_at
    assert pdfsig(pdf, tmp_path).count("Signature is Valid") == 2
    assert JournalEntry.objects.get(dossier=dossier, verb="issue").data["seal"]["stamped_by"] == NAME
    page = Client().post("/xac-minh/", {"file": SimpleUploadedFile("ket-qua.pdf", pdf)}).content.decode()
    assert f"do {NAME} xác nhận" in page
    assert len(authority.asked) == 2


def test_one_flipped_byte_of_the_stamp_fails(desk: Desk, authority: Authority) -> None:
    pdf = bytearray(file_of(issue(desk, sign(desk))))
    # The stamps are hexadecimal in the space kept free: the last digits before the filling of the last one.
    end = bytes(pdf).rindex(b"00000000>")
    while pdf[end - 1 : end] == b"0":
        end -= 1
    digit = end - 600
    pdf[digit] = ord("1") if pdf[digit] != ord("1") else ord("2")
    assert not look(bytes(pdf), trusted_roots(), stamp_roots()).holds


def test_a_stamp_under_a_root_that_nobody_trusts_does_not_hold(desk: Desk, authority: Authority) -> None:
    pdf = file_of(issue(desk, sign(desk)))
    assert not look(pdf, trusted_roots(), trusted_roots()).holds
    assert look(pdf, trusted_roots(), trusted_roots()).signatures[0].intact


@pytest.mark.parametrize(
    ("mood", "words"),
    [
        ("asleep", "không trả lời"),
        ("dripping", "không trả lời"),
        ("broken", "không trả lời"),
        ("refusing", "trả lời không đúng"),
        ("lying", "trả lời không đúng"),
        ("replaying", "trả lời không đúng"),
        ("nonsense", "trả lời không đúng"),
        ("web page", "trả lời không đúng"),
        ("elsewhere", "trả lời không đúng"),
    ],
)
def test_without_a_stamp_nothing_is_signed_and_later_it_is(
    desk: Desk, authority: Authority, settings: Any, mood: str, words: str
) -> None:
    dossier = desk.at_approval()
    authority.mood = mood
    settings.TIMESTAMP_SECONDS = 0.5 if mood in SLOW else 20
    began = time.monotonic()
    with pytest.raises(Invalid, match=words):
        sign(desk, dossier)
    assert mood not in SLOW or time.monotonic() - began < 6
    assert state_of(dossier) == "drafted"
    assert not JournalEntry.objects.filter(dossier=dossier, verb="sign").exists()
    authority.mood, settings.TIMESTAMP_SECONDS = "well", 20
    assert state_of(sign(desk, dossier)) == "signed"


def test_a_stamp_of_an_authority_we_do_not_know_is_refused(desk: Desk, authority: Authority, settings: Any) -> None:
    settings.TIMESTAMP_ROOTS = ""
    with pytest.raises(Invalid, match="trả lời không đúng"):
        sign(desk)


def test_the_settings_alone_allow_a_signature_without_a_stamp(
    desk: Desk, authority: Authority, settings: Any, caplog: pytest.LogCaptureFixture
) -> None:
    settings.TIMESTAMP_REQUIRED = False
    authority.mood = "broken"
    dossier = sign(desk)
    assert state_of(dossier) == "signed"
    assert "stamped_at" not in JournalEntry.objects.get(dossier=dossier, verb="sign").data["signature"]
    assert "without a time stamp" in caplog.text
    authority.mood = "well"
    found = look(file_of(issue(desk, dossier)), trusted_roots(), stamp_roots())
    assert found.holds
    assert [bool(one.stamped_at) for one in found.signatures] == [False, True]


def test_the_authority_is_told_the_login_it_asked_for(desk: Desk, authority: Authority, settings: Any) -> None:
    settings.TIMESTAMP_LOGIN = "motcua:mật khẩu"
    sign(desk)
    assert authority.logins == ["Basic bW90Y3VhOm3huq10IGto4bqpdQ=="]


def test_the_doctor_says_whether_the_authority_answers(authority: Authority, settings: Any) -> None:
    assert [one.level for one in doctor.time_stamps()] == ["well"]
    authority.mood = "broken"
    assert [one.level for one in doctor.time_stamps()] == ["wrong"]
    settings.TIMESTAMP_REQUIRED = False
    assert [one.level for one in doctor.time_stamps()] == ["warning"]
    settings.TIMESTAMP_URL = ""
    assert list(doctor.time_stamps()) == []

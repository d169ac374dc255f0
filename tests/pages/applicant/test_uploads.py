"""Files in pieces: gone on with after a break, checked like any other, never somebody else's, never too much."""

from __future__ import annotations

import base64
import hashlib
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from motcua.accounts.models import Account
from motcua.dossiers import actions, queries, storing
from motcua.dossiers.models import Attachment, Draft, PartialUpload
from tests.builders.papers import large_scan

from .conftest import signed_in

SCAN = large_scan(50_000)
TUS = {"Tus-Resumable": "1.0.0"}


@pytest.fixture(autouse=True)
def own_quarantine(settings: Any, tmp_path: Path) -> None:
    settings.QUARANTINE = tmp_path


def begin(client: Client, draft: Draft, *, size: int = len(SCAN), paper: str = "vaccine", mark: str = "") -> Any:
    told = "filename " + base64.b64encode("sổ tiêm.pdf".encode()).decode()
    told += ",fingerprint " + base64.b64encode(mark.encode()).decode() if mark else ""
    url = reverse("applicant:begin_upload", args=[draft.pk, paper])
    return client.post(url, headers={**TUS, "Upload-Length": str(size), "Upload-Metadata": told})


def piece(client: Client, url: str, offset: int, content: bytes, **headers: str) -> Any:
    kind = "application/offset+octet-stream"
    return client.patch(url, content, content_type=kind, headers={**TUS, "Upload-Offset": str(offset), **headers})


def head(client: Client, url: str) -> Any:
    return client.head(url, headers=TUS)


def test_a_file_in_pieces_is_kept_as_a_paper_when_it_is_whole(client: Client, draft: Draft) -> None:
    begun = begin(client, draft)
    url = begun["Location"]
    assert (begun.status_code, begun["Upload-Offset"]) == (201, "0")
    assert piece(client, url, 0, SCAN[:20_000])["Upload-Offset"] == "20000"
    assert not Attachment.objects.exists()
    there = head(client, url)
    assert (there["Upload-Offset"], there["Upload-Length"]) == ("20000", str(len(SCAN)))
    assert piece(client, url, 20_000, SCAN[20_000:]).status_code == 204
    paper = Attachment.objects.get()
    assert (paper.draft_id, paper.paper_key, paper.filename) == (draft.pk, "vaccine", "sổ tiêm.pdf")
    assert queries.kept_paper(paper.sha256) == SCAN
    assert head(client, url)["Upload-Offset"] == str(len(SCAN)), "asking again finds it done"
    assert storing.parts.arrived(PartialUpload.objects.get().pk) is None, "nothing of it is left in quarantine"


def test_what_came_before_the_line_broke_is_kept_and_the_same_file_goes_on_after_hours(
    client: Client, draft: Draft, monkeypatch: pytest.MonkeyPatch
) -> None:
    url = begin(client, draft, mark="it")["Location"]
    arrived = iter((SCAN[:10_000], SCAN[10_000:15_000], OSError("the line broke")))

    def read(_most: int) -> bytes:
        got = next(arrived)
        if isinstance(got, OSError):
            raise got
        return got

    upload = PartialUpload.objects.get()
    by = actions_authority(client)
    assert actions.receive(upload.pk, read, by=by, at=timezone.now(), offset=0) == 15_000
    shown = client.get(reverse("applicant:papers", args=[draft.pk])).content.decode()
    assert "sổ tiêm.pdf" in shown and "Chọn lại đúng tệp này" in shown
    later = timezone.now() + timedelta(hours=20)
    monkeypatch.setattr(timezone, "now", lambda: later)
    client.force_login(Account.objects.get(pk=by.account_id))  # the session had ended meanwhile
    again = begin(client, draft, mark="it")
    assert (again["Location"], again["Upload-Offset"]) == (url, "15000")
    assert piece(client, url, 15_000, SCAN[15_000:]).status_code == 204
    assert queries.kept_paper(Attachment.objects.get().sha256) == SCAN


def test_a_piece_that_is_not_what_was_sent_leaves_nothing(client: Client, draft: Draft) -> None:
    url = begin(client, draft)["Location"]
    right = base64.b64encode(hashlib.sha256(SCAN[:1000]).digest()).decode()
    assert piece(client, url, 0, SCAN[1:1001], **{"Upload-Checksum": f"sha256 {right}"}).status_code == 460
    assert head(client, url)["Upload-Offset"] == "0"
    assert piece(client, url, 0, SCAN[:1000], **{"Upload-Checksum": f"sha256 {right}"}).status_code == 204
    assert piece(client, url, 0, SCAN[:1000]).status_code == 409, "a piece from the wrong place"
    assert piece(client, url, 1000, b"x", **{"Upload-Checksum": "md5 AAAA"}).status_code == 400
    assert head(client, url)["Upload-Offset"] == "1000"


def test_a_file_the_gate_refuses_says_why_and_is_gone(client: Client, draft: Draft) -> None:
    url = begin(client, draft, size=5)["Location"]
    answer = piece(client, url, 0, b"<?php")
    assert answer.status_code == 422 and "không phải ảnh JPG, PNG hay PDF" in answer.content.decode()
    assert head(client, url).status_code == 410
    assert not Attachment.objects.exists()


def test_nobody_else_finds_or_touches_it(client: Client, draft: Draft, stranger: Account) -> None:
    url, other = begin(client, draft)["Location"], signed_in(stranger)
    assert head(other, url).status_code == 404
    assert piece(other, url, 0, SCAN).status_code == 404
    assert other.delete(url, headers=TUS).status_code == 404
    assert begin(other, draft).status_code == 404
    assert begin(client, draft, paper="identity-of-somebody").status_code == 403, "a paper the procedure has not"


def test_there_is_an_end_to_what_one_person_may_send(client: Client, draft: Draft, settings: Any) -> None:
    settings.LARGEST_FILE = 100_000
    assert begin(client, draft, size=100_001).status_code == 413
    settings.UPLOAD_QUOTA = 150_000
    url = begin(client, draft, size=100_000)["Location"]
    refused = begin(client, draft, size=60_000)
    assert refused.status_code == 413 and "gần đầy" in refused.content.decode()
    assert client.delete(url, headers=TUS).status_code == 204
    assert begin(client, draft, size=60_000).status_code == 201


def test_the_worker_finishes_what_was_whole_and_removes_what_waited_too_long(client: Client, draft: Draft) -> None:
    whole, half = begin(client, draft)["Location"], begin(client, draft, paper="photo")["Location"]
    by, now = actions_authority(client), timezone.now()
    left = [SCAN]
    # The process died between the last piece and the gate.
    assert actions.receive(id_of(whole), lambda _most: left.pop() if left else b"", by=by, at=now, offset=0) == len(
        SCAN
    )
    piece(client, half, 0, SCAN[:10])
    actions.look_after_uploads(now + timedelta(minutes=10))
    assert Attachment.objects.get().paper_key == "vaccine"
    assert storing.parts.arrived(id_of(half)) == 10
    actions.look_after_uploads(now + timedelta(hours=settings.UPLOAD_HOURS + 1))
    assert storing.parts.arrived(id_of(half)) is None
    assert not PartialUpload.objects.exists()
    assert Attachment.objects.count() == 1


def test_two_processes_never_write_one_file_at_once(client: Client, draft: Draft, monkeypatch: Any) -> None:
    monkeypatch.setattr(storing.parts, "WAIT_SECONDS", 0.05)
    url = begin(client, draft)["Location"]
    with storing.parts.held(id_of(url)):
        answer = piece(client, url, 0, SCAN[:10])
    assert answer.status_code == 423 and answer["Retry-After"]
    assert piece(client, url, 0, SCAN[:10]).status_code == 204


def test_the_protocol_says_its_version_and_what_it_can(client: Client, draft: Draft) -> None:
    url = reverse("applicant:begin_upload", args=[draft.pk, "vaccine"])
    can = client.options(url)
    assert can["Tus-Extension"] == "creation,checksum,termination,expiration"
    assert int(can["Tus-Max-Size"]) == settings.LARGEST_FILE >= 40 * 1024 * 1024
    assert client.post(url, headers={"Upload-Length": "5"}).status_code == 412
    old = begin(client, draft)["Location"]
    through_a_proxy = {**TUS, "X-HTTP-Method-Override": "PATCH", "Upload-Offset": "0"}
    answer = client.post(old, SCAN, content_type="application/offset+octet-stream", headers=through_a_proxy)
    assert answer.status_code == 204


def id_of(url: str) -> Any:
    from uuid import UUID

    return UUID(url.rstrip("/").rpartition("/")[2])


def actions_authority(client: Client) -> Any:
    from motcua.organisation.queries import authority_of

    return authority_of(Account.objects.get(pk=client.session["_auth_user_id"]), timezone.localdate())

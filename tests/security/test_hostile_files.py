"""No hostile file is ever kept, and none is served."""

from __future__ import annotations

import io
import logging
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from motcua.adapters.antivirus_clamd import Clamd
from motcua.dossiers import actions
from motcua.dossiers.models import Attachment, Draft
from motcua.dossiers.ports import AntivirusSilent
from motcua.dossiers.rules.files import WHY
from motcua.dossiers.storing import gate
from tests.builders.dossiers import Desk, scan
from tests.builders.office import PASSWORD, KinhBac
from tests.security.hostile import CLEANED, MARK, REFUSED, content_of


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, settings: Any, every_file_looked_at: None) -> Path:
    """Files of this test alone, each of them really looked into."""
    settings.MEDIA_ROOT, settings.QUARANTINE = tmp_path / "files", tmp_path / "quarantine"
    return tmp_path


def kept_in(folder: Path) -> list[Path]:
    return [file for file in folder.rglob("*") if file.is_file()]


def test_there_are_at_least_sixty_of_them() -> None:
    assert len(REFUSED) + len(CLEANED) >= 60
    assert len({content_of(name) for name in REFUSED}) == len(REFUSED)


@pytest.mark.parametrize("name", REFUSED)
def test_a_hostile_file_is_refused_with_words_and_leaves_nothing_behind(name: str, folders: Path) -> None:
    content = content_of(name)
    with gate.passing(io.BytesIO(content), name=name, size=len(content)) as passed:
        assert passed.content is None
        assert passed.checked.why in WHY and len(passed.checked.refusal) > 20
    assert kept_in(folders) == []


@pytest.mark.parametrize("name", CLEANED)
def test_a_picture_with_something_behind_it_passes_without_it(name: str, folders: Path) -> None:
    content = content_of(name)
    with gate.passing(io.BytesIO(content), name=name, size=len(content)) as passed:
        assert passed.content is not None
        kept = passed.content.read()
    assert passed.size == len(kept)
    assert MARK not in kept and b"Exif" not in kept and b"PK\x03\x04" not in kept
    assert Image.open(io.BytesIO(kept)).size == (64, 48)
    assert len(passed.checked.name) <= 150 and not {"/", "\\", "\0"} & set(passed.checked.name)
    assert passed.checked.name.endswith((".jpg", ".png"))
    assert kept_in(folders) == []


# Through the page, kept and served


def send(desk: Desk, draft: Draft, name: str, content: bytes) -> Attachment:
    desk.at += timedelta(seconds=1)
    file = SimpleUploadedFile(name, content, "image/jpeg")
    return actions.attach(draft.pk, by=desk.citizen(), at=desk.at, paper_key="birth_notice", file=file)


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office)


@pytest.fixture
def draft(desk: Desk) -> Draft:
    version = desk.office.version_id("birth")
    return actions.start_draft(by=desk.citizen(), at=desk.at, version_id=version, office_id=desk.office.id)


@pytest.fixture
def citizen(draft: Draft) -> Client:
    person = Client()
    assert person.post("/dang-nhap/", {"login": "0912345678", "password": PASSWORD}).status_code == 302
    return person


def test_hostile_files_sent_through_the_page_are_answered_kept_nowhere_and_served_to_nobody(
    office: KinhBac, draft: Draft, citizen: Client, folders: Path
) -> None:
    some = [name for number, name in enumerate(REFUSED) if number % 6 == 0 and len(content_of(name)) < 1_000_000]
    assert len(some) > 9
    answers, case = Desk(office).answers("birth")
    Draft.objects.filter(pk=draft.pk).update(answers=answers, case=case)  # so that the page asks for the paper
    for name in some:
        file = SimpleUploadedFile(name, content_of(name), "image/jpeg")
        answer = citizen.post(f"/dang-dien/{draft.pk}/giay-to/", {"paper.birth_notice": file})
        assert answer.status_code == 200 and "Lỗi" in answer.content.decode(), name
    assert Attachment.objects.count() == 0
    assert kept_in(folders) == []


def test_what_is_kept_is_served_to_be_saved_never_to_be_shown(
    desk: Desk, draft: Draft, citizen: Client, folders: Path
) -> None:
    attachment = send(desk, draft, "anh-va-html.png", content_of("anh-va-html.png"))
    (kept,) = kept_in(folders)
    assert kept.name == attachment.sha256 and kept.stat().st_size == attachment.size
    answer = citizen.get(f"/tep/{attachment.pk}/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert MARK not in b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_a_document_is_kept_byte_for_byte_as_it_was_sent(desk: Desk, draft: Draft, folders: Path) -> None:
    content = scan().read()
    assert send(desk, draft, "giay.pdf", content).media_type == "application/pdf"
    assert [file.read_bytes() for file in kept_in(folders)] == [content]


# The antivirus behind the gate


@contextmanager
def clamd(answer: bytes | None) -> Iterator[tuple[str, list[bytes]]]:
    """Something that speaks clamd's protocol: takes a stream and says `answer`, or nothing where it is None."""
    received: list[bytes] = []
    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            line, _ = server.accept()
            with line, line.makefile("rb") as stream:
                assert stream.read(10) == b"zINSTREAM\0"
                while size := struct.unpack("!I", stream.read(4))[0]:
                    received.append(stream.read(size))
                if answer is None:
                    done.wait(5)
                else:
                    line.sendall(answer)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield f"127.0.0.1:{server.getsockname()[1]}", received
        done.set()
        thread.join(5)


def test_the_antivirus_is_sent_the_whole_file_and_its_word_is_taken() -> None:
    content = bytes(range(256)) * 1000
    with clamd(b"stream: OK\0") as (address, received):
        assert Clamd(address).scan(io.BytesIO(content)) == ""
    assert b"".join(received) == content
    with clamd(b"stream: Eicar-Test-Signature FOUND\0") as (address, _):
        assert Clamd(address).scan(io.BytesIO(content)) == "Eicar-Test-Signature"


@pytest.mark.parametrize("answer", [None, b"", b"INSTREAM size limit exceeded. ERROR\0", b"\xff\xfe\0"])
def test_an_antivirus_that_is_slow_or_talks_nonsense_is_said_to_be_silent(answer: bytes | None) -> None:
    with clamd(answer) as (address, _), pytest.raises(AntivirusSilent):
        Clamd(address, seconds=0.3).scan(io.BytesIO(b"x"))


def _nobody_there() -> str:
    with socket.create_server(("127.0.0.1", 0)) as server:
        return f"127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize(("said", "why"), [("Eicar", "infected"), (AntivirusSilent("gone"), "")])
def test_a_found_virus_refuses_the_file_and_a_silent_antivirus_does_not_stop_filing(
    said: str | Exception, why: str, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    class Scanner:
        def scan(self, content: Any) -> str:
            assert content.read().startswith(b"%PDF")
            if isinstance(said, Exception):
                raise said
            return said

    content, make = scan().read(), Scanner
    chosen: Callable[[], Any] = make
    monkeypatch.setattr(gate, "_antivirus", chosen)
    with (
        caplog.at_level(logging.WARNING),
        gate.passing(io.BytesIO(content), name="a.pdf", size=len(content)) as passed,
    ):
        assert passed.checked.why == why and (passed.content is None) == bool(why)
    assert "antivirus" in caplog.text


def test_an_antivirus_that_is_away_is_said_to_be_silent() -> None:
    with pytest.raises(AntivirusSilent):
        Clamd(_nobody_there(), seconds=1).scan(io.BytesIO(b"x"))

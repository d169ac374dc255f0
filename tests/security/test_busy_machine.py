"""A machine with too much to do is no fault of a file: what is not proven bad is kept and looked at later."""

from __future__ import annotations

import io
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from motcua.demo.driving import photograph
from motcua.dossiers import rendering
from motcua.dossiers.actions.attaching import stored_paper
from motcua.dossiers.actions.settling import settle_waiting_files
from motcua.dossiers.rules.files import UNSETTLED, is_proof
from motcua.dossiers.rules.refusals import Invalid, StillChecking
from motcua.dossiers.storing import gate, inspector, waiting
from motcua.receipts.signing import checking
from tests.builders.dossiers import scan
from tests.security import children

pytestmark = pytest.mark.usefixtures("every_file_looked_at")


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, settings: Any) -> Path:
    """Files of this test alone."""
    settings.MEDIA_ROOT, settings.QUARANTINE = tmp_path / "files", tmp_path / "quarantine"
    return tmp_path


def sent(content: bytes, name: str = "giay.pdf") -> dict[str, object]:
    return stored_paper("paper", SimpleUploadedFile(name, content))


def heavy_document() -> bytes:
    """A well-formed PDF of one page and so many objects that reading them takes seconds of a processor."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Count 1/Kids[3 0 R]>>"]
    objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>")
    objects += [b"<</A[1 2 3 4]/B<</C 1>>>>"] * 60_000
    out, places = bytearray(b"%PDF-1.4\n"), []
    for number, one in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj%sendobj\n" % (number, one)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out) + b"trailer<</Root 1 0 R/Size %d>>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, start)


def test_a_file_that_burns_more_than_its_share_of_a_processor_is_refused_for_good(
    monkeypatch: pytest.MonkeyPatch, folders: Path
) -> None:
    monkeypatch.setattr(gate, "PROCESSOR_SECONDS", 1)
    with pytest.raises(Invalid, match="quá nặng") as refused:
        sent(heavy_document())
    assert not isinstance(refused.value, StillChecking)
    assert [one for one in folders.rglob("*") if one.is_file()] == []
    monkeypatch.undo()
    assert sent(heavy_document())["size"], "with its full share the same file passes: it was the limit that struck"


@pytest.mark.parametrize("child", [children.frozen, children.killed])
def test_a_good_file_for_which_the_machine_had_no_time_is_kept_and_passes_later(
    child: Any, monkeypatch: pytest.MonkeyPatch, folders: Path
) -> None:
    content = scan().read()
    with monkeypatch.context() as busy:
        busy.setattr(gate, "SECONDS", 0.5)
        busy.setattr(inspector, "look", child)
        with pytest.raises(StillChecking, match="Tệp không bị từ chối") as told:
            sent(content)
        assert settle_waiting_files_now() == 0  # busy still: it goes on waiting
    assert list(told.value.detail["errors"]) == ["paper.paper"]
    assert [one.read_bytes() for one in folders.rglob("arrived")] == [content]
    assert not (folders / "files").exists()
    assert (settle_waiting_files_now(), settle_waiting_files_now()) == (1, 0)
    with monkeypatch.context() as nobody_looks_twice:
        nobody_looks_twice.setattr(inspector, "look", children.crashed)
        assert sent(content)["size"] == len(content)


def test_a_file_that_breaks_whoever_reads_it_is_refused_and_not_kept(
    monkeypatch: pytest.MonkeyPatch, folders: Path
) -> None:
    monkeypatch.setattr(inspector, "look", children.crashed)
    with pytest.raises(Invalid, match="quá nặng"):
        sent(scan().read())
    assert list(folders.rglob("arrived")) == []


def test_who_finds_no_place_to_look_from_waits_no_longer_than_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gate, "QUEUE_SECONDS", 0.01)
    with gate._AT_ONCE, gate._AT_ONCE, pytest.raises(StillChecking):
        sent(scan().read())
    assert sent(scan().read())


def test_a_waiting_picture_is_drawn_anew_all_the_same(monkeypatch: pytest.MonkeyPatch, folders: Path) -> None:
    photographed = photograph("giấy").read() + b"<script>"
    with monkeypatch.context() as busy:
        busy.setattr(gate, "QUEUE_SECONDS", 0.01)
        with gate._AT_ONCE, gate._AT_ONCE, pytest.raises(StillChecking):
            sent(photographed, "anh.png")
    assert settle_waiting_files_now() == 1
    sent(photographed, "anh.png")
    (kept,) = [one for one in (folders / "files").rglob("*") if one.is_file()]
    assert b"<script>" not in kept.read_bytes()


def test_a_bad_file_that_had_to_wait_is_refused_later_and_its_bytes_are_gone(
    monkeypatch: pytest.MonkeyPatch, folders: Path
) -> None:
    bad = b"%PDF-1.4\n/JavaScript" + b"x" * 500
    with monkeypatch.context() as busy:
        busy.setattr(gate, "QUEUE_SECONDS", 0.01)
        with gate._AT_ONCE, gate._AT_ONCE, pytest.raises(StillChecking):
            sent(bad)
    assert settle_waiting_files_now() == 1
    assert list(folders.rglob("arrived")) == []
    with pytest.raises(Invalid, match="mã chạy được") as refused:
        sent(bad)
    assert not isinstance(refused.value, StillChecking)


def test_what_waits_is_bounded_and_forgotten_after_a_day_with_what_a_killed_process_left(
    monkeypatch: pytest.MonkeyPatch, folders: Path
) -> None:
    monkeypatch.setattr(waiting, "MOST", 2)
    left = waiting.quarantine() / f"{waiting.ARRIVING}left"
    left.mkdir()
    for number in range(4):
        (folders / "x").write_bytes(bytes([number]))
        waiting.hold(folders / "x", f"{number:064x}", "application/pdf")
    place = waiting.quarantine() / "waiting"
    assert len(list(place.iterdir())) == 2
    assert place.stat().st_mode & 0o077 == 0
    assert waiting.forget(time.time() - waiting.KEPT_SECONDS) == 0
    assert waiting.forget(time.time() + 1) == 3
    assert not left.exists()


def settle_waiting_files_now() -> int:
    from django.utils import timezone

    return settle_waiting_files(timezone.now())


@pytest.mark.parametrize(
    ("exit_code", "proven"), [(None, False), (-9, False), (-15, False), (-24, True), (-11, True), (1, True), (0, True)]
)
def test_how_a_look_ended_tells_whose_fault_it_was(exit_code: int | None, proven: bool) -> None:
    assert is_proof(exit_code) is proven


# The page drawn for officers, and the check anybody may ask for


@pytest.mark.parametrize(
    ("does", "what"),
    [
        ("import time; time.sleep(60)", rendering.Busy),
        ("import os; os.kill(os.getpid(), 9)", rendering.Busy),
        ("import os; os.kill(os.getpid(), 11)", rendering.NotDrawn),
        (
            "import resource; resource.setrlimit(resource.RLIMIT_CPU, (1, 6))\nwhile True: pass",
            rendering.NotDrawn,
        ),
    ],
)
def test_a_page_that_was_not_drawn_for_want_of_time_may_be_asked_for_again(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, does: str, what: type[Exception]
) -> None:
    drawing = tmp_path / "drawing.py"
    drawing.write_text(does)
    monkeypatch.setattr(rendering, "DRAWING", drawing)
    monkeypatch.setattr(rendering, "SECONDS", 3.0 if "while" in does else 0.5)
    monkeypatch.setattr(rendering.storing, "opened", lambda _sha: io.BytesIO(b"x"))
    asked: Any = SimpleNamespace(sha256=does, media_type="application/pdf")
    with pytest.raises(rendering.NotDrawn) as told:
        rendering.page_picture(asked, page=1)
    assert type(told.value) is what


def test_a_check_for_which_there_was_no_time_says_nothing_against_the_file(
    monkeypatch: pytest.MonkeyPatch, settings: Any, db: None
) -> None:
    settings.LOOKUPS_PER_MINUTE = 0
    monkeypatch.setattr(checking, "SECONDS", 0.05)
    with pytest.raises(checking.Busy):
        checking.checked(scan().read(), [])
    answer = Client().post("/xac-minh/", {"file": scan()})
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "60")
    said = answer.content.decode()
    assert "chưa biết gì về tệp này" in said
    assert "Không đọc được" not in said


def test_the_words_for_a_busy_machine_are_no_refusal() -> None:
    from motcua.dossiers.rules.files import WHY

    assert "hỏng" not in WHY[UNSETTLED] and "quá nặng" not in WHY[UNSETTLED]

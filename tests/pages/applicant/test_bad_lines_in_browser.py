"""What a bad line does to somebody at home with a browser: nothing that cannot be gone on with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from motcua.accounts.models import Account
from motcua.dossiers import queries
from motcua.dossiers.models import Attachment
from motcua.procedures.models import ProcedureVersion
from tests.bad_line import BadLine, bad_line
from tests.browsers import press
from tests.builders.papers import large_scan

from .test_in_browser import owner, pet, sign_in

pytestmark = pytest.mark.browser

# The true figures of a bad line (40 MB, a break every 5 s): MOTCUA_WHOLE_FIGURES=1; else a tenth of them.
WHOLE = bool(os.environ.get("MOTCUA_WHOLE_FIGURES"))
MEGABYTES, BREAKS_AFTER, RATE = (40, 5.0, 2e6) if WHOLE else (4, 0.5, 1e6)


@pytest.fixture
def line(transactional_db: None, live_server: Any, settings: Any, tmp_path: Path) -> Iterator[BadLine]:
    settings.QUARANTINE = tmp_path
    with bad_line(live_server.url) as made:
        yield made


@pytest.fixture
def home(line: BadLine, browser: Any, citizen: Account, version: ProcedureVersion) -> Iterator[Any]:
    """A computer at home on which the citizen has come to the papers."""
    context = browser.new_context(base_url=line.url, viewport={"width": 1000, "height": 900})
    page = context.new_page()
    page.set_default_timeout(60_000)
    page.goto("/nop/pet/")
    sign_in(page)
    press(page.get_by_role("button", name="Bắt đầu"))
    owner(page)
    pet(page)
    press(page.get_by_role("button", name="Lưu và tiếp tục").last)
    yield page
    context.close()


def test_a_large_file_arrives_whole_over_a_line_that_breaks_all_the_time(home: Any, live_server: Any) -> None:
    scan = large_scan(MEGABYTES * 1024 * 1024)
    with bad_line(live_server.url, breaks_after=BREAKS_AFTER, bytes_per_second=RATE) as worse:
        address = home.url.replace(home.url.split("/")[2], f"127.0.0.1:{worse.port}")
        for _try in range(20):
            try:
                home.goto(address)
                break
            except Exception:
                continue
        chosen = {"name": "quet.pdf", "mimeType": "application/pdf", "buffer": scan}
        home.locator("#o-vaccine input[type=file]").set_input_files(chosen)
        home.get_by_role("link", name="quet.pdf").wait_for(timeout=300_000)
        assert worse.breaks >= 3, "the line was too good to show anything"
    paper = Attachment.objects.get()
    assert paper.size == len(scan)
    assert queries.kept_paper(paper.sha256) == scan

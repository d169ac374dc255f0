"""The page that tells a programmer how to use the interface is followed here word by word, with curl."""

from __future__ import annotations

import re
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from motcua.dossiers.models import Dossier
from motcua.exchange.rules.signatures import signature
from tests.api.programs import program_of
from tests.builders.dossiers import scan
from tests.builders.office import KinhBac

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "use-the-api.md"


@pytest.mark.skipif(not (shutil.which("curl") and shutil.which("jq")), reason="no curl or jq on this machine")
@pytest.mark.django_db(transaction=True)
def test_the_commands_on_the_page_do_what_it_says(live_server: Any, tmp_path: Path) -> None:
    text = PAGE.read_text(encoding="utf-8")
    program = program_of(
        KinhBac(timezone.localtime(), keys=("civil-status-extract",)), officer="tiepnhan1", name="Bệnh viện Sản Nhi"
    )
    commands = "".join(re.findall(r"```sh\n(.*?)```", text, flags=re.DOTALL))
    [filing] = re.findall(r"```json\n(.*?)```", text, flags=re.DOTALL)
    (tmp_path / "ho-so.json").write_text(filing, encoding="utf-8")
    (tmp_path / "giay.pdf").write_bytes(scan().read())
    known = {"BASE": live_server.url, "CLIENT_ID": str(program.row.pk), "CLIENT_SECRET": program.secret}
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", commands],
        cwd=tmp_path,
        env={"PATH": "/usr/bin:/bin", **known},
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    dossier = Dossier.objects.get()
    assert (dossier.state, dossier.submitter_id, dossier.attachments.count()) == (2, program.row.account_id, 1)
    assert done.stdout.splitlines()[0] == "civil-status-extract"
    assert dossier.code in done.stdout


def test_the_signature_is_checked_as_the_page_says() -> None:
    [code] = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    names: dict[str, Any] = {}
    exec(code, names)
    header = signature("secret", b"{}", int(time.time()))
    assert names["is_genuine"](header, "secret", b"{}")
    assert not names["is_genuine"](header, "secret", b"{} ")

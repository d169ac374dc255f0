"""The page that tells a stranger how to write a procedure is followed here word by word."""

from __future__ import annotations

import re
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from motcua.procedures.rules.kinds import KINDS

PAGE = Path(__file__).resolve().parents[2] / "docs" / "how-to" / "write-a-procedure.md"


def test_the_procedure_written_on_the_page_is_clean(tmp_path: Path) -> None:
    files = re.findall(r"```yaml\n# (\S+)\n(.*?)```", PAGE.read_text(encoding="utf-8"), flags=re.DOTALL)
    assert len(files) == 4
    for name, text in files:
        file = tmp_path / "procedures" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    said = StringIO()
    call_command("check_catalogue", tmp_path, stdout=said)
    assert said.getvalue().strip() == "Sạch: 1 phiên bản của 1 thủ tục."


def test_the_page_names_every_kind_of_field_and_every_option() -> None:
    rows = "\n".join(line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| `"))
    for kind in KINDS.values():
        assert f"`{kind.name}`" in rows
        for option in kind.options:
            assert option in rows or option in ("past", "tiers"), f"{kind.name}: {option}"

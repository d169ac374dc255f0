"""The tables and the models say the same."""

from __future__ import annotations

import pytest
from django.core.management import call_command


@pytest.mark.django_db
def test_no_migration_is_missing() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_the_settings_of_a_public_office_pass_djangos_own_check(tmp_path) -> None:  # type: ignore[no-untyped-def]
    import os
    import subprocess
    import sys

    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("MOTCUA_", "DJANGO_"))},
        "MOTCUA_BASE_URL": "https://motcua.example.vn",
        "MOTCUA_DEMO": "0",
        "MOTCUA_DATA_DIR": str(tmp_path),
    }
    command = [sys.executable, "-m", "motcua.config", "check", "--deploy", "--fail-level", "WARNING"]
    checked = subprocess.run(command, env=environment, capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    assert "no issues" in checked.stdout

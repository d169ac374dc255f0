"""Keys for tests: an authority of the test's own, in a folder of the test's own."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

FILE_KEYS = "motcua.adapters.signing_file.FileKeys"


def set_up(settings: Any, folder: Path, signer: str = FILE_KEYS) -> Path:
    """Sign digitally from now on, with keys made when first asked for. Gives the folder of the keys."""
    from motcua.receipts.signing import configured

    configured._made.cache_clear()
    settings.SIGNER = signer
    settings.SIGNING_FOLDER = str(folder)
    settings.SIGNING_PASSWORD = "một mật khẩu"
    settings.SIGNING_MAKES_KEYS = True
    settings.SIGNING_ROOTS = str(folder / "roots")
    return folder


def pdfsig(pdf: bytes, folder: Path) -> str:
    """What poppler's pdfsig says of a file; skips, saying so, where it is not installed."""
    tool = shutil.which("pdfsig")
    if tool is None:
        pytest.skip("pdfsig (poppler-utils) is not installed: the independent check of signatures did not run")
    file = folder / "to-verify.pdf"
    file.write_bytes(pdf)
    return subprocess.run([tool, "-nocert", str(file)], capture_output=True, text=True, check=False).stdout

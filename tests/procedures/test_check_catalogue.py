"""`motcua check_catalogue`, as an author of a procedure meets it."""

from __future__ import annotations

import shutil
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

import motcua

CATALOGUE = Path(motcua.__file__).parent / "catalogue"


def check(path: Path) -> str:
    said = StringIO()
    call_command("check_catalogue", path, stdout=said)
    return said.getvalue()


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(CATALOGUE / "procedures" / "death", tmp_path / "procedures" / "death")
    return tmp_path


def rewrite(file: Path, old: str, new: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")


def test_the_catalogue_that_comes_with_the_house_is_clean() -> None:
    assert "Sạch:" in check(CATALOGUE)


def test_one_folder_can_be_checked_alone(copied: Path) -> None:
    assert check(copied).strip() == "Sạch: 2 phiên bản của 1 thủ tục."


def test_what_must_be_mended_is_named_with_its_place(copied: Path) -> None:
    rewrite(copied / "procedures" / "death" / "2025.yaml", "unit: justice", "unit: justice\n    colour: red")
    said = StringIO()
    with pytest.raises(CommandError, match="Chưa công bố được"):
        call_command("check_catalogue", copied, stdout=said)
    assert "death 2025: stages[1]: không biết khóa colour (phải sửa)" in said.getvalue()


def test_an_example_that_no_longer_fits_its_form_is_named(copied: Path) -> None:
    rewrite(copied / "procedures" / "death" / "examples.yaml", "cause: age", "cause: boredom")
    said = StringIO()
    with pytest.raises(CommandError):
        call_command("check_catalogue", copied, stdout=said)
    assert "death 2025: examples.cause:" in said.getvalue()


def test_an_empty_folder_is_not_called_clean(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="Không có thủ tục nào"):
        check(tmp_path)

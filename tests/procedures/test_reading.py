"""Reading the catalogue's folders."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from motcua.procedures.loading.reading import CatalogueError, checksum, findings_of, load_folder
from tests.procedures.examples import procedure_data

IDENTITY = {
    "key": "birth",
    "name": "Đăng ký khai sinh",
    "short_name": "Khai sinh",
    "national_code": "1.001193",
    "field": "ho-tich",
    "search_words": ["làm giấy khai sinh"],
    "life_event": "birth",
    "versions": [2025],
}


def write(folder: Path, **changed: object) -> Path:
    data = procedure_data(**changed)
    here = folder / "birth"
    here.mkdir(parents=True, exist_ok=True)
    (here / "form.yaml").write_text(yaml.safe_dump(data["form"], allow_unicode=True), encoding="utf-8")
    own = {key: value for key, value in data.items() if key not in ("key", "name", "national_code", "version", "form")}
    (here / "2025.yaml").write_text(yaml.safe_dump(own | {"form": "form.yaml"}, allow_unicode=True), encoding="utf-8")
    (here / "procedure.yaml").write_text(yaml.safe_dump(IDENTITY, allow_unicode=True), encoding="utf-8")
    return folder


def test_a_folder_gives_the_identity_the_version_and_the_whole_definition(tmp_path: Path) -> None:
    ((identity, version, data),) = load_folder(write(tmp_path))
    assert (identity["field"], version) == ("ho-tich", "2025")
    assert data == procedure_data()
    assert list(findings_of(tmp_path)) == []


def test_what_the_gate_finds_is_named_by_procedure_and_version(tmp_path: Path) -> None:
    write(tmp_path, result=None)
    ((name, finding),) = findings_of(tmp_path)
    assert (name, finding.path) == ("birth 2025", "result")


def test_a_wrong_key_is_found_with_its_place(tmp_path: Path) -> None:
    write(tmp_path, surprise=1)
    ((_, finding),) = findings_of(tmp_path)
    assert "surprise" in finding.message


def test_bare_keys_that_are_no_text_are_refused(tmp_path: Path) -> None:
    write(tmp_path)
    (tmp_path / "birth" / "2025.yaml").write_text("no: 1\n", encoding="utf-8")
    with pytest.raises(CatalogueError, match="dấu nháy"):
        load_folder(tmp_path)


def test_a_version_without_its_file_is_refused(tmp_path: Path) -> None:
    (write(tmp_path) / "birth" / "2025.yaml").unlink()
    with pytest.raises(CatalogueError, match=r"2025\.yaml"):
        load_folder(tmp_path)


def test_the_checksum_does_not_depend_on_the_order_of_keys() -> None:
    assert checksum({"a": 1, "b": [1, 2]}) == checksum({"b": [1, 2], "a": 1})
    assert checksum({"a": [1, 2]}) != checksum({"a": [2, 1]})

"""Every folder of the catalogue can be read and may be published."""

from __future__ import annotations

from collections import Counter

import pytest

from motcua.procedures.loading.reading import load_folder
from motcua.procedures.rules.definition import parse
from motcua.procedures.rules.gate import gate, may_be_published
from tests.house.places import SOURCE

PROCEDURES = SOURCE / "catalogue" / "procedures"
VERSIONS = [(identity["key"], version, data) for identity, version, data in load_folder(PROCEDURES)]


def test_there_are_at_least_fourteen_procedures_three_of_them_in_both_systems() -> None:
    counted = Counter(key for key, _, _ in VERSIONS)
    assert len(counted) == len([folder for folder in PROCEDURES.iterdir() if folder.is_dir()]) >= 14
    assert sum(count >= 2 for count in counted.values()) >= 3


@pytest.mark.parametrize(("key", "version", "data"), VERSIONS, ids=[f"{key}-{version}" for key, version, _ in VERSIONS])
def test_a_version_of_the_catalogue_passes_the_publish_gate(key: str, version: str, data: dict[str, object]) -> None:
    definition = parse(data)
    found = gate(definition)
    assert may_be_published(found), found

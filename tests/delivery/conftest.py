from __future__ import annotations

from pathlib import Path

import pytest

from motcua.adapters.post_stub import StubPost
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac


@pytest.fixture
def office(db: None) -> KinhBac:
    return KinhBac(keys=("birth", "marital-status"))


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office)


@pytest.fixture
def post(tmp_path: Path) -> StubPost:
    return StubPost(tmp_path)

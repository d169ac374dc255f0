from __future__ import annotations

import pytest

from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac


@pytest.fixture
def office(db: None) -> KinhBac:
    return KinhBac(keys=("birth", "certified-copy", "household-business", "marriage"))


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office)

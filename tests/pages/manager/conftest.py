"""The same office and screens as in the officers' tests, and a desk that has something of every kind."""

from __future__ import annotations

from typing import Any

import pytest

from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac
from tests.pages.officer.conftest import Clock, clock, loaded, office, sit_down

__all__ = ["Clock", "clock", "loaded", "office", "sit_down"]


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office)


@pytest.fixture
def busy(desk: Desk, clock: Any) -> Desk:
    """Two with tuphap1; with nobody, waiting for the citizen, just filed, at the signer, returned: one each."""
    desk.appraised()
    desk.appraised()
    desk.unassigned()
    desk.asked_for_more()
    desk.filed()
    desk.at_approval()
    done = desk.issued()
    desk.do("hand_over", done, "tiepnhan1", handed_to="Mẹ", handed_by="desk")
    clock.at = desk.at
    return desk

from __future__ import annotations

from pathlib import Path

import pytest

from tests.organisation.trees import grow


@pytest.fixture
def tree(db: None, tmp_path: Path) -> None:
    """Tỉnh Thử with two wards and the people who work there."""
    grow(tmp_path)

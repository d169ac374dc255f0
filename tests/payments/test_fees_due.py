"""By when fees must be paid, as the version says: before an online filing is received, before the result leaves."""

from __future__ import annotations

import shutil
from pathlib import Path
from uuid import uuid4

import pytest

from motcua.dossiers.rules.refusals import NotAllowed
from motcua.dossiers.rules.states import State
from motcua.payments import actions
from motcua.procedures.actions import load_catalogue
from tests.builders.dossiers import Desk
from tests.builders.office import CATALOGUE, KinhBac


def desk_with(folder: Path, due: str) -> Desk:
    """The office with a household-business procedure whose version says when its fees are due."""
    office = KinhBac(keys=())
    for shared in ("fields.yaml", "divisions", "lists"):
        (folder / shared).symlink_to(CATALOGUE / shared)
    own = folder / "procedures" / "household-business"
    shutil.copytree(CATALOGUE / "procedures" / "household-business", own)
    for version in own.glob("20*.yaml"):
        version.write_text(f"{version.read_text(encoding='utf-8')}\nfees_due: {due}\n", encoding="utf-8")
    load_catalogue(folder, at=office.at)
    return Desk(office)


def test_an_online_filing_is_received_once_it_is_paid(db: None, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, "before_receipt")
    dossier = desk.filed("household-business")
    with pytest.raises(NotAllowed, match="nộp đủ phí"):
        desk.do("accept", dossier, "tiepnhan1")
    dossier.refresh_from_db()
    assert dossier.state == State.FILED
    owed, by = actions.balance_of(dossier.pk), desk.office.by("tiepnhan1")
    actions.take_cash(dossier.pk, amount=owed, by=by, at=desk.at, key=uuid4())
    assert desk.do("accept", dossier, "tiepnhan1").state == State.RECEIVED


def test_at_the_desk_one_pays_after_the_dossier_is_in_and_before_the_result(db: None, tmp_path: Path) -> None:
    desk = desk_with(tmp_path, "before_receipt")
    assert desk.at_the_desk("household-business").state == State.RECEIVED


def test_where_the_version_says_nothing_of_it_one_pays_at_any_time(desk: Desk) -> None:
    assert desk.do("accept", desk.filed("household-business"), "tiepnhan1").state == State.RECEIVED

"""The demonstration is alive on any day it is made: every state, some late, some waiting, by the real actions."""

from __future__ import annotations

from collections import Counter
from datetime import datetime

import pytest
from django.core.management import call_command

from motcua.config.preparation import load
from motcua.demo import making
from motcua.dossiers import queries
from motcua.dossiers.queries import verify_chain
from motcua.dossiers.rules.states import State
from motcua.organisation.rules.authority import SYSTEM
from tests.builders.office import HANOI
from tests.builders.snapshots import once


@pytest.mark.django_db
@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 25, 10, 20, tzinfo=HANOI),  # a Wednesday morning, the day after a holiday
        datetime(2026, 11, 22, 21, 0, tzinfo=HANOI),  # a Sunday night
    ],
    ids=["at work", "at rest"],
)
def test_the_demonstration_shows_every_state(now: datetime) -> None:
    once("a whole installation", lambda: load(lambda said: None))
    made = making.make(now)
    dossiers = list(queries.visible_to(SYSTEM).select_related("unit").order_by("pk"))
    assert len(dossiers) == made > 60
    assert {State(dossier.state) for dossier in dossiers} == set(State)
    assert max(dossier.submitted_at for dossier in dossiers) <= now
    late = [dossier for dossier in dossiers if queries.is_late(dossier, now)]
    assert 3 <= len(late) <= made / 3
    assert sum(dossier.is_paused for dossier in dossiers) >= 4
    assert {dossier.apology for dossier in dossiers} == {"none", "given"}
    assert any(dossier.counts_as_late for dossier in dossiers)
    assert Counter(dossier.channel for dossier in dossiers)["online"] > 20
    for office in {dossier.unit_id for dossier in dossiers}:
        assert list(verify_chain(office)) == []
    assert making.is_there()


def test_the_sign_ins_shown_are_people_of_the_catalogue() -> None:
    shown = making.sign_ins()
    assert len({one.login for one in shown}) == len(shown) >= 6


def test_an_installation_that_is_no_demonstration_is_never_emptied(settings: object) -> None:
    settings.DEMO_WANTED = False  # type: ignore[attr-defined]
    with pytest.raises(Exception, match="MOTCUA_DEMO"):
        call_command("demo", "--anew")

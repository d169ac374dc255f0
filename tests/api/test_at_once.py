"""The same request twice at the very same moment, in real transactions: done once, answered twice alike."""

from __future__ import annotations

import threading
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from motcua.dossiers.models import Dossier, JournalEntry
from tests.api.programs import Program, filing_of, program_of
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac

pytestmark = pytest.mark.django_db(transaction=True)
TOGETHER = 4


def at_once(programs: list[Program], ask: Any) -> list[Any]:
    """All of them ask at the same moment; the answers."""
    start, found = threading.Barrier(len(programs)), []

    def work(program: Program) -> None:
        try:
            start.wait(30)
            found.append(ask(program))
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[one]) for one in programs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return found


def many_of(program: Program) -> list[Program]:
    """The same program in several connections, with the same pass."""
    program.sign_in()
    found = [Program(program.row, program.secret) for _ in range(TOGETHER)]
    for one in found:
        one.token = program.token
    return found


def test_filings_and_verbs_with_one_key_happen_once() -> None:
    from django.utils import timezone

    office = KinhBac(timezone.localtime())
    program, desk = program_of(office, officer="tiepnhan1"), Desk(office)
    filing, key = filing_of(desk, program), uuid4().hex
    answers = at_once(many_of(program), lambda one: one.post("/dossiers", filing, key=key))
    assert [one.status_code for one in answers] == [201] * TOGETHER, [one.content for one in answers]
    assert len({one.json()["code"] for one in answers}) == 1
    assert sorted(one.headers.get("Idempotent-Replayed", "") for one in answers) == ["", *["true"] * (TOGETHER - 1)]
    dossier = Dossier.objects.get()
    answers = at_once(many_of(program), lambda one: one.act(dossier, "accept", match='"1"', key="nhan"))
    assert [one.status_code for one in answers] == [200] * TOGETHER
    assert JournalEntry.objects.filter(verb="accept").count() == 1
    # Different keys, one tag: whoever is second has read an old state.
    answers = at_once(many_of(program), lambda one: one.act(dossier, "forward", match='"2"'))
    assert sorted(one.status_code for one in answers) == [200, *[412] * (TOGETHER - 1)]

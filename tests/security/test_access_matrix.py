"""Every address of the house × everybody who may come to its door: nobody gets in where the table does not say so.

The addresses come from the URL map. A new one that the table does not know fails, and so does an entry of the table
whose address is gone. Requests are empty or say nothing that could be done; each is taken back, and one that is turned
away must not even try to write.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from django.db import connection, transaction
from django.urls import URLResolver, get_resolver

from motcua.dossiers.models import Attachment, Dossier, Draft, JournalEntry, Mandate, PersonalDataView
from motcua.organisation.models import Delegation, Holding, Leave, OrganisationChange, Post, Unit
from tests.builders.office import MORNING, KinhBac
from tests.security.access_matrix import EVERYBODY, ROUTES, Route, expected
from tests.security.access_world import ENDED, NOBODY, OTHER_PROGRAM, OWNER, PROGRAM, Person, World, build

PLACE = re.compile(r"<(?:\w+:)?(\w+)>")
# Who has no session or no pass of the right kind is told apart by no more than a few of them.
FEW = {NOBODY, OWNER, ENDED, PROGRAM, OTHER_PROGRAM, "own.receiver", "own.administrator", "parent.inspector"}
AT_LEAST = {
    "public": 200,
    "applicant": 500,
    "adviser": 100,
    "officer": 2000,
    "manager": 300,
    "administrator": 1500,
    "api": 600,
}
WATCHED = (Attachment, Delegation, Dossier, Draft, Holding, JournalEntry, Leave, Mandate, OrganisationChange)
WATCHED += (PersonalDataView, Post, Unit)
# What a request may write though it is turned away: that it was made.
COUNTED = ("accounts_ratecount", "django_session")


def named(resolver: URLResolver | None = None, before: str = "", room: str = "") -> Iterator[tuple[str, str]]:
    """Every address with its whole name."""
    for entry in (resolver or get_resolver()).url_patterns:
        where = before + str(entry.pattern)
        if isinstance(entry, URLResolver):
            yield from named(entry, where, room + (f"{entry.namespace}:" if entry.namespace else ""))
        else:
            yield room + str(entry.name), where


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[World]:
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as patch:
        patch.setattr("django.utils.timezone.now", lambda: MORNING)
        yield build(KinhBac())
        transaction.set_rollback(True)


def test_the_table_names_every_address_and_no_other() -> None:
    found = {name for name, _where in named()}
    assert found - set(ROUTES) == set(), "say in tests/security/access_matrix.py who may open these"
    assert set(ROUTES) - found == set(), "these are gone: take them out of tests/security/access_matrix.py"


@pytest.mark.parametrize("room", list(AT_LEAST))
def test_nobody_opens_what_the_table_does_not_say(
    world: World, db: None, monkeypatch: pytest.MonkeyPatch, record_property: Any, room: str
) -> None:
    before, cells, wrong = rows(), 0, []
    for name, where in sorted(set(named())):
        if room_of(name) != room:
            continue
        for person in world.people:
            if room in ("public", "applicant", "api") and person.name not in FEW:
                continue
            for method in ("GET", "POST", *(["DELETE"] if "DELETE" in ROUTES[name].methods else [])):
                cells += 1
                if connection.vendor == "postgresql" and cells % 5:
                    continue
                problem = tried(person, method, filled(name, where, world, person), ROUTES[name])
                wrong += [f"{name} {method} {person.name}: {problem}"] if problem else []
    assert not wrong, f"{len(wrong)} of {cells} cells\n" + "\n".join(wrong[:400])
    assert cells >= AT_LEAST[room]
    assert rows() == before
    record_property("cells", cells)


def test_there_are_two_thousand_cells_and_more() -> None:
    assert sum(AT_LEAST.values()) >= 5000


def room_of(name: str) -> str:
    room = name.partition(":")[0]
    return {"language": "public", "oauth": "api"}.get(room, room)


def filled(name: str, where: str, world: World, person: Person) -> str:
    """The address with things of Kinh Bắc in it; for whoever's mandate ended, with what they filed themselves."""
    places, uses = world.places | (world.of_ended if person.name == ENDED else {}), ROUTES[name].uses
    return "/" + PLACE.sub(lambda found: str(places[uses.get(found[1], found[1])]), where) + ROUTES[name].query


def tried(person: Person, method: str, url: str, route: Route) -> str:
    """Send it and take it back; what is wrong with the answer, or nothing."""
    jar, written = {key: one.value for key, one in person.client.cookies.items()}, []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if sql.lstrip("( ")[:6].upper() in ("INSERT", "UPDATE", "DELETE") and not any(one in sql for one in COUNTED):
            written.append(sql[:80])
        return execute(sql, params, many, context)

    with transaction.atomic(), connection.execute_wrapper(watch):
        answer = person.asks(method, url)
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    person.client.cookies.clear()
    for key, value in jar.items():
        person.client.cookies[key] = value
    got, wanted = outcome(answer), expected(person.name, route)
    if method not in route.methods and got in ("405", "door"):
        return ""
    if got != wanted:
        return f"{got} ({answer.status_code}), not {wanted}"
    if got == "open" and method == "GET" and route.open_to != EVERYBODY and not is_for_nobody_later(answer):
        return f"open, and may be kept: Cache-Control {answer.headers.get('Cache-Control')!r}"
    if method not in route.methods and got == "open":
        return "open by a method that the table does not name"
    may_write = got == "open" and person.name in route.writers
    return f"{got}, and wrote: {written[0]}" if written and not may_write else ""


def is_for_nobody_later(answer: Any) -> bool:
    """Whether no cache may keep what one person was shown."""
    return answer.status_code != 200 or "no-store" in answer.headers.get("Cache-Control", "")


def outcome(answer: Any) -> str:
    """open, 404, 403, 405, or the door at which one says who one is."""
    status = answer.status_code
    if status >= 500:
        return "broken"
    if status in (301, 302) and re.match(r"/(can-bo/)?dang-nhap/", answer.headers["Location"]):
        return "door"
    if status == 401 or (status == 403 and any(one.name == "applicant/sign_in.html" for one in answer.templates)):
        return "door"
    return str(status) if status in (403, 404, 405) else "open"


def rows() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in WATCHED}

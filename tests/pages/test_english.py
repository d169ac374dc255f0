"""In English no page says anything in Vietnamese but names, and what is marked as Vietnamese."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.template.loader import get_template
from django.test import Client, RequestFactory
from django.utils import translation

from motcua import pages
from motcua.accounts.models import Account
from motcua.correspondence.models import Message
from motcua.dossiers.models import Dossier, Draft, JournalEntry, Mandate
from motcua.organisation.models import Unit, UnitName
from motcua.procedures.models import ListEntry
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac
from tests.house import words
from tests.journeys.every_page import NOBODY, PAGES
from tests.journeys.world import NOW, World
from tests.pages.english import OURS, VIETNAMESE, Names, Reader, Said, strings
from tests.pages.officer.conftest import Clock, clock, loaded, office

__all__ = ["Clock", "clock", "loaded", "office"]

FAILURES = Path(pages.__file__).parent / "templates/failures"
# Names of people, of agencies, of what they are about (a business, a plot of land, two who marry) and of the peoples.
KEPT: dict[Any, tuple[str, ...]] = {
    Unit: ("name", "short_name", "address"),
    UnitName: ("name",),
    Account: ("full_name",),
    Dossier: ("title", "owner_name", "owner_address"),
    Mandate: ("principal_name", "agent_name"),
    ListEntry: ("name",),
}


@pytest.fixture
def world(
    database_name: str, db: None, clock: Clock, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> World:
    if database_name != "sqlite":
        pytest.skip("what pages say does not depend on the database")
    clock.at = NOW
    return World(settings, tmp_path)


def test_no_page_says_anything_in_vietnamese(world: World, record_property: Any) -> None:
    names, seen, found, read = Names(KEPT, _people_in_drafts(), _without_marks()), set[str](), dict[str, str](), 0
    starts: dict[str, list[str]] = defaultdict(list)
    for shown in PAGES.values():
        for one in shown:
            starts[world.called(one.who)].append(one.address(world))
    for who, addresses in starts.items():
        reader = Reader(who, Client() if who == NOBODY else world.signed_in(who), names, seen)
        reader.go(addresses)
        read += reader.read
        found = reader.found | found
    assert found == {}, "\n".join(f"{said}\n    {where}" for said, where in sorted(found.items()))
    assert read > 450
    record_property("pages", read)


@pytest.mark.parametrize(
    "name", sorted(file.name for file in FAILURES.glob("*.html") if not file.stem.endswith("_staff"))
)
def test_a_failure_is_told_in_english_too(rf: RequestFactory, name: str) -> None:
    with translation.override("en"):
        html = get_template(f"failures/{name}").render({"path": "/", "phone": "1022", "until": ""}, rf.get("/"))
    assert re.search(r'<html lang="(\w+)"', html)[1] == "en"  # type: ignore[index]
    said = " ".join(Said(html).words)
    for ours in OURS:
        said = said.replace(ours, "")
    assert not VIETNAMESE.search(said), said


def _people_in_drafts() -> set[str]:
    """Names of the people of what is being filled in."""
    found: set[str] = set()
    for answers in Draft.objects.values_list("answers", flat=True):
        found |= {str(one["name"]) for one in answers.values() if isinstance(one, dict) and "name" in one}
        found |= {one for key, one in answers.items() if key.endswith("name") and isinstance(one, str)}
    return found


def _without_marks() -> set[str]:
    """Vietnamese words of ours that no mark gives away ("Cha", "Nam"), and that are something else in English."""
    known = {str(one.id): one.string for one in words.read() if isinstance(one.id, str)}
    return {said for said, english in known.items() if said and not VIETNAMESE.search(said) and english != said}


def test_the_reader_hears_vietnamese_wherever_a_page_says_it() -> None:
    page = Said('<p title="Chậm">Hạn <b lang="vi">Đủ</b><i lang="vi">một <u lang="en">Sửa</u></i></p><img alt="Ảnh">')
    assert [one.strip() for one in page.words if VIETNAMESE.search(one)] == ["Chậm", "Hạn", "Sửa", "Ảnh"]


def test_what_is_kept_is_vietnamese_whatever_the_page_speaks(office: KinhBac, clock: Clock) -> None:
    assert _kept_in("en", office) == _kept_in("vi", office)


def _kept_in(language: str, office: KinhBac) -> list[str]:
    """What filing, accepting and asking for more leaves behind in journal and messages, codes and keys left out."""
    with translation.override(language), transaction.atomic():
        known = set(Message.objects.values_list("pk", flat=True))
        dossier = Desk(office).asked_for_more()
        told = Message.objects.exclude(pk__in=known).order_by("created_at", "kind", "channel")
        texts = [f"{one.subject}\n{one.body}" for one in told]
        entries = JournalEntry.objects.filter(dossier=dossier).order_by("sequence")
        texts += [f"{entry.note} {sorted(strings(list(entry.data.values())))}" for entry in entries]
        transaction.set_rollback(True)
    assert len(texts) > 5
    return sorted(re.sub(r"[0-9a-f-]{32,36}|AA\d+|'\w{4}-\w{4}'", "#", text) for text in texts)

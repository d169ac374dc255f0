"""Whatever names an object in its address: to whom the object does not belong, it does not exist. Every address counts.

The addresses come from the URL map, so that a new one is tested the day it is written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from motcua.accounts import actions as accounts
from motcua.dossiers import actions
from motcua.dossiers.models import Attachment, ChainHead, Dossier, Draft, JournalEntry, PersonalDataView
from motcua.pages.officer.verbs.table import BY_SLUG
from tests.builders.dossiers import Desk
from tests.builders.office import PASSWORD, KinhBac
from tests.security.addresses import Address, every_address

OBJECTS = frozenset({"dossier_id", "draft_id", "attachment_id", "document_id"})
STRANGER = "0987654321"
NO_SUCH = "01900000-0000-7000-8000-000000000000"
UPLOAD = {"Tus-Resumable": "1.0.0", "Upload-Length": "10"}  # without them no file is begun anywhere
# What each place is filled with where it names no object: everything that means something there.
WORDS: dict[str, tuple[str, ...]] = {
    "slug": tuple(BY_SLUG),
    "kind": ("form01", "result", "nothing"),
    "page": ("child", "requester", "nothing"),
    "paper_key": ("birth_notice", "nothing"),
    "paper": ("birth_notice", "nothing"),
    "attempt_id": (NO_SUCH,),
    "receipt_id": (NO_SUCH,),
}


@dataclass(frozen=True, slots=True)
class Belongings:
    """What belongs to a citizen and their office, and must not be seen by others."""

    dossier: Dossier
    draft: Draft
    desk_draft: Draft
    attachment_id: UUID

    def rows(self) -> tuple[Any, ...]:
        """All that a request by a stranger could have changed."""
        return (
            list(Dossier.objects.order_by("pk").values()),
            list(Draft.objects.order_by("pk").values()),
            list(Attachment.objects.order_by("pk").values()),
            list(ChainHead.objects.order_by("pk").values()),
            JournalEntry.objects.count(),
            PersonalDataView.objects.count(),
        )


@pytest.fixture
def belongings(office: KinhBac) -> Belongings:
    desk = Desk(office)
    dossier = desk.asked_for_more()
    version_id = office.version_id("birth")
    draft = actions.start_draft(by=desk.citizen(), at=desk.at, version_id=version_id, office_id=office.id)
    clerk = office.by("tiepnhan1")
    at_desk = actions.start_draft(
        by=clerk, at=desk.at, version_id=office.version_id("certified-copy"), office_id=office.id, channel="desk"
    )
    attachment = Attachment.objects.filter(dossier=dossier).order_by("pk").first()
    assert attachment is not None
    return Belongings(dossier, draft, at_desk, attachment.pk)


def stranger(who: str, sit_down: Any, office: KinhBac) -> Client:
    if who == "another citizen":
        accounts.register_citizen(STRANGER, PASSWORD, "Người Không Quen", at=office.at)
        person = Client()
        assert person.post("/dang-nhap/", {"login": STRANGER, "password": PASSWORD}).status_code == 302
        return person
    return Client() if who == "nobody" else sit_down(who)


def ways(address: Address, mine: Belongings) -> list[str]:
    """The address with the objects of others in it, once per word that its other places know."""
    at_the_counter = address.pattern.startswith("can-bo/tiep-nhan")
    objects: dict[str, object] = {
        "dossier_id": mine.dossier.pk,
        "draft_id": (mine.desk_draft if at_the_counter else mine.draft).pk,
        "attachment_id": mine.attachment_id,
        "document_id": mine.attachment_id,
    }
    others = set(address.places) - OBJECTS
    told = {name for name in others if name in WORDS or address.places[name] == "int"}
    assert len(others) <= 1 and others == told, f"say in WORDS what {others} of {address.pattern} may be"
    if not others:
        return [address.filled(**objects)]
    (name,) = others
    words = ("1", "9") if address.places[name] == "int" else WORDS[name]
    return [address.filled(**objects, **{name: word}) for word in words]


def allowed_answers(who: str, address: str) -> set[int]:
    if who == "nobody":
        return {302, 403}  # to the door; what was sent is kept for after it
    if who == "another citizen" and address.startswith("/can-bo/"):
        return {403, 405}
    return {404, 405}


@pytest.mark.parametrize("who", ["nobody", "another citizen", "vocuong.chutich", "vocuong.tiepnhan", "bacninh.lanhdao"])
def test_what_is_not_theirs_does_not_exist_at_any_address(
    office: KinhBac, sit_down: Any, belongings: Belongings, who: str
) -> None:
    person, before, cells = stranger(who, sit_down, office), belongings.rows(), 0
    typed = {
        "key": uuid4(),
        "lock": belongings.dossier.lock,
        "reason": "x",
        "declare": "x",
        "_send": "x",
        "_later": "x",
    }
    for address in every_address():
        if not OBJECTS & set(address.places):
            continue
        for url in ways(address, belongings):
            for answer in (person.get(url), person.post(url, typed, headers=UPLOAD)):
                cells += 1
                assert answer.status_code in allowed_answers(who, url), (who, url, answer.status_code)
                if answer.status_code == 302:
                    assert "dang-nhap" in answer.headers["Location"], url
                assert belongings.dossier.code not in answer.content.decode()
    assert cells >= 80
    assert belongings.rows() == before


@pytest.mark.parametrize("who", ["bacninh.kiemtra", "vanthu"])
def test_who_may_only_look_changes_nothing_with_any_verb(
    office: KinhBac, sit_down: Any, belongings: Belongings, who: str
) -> None:
    person, dossier = sit_down(who), belongings.dossier
    for slug in BY_SLUG:
        typed = {"key": uuid4(), "lock": dossier.lock, "reason": "x", "note": "x", "amount": "1", "handed_to": "x"}
        answer = person.post(f"/can-bo/ho-so/{dossier.pk}/{slug}/", typed)
        assert answer.status_code in (404, 409, 422), (slug, answer.status_code)
    now = Dossier.objects.get(pk=dossier.pk)
    assert (now.lock, now.state) == (dossier.lock, dossier.state)


@pytest.mark.parametrize("who", ["vocuong.tiepnhan", "bacninh.kiemtra", "tuphap1"])
def test_nobody_takes_in_at_a_desk_that_is_not_theirs(office: KinhBac, sit_down: Any, who: str) -> None:
    version = office.version_id("certified-copy")
    sit_down(who).post(f"/can-bo/tiep-nhan/?co-quan={office.id}", {"version": version, "office": office.id})
    assert not Draft.objects.filter(unit_id=office.id, channel="desk").exists()


def test_a_form_names_no_colleague_unit_or_question_of_another_office(office: KinhBac, sit_down: Any) -> None:
    desk = Desk(office)
    dossier = desk.accepted()
    stranger_id = office.account("vocuong.chutich").pk
    clerk = sit_down("tiepnhan1")
    for slug, name in (("chuyen-buoc", "to_account_id"), ("phan-cong", "to_account_id"), ("hoi-y-kien", "unit_id")):
        typed = {name: stranger_id, "key": uuid4(), "lock": dossier.lock, "question": "x", "due_on": "1/4/2026"}
        assert clerk.post(f"/can-bo/ho-so/{dossier.pk}/{slug}/", typed).status_code == 422
    assert Dossier.objects.get(pk=dossier.pk).lock == dossier.lock


@pytest.mark.parametrize("who", ["another citizen", "tiepnhan1"])
def test_nothing_is_done_without_a_token_of_the_site_at_any_address(
    office: KinhBac, sit_down: Any, belongings: Belongings, who: str
) -> None:
    person, before = stranger(who, sit_down, office), belongings.rows()
    person.handler.enforce_csrf_checks = True
    own = {"dossier_id": uuid4(), "draft_id": uuid4(), "attachment_id": uuid4(), "slug": "ky", "kind": "form01"}
    for address in every_address():
        url = address.filled(**own, page="child", key="birth", procedure="birth", code="X", token="x")
        answer = person.post(url, {"x": "y"}, headers={"Origin": "https://elsewhere.example"})
        # A provider's call carries a signature in place of the site's token; without one it is not known.
        refused = (401, 403, 404) if url.startswith("/nha-mang/") else (403, 404)
        assert answer.status_code in refused, (url, answer.status_code)
    assert belongings.rows() == before
    assert person.get("/ho-so-cua-toi/").status_code == 200, "still signed in: signing out asks for the token too"

"""A form's key belongs to one person, one dossier and one verb; what a form says of its lock is only a claim."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest

from motcua.dossiers import actions
from motcua.dossiers.actions import moving
from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.refusals import NotAllowed
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac


def test_a_repeat_by_the_same_person_gives_the_first_answer(office: KinhBac) -> None:
    desk, key = Desk(office), uuid4()
    dossier, by = desk.filed(), office.by("tiepnhan1")
    first = actions.accept(dossier.pk, by=by, at=desk.at, key=key, expected_lock=dossier.lock)
    again = actions.accept(dossier.pk, by=by, at=desk.at, key=key, expected_lock=dossier.lock)
    assert (again.state, again.lock) == (first.state, first.lock)


def test_a_key_used_on_one_dossier_does_nothing_to_another_and_says_so(office: KinhBac) -> None:
    desk, key = Desk(office), uuid4()
    one, other, by = desk.filed(), desk.filed(), office.by("tiepnhan1")
    actions.accept(one.pk, by=by, at=desk.at, key=key)
    with pytest.raises(NotAllowed):
        actions.accept(other.pk, by=by, at=desk.at, key=key)
    assert Dossier.objects.get(pk=other.pk).state == other.state


def test_a_key_used_elsewhere_at_this_very_moment_is_refused_and_no_error(
    office: KinhBac, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk, key = Desk(office), uuid4()
    one, other, by = desk.filed(), desk.filed(), office.by("tiepnhan1")
    actions.accept(one.pk, by=by, at=desk.at, key=key)
    # As two requests meet: when the second looked, the first had not committed yet.
    monkeypatch.setattr(moving, "earlier", lambda *_: None)
    with pytest.raises(NotAllowed):
        actions.accept(other.pk, by=by, at=desk.at, key=key)
    assert Dossier.objects.get(pk=other.pk).state == other.state


def test_a_key_used_for_one_verb_does_not_stand_for_another(office: KinhBac) -> None:
    desk, key = Desk(office), uuid4()
    dossier, by = desk.filed(), office.by("tiepnhan1")
    actions.accept(dossier.pk, by=by, at=desk.at, key=key)
    with pytest.raises(NotAllowed):
        actions.forward(dossier.pk, by=by, at=desk.at, key=key)


def test_a_colleagues_key_does_not_stand_for_my_own_doing(office: KinhBac) -> None:
    desk, key = Desk(office), uuid4()
    dossier = desk.filed()
    actions.accept(dossier.pk, by=office.by("tiepnhan1"), at=desk.at, key=key)
    with pytest.raises(NotAllowed):
        actions.accept(dossier.pk, by=office.by("giamdoc"), at=desk.at, key=key)


def test_a_borrowed_key_is_refused_on_the_page_too(office: KinhBac, sit_down: Any) -> None:
    desk, key = Desk(office), uuid4()
    one, other = desk.filed(), desk.filed()
    clerk = sit_down("tiepnhan1")
    done = clerk.post(f"/can-bo/ho-so/{one.pk}/tiep-nhan/", {"key": key, "lock": one.lock})
    borrowed = clerk.post(f"/can-bo/ho-so/{other.pk}/tiep-nhan/", {"key": key, "lock": other.lock})
    another_verb = clerk.post(f"/can-bo/ho-so/{one.pk}/chuyen-buoc/", {"key": key, "lock": one.lock + 1})
    assert (done.status_code, borrowed.status_code, another_verb.status_code) == (302, 422, 422)
    assert "đã dùng cho một việc khác" in borrowed.content.decode()
    assert Dossier.objects.get(pk=other.pk).state == other.state


@pytest.mark.parametrize("lock", ["-" + "9" * 30, "9" * 30, "9" * 5000, "-1", "²", "1e3", "", "\0"])
def test_a_lock_from_nowhere_is_an_old_form_and_never_an_error(office: KinhBac, sit_down: Any, lock: str) -> None:
    dossier = Desk(office).accepted()
    clerk = sit_down("tiepnhan1")
    address = f"/can-bo/ho-so/{dossier.pk}/chuyen-buoc/"
    assert clerk.post(address, {"key": uuid4(), "lock": lock}).status_code == 409
    signing = {"step": "sign", "key": uuid4(), "dossier": f"{dossier.pk}:{lock}"}
    assert clerk.post("/can-bo/ky/", signing).status_code == 302
    assert Dossier.objects.get(pk=dossier.pk).lock == dossier.lock

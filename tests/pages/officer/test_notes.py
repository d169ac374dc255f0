"""Notes at a dossier: kept once, for the office alone, unchangeable."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from motcua.accounts.models import Account
from motcua.dossiers import queries
from motcua.dossiers.models import InternalNote
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office)


def test_a_note_is_read_by_colleagues_and_never_by_the_applicant(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    officer, address = sit_down("tuphap1"), f"/can-bo/ho-so/{dossier.pk}/"
    key = re.search(r'ghi-chu/[^>]*>.*?name="key" value="([^"]+)"', officer.get(address).content.decode(), re.DOTALL)
    assert key is not None
    for _press in range(2):
        answer = officer.post(f"{address}ghi-chu/", {"ghi-chu": "Gọi lại <b>mẹ bé</b> chiều nay.", "key": key[1]})
        assert answer.status_code == 302
    assert InternalNote.objects.count() == 1
    assert "Gọi lại &lt;b&gt;mẹ bé&lt;/b&gt; chiều nay." in sit_down("chutich").get(address).content.decode()
    citizen = Client()
    citizen.force_login(Account.objects.get(login="+84912345678"))
    assert "Gọi lại" not in citizen.get(f"/ho-so-cua-toi/{dossier.code}/", follow=True).content.decode()
    assert queries.notes_of(desk.citizen(), dossier) == []
    assert sit_down("vocuong.chutich").post(f"{address}ghi-chu/", {"ghi-chu": "x"}).status_code == 404


def test_an_empty_note_is_refused_and_an_overlong_one_given_back(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    officer, address = sit_down("tuphap1"), f"/can-bo/ho-so/{dossier.pk}/"
    assert "Hãy ghi điều cần nhắn." in officer.post(f"{address}ghi-chu/", follow=True).content.decode()
    long = "dài " * 600
    text = officer.post(f"{address}ghi-chu/", {"ghi-chu": long}, follow=True).content.decode()
    assert "Ghi chú dài quá" in text
    assert long in text
    assert InternalNote.objects.count() == 0


def test_the_database_refuses_to_change_or_remove_a_note(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    clock.at = desk.at
    sit_down("tuphap1").post(f"/can-bo/ho-so/{dossier.pk}/ghi-chu/", {"ghi-chu": "Một điều."})
    for change in (lambda: InternalNote.objects.update(text="Khác."), lambda: InternalNote.objects.all().delete()):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()

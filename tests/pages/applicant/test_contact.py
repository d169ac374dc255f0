"""Where the applicant is reached, and what they were told."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client

from motcua.accounts import actions as accounts
from motcua.correspondence.models import Message
from motcua.dossiers.models import Dossier, JournalEntry
from motcua.dossiers.queries import verify_chain
from tests.builders.dossiers import MOTHER, Desk
from tests.builders.office import PASSWORD, KinhBac

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed() -> Dossier:
    return Desk(KinhBac()).accepted()


@pytest.fixture
def mother(filed: Dossier) -> Client:
    client = Client()
    assert client.post("/dang-nhap/", {"login": MOTHER, "password": PASSWORD}).status_code == 302
    return client


def address(dossier: Dossier) -> str:
    return f"/ho-so-cua-toi/{dossier.pk}/lien-lac/"


def test_the_telephone_of_a_filed_dossier_is_mended_and_the_journal_says_so(mother: Client, filed: Dossier) -> None:
    typed = {"phone": "0987 654 321", "email": "me@example.vn", "lock": filed.lock}
    assert mother.post(address(filed), typed).status_code == 302
    mended = Dossier.objects.get(pk=filed.pk)
    assert (mended.owner_phone, mended.owner_email) == ("+84987654321", "me@example.vn")
    assert "987654321" in mended.search_key
    last = JournalEntry.objects.filter(dossier=filed).order_by("-sequence")[0]
    assert (last.verb, last.data) == ("mend_contact", {"fields": ["owner_email", "owner_phone"]})
    assert list(verify_chain(filed.unit_id)) == []
    assert mended.answers["contact_phone"] == "+84987654321"


def test_what_is_wrong_is_said_and_nothing_typed_is_lost(mother: Client, filed: Dossier) -> None:
    answer = mother.post(address(filed), {"phone": "12", "email": "không phải", "lock": filed.lock})
    text = answer.content.decode()
    assert "Lỗi:" in text and 'value="12"' in text and "không phải" in text
    assert Dossier.objects.get(pk=filed.pk).owner_phone == filed.owner_phone


def test_a_dossier_of_somebody_else_does_not_exist_here(filed: Dossier) -> None:
    accounts.register_citizen("0977000111", PASSWORD, "Người Khác", at=filed.submitted_at)
    other = Client()
    assert other.post("/dang-nhap/", {"login": "0977000111", "password": PASSWORD}).status_code == 302
    assert other.post(address(filed), {"phone": "0987654321"}).status_code == 404
    assert Dossier.objects.get(pk=filed.pk).owner_phone == filed.owner_phone


def test_messages_are_new_until_one_says_that_they_are_read(mother: Client, filed: Dossier) -> None:
    assert "Mới" in mother.get("/tin-bao/").content.decode()
    assert "tin mới" in mother.get("/ho-so-cua-toi/").content.decode()
    assert mother.post("/tin-bao/").status_code == 302
    assert "Mới" not in mother.get("/tin-bao/").content.decode()
    assert not Message.objects.filter(channel="in_app", read_at=None, account__login="+84912345678").exists()


def test_a_message_read_here_has_a_link_and_not_the_same_address_as_text(mother: Client, filed: Dossier) -> None:
    page = mother.get("/tin-bao/").content.decode()
    place = f"/ho-so-cua-toi/{filed.pk}/"
    assert f'href="{place}"' in page
    assert page.count(place) == page.count(f'href="{place}"')
    assert "Việc tiếp theo" in page


def test_who_looked_is_told_with_what_for(mother: Client, filed: Dossier) -> None:
    from motcua.dossiers import actions

    office = KinhBac.__new__(KinhBac)
    office.at = filed.submitted_at + timedelta(minutes=5)
    actions.record_view(office.by("tiepnhan1"), filed, what="unmasked", at=office.at)
    text = mother.get(f"/ho-so-cua-toi/{filed.pk}/ai-da-xem/").content.decode()
    assert "Mở đủ lời khai để xử lý hồ sơ" in text

"""What was sent too late comes back: on the page itself, or on the one that waits for a press."""

from __future__ import annotations

import re
import secrets
from html import unescape

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from uuid_utils.compat import uuid7

from motcua.accounts.actions import create_officer
from motcua.accounts.models import Account
from motcua.dossiers.models import Dossier, Draft
from motcua.organisation.models import Holding, Post, Unit
from motcua.organisation.rules.authority import Function

from .conftest import LONG_AGO, PASSWORD, PET, filled, page_url, save, submit


def said(answer: HttpResponse) -> str:
    return unescape(answer.content.decode())


def hidden(answer: HttpResponse) -> dict[str, str]:
    """All hidden inputs of the page's last form, as a browser sends them back."""
    form = answer.content.decode().rsplit("<form", 1)[1]
    found = re.findall(r'type="hidden" name="([^"]*)" value="([^"]*)"', form)
    return {unescape(name): unescape(value) for name, value in found}


@pytest.fixture
def receiver(ward: Unit) -> Account:
    account = create_officer("can-bo", PASSWORD, "Lê Văn Cán", at=timezone.now())
    post = Post.objects.create(unit=ward, function=Function.RECEIVER, title="Tiếp nhận", valid_from=LONG_AGO)
    Holding.objects.create(post=post, account=account, valid_from=LONG_AGO)
    return account


def test_an_officers_reason_typed_before_the_session_ended_is_sent_with_one_press(
    client: Client, draft: Draft, receiver: Account
) -> None:
    filled(client, draft)
    submit(client, draft)
    dossier = Dossier.objects.get()
    address = reverse("officer:perform", args=[dossier.pk, "tu-choi"])
    officer = Client()
    officer.force_login(receiver)
    sent = {"key": str(uuid7()), "lock": str(dossier.lock), "reason": "Chó của phường bên.\nMời sang đó."}
    officer.cookies.pop("sessionid")
    asked = officer.post(address, sent)
    assert asked.status_code == 403 and "vẫn còn nguyên" in said(asked)
    data = {**hidden(asked), "login": "can-bo", "password": PASSWORD, "as": "officer"}
    answer = officer.post(reverse("applicant:sign_in"), data)
    assert answer["Location"] == reverse("applicant:send_again")
    page = officer.get(answer["Location"])
    assert "Những gì bạn vừa điền vẫn còn đây" in said(page)
    dossier.refresh_from_db()
    assert dossier.state == 1, "nothing happens before the press"
    officer.post(address, hidden(page))
    dossier.refresh_from_db()
    assert dossier.state == 3 and dossier.journal.latest("sequence").note == "Chó của phường bên.\nMời sang đó."


def test_far_too_much_text_is_not_carried_along_and_the_page_says_so(client: Client, draft: Draft) -> None:
    client.cookies.pop("sessionid")
    asked = save(client, draft, "pet", {**PET, "notes": secrets.token_hex(1_200_000)})
    assert asked.status_code == 403 and "Lần bấm vừa rồi chưa được nhận" in said(asked)


def test_nothing_waits_for_somebody_who_sent_nothing(client: Client) -> None:
    assert "Không còn gì chờ gửi" in said(client.get(reverse("applicant:send_again")))


def test_signing_in_leads_back_to_the_page_and_never_to_another_site(citizen: Account, draft: Draft) -> None:
    visitor = Client()
    asked = visitor.get(page_url(draft, "owner"))
    assert asked["Location"] == f"{reverse('applicant:sign_in')}?next={page_url(draft, 'owner')}"
    for wanted, led in ((page_url(draft, "owner"), page_url(draft, "owner")), ("//evil.example/", "/ho-so-cua-toi/")):
        data = {"login": "0912345678", "password": PASSWORD, "as": "citizen", "next": wanted}
        assert visitor.post(reverse("applicant:sign_in"), data)["Location"] == led
        visitor.logout()


def test_broken_characters_at_the_door_are_never_an_error_of_ours(db: None) -> None:
    visitor = Client()
    for login in ("\x00", "0912\x00345678", "a" * 100_000, "\u202e0912345678", ""):
        data = {"login": login, "password": "\x00", "as": "citizen", "next": "\x00", "kept": "\x00"}
        assert visitor.post(reverse("applicant:sign_in"), data).status_code == 200
        data = {"phone": login, "full_name": login}
        assert visitor.post(reverse("applicant:sign_up"), data).status_code == 200

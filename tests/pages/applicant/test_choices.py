"""A citizen chooses how they are told."""

from __future__ import annotations

import pytest
from django.test import Client

from motcua.accounts import actions as accounts
from motcua.accounts.models import Account
from motcua.correspondence.models import ContactChoice
from tests.builders.office import MORNING, PASSWORD

pytestmark = pytest.mark.django_db
PLACE = "/tai-khoan/nhan-tin/"


@pytest.fixture
def own() -> Account:
    account = accounts.register_citizen("0912345678", PASSWORD, "Nguyễn Thị Nhung", at=MORNING)
    Account.objects.filter(pk=account.pk).update(email="nhung@example.vn")
    return account


@pytest.fixture
def client(own: Account) -> Client:
    found = Client()
    found.force_login(own)
    return found


def test_what_nobody_chose_is_the_usual(client: Client) -> None:
    page = client.get(PLACE).content.decode()
    assert 'name="texts" value="1" checked' in page and 'name="emails" value="1" checked' in page
    assert 'name="news" value="1" checked' not in page and "0912 345 678" in page


def test_what_is_chosen_is_kept_and_shown(client: Client) -> None:
    page = client.post(PLACE, {"emails": "1", "with_marks": "1", "language": "en", "news": "1"}, follow=True)
    assert "Đã lưu cách nhận tin" in page.content.decode()
    text, letter = ContactChoice.objects.order_by("address")
    assert (text.address, text.wanted, text.with_marks, text.language, text.news) == (
        "+84912345678", False, True, "en", True,
    )  # fmt: skip
    assert (letter.address, letter.wanted, letter.language) == ("nhung@example.vn", True, "en")
    assert 'name="texts" value="1" checked' not in client.get(PLACE).content.decode()


def test_a_language_nobody_writes_is_vietnamese(client: Client) -> None:
    client.post(PLACE, {"texts": "1", "language": "xx"})
    assert ContactChoice.objects.get(address="+84912345678").language == "vi"

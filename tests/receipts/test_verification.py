"""Is this paper real? By its token, for anybody who holds it."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from motcua.dossiers.models import Dossier
from motcua.organisation.rules import scope
from motcua.receipts.models import Receipt
from motcua.receipts.queries import by_token
from tests.builders.dossiers import Desk

pytestmark = pytest.mark.django_db


def of_kind(dossier: Dossier, kind: str) -> list[Receipt]:
    return list(Receipt.objects.filter(dossier=dossier, kind=kind).order_by("copy_number", "issued_at"))


def test_a_genuine_paper_says_what_is_printed_on_it_and_nobodys_name(desk: Desk) -> None:
    (receipt,) = of_kind(desk.accepted(), "form01")
    with scope.within(scope.NOTHING):
        found = by_token(receipt.token)
    assert found is not None
    assert found.is_newest
    assert (found.form, found.code, found.due) == ("Mẫu số 01", receipt.data["code"], receipt.data["due"])
    assert receipt.data["owner"] not in repr(found)


def test_a_corrected_receipt_leaves_the_first_copy_genuine_but_replaced(desk: Desk) -> None:
    dossier = desk.accepted()
    desk.do("correct", dossier, "tiepnhan1", reason="Sai tên.")
    first, second = of_kind(dossier, "form01")
    with scope.within(scope.NOTHING):
        old, new = by_token(first.token), by_token(second.token)
    assert old is not None and new is not None
    assert (old.is_newest, old.copy_number) == (False, 1)
    assert (new.is_newest, new.copy_number) == (True, 2)


def test_two_copies_of_the_same_minute_are_still_told_apart(desk: Desk) -> None:
    dossier = desk.accepted()
    desk.do("correct", dossier, "tiepnhan1", reason="Sai tên.")
    first, second = of_kind(dossier, "form01")
    Receipt.objects.filter(pk=first.pk).update(issued_at=second.issued_at)
    found = by_token(first.token)
    assert found is not None and not found.is_newest


def test_a_second_supplement_request_replaces_no_first_one(desk: Desk) -> None:
    dossier = desk.asked_for_more()
    desk.do("answer_supplement", dossier, "citizen", note="Đây ạ.")
    items = [{"paper": "", "field": "", "reason": "missing", "text": "Thêm một giấy."}]
    desk.do("request_supplement", dossier, "chutich", items=items, leader_reason="Mới phát hiện.")
    asked = of_kind(dossier, "form02")
    assert len(asked) == 2
    for paper in asked:
        found = by_token(paper.token)
        assert found is not None and found.is_newest


@pytest.mark.parametrize("token", ["", "khong-co", "x" * 500])
def test_a_token_nobody_gave_out_proves_nothing(desk: Desk, token: str) -> None:
    desk.accepted()
    assert by_token(token) is None


def test_tokens_are_long_random_and_never_the_same(desk: Desk) -> None:
    desk.issued()
    tokens = [paper.token for paper in Receipt.objects.order_by("pk")]
    assert len(tokens) == len(set(tokens)) == 3
    assert all(len(token) == 20 for token in tokens)


def test_the_page_behind_the_code_compares_line_by_line(desk: Desk, client: Client) -> None:
    dossier = desk.accepted()
    (receipt,) = of_kind(dossier, "form01")
    answer = client.get(reverse("public:verify", args=[receipt.token]))
    page = answer.content.decode()
    assert answer.status_code == 200
    for words in ("Giấy này do cơ quan cấp", dossier.code, receipt.data["due"], receipt.data["office"]):
        assert words in page
    assert dossier.owner_name not in page
    assert client.get(reverse("public:verify", args=["khong-co-giay-nay"])).status_code == 404

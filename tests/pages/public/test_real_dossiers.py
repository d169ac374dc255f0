"""The look-up of real dossiers: what it tells, and above all what it does not."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client

from motcua.dossiers.models import Dossier
from motcua.dossiers.rules.states import State
from motcua.receipts.models import Receipt
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac
from tests.pages.markup import Markup

pytestmark = pytest.mark.django_db
MADE = ["filed", "accepted", "appraised", "asked_for_more", "asked_to_pay", "at_approval", "issued", "withdrawal_asked"]


@pytest.fixture
def desk() -> Desk:
    return Desk(KinhBac(keys=("birth",)))


def opened(client: Client, path: str) -> tuple[Markup, str]:
    answer = client.get(path)
    assert answer.status_code == 200
    html = answer.content.decode()
    page = Markup(html)
    assert page.faults() == []
    return page, html


def told(value: Any) -> Iterator[str]:
    """Every word of some length that a person wrote in a form."""
    if isinstance(value, dict):
        for one in value.values():
            yield from told(one)
    elif isinstance(value, list):
        for one in value:
            yield from told(one)
    elif isinstance(value, str) and len(value) > 7:
        yield value


@pytest.mark.parametrize("made", MADE)
def test_anyone_with_the_code_sees_where_it_is_and_nothing_of_whose_it_is(
    client: Client, desk: Desk, made: str
) -> None:
    dossier: Dossier = getattr(desk, made)()
    page, html = opened(client, f"/tra-cuu/{dossier.code}/")
    assert dossier.code in page.text
    secrets = set(told(dossier.answers)) | {dossier.owner_name, dossier.title}
    secrets |= {desk.office.account(login).full_name for login in ("tiepnhan1", "tuphap1", "chutich", "vanthu")}
    # The birth place's kind and such keys are no secrets; names, numbers and places are.
    assert [word for word in secrets if word and " " in word and word in html] == []
    assert "+8491" not in html
    assert "0912" not in html
    assert json.dumps(str(dossier.pk)) not in html
    assert str(dossier.pk) not in html


def test_the_unit_that_holds_it_changes_as_the_dossier_moves(client: Client, desk: Desk) -> None:
    filed = desk.filed()
    first, _ = opened(client, f"/tra-cuu/{filed.code}/")
    officer = desk.office.account("tuphap1").pk
    moved = desk.do("forward", desk.do("accept", filed, "tiepnhan1"), "tiepnhan1", to_account_id=officer)
    then, _ = opened(client, f"/tra-cuu/{moved.code}/")
    assert first.headings[0] != then.headings[0]
    assert moved.state == State.IN_PROGRESS
    assert len(then.all("li", **{"class": "is-done"})) == 1


def test_the_promise_and_its_reckoning_are_told_once_the_desk_has_taken_it_in(client: Client, desk: Desk) -> None:
    filed = desk.filed()
    assert "Dự kiến có kết quả" in opened(client, f"/tra-cuu/{filed.code}/")[0].text
    accepted = desk.do("accept", filed, "tiepnhan1")
    page, _ = opened(client, f"/tra-cuu/{accepted.code}/")
    assert "Hẹn trả kết quả" in page.text
    assert "Trả kết quả ngay trong ngày làm việc, theo Luật Hộ tịch" in page.text


def test_the_code_may_be_typed_the_way_phones_type_it(client: Client, desk: Desk) -> None:
    code = desk.filed().code
    typed = f" {code.lower().replace('-', '–')} "
    answer = client.get("/tra-cuu/", {"ma": typed}, follow=True)
    assert answer.status_code == 200
    assert code in answer.content.decode()


def test_a_look_up_takes_at_most_eight_statements(client: Client, desk: Desk, django_assert_max_num_queries) -> None:  # type: ignore[no-untyped-def]
    code = desk.issued().code
    with django_assert_max_num_queries(8):
        client.get(f"/tra-cuu/{code}/")


def test_every_paper_given_out_can_be_verified_by_its_token(client: Client, desk: Desk) -> None:
    dossier = desk.accepted()
    papers = list(Receipt.objects.filter(dossier=dossier).order_by("issued_at"))
    assert papers
    for paper in papers:
        page, html = opened(client, f"/xac-minh/{paper.token}/")
        assert "Giấy này do cơ quan cấp" in page.text
        assert dossier.code in page.text
        assert dossier.owner_name not in html

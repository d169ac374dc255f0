"""What was declared wrongly is put right on the officer's page, by the rules of the form, and printed again."""

from __future__ import annotations

from typing import Any

import pytest

from motcua.dossiers.models import Dossier, PersonalDataView
from motcua.dossiers.rules.states import State
from motcua.receipts.models import Receipt
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac

from .test_verbs import Page


@pytest.fixture
def desk(office: KinhBac, clock: Any) -> Desk:
    return Desk(office)


def opened(desk: Desk, sit_down: Any, clock: Any, dossier: Dossier, slug: str) -> Page:
    clock.at = desk.at
    return Page.opened(sit_down("tiepnhan1"), dossier, slug)


def test_a_number_received_wrongly_is_put_right_and_the_receipt_printed_again(
    desk: Desk, sit_down: Any, clock: Any
) -> None:
    dossier = desk.accepted()
    page = opened(desk, sit_down, clock, dossier, "sua-tiep-nhan")
    assert 'name="khai-contact_phone"' in page.text and 'name="_khai"' in page.text
    before = dossier.answers
    answer = page.send({"reason": "Ghi sai số.", **declared(page), "khai-contact_phone": "0987 654 321"})
    assert answer.status_code == 302, answer.content.decode()
    mended = Dossier.objects.get(pk=dossier.pk)
    assert mended.answers == {**before, "contact_phone": "+84987654321"}
    assert mended.owner_phone == "+84987654321"
    assert list(Receipt.objects.filter(dossier=dossier, kind="form01").values_list("copy_number", flat=True)) == [1, 2]


def test_opening_what_was_declared_to_correct_it_is_a_look_at_personal_data(
    desk: Desk, sit_down: Any, clock: Any
) -> None:
    dossier = desk.accepted()
    clock.at = desk.at
    client = sit_down("tiepnhan1")
    client.get(f"/can-bo/ho-so/{dossier.pk}/")
    assert not PersonalDataView.objects.filter(dossier=dossier).exists()
    Page.opened(client, dossier, "sua-tiep-nhan")
    assert [one.what for one in PersonalDataView.objects.filter(dossier=dossier).order_by("at")] == ["unmasked"]


def test_a_wrong_correction_is_refused_at_its_place_with_everything_typed_kept(
    desk: Desk, sit_down: Any, clock: Any
) -> None:
    dossier = desk.accepted()
    page = opened(desk, sit_down, clock, dossier, "sua-tiep-nhan")
    answer = page.send({"reason": "Ghi sai số, đọc lại.", **declared(page), "khai-contact_phone": "09x"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "Ghi sai số, đọc lại." in text and 'value="09x"' in text
    assert Dossier.objects.get(pk=dossier.pk).answers == dossier.answers


def test_a_correction_of_the_case_alone_touches_no_answer(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.accepted()
    page = opened(desk, sit_down, clock, dossier, "sua-tiep-nhan")
    assert page.send({"reason": "Nhận nhầm."}).status_code == 302
    assert Dossier.objects.get(pk=dossier.pk).answers == dossier.answers


def test_an_answer_asked_for_is_put_right_at_the_desk(desk: Desk, sit_down: Any, clock: Any) -> None:
    item = {"paper": "", "field": "contact_phone", "reason": "wrong", "text": "Số này không gọi được."}
    dossier = desk.do("request_supplement", desk.appraised(), "tuphap1", items=[item])
    page = opened(desk, sit_down, clock, dossier, "nhan-bo-sung")
    assert 'name="khai-contact_phone"' in page.text
    assert 'name="khai-child_name"' not in page.text
    answer = page.send({"note": "Chị đọc lại số.", **declared(page), "khai-contact_phone": "0987654321"})
    assert answer.status_code == 302, answer.content.decode()
    mended = Dossier.objects.get(pk=dossier.pk)
    assert (mended.state, mended.owner_phone) == (State.IN_PROGRESS, "+84987654321")


def declared(page: Page) -> dict[str, Any]:
    """What a browser would send for the questions on the page, untouched."""
    from html.parser import HTMLParser

    class Inputs(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.found: dict[str, list[str]] = {}
            self.select = ""
            self.area = ""

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            has = dict(attrs)
            name, value = has.get("name") or "", has.get("value") or ""
            if tag == "select":
                self.select = name
            elif tag == "textarea":
                self.area = name
            elif tag == "option" and "selected" in has and self.select:
                self.found.setdefault(self.select, []).append(value)
            elif tag == "input":
                unchosen = has.get("type") in {"radio", "checkbox"} and "checked" not in has
                if not unchosen and has.get("type") != "file":
                    self.found.setdefault(name, []).append(value)

        def handle_data(self, data: str) -> None:
            if self.area:
                self.found.setdefault(self.area, []).append(data)

        def handle_endtag(self, tag: str) -> None:
            if tag == "textarea":
                self.area = ""

    inputs = Inputs()
    inputs.feed(page.text)
    return {name: some for name, some in inputs.found.items() if name.startswith("khai-") or name == "_khai"}

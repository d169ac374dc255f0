"""The pages of slips: made from what went over today, ticked off by the unit that receives."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.urls import reverse

from motcua.receipts.models import Slip, SlipLine
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac

pytestmark = pytest.mark.django_db
NEW = "/can-bo/ban-giao/lap/"


@pytest.fixture
def desk(office: KinhBac, clock: Any) -> Desk:
    return Desk(office, clock.at)


def press(client: Any, page: str) -> Any:
    """Press the button of the first group, with everything ticked."""
    form = page[page.index('<form method="post" class="card') :]
    form = form[: form.index("</form>")]
    data: dict[str, list[str]] = {}
    for tag in re.findall(r"<input [^>]*>", form):
        name, value = re.search(r'name="([^"]+)"', tag), re.search(r'value="([^"]*)"', tag)
        if name and value:
            data.setdefault(name[1], []).append(value[1])
    return client.post(NEW, data)


def test_from_the_list_of_today_to_a_slip_ticked_off(desk: Desk, sit_down: Any) -> None:
    dossier, giver, receiver = desk.appraised(), sit_down("tiepnhan1"), sit_down("tuphap1")
    page = giver.get(NEW).content.decode()
    assert dossier.code in page
    answer = press(giver, page)
    slip = Slip.objects.get()
    address = reverse("officer:slip", args=[slip.pk])
    assert answer.headers["Location"] == address
    assert dossier.code not in giver.get(NEW).content.decode()
    assert 'type="checkbox"' not in giver.get(address).content.decode()
    assert slip.data["code"] in receiver.get("/can-bo/ban-giao/?loc=cho-nhan").content.decode()
    assert 'type="checkbox"' in receiver.get(address).content.decode()
    receiver.post(address, {"dong": "1", "viec": "nhan"})
    assert "đã nhận" in receiver.get(address).content.decode()
    assert slip.data["code"] not in receiver.get("/can-bo/ban-giao/?loc=cho-nhan").content.decode()
    receiver.post(address, {"dong": "1", "viec": "bo-nhan"})
    assert SlipLine.objects.get().received_at is None
    assert giver.get(reverse("officer:slip_pdf", args=[slip.pk])).content.startswith(b"%PDF")


def test_a_slip_with_nothing_ticked_is_refused_in_words(desk: Desk, sit_down: Any) -> None:
    desk.appraised()
    answer = sit_down("tiepnhan1").post(NEW, {})
    assert answer.status_code == 422
    assert "Chưa chọn hồ sơ nào" in answer.content.decode()


@pytest.mark.parametrize("days", [("40/13/2026", ""), ("12/03/2026", "10/03/2026"), ("01/01/2026", "10/03/2026")])
def test_days_that_make_no_period_are_told_of_and_kept(desk: Desk, sit_down: Any, days: tuple[str, str]) -> None:
    answer = sit_down("tiepnhan1").get(NEW, {"tu-ngay": days[0], "den-ngay": days[1]})
    assert answer.status_code == 422
    assert days[0] in answer.content.decode()


def test_slips_of_another_office_do_not_exist(desk: Desk, sit_down: Any) -> None:
    desk.appraised()
    giver = sit_down("tiepnhan1")
    press(giver, giver.get(NEW).content.decode())
    slip = Slip.objects.get()
    stranger = sit_down("vocuong.chutich")
    for name in ("slip", "slip_pdf"):
        assert stranger.get(reverse(f"officer:{name}", args=[slip.pk])).status_code == 404
    assert slip.data["code"] not in stranger.get("/can-bo/ban-giao/").content.decode()

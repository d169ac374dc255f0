"""Each administrator their own subtree: what is not theirs does not exist, and nobody else comes in."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from motcua.accounts import actions as accounts
from motcua.organisation.models import Holding, Post, Unit
from tests.builders.dossiers import MOTHER
from tests.builders.office import PASSWORD, KinhBac

HOME = "/can-bo/quan-tri/"
LISTS = ("", "can-bo/", "vang-mat/", "vang-mat/?xem=nghi", "dang-nhap/", "nhat-ky/", "tin/")
OF_UNIT = ("", "them/", "doi-ten/", "sua/", "chuyen-cap/", "dong/", "them-vi-tri/")
FROM_ABOVE = ("/doi-ten/", "/dong/")
OF_OFFICE = ("lich/{}/", "lich/{}/ngay/", "lich/{}/tuan/", "thu-tuc/{}/", "thu-tuc/{}/birth/", "thu-tuc/{}/birth/thoi/")


def addresses(unit: Unit) -> list[str]:
    """Every page about a unit, one of its posts, one of its people."""
    post = Post.objects.filter(unit__path__startswith=unit.path).order_by("pk")[0]
    holding = Holding.objects.filter(post__unit__path__startswith=unit.path).order_by("pk")[0]
    person = holding.account_id
    return [
        *(f"{HOME}don-vi/{unit.pk}/{page}" for page in OF_UNIT),
        *(HOME + page.format(unit.pk) for page in OF_OFFICE),
        *(f"{HOME}vi-tri/{post.pk}/{page}/" for page in ("ket-thuc", "giao", "can-bo-moi")),
        f"{HOME}giu-vi-tri/{holding.pk}/ket-thuc/",
        f"{HOME}can-bo/{person}/",
        *(f"{HOME}can-bo/{person}/{what}/" for what in ("mat-khau", "mo-khoa", "hai-lop", "dang-xuat", "dong")),
    ]


def test_an_administrator_opens_every_page_of_their_own_office(office: KinhBac, ward: Any) -> None:
    for address in [*(HOME + page for page in LISTS), *addresses(Unit.objects.get(pk=office.id))]:
        if address.startswith(f"{HOME}don-vi/") and address.endswith(FROM_ABOVE):
            continue  # whether the office is at all, and its name, are said by those above it
        answer = ward.get(address)
        assert answer.status_code == 200, address
        assert answer.headers["Cache-Control"] == "no-store, private"
        assert answer.content.decode().count("<h1") == 1


def test_what_belongs_to_the_ward_next_door_does_not_exist(office: KinhBac, ward: Any, province: Any) -> None:
    for address in addresses(Unit.objects.get(pk=office.other_id)):
        assert ward.get(address).status_code == 404, address
        assert ward.post(address, {"reason": "x"}).status_code in (404, 405), address
        assert province.get(address).status_code == 200, address


def test_what_was_never_there_does_not_exist_either(province: Any) -> None:
    for address in (
        "don-vi/{}/",
        "vi-tri/{}/giao/",
        "giu-vi-tri/{}/ket-thuc/",
        "can-bo/{}/",
        "lich/{}/",
        "thu-tuc/{}/",
    ):
        assert province.get(HOME + address.format(uuid4())).status_code == 404
    for address in ("uy-quyen/{}/thu-hoi/", "nghi/{}/bo/", "tin/{}/gui-lai/", "tin/{}/xoa/"):
        assert province.get(HOME + address.format(uuid4())).status_code == 404


def test_nobody_but_an_administrator_comes_in(office: KinhBac) -> None:
    stranger, leader, citizen = Client(), Client(), Client()
    leader.force_login(office.person("chutich"))
    accounts.register_citizen(MOTHER, PASSWORD, "Nguyễn Thị Hồng Nhung", at=office.at)
    citizen.post("/dang-nhap/", {"login": MOTHER, "password": PASSWORD})
    for address in [*(HOME + page for page in LISTS), *addresses(Unit.objects.get(pk=office.id))]:
        assert stranger.get(address).status_code == 302
        assert leader.get(address).status_code == 403
        assert citizen.get(address).status_code == 403


def test_the_installation_is_shown_to_the_top_administrator_only(ward: Any, province: Any) -> None:
    assert ward.get(f"{HOME}tinh-trang/").status_code == 404
    assert "tinh-trang" not in ward.get(HOME).content.decode()
    answer = province.get(f"{HOME}tinh-trang/")
    assert answer.status_code == 200
    assert "Tiến trình nền" in answer.content.decode()


@pytest.mark.parametrize(
    "query",
    ["tim=%00&sau=%00", "sau=../..", "tim=" + "x" * 3000, "tu=32/13/2026&loai=ho-so", "den=x&loai=luot-xem",
     "loai=gi-day", "loai=tai-khoan&sau=khong~phai", "loai=ho-so&ma=%25&nguoi=%27--", "xem=gi",
     "da-dong=1&chi-co-quan=1&tim=h05"],
)  # fmt: skip
def test_no_address_that_somebody_makes_up_breaks_a_list(province: Any, query: str) -> None:
    for page in LISTS:
        assert province.get(f"{HOME}{page.partition('?')[0]}?{query}").status_code == 200

"""Who may open the officers' pages."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from motcua.accounts import actions as accounts
from tests.builders.dossiers import MOTHER, Desk
from tests.builders.office import PASSWORD, KinhBac

PAGES = ("ho-so/", "nop-truc-tuyen/", "tiep-nhan/", "ky/", "tra-ket-qua/", "uy-quyen/")


@pytest.mark.parametrize("page", PAGES)
def test_nobody_signed_in_is_sent_to_the_officers_door_and_back(office: KinhBac, page: str) -> None:
    answer = Client().get(f"/can-bo/{page}")
    assert answer.status_code == 302
    assert answer.headers["Location"] == f"/can-bo/dang-nhap/?next=/can-bo/{page}"


@pytest.mark.parametrize("page", PAGES)
def test_a_citizen_may_not_come_in(office: KinhBac, page: str) -> None:
    person = Client()
    accounts.register_citizen(MOTHER, PASSWORD, "Nguyễn Thị Hồng Nhung", at=office.at)
    person.post("/dang-nhap/", {"login": MOTHER, "password": PASSWORD})
    assert person.get(f"/can-bo/{page}").status_code == 403


@pytest.mark.parametrize("page", PAGES)
def test_an_officer_opens_every_page(sit_down: Any, page: str) -> None:
    answer = sit_down("giamdoc").get(f"/can-bo/{page}")
    assert answer.status_code == 200
    assert "no-store" in answer.headers["Cache-Control"]


def test_an_officer_without_a_post_sees_empty_pages_and_not_an_error(office: KinhBac) -> None:
    accounts.create_officer("nguoi.moi", PASSWORD, "Người Mới Đến", at=office.at)
    person = Client()
    person.post("/can-bo/dang-nhap/", {"login": "nguoi.moi", "password": PASSWORD})
    for page in PAGES:
        assert person.get(f"/can-bo/{page}").status_code == 200


def test_another_offices_dossier_does_not_exist(office: KinhBac, sit_down: Any) -> None:
    dossier = Desk(office).at_approval()
    stranger = sit_down("vocuong.chutich")
    address = f"/can-bo/ho-so/{dossier.pk}/"
    assert stranger.get(address).status_code == 404
    assert stranger.post(f"{address}ky/", {"lock": dossier.lock}).status_code == 404
    assert stranger.post(f"{address}hien/").status_code == 404
    assert stranger.get(f"{address}giay/form01/").status_code == 404
    assert stranger.get(f"/can-bo/da-tiep-nhan/{dossier.pk}/").status_code == 404
    assert dossier.code not in stranger.get("/can-bo/ho-so/?nhom=dang-mo").content.decode()
    assert str(dossier.pk) not in stranger.get(f"/can-bo/ho-so/?nhom=dang-mo&tim={dossier.code}").content.decode()


def test_another_offices_worklist_cannot_be_named_in_the_address(office: KinhBac, sit_down: Any) -> None:
    dossier = Desk(office).accepted()
    answer = sit_down("vocuong.chutich").get(f"/can-bo/ho-so/?nhom=dang-mo&co-quan={office.id}")
    assert answer.status_code == 200
    assert dossier.code not in answer.content.decode()


def test_a_wrong_password_says_so_at_its_place_and_keeps_the_name(office: KinhBac) -> None:
    office.account("tiepnhan1")
    answer = Client().post("/can-bo/dang-nhap/", {"login": "kinhbac.tiepnhan1", "password": "sai bét"})
    assert 'value="kinhbac.tiepnhan1"' in answer.content.decode()
    assert 'id="login-loi"' in answer.content.decode()
    assert "sai bét" not in answer.content.decode()


def test_the_door_never_leads_to_another_site(office: KinhBac) -> None:
    office.account("tiepnhan1")
    typed = {"login": "kinhbac.tiepnhan1", "password": PASSWORD, "next": "https://elsewhere.example/"}
    assert Client().post("/can-bo/dang-nhap/", typed).headers["Location"] == "/can-bo/ho-so/"


def test_a_closed_door_leads_an_officer_back_to_the_list_and_a_citizen_to_the_public_pages(
    office: KinhBac, sit_down: Any
) -> None:
    officer = sit_down("tuphap1")
    for page, status in (("/can-bo/khong-co/", 404), ("/can-bo/quan-tri/", 403)):
        answer = officer.get(page)
        assert answer.status_code == status
        assert 'class="side-nav"' in answer.content.decode()
        assert 'href="/can-bo/ho-so/"' in answer.content.decode()
    assert 'class="side-nav"' not in officer.get("/khong-co/").content.decode()
    assert 'class="side-nav"' not in Client().get("/can-bo/khong-co/").content.decode()


def test_the_bar_names_the_work_of_whoever_has_it(office: KinhBac, sit_down: Any) -> None:
    def bar(login: str) -> str:
        text = sit_down(login).get("/can-bo/tin-bao/").content.decode()
        assert "phường Kinh Bắc" in text.partition("</header>")[0]
        return text.partition('<ul class="nav">')[2].partition("</ul>")[0]

    assert "/can-bo/tiep-nhan/" in bar("tiepnhan1")
    assert "/can-bo/tiep-nhan/" not in bar("tuphap1")
    assert "/can-bo/ky/" in bar("chutich")

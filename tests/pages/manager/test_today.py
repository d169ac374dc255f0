"""Today at the office: every number is the length of the list behind it, and nobody sees another office's."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.accounts import actions as accounts
from motcua.correspondence import queries as correspondence
from motcua.dossiers.queries import overview
from motcua.organisation.models import Holding, Post
from tests.builders.dossiers import Desk

TODAY = "/can-bo/dieu-hanh/"
NUMBER = re.compile(r'<a class="(?:figure-)?number[^"]*" href="([^"]+)">([\d.]+)<')
CODE = re.compile(r'class="code"[^>]*>([^<]+)<')
ROW = re.compile(r"<tr><td>(?:<label|<a|<span|</td>)")


def page(screen: Any, address: str = TODAY) -> str:
    answer = screen.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode())


def numbers(text: str) -> dict[str, int]:
    return {address.replace("&amp;", "&"): int(many.replace(".", "")) for address, many in NUMBER.findall(text)}


def listed(screen: Any, address: str) -> list[str]:
    return CODE.findall(page(screen, address).split("<tbody>")[1].split("</tbody>")[0])


def test_every_number_is_the_length_of_the_list_it_opens(busy: Desk, sit_down: Any, clock: Any) -> None:
    for later in (timedelta(0), timedelta(hours=30), timedelta(days=9)):
        clock.at = busy.at + later
        screen = sit_down("chutich")
        found = numbers(page(screen))
        assert len(found) >= 15
        for address, many in found.items():
            assert len(listed(screen, address)) == many, address
    late = next(many for address, many in found.items() if "nhom=cham" in address and "thu-tuc" not in address)
    assert late == 4, "what waits for the citizen and what was only filed is not late"


def test_the_figures_say_what_is_open_waiting_unanswered_received_and_returned(
    busy: Desk, sit_down: Any, clock: Any
) -> None:
    screen = sit_down("giamdoc")
    office = f"co-quan={busy.office.id}"
    found = numbers(page(screen))

    def of(group: str) -> int:
        return found.get(f"/can-bo/dieu-hanh/danh-sach/?nhom={group}&{office}", 0)

    assert (of("dang-mo"), of("cho-nguoi-dan"), of("moi-nop"), of("chua-tra-loi")) == (6, 1, 1, 0)
    assert (of("nhan-hom-nay"), of("tra-hom-nay"), of("cham")) == (6, 1, 0)
    clock.at = busy.at + timedelta(days=2)
    found = numbers(page(sit_down("giamdoc")))
    assert (of("chua-tra-loi"), of("nhan-hom-nay"), of("tra-hom-nay")) == (1, 0, 0)


def test_a_list_is_narrowed_by_place_person_and_procedure_and_says_so(busy: Desk, sit_down: Any) -> None:
    screen = sit_down("chutich")
    base, tuphap1 = f"{TODAY}danh-sach/?nhom=dang-mo", busy.office.person("tuphap1")
    assert len(listed(screen, f"{base}&can-bo={tuphap1.pk}")) == 3
    assert len(listed(screen, f"{base}&can-bo=chua-giao")) == 3
    assert len(listed(screen, f"{base}&thu-tuc=birth")) == 6
    assert len(listed(screen, f"{base}&phong={busy.office.unit('03').pk}&can-bo={tuphap1.pk}")) == 3
    text = page(screen, f"{base}&can-bo={tuphap1.pk}")
    assert tuphap1.full_name in text and "bỏ lọc" in text and "Đang mở: 3 hồ sơ" in text
    stranger = busy.office.person("vocuong.chutich")
    assert stranger.full_name not in page(screen, f"{base}&can-bo={stranger.pk}")


def test_no_personal_data_of_applicants_stands_in_figures_or_lists(busy: Desk, sit_down: Any) -> None:
    screen = sit_down("chutich")
    for address in (TODAY, f"{TODAY}danh-sach/?nhom=dang-mo"):
        assert "Hồng Nhung" not in page(screen, address) and "0912345678" not in page(screen, address)


def test_addresses_that_cannot_be_read_lead_nowhere(busy: Desk, sit_down: Any) -> None:
    screen, base = sit_down("chutich"), f"{TODAY}danh-sach/"
    for asked in ("nhom=tat-ca", "can-bo=toi", "phong=1", "thu-tuc=no-such", "co-quan=x", f"co-quan={uuid4()}",
                  f"co-quan={busy.office.other_id}", "nhom=%00"):  # fmt: skip
        assert screen.get(f"{base}?{asked}").status_code == 404, asked
    for asked in ("sau=x", "truoc=1_2", "sau=9e999_x", "nhom="):
        assert screen.get(f"{base}?{asked}").status_code == 200, asked
    assert screen.post(base).status_code == 405


def test_a_list_has_pages_by_key_forth_and_back(desk: Desk, sit_down: Any, clock: Any, monkeypatch: Any) -> None:
    monkeypatch.setitem(overview.overseen.__kwdefaults__, "size", 2)
    made = {desk.filed().code for _number in range(5)}
    clock.at = desk.at
    screen, address = sit_down("giamdoc"), f"{TODAY}danh-sach/?nhom=dang-mo"
    seen: list[str] = []
    for _page in range(3):
        text = page(screen, address)
        seen += listed(screen, address)
        following = re.search(r'rel="next" href="([^"]+)"', text)
        last, address = address, following.group(1).replace("&amp;", "&") if following else ""
    assert sorted(seen) == sorted(made) and not address
    back = re.search(r'rel="prev" href="([^"]+)"', page(screen, last))
    assert back and listed(screen, back.group(1).replace("&amp;", "&")) == seen[2:4]


# Whose


def test_who_leads_nothing_is_refused_and_citizens_and_strangers_too(busy: Desk, sit_down: Any, client: Any) -> None:
    for who in ("tuphap1", "vanthu", "tiepnhan1", "quantri"):
        screen = sit_down(who)
        assert [screen.get(f"{TODAY}{more}").status_code for more in ("", "danh-sach/", "nghi/", "nhac/")] == [403] * 4
        assert TODAY not in screen.get("/can-bo/ho-so/").content.decode()
    assert client.get(TODAY).status_code == 302
    client.force_login(accounts.register_citizen("0987654321", "mat khau dai", "Ai Đó", at=busy.at))
    assert client.get(TODAY).status_code == 403


def test_another_offices_manager_sees_nothing_of_it(busy: Desk, sit_down: Any) -> None:
    screen = sit_down("vocuong.chutich")
    assert numbers(page(screen)) == {}
    assert "Không có hồ sơ nào ở đây" in page(screen, f"{TODAY}danh-sach/?nhom=dang-mo")
    assert screen.get(f"{TODAY}?co-quan={busy.office.id}").status_code == 404


def test_the_province_sees_counts_and_lists_of_its_wards_and_opens_no_dossier_of_theirs(
    busy: Desk, sit_down: Any
) -> None:
    screen, address = sit_down("bacninh.lanhdao"), f"{TODAY}danh-sach/?nhom=dang-mo&co-quan={busy.office.id}"
    text = page(screen)
    assert "Theo cơ quan" in text and "phường Kinh Bắc" in text
    assert numbers(text)[address] == len(listed(screen, address)) == 6
    found = page(screen, address)
    assert "/can-bo/ho-so/0" not in found and 'type="checkbox"' not in found and "formaction" not in found


def test_an_inspector_opens_dossiers_below_and_moves_none(busy: Desk, sit_down: Any) -> None:
    screen = sit_down("bacninh.kiemtra")
    found = page(screen, f"{TODAY}danh-sach/?nhom=dang-mo&co-quan={busy.office.id}")
    addresses = re.findall(r'href="(/can-bo/ho-so/[0-9a-f-]{36}/)"', found)
    assert len(addresses) == 6 and "formaction" not in found
    assert screen.get(addresses[0]).status_code == 200
    assert screen.get(f"{TODAY}nghi/").status_code == 403


def test_nothing_open_is_said_and_not_shown_as_empty_tables(office: Any, sit_down: Any) -> None:
    text = page(sit_down("chutich"))
    assert "Không có hồ sơ nào chậm." in text and "<table" not in text
    assert "Không có hồ sơ nào ở đây" in page(sit_down("chutich"), f"{TODAY}danh-sach/?nhom=cham")


# What it costs


def test_the_pages_send_as_many_statements_for_ten_dossiers_as_for_one(desk: Desk, sit_down: Any, clock: Any) -> None:
    def cost(address: str) -> int:
        screen = sit_down("chutich")
        page(screen, address)
        correspondence.unread(desk.office.by("chutich"))
        with CaptureQueriesContext(connection) as sent:
            page(screen, address)
        return len(sent)

    desk.appraised()
    addresses = [TODAY, f"{TODAY}danh-sach/?nhom=cham"]
    clock.at = desk.at + timedelta(days=9)
    few = [cost(address) for address in addresses]
    for _number in range(5):
        desk.appraised()
        desk.unassigned()
    clock.at = desk.at + timedelta(days=9)
    assert [cost(address) for address in addresses] == few
    assert max(few) <= 16, few


def test_more_than_can_be_counted_is_said_and_an_office_asked_for(busy: Desk, sit_down: Any, monkeypatch: Any) -> None:
    monkeypatch.setattr("motcua.dossiers.queries.overview.AT_MOST", 3)
    text = page(sit_down("bacninh.lanhdao"))
    assert "Nhiều hồ sơ quá" in text and numbers(text) == {}
    assert len(listed(sit_down("chutich"), f"{TODAY}danh-sach/?nhom=dang-mo")) == 6, "lists need no count"


@pytest.mark.parametrize("function", ["desk_head", "approver"])
def test_whoever_is_made_a_leader_finds_the_page_in_their_menu(office: Any, sit_down: Any, function: str) -> None:
    post = Post.objects.filter(unit__office=office.id, function=function).order_by("pk")[0]
    assert TODAY not in sit_down("vanthu").get("/can-bo/ho-so/").content.decode()
    Holding.objects.create(post=post, account=office.person("vanthu"), valid_from=office.at.date())
    assert TODAY in sit_down("vanthu").get("/can-bo/ho-so/").content.decode()

"""A list by its address: counts, filters, neighbours; and one verb for several dossiers."""

from __future__ import annotations

import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlparse

import pytest

from motcua.dossiers.models import Dossier, JournalEntry
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    return Desk(office)


def codes(text: str) -> list[str]:
    return re.findall(r'<a class="code"[^>]*>([^<]+)</a>', text)


def page(client: Any, address: str, **query: str) -> str:
    answer = client.get(address, query)
    assert answer.status_code == 200
    return str(answer.content.decode())


def test_every_tab_says_how_many_it_holds(desk: Desk, sit_down: Any, clock: Any) -> None:
    desk.appraised()
    desk.asked_for_more()
    desk.issued()
    clock.at = desk.at
    text = page(sit_down("tuphap1"), "/can-bo/ho-so/")
    shown = {words.strip(): number for words, number in re.findall(r"([^<>]+)<b>([\d+]+)</b></a>", text)}
    assert shown["Của tôi"] == "2"
    assert (shown["Đang mở"], shown["Chờ người dân"], shown["Chờ trả"], shown["Chậm"]) == ("2", "1", "1", "0")


@pytest.mark.parametrize(
    ("query", "kinds"),
    [
        ({"thu-tuc": "birth"}, {"birth"}),
        ({"linh-vuc": "chung-thuc"}, {"copy"}),
        ({"linh-vuc": "chung-thuc", "thu-tuc": "birth"}, set()),
        ({"nop": "desk"}, {"copy"}),
        ({"buoc": "case_handler"}, {"birth"}),
        ({"buoc": "records_clerk"}, set()),
        ({"han": "qua"}, set()),
        ({"han": "bay-ngay"}, {"birth", "copy"}),
        ({"han": "không có", "buoc": "<b>", "nop": "x", "nguoi": "ai đó"}, {"birth", "copy"}),
    ],
)
def test_filters_are_words_of_the_address(
    desk: Desk, sit_down: Any, clock: Any, query: dict[str, str], kinds: set[str]
) -> None:
    made = {"birth": desk.appraised(), "copy": desk.at_the_desk()}
    clock.at = desk.at
    text = page(sit_down("tuphap1"), "/can-bo/ho-so/", nhom="dang-mo", **query)
    assert set(codes(text)) == {made[kind].code for kind in kinds}


def test_the_holder_is_a_word_of_the_address_too(desk: Desk, sit_down: Any, clock: Any) -> None:
    held, _loose = desk.appraised(), desk.unassigned()
    clock.at = desk.at
    text = page(sit_down("chutich"), "/can-bo/ho-so/", nhom="dang-mo", nguoi=str(desk.office.person("tuphap1").pk))
    assert codes(text) == [held.code]


def test_from_a_dossier_one_goes_to_the_next_of_its_list_and_back_to_the_list(
    desk: Desk, sit_down: Any, clock: Any
) -> None:
    first, second, third = desk.appraised(), desk.appraised(), desk.appraised()
    clock.at = desk.at
    officer = sit_down("tuphap1")
    listed = page(officer, "/can-bo/ho-so/", nhom="cua-toi", tim="hong nhung")
    address = next(unescape(one) for one in re.findall(r'class="code" href="([^"]+)"', listed) if str(second.pk) in one)
    text = page(officer, address)
    beside = dict(re.findall(r'href="([^"]+)" rel="(prev|next)"', text))
    sides = {rel: unescape(href) for href, rel in beside.items()}
    assert str(first.pk) in sides["prev"]
    assert str(third.pk) in sides["next"]
    assert "nhom=cua-toi&amp;tim=hong+nhung" in text
    typed = {"outcome": "granted", "summary": "Đủ.", "lock": str(second.lock)}
    done = officer.post(address.replace("/?", "/trinh-ky/?"), typed)
    assert done.status_code == 302
    for one in (done.headers["Location"], sides["next"]):
        assert parse_qs(urlparse(one).query)["tu"] == ["nhom=cua-toi&tim=hong+nhung"]


def test_the_place_in_the_list_is_told_and_is_gone_with_the_dossier(desk: Desk, sit_down: Any, clock: Any) -> None:
    first, second, _third = desk.appraised(), desk.appraised(), desk.appraised()
    clock.at = desk.at
    officer = sit_down("tuphap1")
    mine = {"tu": "nhom=cua-toi"}
    assert "2 trong 3" in page(officer, f"/can-bo/ho-so/{second.pk}/", **mine)
    assert "1 trong 1" in page(officer, f"/can-bo/ho-so/{first.pk}/", tu=f"nhom=cua-toi&tim={first.code}")
    desk.do("submit_for_approval", second, "tuphap1", summary="Đủ.")
    text = page(officer, f"/can-bo/ho-so/{second.pk}/", **mine)
    assert " trong 3" not in text and " trong 2" not in text
    assert 'rel="next"' in text
    assert "2 trong 2" in page(officer, f"/can-bo/ho-so/{_third.pk}/", **mine)


def test_a_dossier_opened_by_itself_has_no_neighbours(desk: Desk, sit_down: Any, clock: Any) -> None:
    dossier = desk.appraised()
    desk.appraised()
    clock.at = desk.at
    assert 'rel="next"' not in page(sit_down("tuphap1"), f"/can-bo/ho-so/{dossier.pk}/")


def confirmed(client: Any, slug: str, *dossiers: Dossier, **more: str) -> tuple[str, dict[str, Any]]:
    """The confirmation page for some ticked dossiers, and what its form would send."""
    answer = client.post(f"/can-bo/ho-so/cung-luc/{slug}/", {"dossier": [str(one.pk) for one in dossiers], **more})
    assert answer.status_code == 200
    text = answer.content.decode()
    sent: dict[str, Any] = dict(re.findall(r'name="(step|key|next)" value="([^"]+)"', text))
    return text, {**sent, "dossier": re.findall(r'name="dossier" value="([^"]+)"', text)}


def test_several_are_forwarded_each_for_itself_after_one_confirmation(desk: Desk, sit_down: Any, clock: Any) -> None:
    one, two, filed = desk.accepted(), desk.at_the_desk(), desk.filed()
    clock.at = desk.at
    clerk = sit_down("tiepnhan1")
    text, form = confirmed(clerk, "chuyen-buoc", one, two, filed, next="/can-bo/ho-so/?nhom=dang-mo")
    assert "Chuyển bước 2 hồ sơ?" in text
    assert "Để lại 1 hồ sơ" in text
    assert {value.partition(":")[0] for value in form["dossier"]} == {str(one.pk), str(two.pk)}
    for _press in range(2):
        answer = clerk.post("/can-bo/ho-so/cung-luc/chuyen-buoc/", form)
        assert answer.headers["Location"] == "/can-bo/ho-so/?nhom=dang-mo"
    assert JournalEntry.objects.filter(verb="forward").count() == 2
    assert "Đã chuyển bước 2 hồ sơ" in page(clerk, "/can-bo/ho-so/", nhom="dang-mo")


def test_what_changed_meanwhile_is_named_and_the_others_are_done(desk: Desk, sit_down: Any, clock: Any) -> None:
    one, two = desk.accepted(), desk.accepted()
    clock.at = desk.at
    clerk = sit_down("tiepnhan1")
    _text, form = confirmed(clerk, "chuyen-buoc", one, two)
    desk.do("forward", one, "tiepnhan1")
    text = clerk.post("/can-bo/ho-so/cung-luc/chuyen-buoc/", form, follow=True).content.decode()
    assert f"{one.code} chưa làm được" in text
    assert "Đã chuyển bước 1 hồ sơ" in text


def test_several_are_assigned_to_one_colleague(desk: Desk, sit_down: Any, clock: Any) -> None:
    one, two, held = desk.unassigned(), desk.unassigned(), desk.appraised()
    clock.at = desk.at
    leader, officer = sit_down("chutich"), desk.office.person("tuphap1")
    text, form = confirmed(leader, "phan-cong", one, two, held)
    assert "Phân công 2 hồ sơ?" in text
    assert f'value="{officer.pk}"' in text
    missing = leader.post("/can-bo/ho-so/cung-luc/phan-cong/", form)
    assert missing.status_code == 422
    assert "Hãy chọn người nhận việc." in missing.content.decode()
    leader.post("/can-bo/ho-so/cung-luc/phan-cong/", {**form, "to_account_id": str(officer.pk)})
    assert Dossier.objects.filter(pk__in=[one.pk, two.pk], holder=officer).count() == 2


def test_nothing_of_another_office_is_even_named_in_a_confirmation(desk: Desk, sit_down: Any, clock: Any) -> None:
    theirs = desk.accepted()
    clock.at = desk.at
    stranger = sit_down("vocuong.chutich")
    answer = stranger.post("/can-bo/ho-so/cung-luc/chuyen-buoc/", {"dossier": [str(theirs.pk), "rác"]}, follow=True)
    assert "Chưa chọn hồ sơ nào" in answer.content.decode()
    assert theirs.code not in answer.content.decode()
    stranger.post("/can-bo/ho-so/cung-luc/chuyen-buoc/", {"step": "do", "dossier": [f"{theirs.pk}:{theirs.lock}"]})
    assert JournalEntry.objects.filter(verb="forward").count() == 0


def test_nobody_is_sent_to_another_site_afterwards(desk: Desk, sit_down: Any) -> None:
    answer = sit_down("tiepnhan1").post("/can-bo/ho-so/cung-luc/chuyen-buoc/", {"next": "https://xau.example/"})
    assert answer.headers["Location"] == "/can-bo/ho-so/"
    assert sit_down("tiepnhan1").post("/can-bo/ho-so/cung-luc/xoa-het/").status_code == 404

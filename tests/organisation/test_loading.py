"""Organisation files: loaded twice they change nothing; wrong ones change nothing either and say why."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from django.core.management import call_command

from motcua.accounts.models import Account
from motcua.organisation import queries
from motcua.organisation.loading import demo_people, load
from motcua.organisation.models import Holding, Post, Succession, Unit
from motcua.organisation.rules.authority import Function
from motcua.organisation.rules.refusals import BadPlan
from tests.organisation.trees import NOW, PROVINCE, TODAY, grow, unit

pytestmark = pytest.mark.django_db
BEFORE_2025 = date(2018, 10, 1)


@pytest.fixture
def catalogue() -> None:
    load(at=NOW, demo=True)


def test_loading_the_catalogue_again_changes_nothing(catalogue: None) -> None:
    assert not load(at=NOW, demo=True)


def test_bac_tu_liem_has_its_twelve_divisions_thirteen_wards_desks_and_quarters(catalogue: None) -> None:
    district = queries.offices_serving("021", BEFORE_2025)[0]
    divisions = [one for one in queries.units_of(district.pk, BEFORE_2025) if one.kind == "phòng chuyên môn"]
    assert len(divisions) == 12
    wards = queries.offices(BEFORE_2025, tier="commune", within=district.pk)
    assert len(wards) == 13
    assert [ward.short_name for ward in wards[:4]] == [
        "UBND phường Cổ Nhuế 1",
        "UBND phường Cổ Nhuế 2",
        "UBND phường Đông Ngạc",
        "UBND phường Đức Thắng",
    ]
    for office in [district, *wards]:
        assert queries.unit_with_role(office.pk, "desk").pk != office.pk
    quarters = Unit.objects.filter(path__startswith=wards[0].path, kind="tổ dân phố")
    assert quarters.count() == 3
    assert district.code_format == "2018" and district.organisation == "three_tier"


def test_the_district_is_gone_in_2025_and_five_wards_follow_it(catalogue: None) -> None:
    district = Unit.objects.get(code="000.00.52.H26")
    assert queries.offices(date(2025, 7, 1), tier="district") == []
    names = [one.division_name for one in queries.successors_of(district.pk, date(2025, 7, 1))]
    assert names == ["Đông Ngạc", "Phú Diễn", "Tây Tựu", "Thượng Cát", "Xuân Đỉnh"]
    assert queries.successors_of(district.pk, date(2025, 6, 30)) == [district]
    assert Succession.objects.count() == 25


def test_the_two_tier_province_has_centres_and_divisions_in_every_commune(catalogue: None) -> None:
    province = queries.offices_serving("24", TODAY)[0]
    communes = queries.offices(TODAY, tier="commune", within=province.pk)
    assert len(communes) == 8
    for commune in communes:
        found = {role: queries.unit_with_role(commune.pk, role) for role in ("desk", "leaders", "records", "justice")}
        assert all(part.pk != commune.pk for part in found.values())
        for function in (Function.RECEIVER, Function.CASE_HANDLER, Function.APPROVER, Function.RECORDS_CLERK):
            assert queries.holders_of(commune.pk, function, TODAY), f"nobody is {function} in {commune}"


def test_the_demo_office_is_fully_staffed(catalogue: None) -> None:
    office = Unit.objects.get(code="H05.101").pk
    count = {function: len(queries.holders_of(office, function, TODAY)) for function in Function}
    assert count[Function.RECEIVER] == 2 and count[Function.APPROVER] == 2
    assert count[Function.RECORDS_CLERK] == count[Function.DESK_HEAD] == count[Function.ADMINISTRATOR] == 1
    handlers = {h.unit_id for h in queries.holders_of(office, Function.CASE_HANDLER, TODAY)}
    assert len(handlers) == 3
    inspector = queries.authority_of(Account.objects.get(login="bacninh.kiemtra"), TODAY)
    assert office in inspector.inspected_office_ids


def test_demo_people_cannot_sign_in_until_they_are_given_a_password(catalogue: None) -> None:
    people = demo_people()
    assert Account.objects.filter(login__in=people).count() == len(people)
    assert not any(one.has_usable_password() for one in Account.objects.filter(login__in=people))


def test_no_demo_person_bears_the_name_of_another(catalogue: None) -> None:
    for office in queries.offices(TODAY):
        names = Holding.objects.filter(post__unit__office=office).values_list("account__full_name", "account__login")
        assert len({name for name, _ in names}) == len({login for _, login in names})


def test_without_demo_no_person_is_made() -> None:
    load(at=NOW)
    assert Account.objects.count() == 0
    assert Post.objects.exists()


def test_a_changed_name_is_taken_over_and_the_unit_stays_the_same(tmp_path: Path) -> None:
    grow(tmp_path)
    kept = unit("X.1").pk
    grow(tmp_path, PROVINCE.replace("Phường Đông", "Phường Đông Mới"))
    assert unit("X.1").pk == kept
    assert unit("X.1").name == "Phường Đông Mới"
    assert unit("X.1").search_key == "phuong dong moi phuong dong moi"


def test_a_unit_moved_under_another_takes_its_parts_along(tmp_path: Path) -> None:
    grow(tmp_path)
    text = PROVINCE.replace(
        "    units:\n      - {code: X.1",
        "    units:\n      - code: X.9\n        name: Vùng\n        kind: vùng\n      - {code: X.1",
    )
    grow(tmp_path, text)
    assert unit("X.1.01").path == f"{unit('X').path}{unit('X.1').pk.hex}/{unit('X.1.01').pk.hex}/"


@pytest.mark.parametrize(
    ("what", "by", "said"),
    [
        ("two_tier", "four_tier", "neither three_tier nor two_tier"),
        ("shape: ward", "shape: wrad", "no shape 'wrad'"),
        ("function: approver", "function: king", "no function 'king'"),
        ("kind: deputy", "kind: prince", "neither holder nor deputy"),
        ("person: desk.an}", "person: nobody}", "nobody is called nobody"),
        ("code: X.2,", "code: X.1,", "given twice"),
        ("{place}", "{street}", "use {code}"),
        ("pattern: office_0800", "pattern: office_9999", "no weekly pattern"),
        ("tier: province", "tiers: province", "unknown word 'tiers'"),
        ("valid_from: 2025-07-01", "valid_from: sớm", "no date"),
    ],
)
def test_a_wrong_file_is_refused_with_the_reason_and_changes_nothing(
    tmp_path: Path, what: str, by: str, said: str
) -> None:
    with pytest.raises(BadPlan, match=said):
        grow(tmp_path, PROVINCE.replace(what, by))
    assert not Unit.objects.exists()


def test_the_command_says_in_vietnamese_what_it_loaded(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "tree.yaml"
    file.write_text(PROVINCE, encoding="utf-8")
    call_command("load_organisation", str(file), "--demo")
    assert "7 đơn vị" in capsys.readouterr().out
    call_command("load_organisation", str(file), "--demo")
    assert capsys.readouterr().out.strip() == "Không có gì thay đổi."

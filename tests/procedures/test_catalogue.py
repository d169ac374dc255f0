"""Loading the catalogue, publishing, and what other rooms then find."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import yaml
from django.db import DatabaseError, transaction

import motcua
from motcua.organisation.models import Unit
from motcua.organisation.rules.authority import ANONYMOUS, SYSTEM
from motcua.procedures import queries
from motcua.procedures.actions import load_catalogue, offer, publish, withdraw
from motcua.procedures.events import VersionPublished, VersionWithdrawn, hear
from motcua.procedures.loading.examples import examples_of
from motcua.procedures.loading.reading import CatalogueError, findings_of, load_folder
from motcua.procedures.models import AdministrativeDivision, Offering, ProcedureVersion
from motcua.procedures.rules.definition import parse
from motcua.procedures.rules.forms import check_answers
from motcua.procedures.rules.refusals import AlreadyPublished, NotAllowed, NotInState, NotReady, Refused
from tests.builders.snapshots import once
from tests.procedures.examples import procedure_data
from tests.procedures.test_reading import write

CATALOGUE = Path(motcua.__file__).parent / "catalogue"
AT = datetime.fromisoformat("2026-11-23T09:00:00+07:00")
TODAY = AT.date()
pytestmark = pytest.mark.django_db


def an_office(**changed: Any) -> Unit:
    own = uuid4()
    values: dict[str, Any] = {
        "id": own,
        "code": f"H05.{own.hex[:6]}",
        "name": "UBND phường Võ Cường",
        "short_name": "UBND phường",
        "kind": "ủy ban nhân dân",
        "tier": "commune",
        "organisation": "two_tier",
        "is_office": True,
        "path": f"{own.hex}/",
        "valid_from": date(2025, 7, 1),
    } | changed
    unit = Unit.objects.create(**values)
    unit.office = unit
    unit.save()
    return unit


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A catalogue of one procedure."""
    write(tmp_path / "procedures")
    (tmp_path / "fields.yaml").write_text("- {key: ho-tich, name: Hộ tịch, order: 1}\n", encoding="utf-8")
    for name in ("divisions", "lists"):
        (tmp_path / name).mkdir()
        for file in (CATALOGUE / name).glob("*.yaml"):
            (tmp_path / name / file.name).write_bytes(file.read_bytes())
    return tmp_path


def rewrite(folder: Path, version: str = "2025", **changed: Any) -> None:
    """Edit the version's file as an author would; another version joins the one there is."""
    here = folder / "procedures" / "birth"
    data = yaml.safe_load((here / "2025.yaml").read_text(encoding="utf-8")) | changed
    (here / f"{version}.yaml").write_text(yaml.safe_dump(data, allow_unicode=True), encoding="utf-8")
    identity = yaml.safe_load((here / "procedure.yaml").read_text(encoding="utf-8"))
    if version not in map(str, identity["versions"]):
        identity["versions"].append(version)
        (here / "procedure.yaml").write_text(yaml.safe_dump(identity, allow_unicode=True), encoding="utf-8")


def the_version() -> ProcedureVersion:
    return ProcedureVersion.objects.get(number="2025")


def test_loading_publishes_and_a_second_time_changes_nothing(folder: Path) -> None:
    office = an_office()
    assert load_catalogue(folder, at=AT)
    version = the_version()
    assert (version.state, version.published_at) == ("published", AT)
    assert not load_catalogue(folder, at=AT + timedelta(days=1))
    assert queries.version(version.pk).definition.key == "birth"
    assert queries.is_offered("birth", office.pk, TODAY)


def test_an_edited_published_version_is_refused_and_nothing_is_written(folder: Path) -> None:
    load_catalogue(folder, at=AT)
    before = the_version().checksum
    rewrite(folder, summary="Viết lại.")
    with pytest.raises(AlreadyPublished, match="phiên bản mới"):
        load_catalogue(folder, at=AT)
    assert the_version().checksum == before


def test_a_new_version_ends_the_one_before_on_the_day_before(folder: Path) -> None:
    office = an_office()
    load_catalogue(folder, at=AT)
    rewrite(folder, "2027", valid_from="2027-01-01", summary="Viết lại.")
    load_catalogue(folder, at=AT)
    assert the_version().valid_to == date(2026, 12, 31)
    found = {
        day: queries.current_version("birth", on=day, office_id=office.pk)
        for day in (date(2025, 6, 30), date(2025, 7, 1), date(2026, 12, 31), date(2027, 1, 1))
    }
    assert [one and one.number for one in found.values()] == [None, "2025", "2025", "2027"]
    assert not queries.version(the_version().pk).is_in_force(date(2027, 1, 1))


def test_what_the_gate_refuses_is_not_loaded(folder: Path) -> None:
    rewrite(folder, result=None)
    with pytest.raises(CatalogueError, match="birth 2025"):
        load_catalogue(folder, at=AT)
    assert not ProcedureVersion.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        {"definition": {"name": "khác"}},
        {"checksum": "0"},
        {"number": "1"},
        {"valid_from": date(2020, 1, 1)},
        {"state": "draft"},
        {"published_at": AT + timedelta(days=1)},
    ],
)
def test_the_database_refuses_to_change_what_was_published(folder: Path, change: dict[str, Any]) -> None:
    load_catalogue(folder, at=AT)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        ProcedureVersion.objects.filter(number="2025").update(**change)
    assert the_version().definition["name"] == "Đăng ký khai sinh"


def test_the_database_refuses_to_remove_what_was_published(folder: Path) -> None:
    load_catalogue(folder, at=AT)
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        ProcedureVersion.objects.filter(number="2025").delete()


def a_draft(**changed: Any) -> ProcedureVersion:
    held = the_version()
    data = procedure_data(version="2028", valid_from="2028-01-01", **changed)
    return ProcedureVersion.objects.create(
        procedure=held.procedure,
        number="2028",
        organisation="two_tier",
        definition=data,
        checksum="x",
        valid_from=date(2028, 1, 1),
    )


def test_a_draft_may_be_changed_and_removed(folder: Path) -> None:
    load_catalogue(folder, at=AT)
    draft = a_draft()
    draft.definition = {}
    draft.save()
    draft.delete()
    assert ProcedureVersion.objects.count() == 1


def test_publishing_tells_the_gates_findings_and_who_may(folder: Path) -> None:
    load_catalogue(folder, at=AT)
    draft = a_draft(stages=[])
    with pytest.raises(NotAllowed):
        publish(draft.pk, by=ANONYMOUS, at=AT)
    with pytest.raises(NotReady) as refused:
        publish(draft.pk, by=SYSTEM, at=AT)
    assert [one.path for one in refused.value.findings] == ["stages"]
    with pytest.raises(NotInState):
        publish(the_version().pk, by=SYSTEM, at=AT)


def test_a_draft_is_no_version_for_other_rooms(folder: Path) -> None:
    load_catalogue(folder, at=AT)
    with pytest.raises(queries.NoSuchVersion):
        queries.version(a_draft().pk)


def test_a_withdrawn_version_takes_nothing_new_and_can_still_be_read(folder: Path) -> None:
    office = an_office()
    load_catalogue(folder, at=AT)
    with pytest.raises(Refused, match="lý do"):
        withdraw(the_version().pk, by=SYSTEM, at=AT, reason=" ")
    withdraw(the_version().pk, by=SYSTEM, at=AT, reason="Sai mức phí")
    assert queries.current_version("birth", on=TODAY, office_id=office.pk) is None
    assert queries.offered_by(office.pk, TODAY) == []
    assert queries.version(the_version().pk).definition.name == "Đăng ký khai sinh"
    with pytest.raises(NotInState):
        withdraw(the_version().pk, by=SYSTEM, at=AT, reason="lần nữa")


def test_other_rooms_hear_of_publishing_and_withdrawing(folder: Path) -> None:
    heard: list[Any] = []
    hear(VersionPublished, heard.append)
    hear(VersionWithdrawn, heard.append)
    load_catalogue(folder, at=AT)
    withdraw(the_version().pk, by=SYSTEM, at=AT, reason="Sai mức phí")
    mine = [one for one in heard if one.version_id == the_version().pk]
    assert [type(one) for one in mine] == [VersionPublished, VersionWithdrawn]


def test_only_offices_of_the_tier_and_the_model_take_a_procedure(folder: Path) -> None:
    ward = an_office()
    an_office(tier="province")
    an_office(organisation="three_tier", valid_from=date(2014, 4, 1))
    an_office(is_office=False)
    load_catalogue(folder, at=AT)
    assert queries.offices_offering("birth", TODAY) == [ward.pk]
    assert Offering.objects.get().valid_from == date(2025, 7, 1)


def test_an_office_may_take_a_procedure_by_hand_once(folder: Path) -> None:
    load_catalogue(folder, at=AT)
    office = an_office()
    first = offer("birth", office.pk, by=SYSTEM, at=AT, valid_from=TODAY)
    assert offer("birth", office.pk, by=SYSTEM, at=AT, valid_from=TODAY + timedelta(days=3)) == first
    assert not queries.is_offered("birth", office.pk, TODAY - timedelta(days=1))


def test_finding_a_version_costs_no_statement_once_it_is_known(folder: Path, django_assert_num_queries: Any) -> None:
    load_catalogue(folder, at=AT)
    known = the_version().pk
    definition = queries.version(known).definition
    queries.form_context(definition, on=TODAY)
    with django_assert_num_queries(0):
        assert queries.version(known).definition is definition
        assert queries.version(known).is_in_force(TODAY)
        queries.form_context(definition, on=TODAY)


def test_every_procedure_of_the_catalogue_passes_the_gate() -> None:
    assert list(findings_of(CATALOGUE / "procedures")) == []
    assert len({identity["key"] for identity, _, _ in load_folder(CATALOGUE / "procedures")}) >= 14


def whole_catalogue() -> None:
    once("the whole catalogue", lambda: load_catalogue(CATALOGUE, at=AT))


IN_THEIR_OWN_WORDS = {
    "làm khai sinh cho con": "birth",
    "lam khai sinh cho con": "birth",
    "KHAI SINH": "birth",
    "1.001193": "birth",
    "khai tử": "death",
    "dang ky ket hon": "marriage",
    "xin giấy phép xây nhà": "house-construction-permit",
    "mo cua hang": "household-business",
    "tuyển sinh lớp 6": "grade-6-enrolment",
    "giấy xác nhận độc thân": "marital-status",
    "photo công chứng": "certified-copy",
    "sổ đỏ": "first-land-registration",
    "tro cap nguoi khuyet tat": "social-allowance",
}


def test_people_find_procedures_in_their_own_words() -> None:
    whole_catalogue()
    found = {typed: [one.procedure.key for one in queries.find(typed, TODAY)][:1] for typed in IN_THEIR_OWN_WORDS}
    assert found == {typed: [key] for typed, key in IN_THEIR_OWN_WORDS.items()}


def test_what_nobody_means_finds_nothing() -> None:
    whole_catalogue()
    for typed in ("", "   ", "xyzzy", "\x00", "a" * 100_000, "%_'\"", "🦆"):
        assert queries.find(typed, TODAY) == []


def test_what_fits_far_worse_than_the_best_is_left_out() -> None:
    load_catalogue(CATALOGUE, at=AT)
    found = {typed: {one.procedure.key for one in queries.find(typed, TODAY)} for typed in ("xây nhà", "sổ đỏ")}
    assert found["xây nhà"] == {"house-construction-permit", "construction-permit-province"}
    assert found["sổ đỏ"] == {"first-land-registration"}


def test_the_whole_catalogue_loads_and_a_second_time_changes_nothing() -> None:
    assert load_catalogue(CATALOGUE, at=AT).counts["versions"] >= 14
    assert load_catalogue(CATALOGUE, at=AT).counts == {}


def test_there_were_63_provinces_and_are_34() -> None:
    whole_catalogue()
    assert len(queries.provinces(date(2018, 11, 1))) == 63
    assert len(queries.provinces(date(2025, 6, 30))) == 63
    assert len(queries.provinces(date(2025, 7, 1))) == 34


def test_every_province_that_ended_has_a_successor_that_stands() -> None:
    whole_catalogue()
    standing = {one.code for one in queries.provinces(TODAY)}
    ended = AdministrativeDivision.objects.filter(level="province", valid_to__isnull=False)
    assert ended.count() == 37  # 29 joined others, 7 gave their name to one with another code, and Huế became a city
    for one in ended:
        assert set(one.successors) <= standing
        assert one.successors


def test_the_wards_of_the_examples_are_whole() -> None:
    whole_catalogue()
    then = date(2018, 11, 1)
    assert len(queries.districts_of("01", then)) == 30
    assert len(queries.wards_of("021", then)) == 13
    assert queries.wards_of("021", TODAY) == []
    bac_ninh = queries.wards_of("24", TODAY)
    assert len(bac_ninh) == 99
    assert sum(one.kind == "phường" for one in bac_ninh) == 33


def test_forms_get_the_official_lists() -> None:
    whole_catalogue()
    version = queries.by_key("birth", TODAY)
    assert version is not None
    lists = queries.form_context(version.definition, on=TODAY).lists
    assert len(lists["ethnicities"]) == 55
    assert lists["ethnicities"][0].name == "Kinh"
    assert lists["nationalities"][0].key == "VN"


def test_every_example_dossier_stands_with_the_divisions_and_lists_as_loaded() -> None:
    whole_catalogue()
    wrong = []
    tried = 0
    for identity, _, data in load_folder(CATALOGUE / "procedures"):
        definition = parse(data)
        three = definition.organisation == "three_tier"
        day = date(2018, 12, 14) if three else TODAY
        for example in examples_of(CATALOGUE / "procedures" / identity["key"], day):
            if example.organisation not in (None, definition.organisation) or not definition.case(example.case):
                continue
            tried += 1
            answers = (example.in_district() if three else example).answers
            result = check_answers(
                definition.form,
                answers,
                queries.form_context(definition, on=day),
                case=example.case,
                channel=example.channel,
            )
            wrong += [(identity["key"], definition.version, one.input_name, str(one.message)) for one in result.errors]
    assert wrong == []
    assert tried >= 27

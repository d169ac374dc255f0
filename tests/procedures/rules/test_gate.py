"""What the publish gate lets through and what it does not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from motcua.procedures.rules.definition import DefinitionError, parse
from motcua.procedures.rules.gate import LOOK, MUST, gate, may_be_published
from tests.procedures.examples import procedure, procedure_data


def test_a_good_definition_passes() -> None:
    assert gate(procedure()) == []


def change(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    """Set one place of the data, given as keys and numbers joined by dots; ``...`` takes it away."""

    def apply(data: dict[str, Any]) -> None:
        *way, last = [int(one) if one.isdigit() else one for one in path.split(".")]
        place: Any = data
        for one in way:
            place = place[one]
        if value is ...:
            del place[last]
        else:
            place[last] = value

    return apply


@pytest.mark.parametrize(
    ("path", "value", "found_at"),
    [
        ("result", ..., "result"),
        ("cases", [], "cases"),
        ("channels", [], "channels"),
        ("legal_basis", [], "legal_basis"),
        ("limits", [], "limits"),
        ("limits.1.case", "unheard", "limits[1]"),
        ("limits.0.channel", "online", "limits"),
        ("limits.0.source", ..., "limits[0].source"),
        ("limits.0.amount", 2, "limits[0].same_day"),
        ("fees.0.source", ..., "fees[0].source"),
        ("fees.0.quantity", "child_name", "fees[0].quantity"),
        ("fees.0.amount", ..., "fees[0]"),
        ("fees.0.each", "phone", "fees[0].each"),
        ("papers.0.originals", 0, "papers[0]"),
        ("papers.0.cases", ["unheard"], "papers[0]"),
        ("papers.2.when", {"eq": ["nothing", 1]}, "papers[2].when"),
        ("papers.2.when", {"eq": ["relation", "aunt"]}, "papers[2].when"),
        ("form.owner.name", "requester.nickname", "form.owner.name"),
        ("form.owner.phone", "child_name", "form.owner.phone"),
        ("form.owner", {"phone": "phone"}, "form.owner.name"),
        ("form.title", "{nobody.name}", "form.title"),
        ("form.pages.0.fields.3.when", {"eq": ["relation", "parent"]}, "form.child.hospital.when"),
        ("form.pages.0.when", {"filled": "child_name"}, "form.child.when"),
        ("form.pages.1.when", {"eq": ["@case", "unheard"]}, "form.home_birth.when"),
        ("form.pages.1.fields.0.fields.0.when", {"filled": "phone"}, "form.home_birth.witnesses.name.when"),
        ("form.pages.0.fields", [], "form.child"),
        ("stages.0.function", "approver", "stages.receive.function"),
        ("stages.3.function", "records_clerk", "stages.return.function"),
        ("stages.2.function", "case_handler", "stages"),
        ("stages.1.citizen_words", ..., "stages.appraise.citizen_words"),
        ("stages.1.key", "receive", "stages"),
        ("stages.1.allowance.amount", 5, "stages"),
        ("payment_stage", "unheard", "payment_stage"),
        ("competent_tier", "district", "competent_tier"),
        ("service_level", 4, "service_level"),
        ("online_scope", ..., "online_scope"),
        ("organisation", "three_tier", "online_scope"),
        ("valid_to", "2025-06-30", "valid_to"),
    ],
)
def test_what_must_be_mended_keeps_a_version_from_being_published(path: str, value: Any, found_at: str) -> None:
    data = procedure_data()
    change(path, value)(data)
    findings = gate(parse(data))
    assert not may_be_published(findings)
    assert found_at in {finding.path for finding in findings if finding.severity == MUST}


def test_a_documented_exception_lets_stages_exceed_the_limit() -> None:
    data = procedure_data(allowance_note="Quyết định 663: các bước chạy song song")
    change("stages.1.allowance.amount", 5)(data)
    findings = gate(parse(data))
    assert may_be_published(findings)
    assert {finding.severity for finding in findings} == {LOOK}


def test_a_case_may_have_its_own_allowances() -> None:
    data = procedure_data()
    own = [{"case": "verify", "amount": 2, "unit": "working_day"}]
    change("stages.1.case_allowances", own)(data)
    assert gate(parse(data)) == []
    own[0]["amount"] = 3
    assert not may_be_published(gate(parse(data)))


@pytest.mark.parametrize(
    ("path", "value", "found_at"),
    [
        ("surprise", 1, "(gốc)"),
        ("stages.0.surprise", 1, "stages[0]"),
        ("form.pages.0.fields.0.surprise", 1, "form.pages[0].fields[0]"),
        ("form.pages.0.fields.0.kind", "magic", "form.pages[0].fields[0].kind"),
        ("form.pages.0.fields.1.id", "child_name", "form.pages[0].fields[1].id"),
        ("form.pages.0.fields.0.id", "Tên bé", "form.pages[0].fields[0].id"),
        ("form.pages.0.fields.2.choices", ..., "form.pages[0].fields[2]"),
        ("cut_off", 900, "cut_off"),
        ("national_code", 1.001193, "national_code"),
        ("valid_from", "1/7/2025", "valid_from"),
        ("channels", ["pigeon"], "channels"),
        ("stages.0.allowance.unit", "week", "stages[0].allowance.unit"),
        ("name", ..., "name"),
        ("limits.0.amount", 0, "limits[0].amount"),
    ],
)
def test_what_cannot_be_read_is_refused_at_its_place(path: str, value: Any, found_at: str) -> None:
    data = procedure_data()
    change(path, value)(data)
    with pytest.raises(DefinitionError) as refused:
        parse(data)
    assert refused.value.path == found_at

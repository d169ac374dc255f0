"""Mending what was received or filed wrongly: judged by the form's own rules, and never more than what was asked."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.dossiers.rules.refusals import Invalid
from motcua.procedures import queries as procedures
from tests.builders.dossiers import Desk
from tests.builders.office import KinhBac


def test_a_correction_leaves_the_first_promise_where_the_case_moves_the_date(db: None) -> None:
    desk = Desk(KinhBac(keys=("marriage",)))
    dossier = desk.do("accept", desk.filed("marriage"), "tiepnhan1")
    told = dossier.due_at
    dossier = desk.do("correct", dossier, "tiepnhan1", reason="Phải xác minh.", case="verification")
    assert dossier.due_at > told
    assert dossier.original_due_at == told


def test_a_correction_is_held_to_the_rules_of_the_form(desk: Desk) -> None:
    dossier = desk.accepted()
    with pytest.raises(Invalid) as refused:
        desk.do("correct", dossier, "tiepnhan1", reason="Sai số.", answers={"contact_phone": "12"})
    assert list(refused.value.detail["errors"]) == ["contact_phone"]
    with pytest.raises(Invalid):
        desk.do("correct", dossier, "tiepnhan1", reason="Sai số.", answers={"khong_co": "x"})
    dossier = desk.do("correct", dossier, "tiepnhan1", reason="Sai số.", answers={"contact_phone": "0987 654 321"})
    assert dossier.owner_phone == dossier.answers["contact_phone"] == "+84987654321"


def test_an_applicant_corrects_only_what_was_asked(desk: Desk) -> None:
    item = {"paper": "", "field": "contact_phone", "reason": "wrong", "text": "Số này không gọi được."}
    dossier = desk.do("request_supplement", desk.appraised(), "tuphap1", items=[item])
    before = dossier.answers
    with pytest.raises(Invalid) as refused:
        desk.do(
            "answer_supplement", dossier, "citizen", answers={"contact_phone": "0987654321", "contact_email": "a@b.vn"}
        )
    assert list(refused.value.detail["errors"]) == ["contact_email"]
    with pytest.raises(Invalid) as refused:
        desk.do("answer_supplement", dossier, "citizen", answers={"contact_phone": "0"})
    assert list(refused.value.detail["errors"]) == ["contact_phone"]
    dossier = desk.do("answer_supplement", dossier, "citizen", answers={"contact_phone": "0987654321"})
    assert dossier.answers == {**before, "contact_phone": "+84987654321"}


def test_the_receivers_stage_is_measured_from_receipt_not_from_filing(desk: Desk) -> None:
    filed = desk.filed()
    answer_by = filed.stage_due_at
    desk.at += timedelta(minutes=30)
    accepted = desk.do("accept", filed, "tiepnhan1")
    allowance = procedures.version(filed.version_id).definition.stages[0].allowance_for(filed.case)
    assert (allowance.amount, allowance.unit) == (1, "working_hour")
    assert accepted.received_at is not None
    assert accepted.stage_due_at == accepted.received_at + timedelta(hours=1) != answer_by

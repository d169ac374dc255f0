"""Dossiers that end without a result: where they are found, and that they break no promise."""

from __future__ import annotations

from datetime import timedelta

import pytest

from motcua.dossiers import actions, queries
from motcua.dossiers.models import Consultation, Dossier
from motcua.dossiers.rules.refusals import Invalid, NotFound
from tests.builders.dossiers import Desk, scan


def codes(desk: Desk, who: str, group: str) -> set[str]:
    page = queries.worklist(desk.office.by(who, desk.at), office_id=desk.office.id, at=desk.at, group=group)
    return {row.code for row in page.rows}


def test_refused_stopped_and_withdrawn_dossiers_stand_among_the_finished(desk: Desk) -> None:
    refused = desk.do("refuse", desk.filed(), "tiepnhan1", reason="Không thuộc phường này.")
    stopped = desk.do("stop", desk.appraised(), "chutich", reason="Người nộp không bổ sung.")
    withdrawn = desk.do("grant_withdrawal", desk.withdrawal_asked(), "tiepnhan1")
    assert codes(desk, "tiepnhan1", "done") == {refused.code, stopped.code, withdrawn.code}
    assert codes(desk, "tiepnhan1", "open") == set()


def test_what_was_stopped_while_it_waited_for_the_citizen_broke_no_promise(desk: Desk) -> None:
    dossier = desk.asked_for_more()
    desk.at += timedelta(days=40)
    dossier = desk.do("stop", dossier, "chutich", reason="Người nộp không bổ sung.")
    assert dossier.resolved_at is not None and dossier.resolved_at > dossier.due_at
    assert not queries.is_late(dossier, desk.at)
    page = queries.worklist(desk.office.by("chutich", desk.at), office_id=desk.office.id, at=desk.at, group="done")
    assert [row.is_late for row in page.rows] == [False]


def test_a_filing_that_waits_for_the_citizen_still_waits_after_a_declined_withdrawal(desk: Desk) -> None:
    items = [{"paper": "birth_notice", "field": "", "reason": "illegible", "text": "Chụp lại cho rõ."}]
    dossier = desk.do("request_supplement", desk.filed(), "tiepnhan1", items=items)
    dossier = desk.do("withdraw", dossier, "citizen", reason="Tôi nghĩ lại.")
    dossier = desk.do("decline_withdrawal", dossier, "chutich", reason="Chỉ còn thiếu một tờ.")
    assert dossier.is_paused
    asked_until = dossier.stage_due_at
    desk.at += timedelta(days=7)
    dossier = desk.do("answer_supplement", dossier, "citizen", note="Đây ạ.")
    assert not dossier.is_paused
    # The desk has its eight working hours again, from when the citizen answered.
    assert dossier.stage_due_at is not None and asked_until is not None
    assert dossier.stage_due_at > desk.at > asked_until


def test_silence_that_counts_as_consent_is_written_down_when_work_goes_on(desk: Desk) -> None:
    unit = desk.office.unit("05")
    until = desk.at + timedelta(hours=1)
    dossier = desk.do(
        "consult", desk.appraised(), "tuphap1", unit_id=unit.pk, question="Có vướng gì?", due_at=until,
        silence_is_consent=True,
    )  # fmt: skip
    desk.at = until + timedelta(minutes=5)
    dossier = desk.do("submit_for_approval", dossier, "tuphap1", summary="Đủ điều kiện.")
    asked = Consultation.objects.get(dossier=dossier)
    assert (asked.agrees, asked.answered_by, dossier.consultation) == (True, None, "answered")


def test_a_signature_falls_away_when_the_clerk_sends_the_dossier_back_to_the_signer(desk: Desk) -> None:
    signed = desk.signed()
    assert queries.result_of(signed).signed_by is not None  # type: ignore[union-attr]
    back = desk.do("send_back", signed, "vanthu", reason="Sai ngày ký.")
    assert queries.result_of(Dossier.objects.get(pk=back.pk)).signed_by is None  # type: ignore[union-attr]


def test_a_result_laid_in_before_the_dossier_was_stopped_stays_with_the_office(desk: Desk) -> None:
    dossier = desk.at_approval()
    by = desk.office.by("tuphap1", desk.at)
    kept = actions.attach_to_dossier(
        dossier.pk, by=by, at=desk.at, paper_key="result", file=scan("ket-qua.pdf"), stream="result"
    )
    desk.do("stop", dossier, "chutich", reason="Người nộp không đủ điều kiện.")
    assert queries.attachment_for(desk.office.by("tuphap1", desk.at), kept.pk) == kept
    with pytest.raises(NotFound):
        queries.attachment_for(desk.citizen(), kept.pk)


def test_a_result_is_given_electronically_only_where_there_is_a_file_to_download(desk: Desk) -> None:
    dossier = desk.issued()
    with pytest.raises(Invalid) as refused:
        desk.do("hand_over", dossier, "tiepnhan1", handed_by="electronic")
    assert list(refused.value.detail["errors"]) == ["handed_by"]
    by = desk.office.by("tiepnhan1", desk.at)
    actions.attach_to_dossier(dossier.pk, by=by, at=desk.at, paper_key="result", file=scan(), stream="result")
    assert desk.do("hand_over", dossier, "tiepnhan1", handed_by="electronic").delivery == "electronic"

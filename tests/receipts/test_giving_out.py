"""Which paper each fact gives out, and what is kept of it, through the real actions."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.accounts.models import Account
from motcua.dossiers import actions
from motcua.dossiers.models import Dossier
from motcua.receipts.actions import issue
from motcua.receipts.models import Receipt
from tests.builders.dossiers import Desk
from tests.receipts.samples import pages_of, pdf

pytestmark = pytest.mark.django_db


def papers(dossier: Dossier) -> list[Receipt]:
    return list(Receipt.objects.filter(dossier=dossier).order_by("issued_at", "pk"))


def newest(dossier: Dossier) -> Receipt:
    return papers(dossier)[-1]


def rows(paper: Receipt) -> dict[str, str]:
    return dict(paper.data["rows"])


def printed(paper: Receipt) -> str:
    """The whole text of the paper: what was kept is enough to draw it."""
    return " ".join(pages_of(pdf(paper.kind, paper.data, paper.copy_number)))


def at_desk(desk: Desk, presented: list[str]) -> Dossier:
    """A certified copy received over the counter with these papers shown."""
    answers, case = desk.answers("certified-copy")
    by = desk.office.by("tiepnhan1", desk.at)
    version = desk.office.version_id("certified-copy", desk.at)
    draft = actions.start_draft(
        by=by, at=desk.at, version_id=version, office_id=desk.office.id, case=case, channel="desk"
    )
    actions.save_page(draft.pk, by=by, at=desk.at, answers=answers, delivery_wish="desk")
    return actions.receive_at_desk(draft.pk, by=by, at=desk.at, presented=presented, despite_missing=True)


def test_a_filing_gives_an_acknowledgement_and_the_acceptance_a_receipt(desk: Desk) -> None:
    dossier = desk.filed()
    (acknowledged,) = papers(dossier)
    assert (acknowledged.kind, acknowledged.copy_number) == ("acknowledgement", 1)
    assert "chưa phải giấy tiếp nhận" in printed(acknowledged)
    assert rows(acknowledged)["Kính gửi"] == dossier.owner_name

    desk.do("accept", dossier, "tiepnhan1")
    receipt = newest(dossier)
    assert [paper.kind for paper in papers(dossier)] == ["acknowledgement", "form01"]
    page = printed(receipt)
    dossier.refresh_from_db()
    for words in (dossier.code, dossier.owner_name, dossier.owner_identity_number, dossier.owner_address):
        assert words in page
    assert receipt.data["received"].startswith("09 giờ 01 phút, ngày 10 tháng 03 năm 2026")
    assert receipt.unit_id == desk.office.id
    assert receipt.data["officer"] in page
    assert receipt.data["papers"][0] == {"name": "Tờ khai đăng ký khai sinh", "copy": "Điện tử", "count": "1"}
    assert {"copy": "Tệp điện tử", "count": "1"}.items() <= receipt.data["papers"][1].items()


def test_papers_shown_at_the_counter_stand_on_the_receipt_also_after_a_correction(desk: Desk) -> None:
    dossier = at_desk(desk, ["original", "copies"])
    first = newest(dossier)
    shown = [paper["copy"] for paper in first.data["papers"]]
    assert shown == ["Điện tử", "Xuất trình, đã trả lại", "Bản sao"]
    assert first.data["papers"][0]["name"] == "Thông tin khai tại quầy"
    desk.do("correct", dossier, "tiepnhan1", reason="Ghi sai số điện thoại.")
    second = newest(dossier)
    assert (second.kind, second.copy_number) == ("form01", 2)
    assert second.data["papers"] == first.data["papers"]
    assert second.token != first.token
    assert "Cấp lại lần 1" in printed(second)
    assert "Cấp lại" not in printed(first)


def test_a_corrected_name_stands_on_the_next_copy_and_the_first_stays_as_it_was(desk: Desk) -> None:
    dossier = desk.accepted()
    first = newest(dossier)
    requester = {**dossier.answers["requester"], "name": "Nguyễn Thị Hồng Nhưng"}
    desk.do("correct", dossier, "tiepnhan1", reason="Sai tên.", answers={"requester": requester})
    desk.do("correct", dossier, "tiepnhan1", reason="Sai nữa.")
    kept = [paper for paper in papers(dossier) if paper.kind == "form01"]
    assert [paper.copy_number for paper in kept] == [1, 2, 3]
    assert [paper.data["owner"] for paper in kept[1:]] == ["Nguyễn Thị Hồng Nhưng"] * 2
    assert kept[0].data == first.data


def test_who_files_for_another_person_stands_on_the_receipt(desk: Desk) -> None:
    dossier = desk.filed()
    Account.objects.filter(pk=dossier.submitter_id).update(full_name="Lê Văn An")
    desk.do("accept", dossier, "tiepnhan1")
    assert newest(dossier).data["submitter"] == {"name": "Lê Văn An", "phone": "0912 345 678", "email": ""}
    assert "Người nộp hồ sơ (được ủy quyền): Lê Văn An" in printed(newest(dossier))


def test_the_same_name_written_otherwise_is_nobody_else(desk: Desk) -> None:
    dossier = desk.filed()
    Account.objects.filter(pk=dossier.submitter_id).update(full_name=dossier.owner_name.upper())
    desk.do("accept", dossier, "tiepnhan1")
    assert newest(dossier).data["submitter"] is None


def test_a_supplement_request_lists_everything_that_is_missing_and_until_when(desk: Desk) -> None:
    paper = newest(desk.asked_for_more())
    assert paper.kind == "form02"
    assert paper.data["items"] == ["Giấy chứng sinh: Chụp lại cho rõ."]
    assert rows(paper)["Lý do"] == "Ảnh mờ."
    assert "giờ" in rows(paper)["Bổ sung trước"]
    page = printed(paper)
    assert "PHIẾU YÊU CẦU BỔ SUNG" in page
    assert paper.data["officer"] in page


def test_a_refusal_gives_its_reason(desk: Desk) -> None:
    paper = newest(desk.do("refuse", desk.filed(), "tiepnhan1", reason="Không thuộc phường này."))
    assert paper.kind == "form03"
    assert rows(paper)["Lý do không tiếp nhận"] == "Không thuộc phường này."
    assert "NGƯỜI NỘP HỒ SƠ" in printed(paper)


def test_an_apology_names_the_promise_that_was_broken_and_the_new_one(desk: Desk) -> None:
    dossier = desk.appraised()
    before, after = dossier.due_at, dossier.due_at + timedelta(days=2)
    paper = newest(desk.do("extend", dossier, "chutich", to_due_at=after, reason="Cần xác minh thêm."))
    assert paper.kind == "form04"
    said = rows(paper)
    assert f"ngày {before:%d} tháng {before:%m}" in said["Đã hẹn trả kết quả"]
    assert f"ngày {after:%d} tháng {after:%m}" in said["Hẹn lại thời gian trả kết quả"]
    assert said["Lý do chậm"] == "Cần xác minh thêm."
    assert "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ" in printed(paper)


def test_a_stop_is_signed_by_the_head_with_the_reason(desk: Desk) -> None:
    paper = newest(desk.do("stop", desk.appraised(), "chutich", reason="Người nộp không bổ sung."))
    assert paper.kind == "form05"
    assert rows(paper)["Lý do dừng"] == "Người nộp không bổ sung."
    assert "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ" in printed(paper)


def test_a_granted_withdrawal_says_that_the_applicant_wished_it(desk: Desk) -> None:
    paper = newest(desk.do("grant_withdrawal", desk.withdrawal_asked(), "tiepnhan1", note="Đồng ý."))
    assert paper.kind == "form05"
    assert rows(paper)["Lý do dừng"] == "Người nộp xin rút hồ sơ.\nĐồng ý."


def test_the_notice_of_the_result_names_number_and_signer(desk: Desk) -> None:
    dossier = desk.issued()
    paper = newest(dossier)
    assert paper.kind == "result"
    said = rows(paper)
    assert said["Số"] == dossier.result.number
    assert said["Kết quả"] == "Giấy khai sinh"
    assert said["Người ký"] in printed(paper)


def test_a_declined_result_says_why(desk: Desk) -> None:
    dossier = desk.do(
        "submit_for_approval", desk.appraised(), "tuphap1", outcome="declined", summary="Không đúng thẩm quyền."
    )
    dossier = desk.do("issue", desk.do("sign", dossier, "chutich"), "vanthu")
    said = rows(newest(dossier))
    assert said["Kết quả"] == "Không đủ điều kiện giải quyết"
    assert said["Lý do"] == "Không đúng thẩm quyền."


def test_moving_a_dossier_on_gives_no_paper(desk: Desk) -> None:
    dossier = desk.accepted()
    before = len(papers(dossier))
    desk.do("forward", dossier, "tiepnhan1")
    assert len(papers(dossier)) == before


def test_a_fact_gives_one_paper_however_often_it_is_told(desk: Desk) -> None:
    dossier = desk.accepted()
    receipt = newest(dossier)
    again: dict[str, Any] = {"kind": "form01", "data": receipt.data, "entry_id": receipt.entry_id}
    with pytest.raises(IntegrityError), transaction.atomic():
        issue(dossier, at=desk.at, **again)


def test_a_repeated_acceptance_prints_no_second_receipt(desk: Desk) -> None:
    dossier, key = desk.filed(), uuid4()
    by = desk.office.by("tiepnhan1", desk.at)
    for _ in range(2):
        actions.accept(dossier.pk, by=by, at=desk.at, key=key)
    assert [paper.copy_number for paper in papers(dossier) if paper.kind == "form01"] == [1]


def test_an_acknowledgement_costs_the_filing_one_statement(desk: Desk) -> None:
    with CaptureQueriesContext(
        connection,
    ) as told:
        desk.filed()
    own = [query["sql"] for query in told.captured_queries if "receipts_receipt" in query["sql"]]
    assert len(own) == 1

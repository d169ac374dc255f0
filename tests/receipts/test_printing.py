"""The first print is the original; every further one says that it is a copy, which, when, by whom, and is recorded."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from motcua.dossiers.models import Dossier, PersonalDataView
from motcua.dossiers.rules.refusals import NotFound
from motcua.receipts import actions, queries
from motcua.receipts.models import Printing, Receipt
from tests.builders.dossiers import Desk
from tests.builders.office import load_procedures
from tests.receipts.samples import pages_of, pdf

pytestmark = pytest.mark.django_db


def receipt_of(dossier: Dossier) -> Receipt:
    return Receipt.objects.get(dossier=dossier, kind="form01")


def test_only_the_first_print_is_the_original(desk: Desk) -> None:
    paper = receipt_of(desk.accepted())
    by, later = desk.office.by("tiepnhan1", desk.at), desk.office.by("tuphap1", desk.at)
    marks = [actions.print_papers([paper], by=by, at=desk.at)[paper.pk]]
    marks.append(actions.print_papers([paper], by=later, at=desk.at + timedelta(minutes=5))[paper.pk])
    marks.append(actions.print_papers([paper], by=by, at=desk.at + timedelta(minutes=9))[paper.pk])
    assert marks[0] == ""
    assert marks[1] == f"BẢN SAO lần 1 · in lúc 09:06, 10/03/2026 · {later.name}"
    assert marks[2].startswith("BẢN SAO lần 2 · in lúc 09:10")
    told = list(Printing.objects.filter(paper=paper).order_by("ordinal").values_list("ordinal", "account_id", "name"))
    assert told == [(1, by.account_id, by.name), (2, later.account_id, later.name), (3, by.account_id, by.name)]


def test_a_copy_says_what_the_original_said_and_that_it_is_a_copy(desk: Desk) -> None:
    dossier = desk.accepted()
    paper = receipt_of(dossier)
    by = desk.office.by("tiepnhan1", desk.at)
    original = pages_of(pdf(paper.kind, paper.data))
    desk.do("forward", dossier, "tiepnhan1")  # what happens to the dossier afterwards changes no paper
    for _ in range(2):
        mark = actions.print_papers([paper], by=by, at=desk.at)[paper.pk]
    again = Receipt.objects.get(pk=paper.pk)
    assert again.data == paper.data
    (copied,) = pages_of(pdf(again.kind, again.data, copy_mark=mark))
    assert copied.replace(f"{mark} ", "", 1) == original[0]


def test_a_print_can_neither_be_changed_nor_removed(desk: Desk) -> None:
    paper = receipt_of(desk.accepted())
    actions.print_papers([paper], by=desk.office.by("tiepnhan1", desk.at), at=desk.at)
    with pytest.raises(DatabaseError), transaction.atomic():
        Printing.objects.update(ordinal=7)
    with pytest.raises(DatabaseError), transaction.atomic():
        Printing.objects.all()._raw_delete(Printing.objects.db)


def test_whoever_printed_stands_among_those_who_looked(desk: Desk) -> None:
    paper = receipt_of(desk.accepted())
    by = desk.office.by("tuphap1", desk.at)
    actions.print_papers([paper], by=by, at=desk.at)
    seen = PersonalDataView.objects.get(dossier_id=paper.dossier_id, account_id=by.account_id)
    assert seen.what == "paper:form01"


def test_papers_of_another_office_are_printed_by_nobody_of_this_one(desk: Desk) -> None:
    paper = receipt_of(desk.accepted())
    by = desk.office.by("vocuong.chutich", desk.at)
    with pytest.raises(NotFound):
        actions.print_papers([paper], by=by, at=desk.at)
    assert not Printing.objects.exists()


@pytest.mark.parametrize("many", [1, 4])
def test_printing_many_takes_as_many_statements_as_printing_one(desk: Desk, many: int) -> None:
    dossiers = [desk.accepted() for _ in range(many)]
    by = desk.office.by("tiepnhan1", desk.at)
    with CaptureQueriesContext(connection) as told:
        papers = queries.newest_papers(by, [one.pk for one in dossiers], "form01")
        actions.print_papers(list(papers.values()), by=by, at=desk.at)
    assert len(told.captured_queries) <= 10
    assert Printing.objects.count() == many


def test_the_filled_form_holds_every_answer_under_the_title_of_its_page(desk: Desk) -> None:
    dossier = desk.filed()
    paper = actions.declaration(desk.citizen(), dossier.pk, at=desk.at)
    text = " ".join(pages_of(pdf(paper.kind, paper.data)))
    for words in ("TỜ KHAI ĐĂNG KÝ KHAI SINH", dossier.code, actions.making.DECLARED, dossier.owner_name):
        assert words in text
    for part in paper.data["parts"]:
        assert part["title"] in text
        for label, _value in part["answers"]:
            assert " ".join(label.split()) in text
    told = {value for part in paper.data["parts"] for _label, value in part["answers"]}
    assert dossier.owner_name in " ".join(told)


def test_who_declares_for_another_stands_under_the_filled_form(desk: Desk) -> None:
    load_procedures(("social-allowance",), desk.at)
    dossier = desk.filed("social-allowance")
    paper = actions.declaration(desk.citizen(), dossier.pk, at=desk.at)
    assert (dossier.owner_name, paper.data["declarant"]) == ("Ngô Văn Sáng", "Ngô Thị Tâm")
    (*_before, last) = pages_of(pdf(paper.kind, paper.data))
    assert last.rindex("Ngô Thị Tâm") > last.index("không cần ký")


def test_the_filled_form_is_one_paper_until_the_answers_change(desk: Desk) -> None:
    dossier = desk.accepted()
    first = actions.declaration(desk.citizen(), dossier.pk, at=desk.at)
    again = actions.declaration(desk.office.by("tuphap1", desk.at), dossier.pk, at=desk.at + timedelta(days=1))
    assert (again.pk, again.data) == (first.pk, first.data)
    requester = {**dossier.answers["requester"], "name": "Nguyễn Thị Hồng Nhưng"}
    desk.do("correct", dossier, "tiepnhan1", reason="Sai tên.", answers={"requester": requester})
    mended = actions.declaration(desk.citizen(), dossier.pk, at=desk.at)
    assert (mended.copy_number, mended.pk == first.pk) == (2, False)
    assert "Nguyễn Thị Hồng Nhưng" in str(mended.data["parts"])
    assert "Cấp lại lần 1 sau khi lời khai được sửa" in pages_of(pdf("declaration", mended.data, 2))[0]


def test_the_filled_form_of_somebody_else_does_not_exist(desk: Desk) -> None:
    dossier = desk.filed()
    with pytest.raises(NotFound):
        actions.declaration(desk.office.by("vocuong.chutich", desk.at), dossier.pk, at=desk.at)


def test_the_control_sheet_has_a_row_for_every_hand_over(desk: Desk) -> None:
    dossier = desk.issued()
    desk.do("hand_over", dossier, "tiepnhan1", handed_to="Nguyễn Văn Nam")
    sheet = actions.control_sheet(desk.office.by("tiepnhan1", desk.at), dossier.pk, at=desk.at)
    rows = sheet.data["steps"]
    assert rows[0]["giver"] == dossier.owner_name
    assert rows[-1]["receiver"] == dossier.owner_name
    assert [row["at"] for row in rows] == sorted(row["at"] for row in rows)
    assert len(rows) >= 5
    assert {row["result"] for row in rows[1:]} <= {"", "Trước hạn", "Đúng hạn"}
    page = pages_of(pdf("control_sheet", sheet.data))[0]
    assert "Tên cơ quan, bộ phận Thời gian giao, nhận hồ sơ Kết quả Ghi chú" in page
    assert sheet.data["form"] == "Mẫu số 06"


def test_the_control_sheet_is_no_paper_of_the_applicants(desk: Desk) -> None:
    dossier = desk.accepted()
    actions.control_sheet(desk.office.by("tiepnhan1", desk.at), dossier.pk, at=desk.at)
    kinds = {paper.kind for paper in queries.papers_of(desk.citizen(), dossier.pk)}
    assert "control_sheet" not in kinds
    assert "form01" in kinds


def test_the_next_hand_over_makes_a_new_control_sheet(desk: Desk) -> None:
    dossier = desk.accepted()
    by = desk.office.by("tiepnhan1", desk.at)
    first = actions.control_sheet(by, dossier.pk, at=desk.at)
    assert actions.control_sheet(by, dossier.pk, at=desk.at).pk == first.pk
    desk.do("forward", dossier, "tiepnhan1")
    second = actions.control_sheet(by, dossier.pk, at=desk.at)
    assert (second.copy_number, len(second.data["steps"])) == (2, len(first.data["steps"]) + 1)


def test_a_result_handed_over_at_the_counter_gives_a_slip_to_sign(desk: Desk) -> None:
    dossier = desk.do("hand_over", desk.issued(), "tiepnhan1", handed_to="Nguyễn Văn Nam")
    slip = Receipt.objects.get(dossier=dossier, kind="delivery_slip")
    (page,) = pages_of(pdf("delivery_slip", slip.data))
    for words in ("PHIẾU GIAO TRẢ KẾT QUẢ", "Người nhận: Nguyễn Văn Nam", "NGƯỜI NHẬN KẾT QUẢ", "NGƯỜI TRẢ KẾT QUẢ"):
        assert words in page

"""What an administrator changes, through the pages: it happens, it is recorded, and what is wrong is said."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from motcua.accounts.actions import begin_enrolment, new_recovery_codes
from motcua.accounts.models import Account, AccountEvent, RecoveryCode, SecondFactor
from motcua.dossiers.models import Dossier, Reckoning, Transfer
from motcua.organisation.actions import grant_delegation, record_leave
from motcua.organisation.actions.units import apply_names
from motcua.organisation.models import (
    CalendarDay,
    Delegation,
    Holding,
    Leave,
    OrganisationChange,
    Post,
    Unit,
    WeeklyHours,
)
from motcua.organisation.rules.authority import SYSTEM
from motcua.procedures import queries as procedures
from tests.builders.dossiers import Desk
from tests.builders.office import CODE, OTHER_CODE, PASSWORD, KinhBac

HOME = "/can-bo/quan-tri/"


def newest(verb: str) -> OrganisationChange:
    return OrganisationChange.objects.filter(verb=verb).order_by("-pk")[0]


def says(answer: Any, *words: str) -> None:
    text = answer.content.decode()
    for one in words:
        assert one in text, one


# Units


def new_unit(**other: str) -> dict[str, str]:
    return {
        "code": f"{CODE}.09",
        "name": "Phòng Thử nghiệm",
        "short_name": "P. TN",
        "kind": "phòng",
        "first": "10/3/2026",
        "roles": "culture",
        **other,
    }


def test_a_unit_is_made_under_another(office: KinhBac, ward: Any) -> None:
    says(ward.sends(f"{HOME}don-vi/{office.id}/them/", **new_unit()), "Đã lập Phòng Thử nghiệm")
    made = Unit.objects.get(code=f"{CODE}.09")
    assert (made.parent_id, made.office_id, made.roles) == (office.id, office.id, ["culture"])
    assert newest("add_unit").actor_id == office.person("quantri").pk


def test_a_unit_that_cannot_be_says_why_and_keeps_what_was_typed(office: KinhBac, ward: Any) -> None:
    address = f"{HOME}don-vi/{office.id}/them/"
    says(ward.sends(address, **new_unit(code="phòng 9")), "Mã định danh gồm chữ hoa", "phòng 9", "Lỗi:")
    says(ward.sends(address, **new_unit(code=f"{CODE}.03")), "đang có đơn vị dùng")
    says(ward.sends(address, **new_unit(first="10/3/1999")), "Ngày thành lập phải nằm trong")
    says(ward.sends(address, **new_unit(first="ngày mai kia")), "Phòng Thử nghiệm")
    assert not OrganisationChange.objects.filter(verb="add_unit").exists()


def test_a_new_name_waits_for_its_day(office: KinhBac, ward: Any) -> None:
    unit = office.unit("03")
    typed = {"name": "Phòng Tổng hợp", "short_name": "P. TH", "first": "1/4/2026", "source": "QĐ 12"}
    says(ward.sends(f"{HOME}don-vi/{unit.pk}/doi-ten/", **typed), "Tên mới “Phòng Tổng hợp”", "QĐ 12")
    unit.refresh_from_db()
    assert unit.name != "Phòng Tổng hợp"
    assert apply_names(office.at + timedelta(days=22)) == 1
    unit.refresh_from_db()
    assert (unit.name, unit.short_name) == ("Phòng Tổng hợp", "P. TH")
    assert apply_names(office.at + timedelta(days=22)) == 0


def test_a_part_of_an_office_is_not_moved_to_another_one_but_within_its_own(
    office: KinhBac, ward: Any, province: Any
) -> None:
    unit, above = office.unit("03"), office.unit("05")
    says(province.sends(f"{HOME}don-vi/{unit.pk}/chuyen-cap/", parent=OTHER_CODE), "Hãy đóng nó rồi lập bộ phận mới")
    says(ward.sends(f"{HOME}don-vi/{unit.pk}/chuyen-cap/", parent=OTHER_CODE), "Không có đơn vị mang mã")
    says(ward.sends(f"{HOME}don-vi/{above.pk}/chuyen-cap/", parent=above.code), "dưới chính nó")
    ward.sends(f"{HOME}don-vi/{unit.pk}/chuyen-cap/", parent=above.code)
    unit.refresh_from_db()
    assert unit.path == f"{above.path}{unit.pk.hex}/"
    assert newest("move_unit").data["parent"] == str(above.pk)


def test_closing_shows_first_what_would_happen_then_hands_everything_on(
    office: KinhBac, province: Any, desk: Desk
) -> None:
    dossier = desk.appraised()
    address = f"{HOME}don-vi/{office.id}/dong/"
    typed = {"last_day": "31/3/2026", "successors": OTHER_CODE, "transfer": "on", "source": "NQ 1"}
    seen = province.sends(address, **typed)
    says(seen, "Sẽ xảy ra", "1 hồ sơ chưa xong chuyển sang", "2 thủ tục thôi nhận")
    assert Unit.objects.get(pk=office.id).valid_to is None
    mark = seen.context["form"]["seen"].value()
    says(province.sends(address, **typed, seen=mark), "Đã đóng")
    assert Unit.objects.get(pk=office.id).valid_to == date(2026, 3, 31)
    order = Transfer.objects.get()
    assert (order.unit_id, order.to_unit_id, order.on) == (office.id, office.other_id, date(2026, 4, 1))
    assert not procedures.is_offered("birth", office.id, date(2026, 4, 1))
    assert procedures.is_offered("birth", office.other_id, date(2026, 4, 1))
    assert Dossier.objects.get(pk=dossier.pk).unit_id == office.id  # not before the day


def test_a_closing_is_taken_back_before_its_day(office: KinhBac, province: Any) -> None:
    address = f"{HOME}don-vi/{office.id}/dong/"
    held = Holding.objects.filter(valid_to__isnull=True, post__unit__office=office.id).count()
    typed = {"last_day": "31/3/2026", "successors": OTHER_CODE, "transfer": "on"}
    mark = province.sends(address, **typed).context["form"]["seen"].value()
    province.sends(address, **typed, seen=mark)
    says(province.sends(f"{HOME}don-vi/{office.id}/bo-dong/", reason="Hoãn"), "tiếp tục hoạt động")
    assert Unit.objects.get(pk=office.id).valid_to is None
    assert Holding.objects.filter(valid_to__isnull=True, post__unit__office=office.id).count() == held
    assert not Transfer.objects.exists()


def test_a_ward_closes_no_part_of_itself_into_one_that_is_not_theirs(office: KinhBac, ward: Any) -> None:
    typed = {"last_day": "31/3/2026", "successors": OTHER_CODE}
    part = office.unit("03")
    says(ward.sends(f"{HOME}don-vi/{part.pk}/dong/", **typed), "Không có đơn vị mang mã")
    assert Unit.objects.get(pk=part.pk).valid_to is None


@pytest.mark.parametrize("act", ["dong", "bo-dong", "doi-ten"])
def test_whether_a_ward_is_at_all_and_its_name_are_said_from_above(
    office: KinhBac, ward: Any, province: Any, act: str
) -> None:
    address = f"{HOME}don-vi/{office.id}/{act}/"
    assert ward.get(address).status_code == 404
    assert ward.post(address, {"last_day": "31/3/2026", "name": "Khác", "reason": "x"}).status_code == 404
    assert province.get(address).status_code == 200
    assert address not in ward.get(f"{HOME}don-vi/{office.id}/").content.decode()


# Posts and people


def test_a_new_officer_gets_a_post_and_a_password_that_is_shown_once(office: KinhBac, ward: Any) -> None:
    post = Post.objects.get(unit=office.unit("03"), function="records_clerk")
    typed = {"full_name": "Hồ Thị Mới", "username": "kinhbac.moi", "kind": "holder", "first": "10/3/2026"}
    answer = ward.sends(f"{HOME}vi-tri/{post.pk}/can-bo-moi/", **typed)
    made = Account.objects.get(login="kinhbac.moi")
    password = answer.context["made"].password
    says(answer, password, "chỉ hiện một lần")
    assert made.check_password(password)
    assert made.must_change_password
    assert Holding.objects.get(account=made).post_id == post.pk
    assert password not in ward.get(f"{HOME}can-bo/{made.pk}/").content.decode()
    assert password not in str(newest("take_on_officer").data)
    says(ward.sends(f"{HOME}vi-tri/{post.pk}/can-bo-moi/", **typed), "Tên đăng nhập này đã có người dùng")


def test_a_post_is_made_given_and_ended_with_whoever_holds_it(office: KinhBac, ward: Any) -> None:
    unit = office.unit("03")
    typed = {"function": "case_handler", "title": "Công chức hộ tịch 2", "first": "10/3/2026"}
    says(ward.sends(f"{HOME}don-vi/{unit.pk}/them-vi-tri/", **typed), "Công chức hộ tịch 2")
    post = Post.objects.get(title="Công chức hộ tịch 2")
    given = {"login": "kinhbac.tiepnhan1", "kind": "holder", "first": "10/3/2026"}
    says(ward.sends(f"{HOME}vi-tri/{post.pk}/giao/", **{**given, "login": "ai.do"}), "Không có cán bộ nào")
    says(ward.sends(f"{HOME}vi-tri/{post.pk}/giao/", **given), "Đã giao")
    says(ward.sends(f"{HOME}vi-tri/{post.pk}/ket-thuc/", last="20/3/2026", reason="Gộp"), "Đã kết thúc")
    assert Holding.objects.get(post=post).valid_to == date(2026, 3, 20)
    assert [newest(verb).unit_id for verb in ("add_post", "give_post", "end_post")] == [unit.pk] * 3


def test_ending_a_holding_needs_a_day_and_a_reason(office: KinhBac, ward: Any) -> None:
    holding = Holding.objects.get(account=office.person("tuphap1"))
    address = f"{HOME}giu-vi-tri/{holding.pk}/ket-thuc/"
    says(ward.sends(address, last="", reason=""), "Hãy ghi ngày.")
    says(ward.sends(address, last="1/1/2000", reason="Chuyển"), "không thể trước ngày đầu")
    ward.sends(address, last="9/3/2026", reason="Chuyển công tác")
    holding.refresh_from_db()
    assert holding.valid_to == date(2026, 3, 9)
    assert not office.by("tuphap1").appointments


def test_a_colleagues_account_is_looked_after_and_every_step_is_recorded(office: KinhBac, ward: Any) -> None:
    person = office.account("tuphap1")
    page = f"{HOME}can-bo/{person.pk}/"
    answer = ward.sends(f"{page}mat-khau/", reason="Quên")
    person.refresh_from_db()
    assert person.check_password(answer.context["made"].password)
    for what, verb in (("mo-khoa", "unlock_officer"), ("hai-lop", "reset_second_factor"), ("dong", "close_officer")):
        ward.sends(f"{page}{what}/", reason="Vì thế")
        assert newest(verb).data["account"] == str(person.pk)
    person.refresh_from_db()
    assert not person.is_active
    ward.sends(f"{page}mo/", reason="Trở lại")
    person.refresh_from_db()
    assert person.is_active
    assert AccountEvent.objects.filter(account=person, actor=office.person("quantri"), what="account_closed").exists()


def test_a_lost_telephone_and_lost_codes_are_taken_away_by_the_administrator_who_confirms_it(
    office: KinhBac, ward: Any, clock: Any
) -> None:
    person = office.account("tuphap1")
    begin_enrolment(person, at=clock.at)
    new_recovery_codes(person, at=clock.at)
    page, by = f"{HOME}can-bo/{person.pk}/hai-lop/", office.account("quantri")
    ward.force_login(by)  # signed in, but nothing shown within the last quarter of an hour
    says(ward.sends(page, reason="Mất điện thoại"), "Xác nhận lại đây là bạn")
    assert SecondFactor.objects.filter(account=person).exists()
    says(ward.sends(page, reason="Mất điện thoại", step_up="POST", password=PASSWORD), "Đã xóa")
    assert not SecondFactor.objects.filter(account=person).exists()
    assert not RecoveryCode.objects.filter(account=person).exists()
    assert newest("reset_second_factor").reason == "Mất điện thoại"
    assert AccountEvent.objects.filter(account=person, actor=by, what="factor_removed").exists()


def test_nobody_reaches_a_superiors_rights_by_way_of_their_password(office: KinhBac, ward: Any) -> None:
    above = office.person("bacninh.quantri")
    post = Post.objects.get(unit=office.unit("03"), function="records_clerk")
    given = {"login": above.login, "kind": "holder", "first": "10/3/2026"}
    says(ward.sends(f"{HOME}vi-tri/{post.pk}/giao/", **given), "Đã giao")
    before = above.password
    says(ward.sends(f"{HOME}can-bo/{above.pk}/mat-khau/", reason="Quên"), "ngoài phạm vi của bạn")
    above.refresh_from_db()
    assert above.password == before
    says(ward.get(f"{HOME}can-bo/{above.pk}/"), "ngoài phạm vi của bạn")


def test_a_grave_thing_asks_again_who_one_is(office: KinhBac, ward: Any) -> None:
    session = ward.session
    session["confirmed_at"] = 0
    session.save()
    person = office.account("tuphap1")
    ward.post(f"{HOME}can-bo/{person.pk}/mat-khau/", {"reason": "Quên"})
    assert not OrganisationChange.objects.filter(verb="reset_password").exists()


# Delegations and leave


def test_delegations_and_leave_are_seen_and_taken_back(office: KinhBac, ward: Any) -> None:
    holding = Holding.objects.get(account=office.person("tuphap1"))
    lent = grant_delegation(
        holding.pk, by=SYSTEM, at=office.at, to_account_id=office.person("vanthu").pk,
        first=office.at.date(), last=office.at.date() + timedelta(days=5), reason="Riêng tư",
    )  # fmt: skip
    away = record_leave(
        office.person("tuphap1").pk, by=SYSTEM, at=office.at, first=office.at.date(), last=None, reason="Mổ ruột thừa"
    )
    says(ward.get(f"{HOME}vang-mat/"), office.person("vanthu").full_name)
    shown = ward.get(f"{HOME}vang-mat/?xem=nghi")
    says(shown, office.person("tuphap1").full_name)
    assert "Mổ ruột thừa" not in shown.content.decode()
    ward.sends(f"{HOME}uy-quyen/{lent.pk}/thu-hoi/", reason="Đã về")
    assert Delegation.objects.get().valid_to < office.at.date()
    ward.sends(f"{HOME}nghi/{away.pk}/bo/")
    assert not Leave.objects.exists()


# Calendars


def closure(**other: str) -> dict[str, str]:
    return {"day": "12/3/2026", "kind": "closure", "name": "Mất điện", "source": "TB 3", **other}


def test_a_closure_is_tried_first_then_written_and_the_promises_reckoned(
    office: KinhBac, ward: Any, desk: Desk
) -> None:
    dossier = desk.accepted()
    address = f"{HOME}lich/{office.id}/ngay/"
    day = dossier.due_at.date().strftime("%d/%m/%Y")
    seen = ward.sends(address, **closure(day=day))
    says(seen, "1 trong 1 hồ sơ đang mở đổi ngày hẹn", dossier.code)
    assert not CalendarDay.objects.filter(unit=office.id).exists()
    assert Unit.objects.get(pk=office.id).calendar_revision == office_revision(office)
    ward.sends(address, **closure(day=day), seen=seen.context["form"]["seen"].value())
    assert CalendarDay.objects.get(unit=office.id).name == "Mất điện"
    from motcua.dossiers.actions import carry_out_reckonings

    while carry_out_reckonings(office.at):
        pass
    order = Reckoning.objects.get()
    assert (order.unit_id, order.seen, order.moved) == (office.id, 1, 1)
    moved = Dossier.objects.get(pk=dossier.pk)
    assert moved.due_at > dossier.due_at
    assert moved.original_due_at == dossier.original_due_at
    says(ward.get(f"{HOME}lich/{office.id}/"), "Mất điện", "xem 1 hồ sơ, 1 đổi ngày")
    ward.sends(f"{HOME}lich/{office.id}/bo-ngay/{dossier.due_at.date().isoformat()}/", reason="Có điện")
    while carry_out_reckonings(office.at):
        pass
    assert Dossier.objects.get(pk=dossier.pk).due_at == dossier.due_at


def office_revision(office: KinhBac) -> int:
    return Unit.objects.values_list("calendar_revision", flat=True).get(pk=office.id)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"day": "hôm qua"}, "Lỗi:"),
        ({"sessions": "bảy giờ"}, "Hãy ghi các buổi như"),
        ({"sessions": "13:30-17:00, 07:30-14:00"}, "chồng lên nhau"),
        ({"kind": "tet"}, "Mục này không có trong danh sách"),
        ({"name": ""}, "Hãy ghi mục này."),
    ],
)
def test_a_day_that_cannot_be_is_said_in_words(office: KinhBac, ward: Any, typed: dict[str, str], words: str) -> None:
    says(ward.sends(f"{HOME}lich/{office.id}/ngay/", **closure(**typed)), words)
    assert not CalendarDay.objects.filter(unit=office.id).exists()


def test_another_week_applies_from_its_day(office: KinhBac, ward: Any) -> None:
    typed = {f"day{number}": "07:00-11:00, 13:00-16:30" for number in range(5)} | {"valid_from": "1/4/2026"}
    address = f"{HOME}lich/{office.id}/tuan/"
    says(ward.sends(address, valid_from="1/4/2026"), "ít nhất một buổi")
    mark = ward.sends(address, **typed).context["form"]["seen"].value()
    ward.sends(address, **typed, seen=mark)
    row = WeeklyHours.objects.get(unit=office.id, valid_from=date(2026, 4, 1))
    assert row.sessions["0"] == [["07:00", "11:00"], ["13:00", "16:30"]]


# Procedures


def test_an_office_stops_taking_a_procedure_and_takes_it_again(office: KinhBac, ward: Any) -> None:
    says(ward.sends(f"{HOME}thu-tuc/{office.id}/birth/thoi/", last="10/3/2026", reason="Chuyển lên tỉnh"), "đến hết")
    assert not procedures.is_offered("birth", office.id, date(2026, 3, 11))
    says(ward.sends(f"{HOME}thu-tuc/{office.id}/birth/", first="11/3/2026", reason="Lại nhận"), "nhận")
    assert procedures.is_offered("birth", office.id, date(2026, 3, 11))
    assert newest("offer").data["procedure"] == "birth"
    assert ward.get(f"{HOME}thu-tuc/{office.unit('03').pk}/").status_code == 404

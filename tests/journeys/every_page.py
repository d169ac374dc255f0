"""Every page of the house: who opens it, at which address of the world, and which picture of the manual it is.

A route of the URL map is either here or in NO_PAGE with the reason; tests/house/test_manual.py keeps both complete.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from motcua.dossiers.models import Assistance
from motcua.dossiers.rules.states import State
from tests.browsers import press

from .world import CITIZEN, CLERK, Attachment, Leave, Mandate, Post, Receipt, Slip, World

NOBODY = ""
RECEIVER, HANDLER, SIGNER, SEAL = "kinhbac.tiepnhan1", "kinhbac.tuphap1", "kinhbac.chutich", "kinhbac.vanthu"
ADVISER = "kinhbac.khupho1"
HEAD, INSPECTOR, ADMIN, WHOLE = "kinhbac.giamdoc", "bacninh.kiemtra", "kinhbac.quantri", "bacninh.quantri"


@dataclass(frozen=True, slots=True)
class Shown:
    """One page: who opens it, how its address is made, what it answers, what is done there before looking.

    `pictures` are widths at which the manual shows it, by the picture's name.
    """

    who: str
    address: Callable[[World], str]
    status: int = 200
    then: Callable[[Any], None] | None = None
    wide: str = ""
    narrow: str = ""


def at(name: str, *args: Any, query: str = "") -> Callable[[World], str]:
    """The address of a route; an argument that is a function is asked the world."""

    def made(world: World) -> str:
        known = [one(world) if callable(one) else one for one in args]
        return reverse(name, args=known) + query

    return made


def dossier(*states: State, **wanted: Any) -> Callable[[World], Any]:
    return lambda world: world.dossier(*states, **wanted).pk


def code(*states: State, **wanted: Any) -> Callable[[World], str]:
    return lambda world: world.dossier(*states, **wanted).code


def unit(world: World) -> Any:
    return world.office_id


def draft(world: World) -> Any:
    return world.draft.pk


def mandate(world: World) -> Any:
    return Mandate.objects.exclude(agent_phone="").latest("given_at", "pk").pk


def post(world: World) -> Any:
    return Post.objects.filter(unit__office_id=world.office_id, function="administrator").latest("pk").pk


def person(login: str) -> Callable[[World], Any]:
    return lambda world: world.person(login).pk


def receipt(world: World) -> str:
    """The token on a receipt of the ward."""
    return str(Receipt.objects.filter(unit_id=world.office_id, kind="form01").latest("pk").token)


def owing(world: World) -> Any:
    """A dossier of the citizen's with something still to pay."""
    return world.owing.pk


def due(world: World) -> Any:
    """A dossier at the desk with something still to pay."""
    return world.dossier(State.RECEIVED, State.IN_PROGRESS, payment="requested").pk


def document(world: World) -> Any:
    found = Attachment.objects.filter(dossier__submitter=world.person(CITIZEN), stream="submitted")
    return found.latest("pk").pk


def verb(who: str, slug: str, which: Callable[[World], Any], *, wide: str = "") -> Shown:
    """A dossier's page with the form of one verb open."""
    return Shown(who, lambda world: f"{reverse('officer:dossier', args=[which(world)])}?viec={slug}#xu-ly", wide=wide)


def held(login: str, *states: State, **wanted: Any) -> Callable[[World], Any]:
    return lambda world: world.dossier(*states, holder=world.person(login), **wanted).pk


def asks_for_a_code(page: Any) -> None:
    page.fill("#code-phone", "0912 345 999")
    press(page.get_by_role("button", name="Nhắn mã cho tôi"))


def helped_draft(world: World) -> Any:
    """What the quarter's team fills in with somebody at the moment."""
    return Assistance.objects.get(helper=world.person(ADVISER), ended_at=None).draft_id


def draft_helped_before(world: World) -> Any:
    """What the same helper filled in this morning; it is filed, and theirs to see no more."""
    ended = Assistance.objects.filter(helper=world.person(ADVISER), ended_at__isnull=False)
    return ended.earliest("opened_at").draft_id


def asks_for_consent(page: Any) -> None:
    page.locator("#what").select_option(index=1)
    page.fill("#phone", "0912 345 000")
    press(page.get_by_role("button", name="Nhắn mã đồng ý"))


def types_a_wrong_password(page: Any) -> None:
    page.fill("#login", RECEIVER)
    page.fill("#password", "không phải")
    press(page.get_by_role("button", name="Đăng nhập"))


def ticks_two(button: str) -> Callable[[Any], None]:
    def done(page: Any) -> None:
        boxes = page.locator("main input[type=checkbox][name=dossier]")
        for number in range(2):
            boxes.nth(number).check()
        press(page.get_by_role("button", name=button).first)

    return done


PUBLIC: dict[str, list[Shown]] = {
    "public:home": [Shown(NOBODY, at("public:home"), wide="trang-chu", narrow="trang-chu")],
    "public:search": [
        Shown(NOBODY, at("public:search", query="?q=lam+khai+sinh+cho+con"), narrow="tim"),
        Shown(NOBODY, at("public:search", query="?q=xyzzy")),
    ],
    "public:procedures": [Shown(NOBODY, at("public:procedures"))],
    "public:procedure": [Shown(NOBODY, at("public:procedure", "birth"), narrow="thu-tuc")],
    "public:lookup": [Shown(NOBODY, at("public:lookup"))],
    "public:progress": [
        Shown(NOBODY, at("public:progress", code(State.IN_PROGRESS)), narrow="tra-cuu"),
        Shown(NOBODY, at("public:progress", code(State.AWAITING_SUPPLEMENT))),
        Shown(NOBODY, at("public:progress", code(State.RETURNED))),
        Shown(NOBODY, at("public:progress", "H05.101-260101-0001"), 404),
    ],
    "public:check_file": [Shown(NOBODY, at("public:check_file"))],
    "public:verify": [
        Shown(NOBODY, at("public:verify", receipt), narrow="xac-minh"),
        Shown(NOBODY, at("public:verify", "khong-co"), 404),
    ],
    "public:privacy": [Shown(NOBODY, at("public:privacy"))],
    "public:accessibility": [Shown(NOBODY, at("public:accessibility"))],
    "public:offline": [Shown(NOBODY, at("public:offline"))],
    "public:offline_draft": [Shown(NOBODY, at("public:offline_draft"))],
    "public:photograph": [
        Shown(NOBODY, at("public:photograph", lambda world: world.bridge), narrow="chup-giay-to"),
        Shown(NOBODY, at("public:photograph", "khong-co"), 404),
    ],
    "": [Shown(NOBODY, lambda world: "/khong-co-trang-nay/", 404)],
}

APPLICANT: dict[str, list[Shown]] = {
    "applicant:sign_in": [Shown(NOBODY, at("applicant:sign_in"), narrow="dang-nhap")],
    "applicant:by_code": [Shown(NOBODY, at("applicant:sign_in"), then=asks_for_a_code, narrow="ma-mot-lan")],
    "applicant:forgotten": [Shown(NOBODY, at("applicant:forgotten"))],
    "applicant:sign_up": [Shown(NOBODY, at("applicant:sign_up"))],
    "applicant:account": [Shown(CITIZEN, at("applicant:account"))],
    "applicant:message_choices": [Shown(CITIZEN, at("applicant:message_choices"), narrow="cach-nhan-tin")],
    "applicant:change_phone": [Shown(CITIZEN, at("applicant:change_phone"))],
    "applicant:apply": [Shown(CITIZEN, at("applicant:apply", "birth"), narrow="bat-dau")],
    "applicant:case": [
        Shown(CITIZEN, at("applicant:case", draft)),
        Shown(ADVISER, at("applicant:case", helped_draft), wide="lam-giup"),
    ],
    "applicant:page": [
        Shown(CITIZEN, lambda world: world.form_page(0), narrow="dien-don"),
        Shown(CITIZEN, lambda world: world.form_page(2)),
        Shown(CITIZEN, lambda world: world.form_page(3)),
    ],
    "applicant:papers": [Shown(CITIZEN, at("applicant:papers", draft), narrow="gui-giay-to")],
    "applicant:bridge": [
        Shown(CITIZEN, at("applicant:bridge", draft, "birth_notice"), wide="chup-bang-dien-thoai-khac")
    ],
    "applicant:arrange": [
        Shown(CITIZEN, at("applicant:arrange", draft, lambda world: world.photograph.paper_key), narrow="xep-trang")
    ],
    "applicant:cut": [
        Shown(
            CITIZEN,
            at(
                "applicant:cut",
                draft,
                lambda world: world.photograph.paper_key,
                lambda world: world.photograph.pk,
            ),
        )
    ],
    "applicant:by_draft_code": [Shown(NOBODY, at("applicant:by_draft_code"))],
    "applicant:resume_by_code": [Shown(CITIZEN, at("applicant:resume_by_code", "K7M2-9QXD"), 404)],
    "applicant:shared": [Shown(NOBODY, at("applicant:shared"))],
    "applicant:shared_done": [Shown(NOBODY, at("applicant:shared_done"))],
    "applicant:delivery": [Shown(CITIZEN, at("applicant:delivery", draft))],
    "applicant:check": [
        Shown(CITIZEN, at("applicant:check", draft), narrow="kiem-tra"),
        Shown(ADVISER, at("applicant:check", draft_helped_before), status=410),
    ],
    "applicant:superseded": [Shown(CITIZEN, at("applicant:superseded", draft))],
    "applicant:discard": [Shown(CITIZEN, at("applicant:discard", draft))],
    "applicant:dossiers": [
        Shown(CITIZEN, at("applicant:dossiers"), wide="ho-so-cua-toi", narrow="ho-so-cua-toi"),
        Shown("new", at("applicant:dossiers")),
    ],
    "applicant:dossier": [
        Shown(CITIZEN, at("applicant:dossier", dossier(one, submitter__login=f"+84{CITIZEN[1:]}")))
        for one in (State.IN_PROGRESS, State.RETURNED)
    ]
    + [
        Shown("asked", lambda world: reverse("applicant:dossier", args=[world.asked.pk]), narrow="can-bo-sung"),
    ],
    "applicant:views": [Shown(CITIZEN, at("applicant:views", dossier(State.RETURNED, owner=CITIZEN)))],
    "applicant:confirmation": [
        Shown(CITIZEN, at("applicant:confirmation", dossier(State.IN_PROGRESS, owner=CITIZEN)), narrow="da-nop")
    ],
    "applicant:supplement": [
        Shown("asked", lambda world: reverse("applicant:supplement", args=[world.asked.pk]), narrow="bo-sung")
    ],
    "applicant:withdraw": [Shown(CITIZEN, at("applicant:withdraw", dossier(State.IN_PROGRESS, owner=CITIZEN)))],
    "applicant:pay": [
        Shown(CITIZEN, at("applicant:pay", owing), narrow="nop-phi"),
        Shown(CITIZEN, at("applicant:pay", dossier(State.RETURNED, owner=CITIZEN))),
    ],
    "applicant:payment": [
        Shown(CITIZEN, lambda world: world.payment("")),
        Shown(CITIZEN, lambda world: world.payment("?ve=1")),
    ],
    "applicant:receive": [
        Shown(CITIZEN, at("applicant:receive", dossier(State.IN_PROGRESS, owner=CITIZEN)), narrow="cach-nhan"),
        Shown(CITIZEN, at("applicant:receive", dossier(State.RETURNED, owner=CITIZEN))),
    ],
    "applicant:pickup": [Shown(CITIZEN, at("applicant:pickup", dossier(State.IN_PROGRESS, owner=CITIZEN)))],
    "applicant:documents": [
        Shown(CITIZEN, at("applicant:documents"), narrow="giay-to-cua-toi"),
        Shown("new", at("applicant:documents")),
    ],
    "applicant:helped_by": [
        Shown("new", at("applicant:helped_by")),
        Shown(CITIZEN, at("applicant:helped_by"), narrow="ai-da-giup"),
    ],
    "applicant:put_away": [Shown(CITIZEN, at("applicant:put_away", document))],
    "applicant:inbox": [Shown(CITIZEN, at("applicant:inbox"), narrow="tin-bao"), Shown("new", at("applicant:inbox"))],
    "applicant:contact": [Shown(CITIZEN, at("applicant:contact", dossier(State.IN_PROGRESS, owner=CITIZEN)))],
    "applicant:representing": [
        Shown(CITIZEN, at("applicant:representing"), narrow="uy-quyen"),
        Shown(CLERK, at("applicant:representing")),
        Shown("new", at("applicant:representing")),
    ],
    "applicant:register_mandate": [Shown(CITIZEN, at("applicant:register_mandate"))],
    "applicant:give_mandate": [Shown(CITIZEN, at("applicant:give_mandate"))],
    "applicant:enter_mandate": [Shown(CITIZEN, at("applicant:enter_mandate"))],
    "applicant:end_mandate": [Shown(CITIZEN, at("applicant:end_mandate", mandate))],
}

HELPER: dict[str, list[Shown]] = {
    "adviser:home": [
        Shown(ADVISER, at("adviser:home"), wide="giup-nguoi-dan"),
        Shown(ADVISER, at("adviser:home"), then=asks_for_consent, narrow="ma-dong-y"),
    ],
    "adviser:team": [Shown(ADVISER, at("adviser:team"), narrow="to-cua-toi")],
}

OFFICER: dict[str, list[Shown]] = {
    "officer:machine": [Shown(RECEIVER, at("officer:machine"))],
    "officer:sign_in": [
        Shown(NOBODY, at("officer:sign_in"), wide="can-bo-dang-nhap"),
        Shown(NOBODY, at("officer:sign_in"), then=types_a_wrong_password, status=200),
    ],
    "officer:settings": [Shown(HANDLER, at("officer:settings"), wide="cai-dat")],
    "officer:add_factor": [Shown(HANDLER, at("officer:add_factor"), wide="hai-lop")],
    "officer:home": [
        Shown(RECEIVER, at("officer:home")),
        Shown(HANDLER, at("officer:home"), wide="danh-sach", narrow="danh-sach"),
        Shown(HANDLER, at("officer:home", query="?nhom=cham")),
        Shown(HANDLER, at("officer:home", query="?q=khong-co-ai")),
        Shown(INSPECTOR, at("officer:home")),
    ],
    "officer:bulk": [Shown(RECEIVER, at("officer:home", query="?nhom=cua-phong"), then=ticks_two("Chuyển bước"))],
    "officer:dossier": [
        Shown(HANDLER, at("officer:dossier", held(HANDLER, State.IN_PROGRESS)), wide="ho-so"),
        Shown(INSPECTOR, at("officer:dossier", dossier(State.RETURNED))),
        verb(RECEIVER, "tiep-nhan", dossier(State.FILED), wide="tiep-nhan-truc-tuyen"),
        verb(RECEIVER, "tu-choi", dossier(State.FILED)),
        verb(RECEIVER, "yeu-cau-bo-sung", dossier(State.FILED)),
        verb(RECEIVER, "chuyen-buoc", dossier(State.RECEIVED)),
        verb(RECEIVER, "sua-tiep-nhan", dossier(State.RECEIVED)),
        verb(RECEIVER, "nhan-bo-sung", dossier(State.AWAITING_SUPPLEMENT)),
        verb(RECEIVER, "xac-nhan-nop-tien", dossier(State.AWAITING_OBLIGATION)),
        verb(RECEIVER, "cho-rut", dossier(State.WITHDRAWAL_ASKED)),
        verb(RECEIVER, "tra-ket-qua", dossier(State.RESOLVED)),
        verb(HANDLER, "yeu-cau-bo-sung", held(HANDLER, State.IN_PROGRESS), wide="yeu-cau-bo-sung"),
        verb(HANDLER, "trinh-ky", held(HANDLER, State.IN_PROGRESS), wide="trinh-ky"),
        verb(HANDLER, "hoi-y-kien", held(HANDLER, State.IN_PROGRESS)),
        verb(HANDLER, "yeu-cau-nop-tien", held(HANDLER, State.IN_PROGRESS)),
        verb(HANDLER, "tra-lai", held(HANDLER, State.IN_PROGRESS)),
        verb(HEAD, "hen-lai", held(HANDLER, State.IN_PROGRESS), wide="hen-lai"),
        verb(HEAD, "phan-cong", dossier(State.IN_PROGRESS, holder=None, holder_function="case_handler")),
        verb(HEAD, "chuyen-nguoi", held(HANDLER, State.IN_PROGRESS)),
        verb(SIGNER, "ky", dossier(State.IN_PROGRESS, holder_function="approver")),
        verb(SIGNER, "lam-lai", dossier(State.IN_PROGRESS, holder_function="approver")),
        verb(SIGNER, "dung-xu-ly", dossier(State.IN_PROGRESS, holder_function="approver")),
        verb(SIGNER, "khong-cho-rut", dossier(State.WITHDRAWAL_ASKED)),
        verb(SEAL, "phat-hanh", dossier(State.IN_PROGRESS, holder_function="records_clerk"), wide="phat-hanh"),
    ],
    "officer:result": [
        Shown(
            HANDLER,
            at("officer:result", lambda world: world.drafted.pk),
            wide="van-ban",
        )
    ],
    "officer:slips": [Shown(RECEIVER, at("officer:slips"))],
    "officer:slip_new": [Shown(RECEIVER, at("officer:slip_new"), wide="lap-phieu-ban-giao")],
    "officer:slip": [Shown(RECEIVER, at("officer:slip", lambda world: Slip.objects.latest("pk").pk))],
    "officer:register": [Shown(RECEIVER, at("officer:register"), wide="so-theo-doi")],
    "officer:print_selected": [
        Shown(RECEIVER, at("officer:home", query="?nhom=cua-phong"), then=ticks_two("In giấy")),
    ],
    "officer:money": [
        Shown(
            RECEIVER,
            at("officer:money", dossier(State.RECEIVED, State.IN_PROGRESS, payment="requested")),
            wide="thu-tien",
        ),
        Shown(HEAD, at("officer:money", dossier(*State, payment="paid"))),
        Shown(RECEIVER, at("officer:money", dossier(*State, payment="none"))),
    ],
    "officer:cash_book": [
        Shown(RECEIVER, at("officer:cash_book"), wide="so-quy"),
        Shown(RECEIVER, at("officer:cash_book", query="?ngay=01/01/2026")),
        Shown(HANDLER, at("officer:cash_book")),
    ],
    "officer:refunds": [
        Shown(HEAD, at("officer:refunds"), wide="hoan-tien"),
        Shown(HANDLER, at("officer:refunds", query="?loc=tat-ca")),
    ],
    "officer:statements": [
        Shown(HEAD, at("officer:statements"), wide="doi-chieu"),
        Shown(HEAD, at("officer:statements", query="?loc=doubled")),
        Shown(HANDLER, at("officer:statements")),
    ],
    "officer:parcels": [
        Shown(RECEIVER, at("officer:parcels", query="?loc=lay-giay-to"), wide="buu-chinh"),
        Shown(RECEIVER, at("officer:parcels", query="?tim=xyzzy")),
    ],
    "officer:online": [Shown(RECEIVER, at("officer:online"), wide="nop-truc-tuyen")],
    "officer:intake": [Shown(RECEIVER, at("officer:intake"), wide="tiep-nhan")],
    "officer:intake_form": [
        Shown(RECEIVER, at("officer:intake_form", lambda world: world.counter_draft.pk), wide="tiep-nhan-tai-quay")
    ],
    "officer:received": [
        Shown(RECEIVER, at("officer:received", dossier(State.RECEIVED, channel="desk")), wide="da-tiep-nhan")
    ],
    "officer:signing": [
        Shown(SIGNER, at("officer:signing"), wide="cho-ky", narrow="cho-ky"),
        Shown(SIGNER, at("officer:signing"), then=ticks_two("Ký các hồ sơ đã chọn"), wide="ky-nhieu"),
        Shown("kinhbac.phochutich", at("officer:signing")),
    ],
    "officer:sign_one": [
        Shown(
            SIGNER,
            at("officer:sign_one", dossier(State.IN_PROGRESS, holder_function="approver")),
            wide="xem-truoc-khi-ky",
            narrow="xem-truoc-khi-ky",
        )
    ],
    "officer:hand_over": [
        Shown(RECEIVER, at("officer:hand_over"), wide="tra-ket-qua"),
        Shown(RECEIVER, lambda world: f"/can-bo/tra-ket-qua/?ma={world.dossier(State.RESOLVED).code}"),
    ],
    "officer:delegations": [
        Shown(SIGNER, at("officer:delegations"), wide="uy-quyen-ky"),
        Shown(HANDLER, at("officer:delegations")),
    ],
    "officer:messages": [Shown(HANDLER, at("officer:messages"), wide="tin-bao-can-bo")],
}

MANAGER: dict[str, list[Shown]] = {
    "manager:today": [
        Shown(HEAD, at("manager:today"), wide="dieu-hanh", narrow="dieu-hanh"),
        Shown(INSPECTOR, at("manager:today")),
    ],
    "manager:list": [
        Shown(HEAD, at("manager:list", query="?nhom=cham"), wide="danh-sach-cham"),
        Shown(HEAD, at("manager:list")),
    ],
    "manager:teams": [Shown(HEAD, at("manager:teams"), wide="to-tu-van")],
    "manager:signals": [Shown(INSPECTOR, at("manager:signals"), wide="cau-hoi-ve-cach-nop")],
    "manager:reassign": [
        Shown(
            HEAD,
            lambda world: f"{reverse('manager:reassign')}?can-bo={world.person(HANDLER).pk}",
            wide="chuyen-nguoi",
        )
    ],
    "manager:remind": [Shown(HEAD, lambda world: f"{reverse('manager:remind')}?dossier={world.late.pk}", wide="nhac")],
    "manager:absences": [Shown(HEAD, at("manager:absences"), wide="can-bo-nghi")],
}

ADMINISTRATOR: dict[str, list[Shown]] = {
    "administrator:units": [Shown(ADMIN, at("administrator:units")), Shown(WHOLE, at("administrator:units"))],
    "administrator:unit": [Shown(ADMIN, at("administrator:unit", unit), wide="don-vi")],
    **{
        f"administrator:{name}": [Shown(ADMIN, at(f"administrator:{name}", unit))]
        for name in (
            "add_unit",
            "describe_unit",
            "move_unit",
            "add_post",
            "calendar_week",
            "offers",
        )
    },
    "administrator:rename_unit": [Shown(WHOLE, at("administrator:rename_unit", unit))],
    "administrator:close_unit": [Shown(WHOLE, at("administrator:close_unit", unit))],
    "administrator:reopen_unit": [Shown(WHOLE, at("administrator:reopen_unit", unit))],
    "administrator:end_post": [Shown(ADMIN, at("administrator:end_post", post))],
    "administrator:appoint": [Shown(ADMIN, at("administrator:appoint", post), wide="giao-vi-tri")],
    "administrator:take_on": [Shown(ADMIN, at("administrator:take_on", post))],
    "administrator:end_holding": [
        Shown(ADMIN, at("administrator:end_holding", lambda world: world.holding.pk)),
    ],
    "administrator:people": [
        Shown(ADMIN, at("administrator:people"), wide="can-bo"),
        Shown(ADMIN, at("administrator:people", query="?tim=xyzzy")),
    ],
    "administrator:person": [Shown(ADMIN, at("administrator:person", person(HANDLER)), wide="mot-can-bo")],
    "administrator:reset_password": [Shown(ADMIN, at("administrator:reset_password", person(HANDLER)))],
    "administrator:look_after": [
        Shown(ADMIN, at("administrator:look_after", person(HANDLER), slug)) for slug in ("mo-khoa", "dong")
    ],
    "administrator:absences": [Shown(ADMIN, at("administrator:absences"))],
    "administrator:revoke": [Shown(ADMIN, at("administrator:revoke", lambda world: world.delegation.pk))],
    "administrator:cancel_leave": [
        Shown(ADMIN, at("administrator:cancel_leave", lambda world: Leave.objects.latest("pk").pk))
    ],
    "administrator:calendar": [Shown(ADMIN, at("administrator:calendar", unit), wide="lich")],
    "administrator:calendar_day": [Shown(ADMIN, at("administrator:calendar_day", unit))],
    "administrator:calendar_ordinary": [
        Shown(ADMIN, at("administrator:calendar_ordinary", unit, lambda world: world.own_day)),
    ],
    "administrator:accounts": [Shown(ADMIN, at("administrator:accounts", unit), wide="tai-khoan-thu")],
    "administrator:set_account": [Shown(ADMIN, at("administrator:set_account", unit))],
    "administrator:offer": [Shown(ADMIN, at("administrator:offer", unit, "birth"))],
    "administrator:stop_offering": [Shown(ADMIN, at("administrator:stop_offering", unit, "birth"))],
    "administrator:sessions": [Shown(ADMIN, at("administrator:sessions"), wide="dang-dang-nhap")],
    "administrator:end_session": [
        Shown(ADMIN, lambda world: world.end_session()),
    ],
    "administrator:audit": [Shown(ADMIN, at("administrator:audit"), wide="nhat-ky")],
    "administrator:letters": [
        Shown(ADMIN, at("administrator:letters"), wide="tin-chua-gui"),
        Shown(ADMIN, at("administrator:letters", query="?xem=sent")),
    ],
    "administrator:message": [Shown(ADMIN, at("administrator:message", lambda world: world.dead_letter))],
    "administrator:campaigns": [Shown(ADMIN, at("administrator:campaigns"))],
    "administrator:new_campaign": [Shown(ADMIN, at("administrator:new_campaign"))],
    "administrator:campaign": [
        Shown(ADMIN, at("administrator:campaign", lambda world: world.campaign), wide="gui-hang-loat")
    ],
    "administrator:start_campaign": [Shown(ADMIN, at("administrator:start_campaign", lambda world: world.campaign))],
    "administrator:stop_campaign": [Shown(ADMIN, at("administrator:stop_campaign", lambda world: world.campaign))],
    "administrator:wordings": [Shown(WHOLE, at("administrator:wordings"))],
    "administrator:wording": [
        Shown(WHOLE, at("administrator:wording", "vi", "accepted"), wide="mau-tin"),
        Shown(WHOLE, at("administrator:wording", "vi", "code")),
    ],
    "administrator:wording_versions": [Shown(WHOLE, at("administrator:wording_versions", "vi", "accepted"))],
    "administrator:restore_wording": [Shown(WHOLE, at("administrator:restore_wording", "vi", "accepted", 1), 404)],
    "administrator:jobs": [Shown(WHOLE, at("administrator:jobs"), wide="viec-nen")],
    "administrator:letter": [
        Shown(ADMIN, at("administrator:letter", lambda world: world.dead_letter, slug)) for slug in ("gui-lai", "thoi")
    ],
    "administrator:health": [Shown(WHOLE, at("administrator:health"), wide="tinh-trang")],
    "forbidden": [Shown(HANDLER, at("administrator:units"), 403)],
}

PAGES = PUBLIC | APPLICANT | HELPER | OFFICER | MANAGER | ADMINISTRATOR

ELSEWHERE = "needs the provider: seen in test_sign_in_through_openid"
FILE = "a file to download"
PICTURE = "a picture within a page"
POST_ONLY = "takes a form and leads back to the page it is on"
ON = "leads on to another page"

NO_PAGE: dict[str, str] = {
    "language": ON,
    "public:blank_form": FILE,
    "public:offline_worker": "a script",
    "public:health": "for machines",
    "public:robots": "for machines",
    "public:provider_told": "for machines",
    "public:favicon": PICTURE,
    "applicant:elsewhere": ELSEWHERE,
    "applicant:back_from_elsewhere": ON,
    "applicant:join": ELSEWHERE,
    "public:seal_key": FILE,
    "applicant:begin_upload": "for the script and programs: tests/pages/applicant/test_uploads",
    "applicant:upload": "for the script and programs: tests/pages/applicant/test_uploads",
    "applicant:bridge_pages": "a part of the page of the bridge",
    "applicant:page_picture": PICTURE,
    "applicant:sign_out": POST_ONLY,
    "applicant:send_again": "sends again what was stopped by a sign-in: seen in tests/pages/applicant/test_interrupted",
    "applicant:resume": ON,
    "applicant:paper": FILE,
    "applicant:accept_mandate": POST_ONLY,
    "applicant:download": FILE,
    "administrator:calendar_start": ON,
    "administrator:offers_start": ON,
    "administrator:accounts_start": ON,
    "applicant:pay_begin": POST_ONLY,
    "applicant:pay_back": ON,
    "applicant:pay_notice": "for the payment gateway's server",
    "applicant:money_receipt": FILE,
    "officer:money_receipt": FILE,
    "officer:parcel_slip": FILE,
    "administrator:audit_export": FILE,
    "administrator:run_job": POST_ONLY,
    "administrator:transfer": "for closed units only; the same form page as close_unit",
    "manager:absence_cancel": POST_ONLY,
    "applicant:end_help": POST_ONLY,
    "adviser:end": POST_ONLY,
    "adviser:code": "takes the code read out: seen in tests/pages/adviser",
    "officer:start": ON,
    "officer:second_factor": "takes the code of an authenticator: seen in tests/pages/test_signing_in",
    "officer:recovery_codes": "takes a form; its words are those of add_factor",
    "officer:remove_factor": "where there is a factor; a question with one button",
    "officer:intake_discard": POST_ONLY,
    "officer:note": POST_ONLY,
    "officer:mark": POST_ONLY,
    "officer:unmasked": POST_ONLY,
    "officer:attachment": FILE,
    "officer:preview": PICTURE,
    "officer:paper": FILE,
    # Only a result that was issued can be taken back; tests/pages/officer/test_revoking_pages.py opens it.
    "officer:result_revoke": POST_ONLY,
    "officer:result_scan": POST_ONLY,
    "officer:result_picture": PICTURE,
    "officer:perform": POST_ONLY,
    "officer:slip_pdf": FILE,
    "officer:register_pdf": FILE,
    "officer:register_excel": FILE,
    "officer:register_keep": POST_ONLY,
    "officer:revoke": POST_ONLY,
    "officer:cancel_leave": POST_ONLY,
}

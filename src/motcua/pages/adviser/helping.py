"""Helping somebody: their phone and what they need, the code they read out, then one draft for an hour."""

from __future__ import annotations

from dataclasses import asdict, dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core import signing
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from motcua.accounts import actions as accounts
from motcua.accounts.actions.sign_in import address_of
from motcua.accounts.rules import logins
from motcua.accounts.rules.codes import GOOD_FOR, Purpose
from motcua.accounts.rules.consent import FRESH_FOR, Consent
from motcua.accounts.rules.refusals import AccountRefusal, SignInRefused
from motcua.dossiers import actions
from motcua.dossiers import queries as dossiers
from motcua.dossiers.rules.refusals import NotAllowed, NotFound
from motcua.organisation import queries as organisation
from motcua.organisation.rules.authority import Authority
from motcua.pages import catalogue_words
from motcua.pages.components import chips
from motcua.pages.components.fields import FieldShown, OptionShown
from motcua.pages.saying import format_time, said
from motcua.pages.signing_in import error_rows
from motcua.pages.staff.access import authority_of, now
from motcua.procedures import queries as procedures
from motcua.vietnamese import mask_name, mask_phone

from .access import for_helpers, teams_of

_SALT = "motcua.pages.adviser"
_AT_MOST = 200
MOST_OFFICES = 4


@dataclass(frozen=True, slots=True)
class Asked:
    """What the page before asked for; `agreed_at` once the code was right, for a phone that has no account yet."""

    phone: str
    version_id: str
    office_id: str
    team_id: str
    helper_id: str
    agreed_at: str = ""

    @property
    def agreed_to(self) -> str:
        """What the citizen's code is good for: this helper, this procedure, this office."""
        return f"{self.helper_id} {self.version_id} {self.office_id}"

    def signed(self) -> str:
        return signing.dumps(asdict(self), salt=_SALT)

    @staticmethod
    def read(text: str, by: Authority) -> Asked | None:
        """What `signed` wrote for this helper; None where it is too old, another's or not ours."""
        try:
            found = Asked(**signing.loads(text[:2000], salt=_SALT, max_age=FRESH_FOR))
        except (signing.BadSignature, TypeError):
            return None
        return found if found.helper_id == str(by.account_id) else None


@require_http_methods(["GET", "HEAD", "POST"])
@for_helpers
@sensitive_post_parameters("phone")
def home(request: HttpRequest) -> HttpResponse:
    """Ask whose phone and for which procedure; beside it, whom one has helped today."""
    by = authority_of(request)
    typed = {name: request.POST.get(name, "")[:_AT_MOST] for name in ("phone", "what", "team")}
    errors: dict[str, str] = {}
    if again := request.GET.get("viec", ""):  # the procedure of an hour that is over
        typed["what"] = typed["what"] or _value_of(by, again)
    if request.method == "POST":
        asked, errors = _asked(by, typed)
        if asked is not None:
            return _send(request, asked)
    return render(request, "adviser/home.html", _home(by, typed, errors), status=422 if errors else 200)


@require_POST
@for_helpers
@sensitive_post_parameters("code", "known")
def code(request: HttpRequest) -> HttpResponse:
    """Take the code that the citizen has read out; a phone without an account is asked for its holder's name."""
    asked = Asked.read(request.POST.get("known", ""), authority_of(request))
    if asked is None:
        messages.warning(request, _("Trang này để quá lâu nên đã đóng. Bắt đầu lại từ số điện thoại."))
        return HttpResponseRedirect(reverse("adviser:home"))
    if asked.agreed_at:
        return _name_given(request, asked)
    if "again" in request.POST:
        return _send(request, asked, again=True)
    if "read" not in request.POST:
        return _code_page(request, asked, {"read": _("Đọc lời xin phép cho người dân nghe trước đã.")})
    try:
        consent = accounts.take_consent(
            asked.phone,
            Purpose.ASSIST,
            request.POST.get("code", "")[:_AT_MOST],
            at=now(),
            address=address_of(request),
            bound_to=asked.agreed_to,
        )
    except SignInRefused:
        return _code_page(request, asked, {"code": _("Tài khoản của số này đang bị khóa. Mời bác đến quầy.")})
    except AccountRefusal as refusal:
        return _code_page(request, asked, {"code": said(refusal)})
    if consent.account_id is None:
        return _name_page(request, replace(asked, agreed_at=consent.at.isoformat()))
    return _begun(request, asked, consent)


@require_http_methods(["POST"])
@for_helpers
def end(request: HttpRequest, assistance_id: UUID) -> HttpResponse:
    """Leave the dossier before the hour is over."""
    try:
        actions.end_assistance(assistance_id, by=authority_of(request), at=now())
    except NotFound:
        raise Http404 from None
    messages.success(request, _("Đã thoát khỏi hồ sơ. Bạn không còn xem được hồ sơ này."))
    return HttpResponseRedirect(reverse("adviser:home"))


def _asked(by: Authority, typed: dict[str, str]) -> tuple[Asked | None, dict[str, str]]:
    errors: dict[str, str] = {}
    phone = ""
    try:
        phone = logins.phone_number(typed["phone"])
    except AccountRefusal as refusal:
        errors["phone"] = said(refusal)
    version_id, _colon, office_id = typed["what"].partition(":")
    if typed["what"] not in {one.value for one in _choices(by)}:
        errors["what"] = _("Chọn việc người dân cần làm.")
    teams = teams_of(by)
    team = next((one for one in teams if str(one.pk) == typed["team"]), teams[0] if len(teams) == 1 else None)
    if team is None:
        errors["team"] = _("Chọn tổ bạn đang làm việc.")
    if errors or team is None:
        return None, errors
    return Asked(phone, version_id, office_id, str(team.pk), str(by.account_id)), {}


def _home(by: Authority, typed: dict[str, str], errors: dict[str, str]) -> dict[str, Any]:
    at = now()
    begun = dossiers.assistances_given(by, since=at.replace(hour=0, minute=0, second=0, microsecond=0))
    teams = teams_of(by)
    what = tuple(replace(one, chosen=one.value == typed["what"]) for one in _choices(by))
    team = tuple(
        OptionShown("team" if n == 0 else f"team-{n}", str(one.pk), one.name, chosen=str(one.pk) == typed["team"])
        for n, one in enumerate(teams)
    )
    return {
        "section": "helper",
        "teams": teams,
        "helper_name": by.name,
        "phone": typed["phone"],
        "phone_error": errors.get("phone", ""),
        "what": FieldShown(
            "what",
            "choice",
            _("Người dân cần làm việc gì?"),
            options=what,
            error=errors.get("what", ""),
            always_list=True,
        ),
        "team": FieldShown("team", "choice", _("Bạn đang làm ở tổ nào?"), options=team, error=errors.get("team", ""))
        if len(teams) > 1
        else None,
        "errors": error_rows(errors),
        "today": [_in_list(one, at) for one in begun],
        "filed": sum(1 for one in begun if one.dossier_id is not None),
    }


def _in_list(one: Any, at: Any) -> dict[str, Any]:
    open_still = one.ended_at is None and one.until > at
    minutes = max(int((one.until - at) / timedelta(minutes=1)), 0)
    card = catalogue_words.card(one.procedure_key)
    ended = _("Hết quyền lúc %s") % format_time(_local(one.ended_at or one.until))
    chip = chips.running(minutes) if open_still else chips.finished(ended)
    return {
        "id": one.pk,
        "who": mask_name(one.citizen.full_name),
        "what": card.short_name if card is not None else one.procedure_key,
        "url": reverse("applicant:resume", args=[one.draft_id]) if open_still and one.draft_id else "",
        "filed": one.dossier_id is not None,
        "chip": chip,
    }


def _local(moment: Any) -> Any:
    return moment.astimezone(now().tzinfo)


def _choices(by: Authority) -> tuple[OptionShown, ...]:
    """What may be filed online at the office that runs the team, and at those above it."""
    today = now().date()
    offices: dict[UUID, Any] = {}
    for team in teams_of(by):
        unit_id = team.office_id
        while unit_id is not None and len(offices) < MOST_OFFICES:
            unit = organisation.unit_as_shown(unit_id)
            offices.setdefault(unit.pk, unit)
            above = organisation.unit_as_shown(unit.parent_id) if unit.parent_id else None
            unit_id = above.office_id if above is not None else None
    found: list[OptionShown] = []
    for office in offices.values():
        for offer in procedures.offered_by(office.pk, today):
            if "online" in offer.version.definition.channels:
                name = catalogue_words.read(offer.version.definition).short_name
                value = f"{offer.version.id}:{office.pk}"
                found.append(OptionShown(f"what-{len(found)}", value, f"{name} – {office.short_name}"))
    return tuple(found)


def _value_of(by: Authority, procedure_key: str) -> str:
    """The first choice that is about this procedure, empty where none is."""
    for one in _choices(by):
        if procedures.version(UUID(one.value.partition(":")[0])).procedure_key == procedure_key:
            return one.value
    return ""


def _send(request: HttpRequest, asked: Asked, *, again: bool = False) -> HttpResponse:
    by, at = authority_of(request), now()
    team = organisation.unit_as_shown(UUID(asked.team_id))
    what = procedures.version(UUID(asked.version_id)).definition.short_name
    about = {"helper": by.name, "team": team.short_name, "what": what}
    given = {"at": at, "address": address_of(request), "about": about, "bound_to": asked.agreed_to}
    try:
        issued = accounts.issue_code(asked.phone, Purpose.ASSIST, **given)  # type: ignore[arg-type]
    except AccountRefusal as refusal:
        return _code_page(request, asked, {"code": said(refusal)})
    return _code_page(request, asked, {}, sent_at=issued.issued_at, again=again)


def _code_page(
    request: HttpRequest, asked: Asked, errors: dict[str, str], *, sent_at: Any = None, again: bool = False
) -> HttpResponse:
    sent = _local(sent_at) if sent_at is not None else None
    context = {
        "section": "helper",
        "known": asked.signed(),
        "phone": mask_phone(asked.phone),
        "sent_at": format_time(sent) if sent else "",
        "until": format_time(sent + GOOD_FOR) if sent else "",
        "again": again,
        "read": "read" in request.POST,
        "wrong": errors,
        "errors": error_rows(errors),
        "helper_name": authority_of(request).name,
        "team_name": organisation.unit_as_shown(UUID(asked.team_id)).short_name,
    }
    return render(request, "adviser/code.html", context, status=422 if errors else 200)


def _name_page(request: HttpRequest, asked: Asked, error: str = "", name: str = "") -> HttpResponse:
    context = {
        "section": "helper",
        "known": asked.signed(),
        "phone": mask_phone(asked.phone),
        "name": name,
        "error": error,
        "errors": error_rows({"full_name": error} if error else {}),
        "helper_name": authority_of(request).name,
        "team_name": organisation.unit_as_shown(UUID(asked.team_id)).short_name,
    }
    return render(request, "adviser/name.html", context, status=422 if error else 200)


def _name_given(request: HttpRequest, asked: Asked) -> HttpResponse:
    name = request.POST.get("full_name", "")[:_AT_MOST]
    given = Consent(asked.phone, None, datetime.fromisoformat(asked.agreed_at))
    try:
        consent = accounts.consent_of_a_newcomer(given, name, at=now(), address=address_of(request))
    except AccountRefusal as refusal:
        return _name_page(request, asked, said(refusal), name)
    return _begun(request, asked, consent)


def _begun(request: HttpRequest, asked: Asked, consent: Consent) -> HttpResponse:
    try:
        draft = actions.begin_assistance(
            by=authority_of(request),
            at=now(),
            consent=consent,
            team_id=UUID(asked.team_id),
            version_id=UUID(asked.version_id),
            office_id=UUID(asked.office_id),
        )
    except NotAllowed as refusal:
        messages.error(request, said(refusal.message))
        return HttpResponseRedirect(reverse("adviser:home"))
    return HttpResponseRedirect(reverse("applicant:resume", args=[draft.pk]))

"""Coming in through an OpenID provider (VNeID): there, back, and the first time a proof of the phone.

The way there is a page with a link that a browser follows by itself, not an answer that redirects a form: browsers
hold the redirects of a form against `form-action` of our policy, and the provider is not ours.
"""

from __future__ import annotations

import logging
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from motcua.accounts import actions as accounts
from motcua.accounts.actions.sign_in import address_of
from motcua.accounts.ports import OutsideFailure, OutsidePerson, OutsideProvider, OutsideRefusal
from motcua.accounts.rules import logins
from motcua.accounts.rules.codes import GOOD_FOR, Purpose
from motcua.accounts.rules.refusals import AccountRefusal, SignInRefused
from motcua.pages.saying import format_time, said
from motcua.pages.signing_in import error_rows, go_on, safe_url, sign_in_page
from motcua.vietnamese import mask_phone

logger = logging.getLogger("motcua.signing_in")
_BEFORE, _PERSON = "before_elsewhere", "person_elsewhere"
_AT_MOST = 200
_MINUTES = 30


def _provider() -> OutsideProvider:
    if not settings.OPENID_ISSUER:
        raise Http404
    provider: OutsideProvider = import_string(settings.OUTSIDE_PROVIDER)()
    return provider


@login_not_required
@never_cache
def elsewhere(request: HttpRequest) -> HttpResponse:
    """Lead to the provider; where one was, and what was typed there, waits in the session."""
    provider = _provider()
    if request.method != "POST":
        return HttpResponseRedirect(reverse("applicant:sign_in"))
    next_url, kept = safe_url(request, request.POST.get("next", "")), request.POST.get("kept", "")
    try:
        url = provider.begin(request, settings.BASE_URL + reverse("applicant:back_from_elsewhere"))
    except OutsideFailure as failure:
        logger.warning("the OpenID provider cannot be asked: %s", failure)
        return sign_in_page(request, next_url=next_url, kept=kept, error=_not_now(), place="code-phone")
    request.session[_BEFORE] = {"next": next_url, "kept": kept}
    return render(request, "account/elsewhere.html", {"url": url, "provider": settings.OPENID_LABEL})


@login_not_required
@never_cache
def back_from_elsewhere(request: HttpRequest) -> HttpResponse:
    """The browser comes back from the provider."""
    provider = _provider()
    before = request.session.get(_BEFORE) or {"next": "", "kept": ""}
    try:
        person = provider.finish(request)
        account = accounts.sign_in_elsewhere(request, person, at=timezone.now())
    except OutsideRefusal:
        return _turned_back(request, before, _("Bạn đã dừng ở %(name)s. Đăng nhập lại bằng cách nào cũng được."))
    except OutsideFailure as failure:
        logger.warning("the OpenID provider's answer was not believed: %s", failure)
        return _turned_back(request, before, _not_now())
    except SignInRefused:
        return _turned_back(request, before, _("Tài khoản này đang bị khóa. Hãy gọi số trợ giúp."))
    if account is not None:
        return go_on(request, before["kept"], before["next"])
    request.session[_PERSON] = {**asdict(person), "at": int(timezone.now().timestamp())}
    return HttpResponseRedirect(reverse("applicant:join"))


@login_not_required
@never_cache
@sensitive_post_parameters("code", "phone")
def join(request: HttpRequest) -> HttpResponse:
    """The first time: which phone is theirs, proven by a code; an account that has it is linked, else one is made."""
    _provider()
    person = _waiting(request)
    if person is None:
        return HttpResponseRedirect(reverse("applicant:sign_in"))
    if request.method != "POST":
        return _join_page(request, person)
    phone = request.POST.get("phone", "")[:_AT_MOST]
    name = person.full_name or request.POST.get("full_name", "")[:_AT_MOST]
    try:
        name, phone = logins.full_name(name), logins.phone_number(phone)
        if "code" not in request.POST or "again" in request.POST:
            code = accounts.issue_code(phone, Purpose.SIGN_IN, at=timezone.now(), address=address_of(request))
            return _join_page(request, person, phone=phone, name=name, sent_at=code.issued_at)
        accounts.join_by_code(
            request, person, phone, request.POST["code"][:_AT_MOST], full_name=name, at=timezone.now()
        )
    except SignInRefused:
        wrong = {"code": _("Tài khoản của số này đang bị khóa. Hãy gọi số trợ giúp.")}
        return _join_page(request, person, phone=phone, name=name, wrong=wrong)
    except AccountRefusal as refusal:
        place = refusal.field or ("code" if "code" in request.POST else "phone")
        return _join_page(request, person, phone=phone, name=name, wrong={place: said(refusal)})
    before = request.session.pop(_BEFORE, None) or {"next": "", "kept": ""}
    request.session.pop(_PERSON, None)
    return go_on(request, before["kept"], before["next"])


def _waiting(request: HttpRequest) -> OutsidePerson | None:
    data = dict(request.session.get(_PERSON) or {})
    if not data or timezone.now().timestamp() - data.pop("at") > _MINUTES * 60:
        return None
    return OutsidePerson(**data)


def _join_page(
    request: HttpRequest,
    person: OutsidePerson,
    *,
    phone: str = "",
    name: str = "",
    sent_at: Any = None,
    wrong: dict[str, str] | None = None,
) -> HttpResponse:
    wrong = wrong or {}
    sent = timezone.localtime(sent_at) if sent_at else None
    asking_for_code = (sent is not None or "code" in request.POST) and "phone" not in wrong and "full_name" not in wrong
    context = {
        "section": "sign_in",
        "provider": settings.OPENID_LABEL,
        "person": person,
        "name": name,
        "phone": phone,
        "masked": mask_phone(phone) if asking_for_code else "",
        "asking_for_code": asking_for_code,
        "until": format_time(sent + GOOD_FOR) if sent else "",
        "name_error": wrong.get("full_name", ""),
        "phone_error": wrong.get("phone", "") if not asking_for_code else "",
        "code_error": wrong.get("code", ""),
        "errors": error_rows(wrong),
    }
    return render(request, "account/join.html", context)


def _turned_back(request: HttpRequest, before: dict[str, str], words: str) -> HttpResponse:
    error = words % {"name": settings.OPENID_LABEL} if "%(name)s" in words else words
    return sign_in_page(request, next_url=before["next"], kept=before["kept"], error=error, place="code-phone")


def _not_now() -> str:
    return _("Lúc này chưa đăng nhập được bằng %(name)s. Hãy dùng mã nhắn đến điện thoại.") % {
        "name": settings.OPENID_LABEL
    }

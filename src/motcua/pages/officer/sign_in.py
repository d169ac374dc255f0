"""The officers' own door: user name and password, then on to where they were going."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from motcua.accounts import actions as accounts
from motcua.accounts.rules.refusals import LockedOut, SecondFactorNeeded, SignInRefused
from motcua.pages.saying import said
from motcua.pages.signing_in import ask_for_factor

LOGIN_AT_MOST = 200


@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
@never_cache
@sensitive_post_parameters("password")
def sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as an officer; the same answer for every wrong pair, what was typed as the name is given back."""
    going_to = _safe(request, request.POST.get("next") or request.GET.get("next", ""))
    if request.method != "POST":
        if getattr(request.user, "kind", "") == "officer":
            return HttpResponseRedirect(going_to)
        return render(request, "officer/sign_in.html", {"next": going_to, "login": "", "error": ""})
    login = request.POST.get("login", "")[:LOGIN_AT_MOST]
    try:
        accounts.sign_in(
            request, login=login, password=request.POST.get("password", "")[:LOGIN_AT_MOST], at=timezone.now()
        )
    except SecondFactorNeeded as needed:
        return ask_for_factor(request, needed.account_id, next_url=going_to)
    except (SignInRefused, LockedOut) as refusal:
        return render(request, "officer/sign_in.html", {"next": going_to, "login": login, "error": said(refusal)})
    return HttpResponseRedirect(going_to)


def _safe(request: HttpRequest, url: str) -> str:
    """Where to go afterwards: never to another site."""
    allowed = url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())
    return url if url and allowed else reverse("officer:home")

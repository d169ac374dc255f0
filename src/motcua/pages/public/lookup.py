"""Where is my dossier: by its code, for anyone who has it. No names, no answers, and not too many tries."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from motcua.accounts import actions as accounts
from motcua.accounts.actions.sign_in import address_of
from motcua.dossiers.queries import public_progress
from motcua.pages.public import progress_words

LONGEST_CODE = 60
_HANDFULS = 6


@login_not_required
@require_safe
def lookup(request: HttpRequest) -> HttpResponse:
    """The form; what it is given goes to the page of that dossier, which may be kept as a bookmark."""
    code = " ".join(request.GET.get("ma", "").replace("\0", "").split())
    if not code:
        error = _("Hãy gõ mã hồ sơ in trên giấy tiếp nhận.") if "ma" in request.GET else ""
        return _form(request, code="", error=error, status=400 if error else 200)
    if len(code) > LONGEST_CODE or "/" in code:
        return _unknown(request, code[:LONGEST_CODE])
    return redirect("public:progress", code=code.upper())


@login_not_required
@require_safe
@never_cache
def progress(request: HttpRequest, code: str) -> HttpResponse:
    """Stages, holder, promise and its reckoning for the dossier with this code; a friendly 404 where there is none."""
    if too_many(request):
        response = render(request, "public/busy.html", {"section": "lookup"}, status=429)
        response["Retry-After"] = "60"
        return response
    at = timezone.now()
    found = public_progress(code, at) if len(code) <= LONGEST_CODE and "\0" not in code else None
    if found is None:
        return _unknown(request, code[:LONGEST_CODE])
    return render(
        request,
        "public/progress.html",
        {
            "section": "lookup",
            "address": f"{settings.BASE_URL}{request.path}",
            **progress_words.shown(found, at),
        },
    )


def too_many(request: HttpRequest) -> bool:
    """Whether this network address has looked up too often in the last minute."""
    if not settings.LOOKUPS_PER_MINUTE:
        return False
    # Behind our own proxy every visitor has the proxy's address: what counts is the one that the proxy saw.
    who, at, most = address_of(request), timezone.now(), settings.LOOKUPS_PER_MINUTE
    # Counted here first and handed to the database by the handful: most visitors never cost it a write.
    handful = max(1, most // _HANDFULS)
    key = f"lookups:{who}"
    here = cache.get_or_set(key, 0, timeout=60)
    try:
        here = cache.incr(key)
    except ValueError:
        here = 1  # it ran out between the two calls
    if here % handful:
        return bool(cache.get(f"{key}:full"))
    until = accounts.count("lookups", who, most=most, per=timedelta(minutes=1), at=at, many=handful)
    if until is not None:
        cache.set(f"{key}:full", True, timeout=max(1, int((until - at).total_seconds())))
    return until is not None


def _unknown(request: HttpRequest, code: str) -> HttpResponse:
    error = _("Không có hồ sơ nào mang mã “%s”. Xem lại từng ký tự trên giấy tiếp nhận.") % code
    return _form(request, code=code, error=error, unknown=True, status=404)


def _form(request: HttpRequest, *, code: str, error: str, status: int, unknown: bool = False) -> HttpResponse:
    context = {"section": "lookup", "code": code, "error": error, "unknown": unknown}
    return render(request, "public/lookup.html", context, status=status)

"""When there is no network: pages kept in the browser that say what to do; and whether the server lives."""

from __future__ import annotations

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control, never_cache
from django.views.decorators.http import require_safe


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def offline(request: HttpRequest) -> HttpResponse:
    """The page itself; the same for everybody, so that a browser may keep it."""
    return render(request, "failures/offline.html", {"phone": settings.HELP_PHONE})


@login_not_required
@require_safe
@cache_control(public=True, max_age=3600)
def draft(request: HttpRequest) -> HttpResponse:
    """The empty page in which a browser without a network shows a form it had open; the same for everybody."""
    return render(request, "public/offline_draft.html", {"phone": settings.HELP_PHONE})


@login_not_required
@require_safe
@cache_control(no_cache=True)
def worker(request: HttpRequest) -> HttpResponse:
    """The script that shows these pages where a page cannot be reached; it keeps no page of a person."""
    return render(request, "public/offline.js", content_type="text/javascript")


@login_not_required
@require_safe
@never_cache
def health(request: HttpRequest) -> HttpResponse:
    """For whoever watches the machine: 200 where the server and its database answer."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return HttpResponse("ok\n", content_type="text/plain")

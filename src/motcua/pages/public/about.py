"""Pages about the site itself, and the two files every browser or robot asks for."""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.templatetags.static import static
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

# Look-ups by code, verification of papers and everything behind sign-in are nobody's search results.
_ROBOTS = "User-agent: *\n" + "".join(
    f"Disallow: {path}\n"
    for path in (
        "/tra-cuu/",
        "/xac-minh/",
        "/nop/",
        "/dang-dien/",
        "/ho-so-cua-toi/",
        "/tep/",
        "/can-bo/",
        "/dang-nhap/",
        "/ngon-ngu/",
    )
)


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about a person, who sees it, how long, and what they may ask for."""
    return render(request, "public/privacy.html")


@login_not_required
@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """How the site can be used by everyone, and whom to tell where it cannot."""
    return render(request, "public/accessibility.html")


@login_not_required
@require_safe
@cache_control(public=True, max_age=86400)
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines should leave alone."""
    return HttpResponse(_ROBOTS, content_type="text/plain")


@login_not_required
@require_safe
@cache_control(public=True, max_age=86400)
def favicon(request: HttpRequest) -> HttpResponse:
    """The icon, for programs that ask for it without reading the page."""
    return redirect(static("motcua/css/art/mark.svg"))

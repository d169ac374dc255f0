"""What every page's frame says: whose site it is, how to reach a person, in which other language it can be read."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from motcua.pages import shared_computer
from motcua.pages.saying import in_english, said


def site(request: HttpRequest) -> dict[str, Any]:
    """Template context: `site` (`name`, `help_phone`, `demo`, `other_language`), and `shared` on a shared computer."""
    return {
        "site": {
            "name": said(settings.SITE_NAME),
            "help_phone": settings.HELP_PHONE,
            "demo": settings.DEMO_WANTED,
            "other_language": _other_language(request),
        },
        "shared": _shared(request),
    }


def _shared(request: HttpRequest) -> dict[str, int] | None:
    """On a shared computer: how long it waits, and for how long it warns; None elsewhere."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated or not shared_computer.is_shared(request):
        return None
    seconds = shared_computer.SECONDS
    return {"seconds": seconds, "minutes": seconds // 60, "warning": shared_computer.WARNING_SECONDS}


def _other_language(request: HttpRequest) -> dict[str, str]:
    code, name = ("vi", "Tiếng Việt") if in_english() else ("en", "English")
    # A page that was answered to a POST is not one to come back to.
    back = request.get_full_path() if request.method in ("GET", "HEAD") else "/"
    return {"code": code, "name": name, "url": f"{reverse('language', args=[code])}?{urlencode({'tiep': back})}"}

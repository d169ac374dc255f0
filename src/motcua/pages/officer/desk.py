"""What waits for the desk: filings from the network that nobody has taken in yet."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from motcua.pages.staff.access import for_officers

from .lists import listed


@require_safe
@for_officers
def online(request: HttpRequest) -> HttpResponse:
    """The filings to accept or refuse, the earliest promise first; each opens with Tiếp nhận."""
    return listed(request, "desk", "online", "officer/online.html")

"""How a filing came about, as far as the request says it: which machine, which network, whose shared computer."""

from __future__ import annotations

from datetime import timedelta

from django.core import signing
from django.http import HttpRequest, HttpResponse

from motcua.accounts.actions.recording import address_of, source_of
from motcua.dossiers.rules.circumstances import Circumstances, Place, device_of

COOKIE = "motcua_may"
_SALT = "motcua.pages.circumstances"
_GOOD_FOR = timedelta(days=365)
# Where a machine that is not a citizen's own may stand; an officer says so once, at that machine.
SHARED = (Place.DESK_COMPUTER, Place.WARD_TEAM, Place.QUARTER_TEAM)


def circumstances_of(request: HttpRequest) -> Circumstances:
    """What is known of the machine at which somebody presses the button; at home unless an officer marked it."""
    return Circumstances(
        place=place_of(request) or Place.HOME,
        device=device_of(request.headers.get("User-Agent", "")),
        network=source_of(address_of(request)),
    )


def place_of(request: HttpRequest) -> Place | None:
    """Which shared machine this is, as an officer marked it; None for any other."""
    try:
        said = signing.loads(request.COOKIES.get(COOKIE, "")[:300], salt=_SALT, max_age=_GOOD_FOR)
        place = Place(said)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    return place if place in SHARED else None


def mark(response: HttpResponse, request: HttpRequest, place: Place | None) -> None:
    """Remember on this machine where it stands, or forget it."""
    if place is None:
        response.delete_cookie(COOKIE)
        return
    response.set_cookie(
        COOKIE,
        signing.dumps(place.value, salt=_SALT),
        max_age=int(_GOOD_FOR.total_seconds()),
        httponly=True,
        secure=request.is_secure(),
        samesite="Lax",
    )

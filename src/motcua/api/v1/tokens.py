"""The token endpoint: OAuth 2 client credentials (RFC 6749 §4.4) and revocation (RFC 7009)."""

from __future__ import annotations

import base64
import binascii
from urllib.parse import unquote_plus

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.csrf import csrf_exempt

from motcua.accounts.actions.sign_in import address_of
from motcua.exchange import actions
from motcua.exchange.rules.refusals import BadClient, UnknownScope

from .answering import answer
from .doors import now, too_many

NO_STORE = {"Cache-Control": "no-store", "Pragma": "no-cache"}
LONGEST = 4096


@csrf_exempt
@login_not_required
def token(request: HttpRequest) -> HttpResponse:
    """A pass for half an hour, for client id and secret in the Authorization header or in the form."""
    refusal = _refused(request)
    if refusal is not None:
        return refusal
    if request.POST.get("grant_type") != "client_credentials":
        return _error("unsupported_grant_type")
    client_id, secret = _credentials(request)
    if not client_id or not secret:
        return _unknown(request)
    try:
        given, row = actions.give_token(client_id, secret, asked=request.POST.get("scope", "")[:500], at=now())
    except BadClient:
        return _unknown(request)
    except UnknownScope:
        return _error("invalid_scope")
    body = {
        "access_token": given,
        "token_type": "Bearer",
        "expires_in": int((row.expires_at - row.created_at).total_seconds()),
        "scope": " ".join(row.scopes),
    }
    return answer(body, headers=NO_STORE)


@csrf_exempt
@login_not_required
def revoke(request: HttpRequest) -> HttpResponse:
    """End a pass before its time; an unknown one is no error."""
    refusal = _refused(request)
    if refusal is not None:
        return refusal
    client_id, secret = _credentials(request)
    try:
        actions.end_token(client_id, secret, request.POST.get("token", "")[:LONGEST], at=now())
    except BadClient:
        return _unknown(request)
    return answer({}, headers=NO_STORE)


def _refused(request: HttpRequest) -> HttpResponse | None:
    if request.method != "POST":
        response = _error("invalid_request", 405)
        response.headers["Allow"] = "POST"
        return response
    if int(request.META.get("CONTENT_LENGTH") or 0) > LONGEST or request.content_type != FORM:
        return _error("invalid_request")
    return None


FORM = "application/x-www-form-urlencoded"


def _credentials(request: HttpRequest) -> tuple[str, str]:
    header = request.headers.get("Authorization", "")
    if header[:6].lower() == "basic ":
        try:
            pair = base64.b64decode(header[6:].strip()[:LONGEST], validate=True).decode()
        except (binascii.Error, ValueError):
            return "", ""
        client_id, _, secret = pair.partition(":")
        return unquote_plus(client_id), unquote_plus(secret)
    return request.POST.get("client_id", "")[:100], request.POST.get("client_secret", "")[:200]


def _unknown(request: HttpRequest) -> HttpResponse:
    if too_many(f"secrets:{address_of(request)}", settings.API_WRONG_SECRETS_PER_MINUTE):
        response = _error("slow_down", 429)
        response.headers["Retry-After"] = "60"
        return response
    response = _error("invalid_client", 401)
    response.headers["WWW-Authenticate"] = 'Basic realm="motcua"'
    return response


def _error(code: str, status: int = 400) -> HttpResponse:
    return answer({"error": code}, status=status, headers=NO_STORE)

"""Who is asking, whether too often, and what every refusal of the rooms becomes."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, HttpError, ValidationError
from ninja.security import HttpBearer

from motcua.dossiers.rules import refusals
from motcua.exchange import queries as exchange
from motcua.exchange.queries import Caller
from motcua.exchange.rules.refusals import BadAddress, ExchangeRefusal, KeyReused, NoMandate, NoSuchThing
from motcua.exchange.rules.scopes import AccessScope
from motcua.organisation.rules.refusals import NoSuchUnit

from .problems import Problem, problem

logger = logging.getLogger("motcua.api")
LONGEST_TOKEN = 200
CHALLENGE = {"WWW-Authenticate": 'Bearer realm="motcua"'}


class Door(HttpBearer):
    """Lets in whoever has a pass with one of the scopes; all doors have the same lock."""

    openapi_type = "oauth2"
    openapi_scheme = "bearer"

    def __init__(self, *scopes: AccessScope) -> None:
        self.scopes = frozenset(scopes)
        super().__init__()
        flow = {"tokenUrl": "/api/oauth/token", "scopes": {one.value: one.value for one in AccessScope}}
        self.openapi_security_schema.clear()
        self.openapi_security_schema.update(type="oauth2", flows={"clientCredentials": flow})

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        at = timezone.now()
        readable = token.isascii() and 0 < len(token) <= LONGEST_TOKEN
        caller = exchange.caller_of(token, at, timezone.localdate(at)) if readable else None
        if caller is None:
            raise Problem("unauthenticated", headers=CHALLENGE)
        # Before anything else is read: the first guarded statement fixes what the database shows this request.
        request.caller = caller  # type: ignore[attr-defined]
        if too_many(f"api:{caller.client_id}", settings.API_REQUESTS_PER_MINUTE):
            raise Problem("too_many", headers={"Retry-After": "60"})
        if not self.scopes & caller.scopes:
            raise Problem("wrong_scope", required_scopes=sorted(self.scopes))
        return caller


def caller_of(request: HttpRequest) -> Caller:
    """The program that is asking."""
    return request.caller  # type: ignore[attr-defined,no-any-return]


def now() -> datetime:
    """The moment of the request, in the office's own time."""
    return timezone.localtime(timezone.now())


def too_many(name: str, most: int) -> bool:
    """Whether something was counted more than so often within this minute."""
    if not most:
        return False
    key = f"{name}:{int(timezone.now().timestamp()) // 60}"
    if cache.add(key, 1, timeout=120):
        return False
    try:
        return int(cache.incr(key)) > most
    except ValueError:
        return False  # it ran out between the two calls


def answer_refusals(api: NinjaAPI) -> None:
    """Have every way of not doing a request answered by a problem document."""

    def on(kind: Any, made: Any) -> None:
        api.exception_handler(kind)(lambda request, found: problem(request, made(found)))

    on(Problem, lambda found: found)
    on(AuthenticationError, lambda found: Problem("unauthenticated", headers=CHALLENGE))
    on(ValidationError, lambda found: Problem("invalid", errors=[_place(one) for one in found.errors]))
    on(HttpError, lambda found: Problem("unreadable"))
    on(SuspiciousOperation, lambda found: Problem("unreadable"))
    for kind in (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent):
        on(kind, lambda found: Problem("too_large"))
    on(Http404, lambda found: Problem("not_found"))
    on(refusals.NotFound, lambda found: Problem("not_found", found.message))
    on(refusals.NotAllowed, lambda found: Problem("not_allowed", found.message))
    on(refusals.Changed, _changed)
    on(refusals.Superseded, lambda found: Problem("superseded", found.message))
    on(refusals.Invalid, lambda found: Problem("invalid", found.message, errors=pointed(found)))
    on(NoSuchUnit, lambda found: Problem("not_found"))
    on(NoSuchThing, lambda found: Problem("not_found", found.message))
    on(NoMandate, lambda found: Problem("no_mandate", found.message))
    on(KeyReused, lambda found: Problem("key_reused", found.message))
    on(BadAddress, lambda found: Problem("invalid", errors=[_error("/url", found.message, "address")]))
    on(ExchangeRefusal, lambda found: Problem("invalid", found.message))
    api.exception_handler(Exception)(_broken)


def pointed(refusal: refusals.Invalid, under: str = "/answers") -> list[dict[str, str]]:
    """The places an action names, as pointers into the request."""
    errors: dict[str, Any] = refusal.detail.get("errors") or {}
    return [_error(_pointer(name, under), str(message), "wrong") for name, message in errors.items()]


def _pointer(name: str, under: str) -> str:
    if name.startswith("paper."):
        return f"/papers/{name.removeprefix('paper.')}"
    if name in _OWN_PLACES:
        return f"/{name}"
    return f"{under}/{name.replace('.', '/')}"


_OWN_PLACES = frozenset(
    {"case", "delivery_wish", "reason", "to_account_id", "amount", "items", "number", "question", "answer", "note"}
    | {"due_at", "to_due_at", "unit_id", "handed_to", "handed_by", "summary", "outcome", "consultation_id", "file"}
    | {"receipt_number", "leader_reason", "waived"}
)


def _error(pointer: str, detail: str, code: str) -> dict[str, str]:
    return {"pointer": pointer, "code": code, "detail": detail}


def _place(error: dict[str, Any]) -> dict[str, str]:
    # ("body", "filing", "answers") → /answers; what is typed is never said back.
    steps = [str(step) for step in error.get("loc", ())]
    if steps and steps[0] in ("body", "form", "file"):
        steps = steps[2:] if steps[0] == "body" and len(steps) > 1 else steps[1:]
    said = str(error.get("msg", "")).replace("\x00", "")[:200]
    return _error("/" + "/".join(step.replace("~", "~0").replace("/", "~1") for step in steps), said, error["type"])


def _changed(found: refusals.Changed) -> Problem:
    since = [{"verb": one.verb, "at": one.at.isoformat(), "sequence": one.sequence} for one in _entries(found)]
    headers = {"ETag": f'"{found.detail["lock"]}"'} if "lock" in found.detail else None
    return Problem("changed", found.message, headers=headers, since=since)


def _entries(found: refusals.Changed) -> list[Any]:
    return list(found.detail.get("since") or [])


def _broken(request: HttpRequest, found: Exception) -> HttpResponse:
    logger.error("%s %s failed", request.method, request.path, exc_info=found)
    return problem(request, Problem("broken"))

"""Every address of the interface in one table: method, path, who answers, and the scope that opens it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import URLPattern, path
from django.utils.translation import override
from ninja import NinjaAPI
from ninja.parser import Parser

from motcua.exchange.rules.scopes import AccessScope as Scope
from motcua.organisation.rules import scope

from . import catalogue, dossiers, events, files, places, problems, supplements, tokens, verbs, webhooks, worklist
from .doors import Door, answer_refusals
from .problems import Problem, language_of, problem

FILE_AND_FORM = settings.LARGEST_FILE + 65_536


class StrictJson(Parser):
    """JSON as RFC 8259 has it: no NaN, nothing that no database keeps."""

    def parse_body(self, request: HttpRequest) -> Any:
        found = json.loads(request.body, parse_constant=_no_number)
        if b"\\u" in request.body:
            said = json.dumps(found, ensure_ascii=False)
            said.encode()  # half a character cannot be written
            if "\\u0000" in said or "\x00" in said:
                raise ValueError("a text with a zero character")
        return found


def _no_number(name: str) -> None:
    raise ValueError(f"{name} is no JSON")


@dataclass(frozen=True, slots=True)
class Address:
    """One address: the scopes of which any opens it; none at all: open to everyone."""

    method: str
    path: str
    view: Callable[..., HttpResponseBase]
    scopes: tuple[Scope, ...]
    statuses: tuple[int, ...] = (200,)

    @property
    def tag(self) -> str:
        """The resource, for the description."""
        return self.path.strip("/").partition("/")[0]


_FILE, _READ, _ACT = Scope.DOSSIERS_FILE, Scope.DOSSIERS_READ, Scope.DOSSIERS_ACT
_CATALOGUE, _HOOKS = (Scope.CATALOGUE_READ,), (Scope.WEBHOOKS_MANAGE,)
TABLE: tuple[Address, ...] = (
    Address("GET", "/problems/{code}", problems.described, ()),
    Address("GET", "/offices", places.offices, _CATALOGUE),
    Address("GET", "/offices/{office}/people", places.people, (_ACT,)),
    Address("GET", "/offices/{office}/units", places.units, (_ACT,)),
    Address("GET", "/procedures", catalogue.listed, _CATALOGUE),
    Address("GET", "/procedures/{key}", catalogue.one, _CATALOGUE),
    Address("GET", "/procedures/{key}/versions", catalogue.versions, _CATALOGUE),
    Address("GET", "/procedures/{key}/form", catalogue.form, _CATALOGUE),
    Address("POST", "/files", files.upload, (_FILE,), (201,)),
    Address("GET", "/files", files.listed, (_FILE,)),
    Address("POST", "/dossiers", dossiers.file, (_FILE,), (201,)),
    Address("GET", "/dossiers", dossiers.filed, (_FILE,)),
    Address("GET", "/dossiers/{code}", dossiers.one, (_READ, _FILE)),
    Address("GET", "/dossiers/{code}/status", dossiers.status, (_READ, _FILE)),
    Address("GET", "/dossiers/{code}/files/{file_id}", files.download, (_READ, _FILE)),
    Address("GET", "/dossiers/{code}/supplements", supplements.listed, (_READ, _FILE)),
    Address("POST", "/dossiers/{code}/supplements/answer", supplements.answered, (_FILE,)),
    Address("POST", "/dossiers/{code}/withdrawal", dossiers.withdraw, (_FILE,)),
    *(
        Address("POST", f"/dossiers/{{code}}/actions/{verb.value}", verbs.endpoint_of(verb), (_ACT,))
        for verb in verbs.INPUTS
    ),
    Address("GET", "/worklist", worklist.worklist, (Scope.WORKLIST_READ,)),
    Address("GET", "/events", events.listed, (Scope.EVENTS_READ,)),
    Address("GET", "/events/heads", events.heads, (Scope.EVENTS_READ,)),
    Address("GET", "/webhooks", webhooks.listed, _HOOKS),
    Address("POST", "/webhooks", webhooks.subscribe, _HOOKS, (201,)),
    Address("DELETE", "/webhooks/{webhook}", webhooks.end, _HOOKS, (204,)),
    Address("POST", "/webhooks/{webhook}/secret", webhooks.rotate, _HOOKS),
    Address("GET", "/webhooks/{webhook}/deliveries", webhooks.deliveries, _HOOKS),
    Address("POST", "/webhooks/{webhook}/deliveries/{event}/replay", webhooks.replay, _HOOKS, (202,)),
)


def made() -> NinjaAPI:
    """The interface, from the table."""
    api = NinjaAPI(
        title="Một Cửa",
        version="1.0.0",
        description="Hồ sơ một cửa cho phần mềm của cơ quan khác · Dossiers for other offices' programs",
        docs_url=None,
        openapi_url="/openapi.json",
        urls_namespace="api",
        parser=StrictJson(),
    )
    answer_refusals(api)
    for one in TABLE:
        name = f"{one.method.lower()}_{one.path.strip('/').replace('/', '_').replace('{', '').replace('}', '')}"
        api.default_router.add_api_operation(
            one.path,
            [one.method],
            one.view,
            auth=Door(*one.scopes) if one.scopes else None,
            operation_id=name,
            url_name=name,
            tags=[one.tag],
            description=f"{(one.view.__doc__ or '').strip()} [{' | '.join(one.scopes)}]",
            openapi_extra=described(one),
        )
    return api


def described(one: Address) -> dict[str, Any]:
    """The answers of an address for the description: what is done, and one shape for whatever is not."""
    media = "application/octet-stream" if one.view is files.download else "application/json"
    if one.view is catalogue.form:
        media = "application/schema+json"
    schema = {"type": "string", "format": "binary"} if one.view is files.download else {"type": "object"}
    content = {} if one.statuses == (204,) else {"content": {media: {"schema": schema}}}
    done = {status: {"description": "OK", **content} for status in one.statuses}
    said = {"application/problem+json": {"schema": PROBLEM}}
    failed = {"4XX": {"description": "RFC 9457", "content": said}}
    return {"responses": {**done, **failed}}


PROBLEM: dict[str, Any] = {
    "type": "object",
    "required": ["type", "title", "status", "code"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "code": {"enum": sorted(problems.KINDS)},
        "detail": {"type": "string"},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["pointer", "code", "detail"],
                "properties": {name: {"type": "string"} for name in ("pointer", "code", "detail")},
            },
        },
    },
}


def guarded(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Around every address: no page's sign-in, a bound on the body, the scope of whoever asks, plain headers."""

    @wraps(view)
    def answered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with scope.within(lambda: _scope_of(request)), override(language_of(request)):
            response = _refused(request) or view(request, *args, **kwargs)
            if response.status_code == 405:
                allow = {"Allow": response.headers.get("Allow", "")}
                response = problem(request, Problem("wrong_method", headers=allow))
        response.headers.setdefault("Cache-Control", "no-store, private")
        response.headers["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'; sandbox"
        return response

    answered.login_required = False  # type: ignore[attr-defined]
    answered.csrf_exempt = True  # type: ignore[attr-defined]
    return answered


def _scope_of(request: HttpRequest) -> scope.Scope:
    found = getattr(request, "caller", None)
    return found.scope if found is not None else scope.NOTHING


def _refused(request: HttpRequest) -> HttpResponse | None:
    if "\x00" in request.path or "%00" in request.META.get("QUERY_STRING", ""):
        return problem(request, Problem("unreadable"))
    most = FILE_AND_FORM if request.content_type == "multipart/form-data" else settings.DATA_UPLOAD_MAX_MEMORY_SIZE
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return problem(request, Problem("unreadable"))
    return problem(request, Problem("too_large")) if length > most else None


def nowhere(request: HttpRequest, rest: str = "") -> HttpResponse:
    """An address that there is not, said as everything else here."""
    return problem(request, Problem("not_found"))


def _patterns() -> list[URLPattern]:
    found: list[URLPattern] = []
    for one in made().urls[0]:
        if isinstance(one, URLPattern) and one.callback is not None:
            one.callback = guarded(one.callback)
            found.append(one)
    return [*found, path("<path:rest>", guarded(nowhere), name="nowhere")]


app_name = "api"
urlpatterns = _patterns()
TOKENS = [
    path("token", tokens.token, name="token"),
    path("revoke", tokens.revoke, name="revoke"),
]

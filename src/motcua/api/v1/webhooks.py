"""Being told instead of asking: where, of what, what became of it, and once more."""

from __future__ import annotations

from typing import Annotated, Any, Literal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from ninja import Schema
from pydantic import Field

from motcua.dossiers.rules.states import Verb
from motcua.exchange import actions, queries
from motcua.exchange.actions.answers import FirstAnswer

from .answering import answer, plain
from .doors import caller_of, now
from .once import once
from .words import Id, Key


class Wanted(Schema):
    url: Annotated[str, Field(min_length=1, max_length=500, description="https, máy chủ công khai")]
    verbs: Annotated[list[Verb], Field(max_length=40, description="Bỏ trống là mọi việc")] = []


def listed(request: HttpRequest) -> HttpResponse:
    """The program's webhooks."""
    return answer({"webhooks": [_shown(one) for one in queries.webhooks_of(caller_of(request))]})


def subscribe(request: HttpRequest, wanted: Wanted) -> HttpResponse:
    """Be told of everything from now on at an address; the secret that signs is shown this once."""
    hook, secret = actions.subscribe(
        caller_of(request), wanted.url, verbs=[one.value for one in wanted.verbs], at=now()
    )
    return answer({**_shown(hook), "secret": secret}, status=201)


def end(request: HttpRequest, webhook: Id) -> HttpResponse:
    """Be told no more."""
    actions.end_webhook(caller_of(request), webhook, at=now())
    return HttpResponse(status=204)


def rotate(request: HttpRequest, webhook: Id) -> HttpResponse:
    """A new secret, taken from the next message on."""
    return answer({"secret": actions.rotate_webhook_secret(caller_of(request), webhook)})


def deliveries(request: HttpRequest, webhook: Id, state: Literal["", "waiting", "sent", "dead"] = "") -> HttpResponse:
    """The newest deliveries and what became of them."""
    found = queries.deliveries_of(caller_of(request), webhook, state=state)
    return answer({"deliveries": [_delivery(one) for one in found]})


def replay(request: HttpRequest, webhook: Id, event: Id, key: Key = None) -> HttpResponse:
    """Send one event once more, whatever became of it."""
    by, at = caller_of(request), now()

    def do(_: UUID) -> FirstAnswer:
        return FirstAnswer(202, plain(_delivery(actions.replay(by, webhook, event, at=at))))

    return once(request, key, at, do)


def _shown(one: Any) -> dict[str, Any]:
    return {"id": str(one.pk), "url": one.url, "verbs": one.verbs, "created_at": one.created_at}


def _delivery(one: Any) -> dict[str, Any]:
    return {
        "event": one.event,
        "state": one.state,
        "attempts": one.attempts,
        "next_try_at": one.send_after if one.state == "waiting" else None,
        "sent_at": one.sent_at,
        "last_error": one.last_error,
    }

"""The floor: bare Django views through the ORM, without sign-in, tokens, permissions, checks or templates of ours.

Run as a web server of its own (`bench.floor:application`), on Django's own database backends, with no middleware.
The file named by MOTCUA_BENCH_FLOOR holds one real filing's rows; the filing view writes the same rows, row by row.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import django
from django.conf import settings

STOCK = {
    "motcua.config.sqlite": "django.db.backends.sqlite3",
    "motcua.config.postgresql": "django.db.backends.postgresql",
}
_database = settings.DATABASES["default"]
_database["ENGINE"] = STOCK.get(_database["ENGINE"], _database["ENGINE"])
_database["OPTIONS"].pop("assume_role", None)
_database |= {"CONN_MAX_AGE": None, "CONN_HEALTH_CHECKS": False}
settings.MIDDLEWARE = []
settings.ROOT_URLCONF = __name__
django.setup()

from django.core.handlers.wsgi import WSGIHandler  # noqa: E402
from django.core.serializers.json import DjangoJSONEncoder  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from django.db.models import F  # noqa: E402
from django.http import HttpRequest, HttpResponse, JsonResponse  # noqa: E402
from django.template import Context, Engine  # noqa: E402
from django.urls import path  # noqa: E402
from uuid_utils.compat import uuid7  # noqa: E402

from motcua.correspondence.models import Message  # noqa: E402
from motcua.dossiers.models import (  # noqa: E402
    Attachment,
    ChainHead,
    CodeCounter,
    Dossier,
    Draft,
    JournalEntry,
)
from motcua.receipts.models import Receipt  # noqa: E402

ROWS: dict[str, Any] = {}


def load_rows() -> dict[str, Any]:
    """One real filing's rows; moments as moments, as a view has them that took them from the clock."""
    if not ROWS:
        found = json.loads(Path(os.environ["MOTCUA_BENCH_FLOOR"]).read_text(encoding="utf-8"))
        models = {"dossier": Dossier, "entry": JournalEntry, "receipt": Receipt}
        ROWS.update({name: _typed(model, found[name]) for name, model in models.items()})
        ROWS["messages"] = [_typed(Message, one) for one in found["messages"]]
    return ROWS


def _typed(model: Any, row: dict[str, Any]) -> dict[str, Any]:
    return {name: model._meta.get_field(name).to_python(value) for name, value in row.items()}


def file(request: HttpRequest) -> HttpResponse:
    """Write what one filing writes: number, dossier, papers, draft, journal, chain, messages, paper given out."""
    asked, rows = json.loads(request.body), load_rows()
    unit_id = rows["dossier"]["unit_id"]
    day = rows["dossier"]["submitted_at"].date()
    with transaction.atomic():
        counters = CodeCounter.objects.filter(unit_id=unit_id, kind="dossier", day=day)
        if not counters.update(last=F("last") + 1):
            CodeCounter.objects.create(unit_id=unit_id, kind="dossier", day=day, last=1)
        number = counters.values_list("last", flat=True)[0]
        values = {**rows["dossier"], "id": uuid7(), "code": f"SÀN-{number:06d}"}
        dossier = Dossier.objects.create(**values)
        for pk in asked["attachments"]:
            paper = Attachment(pk=pk, dossier_id=dossier.pk)
            paper.save(force_update=True, update_fields=["dossier"])
        Draft(pk=asked["id"], dossier_id=dossier.pk).save(force_update=True, update_fields=["dossier"])
        fresh = {"dossier_id": dossier.pk, "key": asked["id"], "sequence": 1_000_000 + number}
        entry = JournalEntry.objects.create(**{**rows["entry"], "id": uuid7(), **fresh})
        ChainHead.objects.filter(unit_id=unit_id).update(sequence=F("sequence") + 0, hash=entry.hash)
        for message in rows["messages"]:
            key = f"{entry.pk}:{message['channel']}"
            Message.objects.create(**{**message, "id": uuid7(), "dossier_id": dossier.pk, "key": key})
        given = {"id": uuid7(), "dossier_id": dossier.pk, "entry_id": entry.pk, "token": uuid7().hex}
        Receipt.objects.create(**{**rows["receipt"], **given})
    return JsonResponse({"code": dossier.code})


def read(request: HttpRequest, code: str) -> HttpResponse:
    """One dossier with its units and its whole journal, as JSON: what a look-up reads."""
    dossier = Dossier.objects.select_related("unit", "holder_unit").get(code=code)
    journal = list(JournalEntry.objects.filter(dossier_id=dossier.pk).order_by("sequence"))
    said = {name: getattr(dossier, name) for name in READ}
    said |= {"unit": dossier.unit.name, "holder_unit": dossier.holder_unit.name}
    said["journal"] = [{name: getattr(entry, name) for name in READ_OF_ENTRY} for entry in journal]
    return JsonResponse(said, encoder=DjangoJSONEncoder)


READ = [field.attname for field in Dossier._meta.concrete_fields]
READ_OF_ENTRY = [field.attname for field in JournalEntry._meta.concrete_fields]

LISTED = "code", "procedure_key", "title", "owner_name", "state", "stage_key"
TABLE = Engine().from_string(
    "<!doctype html><table>{% for row in rows %}<tr><td>{{ row.code }}</td><td>{{ row.procedure_key }}</td>"
    "<td>{{ row.owner_name }}</td><td>{{ row.title }}</td><td>{{ row.stage_key }}</td>"
    "<td>{{ row.submitted_at|date:'d/m/Y H:i' }}</td><td>{{ row.due_at|date:'d/m/Y H:i' }}</td></tr>"
    "{% endfor %}</table>"
)


def listed(request: HttpRequest, unit_id: str) -> HttpResponse:
    """A page of fifty open dossiers of an office, most urgent first: model objects into a Django template."""
    rows = Dossier.objects.filter(unit_id=unit_id, is_open=True).order_by("due_at", "id")[:50]
    return HttpResponse(TABLE.render(Context({"rows": rows})))


def hello(request: HttpRequest) -> HttpResponse:
    """Nothing: what the server itself costs."""
    return HttpResponse("ok")


urlpatterns = [
    path("file/", file),
    path("read/<str:code>/", read),
    path("list/<uuid:unit_id>/", listed),
    path("hello/", hello),
]
application = WSGIHandler()
connection.ensure_connection()
connection.close()

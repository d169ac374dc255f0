"""A partner's program as the tests play it: signs in with its secret, asks with its pass."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.http import HttpResponse
from django.test import Client

from motcua.dossiers.models import Dossier
from motcua.exchange import actions
from motcua.exchange.models import PartnerClient
from motcua.exchange.rules.scopes import AccessScope
from motcua.procedures import queries as procedures
from motcua.procedures.rules.papers import papers_for
from tests.builders.dossiers import Desk, scan
from tests.builders.office import CODE, KinhBac

EVERYTHING = tuple(one.value for one in AccessScope)


def now_is(monkeypatch: pytest.MonkeyPatch, told: Callable[[], datetime]) -> None:
    """It is the moment told for everybody who asks Django."""
    monkeypatch.setattr("django.utils.timezone.now", told)


class Program:
    """One program: its row, its secret, and a client that carries its pass."""

    def __init__(self, row: PartnerClient, secret: str) -> None:
        self.row, self.secret, self.client = row, secret, Client()
        self.token = ""

    def sign_in(self, scope: str = "") -> Any:
        form = {"grant_type": "client_credentials", "client_id": str(self.row.pk), "client_secret": self.secret}
        response: Any = Client().post(
            "/api/oauth/token",
            "&".join(f"{name}={value}" for name, value in {**form, "scope": scope}.items()),
            content_type="application/x-www-form-urlencoded",
        )
        if response.status_code == 200:
            self.token = response.json()["access_token"]
        return response

    def ask(self, method: str, path: str, data: Any = None, **headers: str) -> Any:
        """One request under /api/v1; headers as keyword arguments (Idempotency_Key=…)."""
        if not self.token:
            assert self.sign_in().status_code == 200
        said = {name.replace("_", "-"): value for name, value in headers.items()}
        body = b"" if data is None else json.dumps(data, default=str).encode()
        response: HttpResponse = self.client.generic(
            method,
            f"/api/v1{path}",
            body,
            content_type="application/json",
            headers={"Authorization": f"Bearer {self.token}", **said},
        )
        return response

    def get(self, path: str, **headers: str) -> Any:
        return self.ask("GET", path, **headers)

    def post(self, path: str, data: Any = None, *, key: str | None = None, **headers: str) -> Any:
        return self.ask("POST", path, data or {}, Idempotency_Key=key or uuid4().hex, **headers)

    def upload(self, name: str = "giay.pdf", file: Any = None) -> Any:
        if not self.token:
            assert self.sign_in().status_code == 200
        return self.client.post(
            "/api/v1/files", {"file": file or scan(name)}, headers={"Authorization": f"Bearer {self.token}"}
        )

    def act(self, dossier: Dossier, verb: str, data: Any = None, *, match: str | None = None, key: str = "") -> Any:
        match = match or f'"{Dossier.objects.get(pk=dossier.pk).lock}"'
        return self.post(f"/dossiers/{dossier.code}/actions/{verb}", data, key=key or None, If_Match=match)


def program_of(
    office: KinhBac,
    *,
    unit_id: UUID | None = None,
    officer: str = "",
    scopes: tuple[str, ...] = EVERYTHING,
    name: str = "Phần mềm bệnh viện",
) -> Program:
    """A new program of a unit (Kinh Bắc) with scopes, acting for an officer."""
    mandate = office.person(officer).pk if officer else None
    if mandate is None:
        scopes = tuple(one for one in scopes if one != "dossiers:act")
    row, secret = actions.create_client(
        name, unit_id=unit_id or office.id, scopes=scopes, mandate_id=mandate, who="thử", at=office.at
    )
    return Program(row, secret)


def filing_of(desk: Desk, program: Program, key: str = "birth") -> dict[str, Any]:
    """A whole filing, its papers uploaded."""
    answers, case = desk.answers(key)
    definition = procedures.version(desk.office.version_id(key, desk.at)).definition
    papers = [
        {"paper": one.paper.key, "file": program.upload().json()["id"]}
        for one in papers_for(definition, case, answers)
        if one.uploadable and one.paper.required
    ]
    return {
        "office": CODE,
        "procedure": key,
        "case": case,
        "delivery_wish": "desk",
        "answers": answers,
        "papers": papers,
    }


def is_genuine(header: str, secret: str, body: bytes, now: int) -> bool:
    """What a receiver does: the signature is ours and not older than five minutes."""
    parts = dict(part.split("=", 1) for part in header.split(",") if "=" in part)
    expected = hmac.new(secret.encode(), f"{parts['t']}.".encode() + body, hashlib.sha256).hexdigest()
    return abs(now - int(parts["t"])) <= 300 and hmac.compare_digest(expected, parts["v1"])

"""The description of the interface is valid, and nothing that it allows, nor anything else, breaks the house."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from bench.hostile_requests import sent
from motcua.api.v1.addresses import TABLE
from tests.api.programs import Program, filing_of
from tests.builders.dossiers import Desk


def test_the_description_is_valid_openapi(db: None) -> None:
    from jsonschema_rs import validator_for
    from schemathesis.openapi import from_dict

    document = Client().get("/api/v1/openapi.json").json()
    described = {(method.upper(), path) for path, ways in document["paths"].items() for method in ways}
    assert described == {(one.method, "/api/v1" + one.path) for one in TABLE}
    assert document["openapi"].startswith("3.1")
    for name in document["components"]["schemas"]:
        validator_for({"$ref": f"#/components/schemas/{name}", "components": document["components"]})
    assert len(list(from_dict(document).get_all_operations())) == len(TABLE)


def test_hostile_requests_are_answered_without_breaking(desk: Desk, program: Program) -> None:
    """A bounded part of what `bench/hostile_requests.py` sends by the ten thousand."""
    code = program.post("/dossiers", filing_of(desk, program)).json()["code"]
    program.sign_in()
    found = sent(token=program.token, code=code, cases=150, seconds=12, each=1)
    assert found.cases >= 20
    assert found.broken == []


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'"x"',
        b"\xff\xfe",
        b'{"office": NaN}',
        b'{"office": "\\u0000"}',
        b'{"office": "\\ud800"}',
        b'{"answers": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        json.dumps({"office": "H05.101", "procedure": "birth", "answers": {"a": 10**400}}).encode(),
    ],
)
def test_a_body_that_is_no_filing_is_refused(program: Program, body: bytes) -> None:
    program.sign_in()
    response: Any = program.client.generic(
        "POST",
        "/api/v1/dossiers",
        body,
        content_type="application/json",
        headers={"Authorization": f"Bearer {program.token}", "Idempotency-Key": "a"},
    )
    assert response.status_code in (400, 422)
    assert response.headers["Content-Type"] == "application/problem+json"


def test_too_large_a_body_is_refused_unread(program: Program, settings: Any) -> None:
    program.sign_in()
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    response = program.post("/dossiers", {"office": "x" * 200})
    assert (response.status_code, response.json()["code"]) == (413, "too_large")

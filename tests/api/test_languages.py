"""Problems speak the language that was asked for, and say where they are explained."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from motcua.api.v1.problems import KINDS
from tests.api.programs import Program, filing_of
from tests.builders.dossiers import Desk


@pytest.mark.parametrize(
    ("asked", "title"),
    [
        ("", "Không có ở đây."),
        ("en", "There is no such thing here."),
        ("en-GB,vi;q=0.5", "There is no such thing here."),
        ("fr, vi;q=0.8, en;q=0.3", "Không có ở đây."),
        ("de", "Không có ở đây."),
        (";;q=,,x" * 40, "Không có ở đây."),
    ],
)
def test_the_title_is_in_the_language_of_the_request(program: Program, asked: str, title: str) -> None:
    response = program.get("/dossiers/X", **({"Accept_Language": asked} if asked else {}))
    assert (response.status_code, response.json()["title"]) == (404, title)
    assert response.headers["Content-Language"] == ("en" if title.startswith("There") else "vi")


def test_the_type_of_a_problem_can_be_opened(program: Program) -> None:
    document = program.get("/dossiers/X").json()
    path = document["type"].partition("/api/")[2]
    assert Client().get(f"/api/{path}").json()["title"]["en"] == "There is no such thing here."
    assert {kind.status for kind in KINDS.values()} <= set(range(400, 504))


def test_what_is_wrong_with_an_answer_is_said_in_the_language_of_the_request(desk: Desk, program: Program) -> None:
    filing = filing_of(desk, program)
    filing["answers"] = {}
    english = program.post("/dossiers", filing, Accept_Language="en").json()
    details = [one["detail"] for one in english["errors"]]
    assert len(details) > 3
    assert [one for one in details if re.search("[À-ỹđĐ]", one)] == []
    assert "Fill in “Mother”." in details
    vietnamese = program.post("/dossiers", filing, key="khac").json()
    assert "Hãy điền «Mẹ»." in [one["detail"] for one in vietnamese["errors"]]


def test_no_answer_may_be_kept_or_run(program: Program) -> None:
    response = program.get("/offices")
    assert response.headers["Cache-Control"] == "no-store, private"
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")

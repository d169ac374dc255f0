"""Every request knows whose authority it has, and shows the database no more than that person."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import ANONYMOUS
from motcua.pages.middleware import AuthorityMiddleware
from tests.organisation.trees import account, grow, unit

pytestmark = pytest.mark.django_db


def ask(user: Any, view: Any) -> HttpRequest:
    request = RequestFactory().get("/")
    request.user = user
    AuthorityMiddleware(view)(request)
    return request


def test_nobody_signed_in_holds_nothing_and_sees_nothing() -> None:
    seen: list[scope.Scope] = []

    def view(request: Any) -> HttpResponse:
        assert request.authority == ANONYMOUS
        seen.append(scope.current())
        return HttpResponse()

    ask(AnonymousUser(), view)
    assert seen == [scope.NOTHING]


def test_an_officers_request_sees_their_office_whether_or_not_the_page_asked_who_they_are(tmp_path: Path) -> None:
    grow(tmp_path)
    seen: list[scope.Scope] = []

    def view(request: Any) -> HttpResponse:
        seen.append(scope.current())
        return HttpResponse()

    before = scope.current()
    ask(account("desk.dong"), view)
    own = scope.Scope(units=frozenset({unit("X.1").pk, unit("X.1.01").pk}), person=account("desk.dong").pk)
    assert seen == [own]
    assert scope.current() == before


def test_the_scope_ends_with_the_request_even_when_it_breaks(tmp_path: Path) -> None:
    grow(tmp_path)
    before = scope.current()

    def view(request: Any) -> HttpResponse:
        assert request.authority.is_officer
        raise RuntimeError

    with pytest.raises(RuntimeError):
        ask(account("desk.dong"), view)
    assert scope.current() == before


def test_a_page_that_never_asks_costs_no_statement(tmp_path: Path) -> None:
    grow(tmp_path)
    person = account("desk.dong")
    with CaptureQueriesContext(connection) as statements:
        ask(person, lambda request: HttpResponse())
    assert len(statements) == 0

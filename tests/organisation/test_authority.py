"""Who holds what on a day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.test.utils import CaptureQueriesContext

from motcua.accounts.actions import register_citizen
from motcua.accounts.models import Account
from motcua.organisation import actions, queries
from motcua.organisation.models import Holding, Post
from motcua.organisation.rules.authority import ANONYMOUS, SYSTEM, Function
from motcua.organisation.rules.refusals import BadDates, NoRight
from tests.organisation.trees import NOW, TODAY, account, functions, holding, unit

pytestmark = pytest.mark.usefixtures("tree")


def authority(login: str, on: date = TODAY):  # type: ignore[no-untyped-def]
    return queries.authority_of(account(login), on)


def test_a_receiver_holds_their_post_at_their_office() -> None:
    by = authority("desk.dong")
    assert functions(by) == {(Function.RECEIVER, "X.1.01")}
    assert by.office_ids == {unit("X.1").pk}
    assert by.is_officer


def test_a_citizen_and_a_stranger_hold_nothing() -> None:
    citizen = register_citizen("0912345678", "mua xuan o lang", "Nguyễn Thị Hoa", at=NOW)
    assert queries.authority_of(citizen, TODAY).readable_office_ids == frozenset()
    assert queries.authority_of(citizen, TODAY).account_id == citizen.pk
    assert queries.authority_of(None, TODAY) == ANONYMOUS


def test_a_closed_account_holds_nothing() -> None:
    Account.objects.filter(login="desk.dong").update(is_active=False)
    assert authority("desk.dong") == ANONYMOUS


def test_nobody_holds_a_post_before_it_began_or_after_it_ended() -> None:
    assert functions(authority("desk.dong", date(2025, 6, 30))) == set()
    Holding.objects.filter(account__login="desk.dong").update(valid_to=TODAY)
    assert functions(authority("desk.dong")) == {(Function.RECEIVER, "X.1.01")}
    assert functions(authority("desk.dong", TODAY + timedelta(days=1))) == set()


def test_a_deputy_acts_only_while_the_holder_is_away() -> None:
    assert functions(authority("vice.dong")) == set()
    actions.record_leave(account("chief.dong").pk, by=SYSTEM, at=NOW, first=TODAY, last=TODAY + timedelta(days=2))
    acting = authority("vice.dong")
    assert functions(acting) == {(Function.APPROVER, "X.1.02")}
    assert acting.stands_in_for(account("chief.dong").pk)
    assert functions(authority("vice.dong", TODAY + timedelta(days=3))) == set()


def test_a_delegation_counts_between_its_days_and_not_after_it_is_revoked() -> None:
    chief = authority("chief.dong")
    given = actions.grant_delegation(
        holding("chief.dong").pk,
        by=chief,
        at=NOW,
        to_account_id=account("desk.dong").pk,
        first=TODAY + timedelta(days=1),
        last=TODAY + timedelta(days=5),
    )
    tomorrow = TODAY + timedelta(days=1)
    assert functions(authority("desk.dong")) == {(Function.RECEIVER, "X.1.01")}
    assert (Function.APPROVER, "X.1.02") in functions(authority("desk.dong", tomorrow))
    assert (Function.APPROVER, "X.1.02") not in functions(authority("desk.dong", TODAY + timedelta(days=6)))
    actions.revoke_delegation(given.pk, by=chief, at=NOW)
    assert functions(authority("desk.dong", tomorrow)) == {(Function.RECEIVER, "X.1.01")}


def test_a_deputy_whose_post_was_delegated_on_acts_only_while_the_holder_is_away() -> None:
    actions.grant_delegation(
        holding("vice.dong").pk, by=SYSTEM, at=NOW, to_account_id=account("desk.an").pk, first=TODAY, last=TODAY
    )
    assert functions(authority("desk.an")) == {(Function.RECEIVER, "X.2.01")}
    actions.record_leave(account("chief.dong").pk, by=SYSTEM, at=NOW, first=TODAY, last=None)
    assert (Function.APPROVER, "X.1.02") in functions(authority("desk.an"))


def test_nobody_delegates_a_colleagues_post_or_their_own_to_themselves() -> None:
    with pytest.raises(NoRight):
        actions.grant_delegation(
            holding("chief.dong").pk,
            by=authority("desk.dong"),
            at=NOW,
            to_account_id=account("desk.dong").pk,
            first=TODAY,
            last=TODAY,
        )
    with pytest.raises(BadDates):
        actions.grant_delegation(
            holding("chief.dong").pk,
            by=authority("chief.dong"),
            at=NOW,
            to_account_id=account("chief.dong").pk,
            first=TODAY,
            last=TODAY,
        )


def test_a_delegation_cannot_end_before_it_begins_or_in_the_past() -> None:
    for first, last in ((TODAY, TODAY - timedelta(days=1)), (TODAY - timedelta(days=9), TODAY - timedelta(days=8))):
        with pytest.raises(BadDates):
            actions.grant_delegation(
                holding("chief.dong").pk,
                by=authority("chief.dong"),
                at=NOW,
                to_account_id=account("desk.dong").pk,
                first=first,
                last=last,
            )


def test_an_inspector_reads_the_whole_subtree_and_works_on_none_of_it() -> None:
    by = authority("inspector")
    assert by.inspected_office_ids == {unit("X").pk, unit("X.1").pk, unit("X.2").pk}
    assert by.office_ids == frozenset()


def test_authority_costs_at_most_two_statements() -> None:
    for login, most in (("desk.dong", 1), ("vice.dong", 2), ("inspector", 2)):
        person = account(login)
        with CaptureQueriesContext(
            connection,
        ) as seen:
            queries.authority_of(person, TODAY)
        assert len(seen) == most


def test_the_django_user_nobody_signed_in_with_is_anonymous_to_the_middleware() -> None:
    from django.test import RequestFactory

    from motcua.pages.middleware import AuthorityMiddleware

    request = RequestFactory().get("/")
    request.user = AnonymousUser()
    AuthorityMiddleware(lambda asked: asked.authority.account_id)(request)  # type: ignore[arg-type,return-value]
    assert request.authority == ANONYMOUS  # type: ignore[attr-defined]


def test_holders_of_a_function_name_deputies_and_delegates_when_they_may_act() -> None:
    office = unit("X.1").pk
    names = lambda: [(h.name, h.on_leave) for h in queries.holders_of(office, Function.APPROVER, TODAY)]  # noqa: E731
    assert names() == [("Trần Văn Chính", False)]
    actions.record_leave(account("chief.dong").pk, by=SYSTEM, at=NOW, first=TODAY, last=None)
    actions.grant_delegation(
        holding("chief.dong").pk, by=SYSTEM, at=NOW, to_account_id=account("desk.dong").pk, first=TODAY, last=TODAY
    )
    assert sorted(names()) == [("Lê Thị Dung", False), ("Ngô Văn Phó", False), ("Trần Văn Chính", True)]


def test_somebody_is_given_a_post_by_the_administrator_of_its_unit_only() -> None:
    post = Post.objects.get(unit=unit("X.1.02"), function="approver")
    asked = {"at": NOW, "account_id": account("desk.an").pk, "first": TODAY, "kind": "holder"}
    with pytest.raises(NoRight):
        actions.give_post(post.pk, by=authority("admin.an"), **asked)
    given = actions.give_post(post.pk, by=authority("root"), **asked)
    assert (Function.APPROVER, "X.1.02") in functions(authority("desk.an"))
    actions.end_holding(given.pk, by=authority("root"), at=NOW, last=TODAY)
    assert (Function.APPROVER, "X.1.02") not in functions(authority("desk.an", TODAY + timedelta(days=1)))


def test_an_administrator_gives_no_post_and_no_delegation_to_themselves() -> None:
    own, post = account("admin.an").pk, Post.objects.get(unit=unit("X.2.01"), function="receiver")
    with pytest.raises(NoRight):
        actions.give_post(post.pk, by=authority("admin.an"), at=NOW, account_id=own, first=TODAY, kind="holder")
    held = holding("desk.an").pk
    with pytest.raises(NoRight):
        actions.grant_delegation(held, by=authority("admin.an"), at=NOW, to_account_id=own, first=TODAY, last=TODAY)


def test_leave_is_recorded_by_oneself_or_ones_administrator() -> None:
    chief = account("chief.dong").pk
    with pytest.raises(NoRight):
        actions.record_leave(chief, by=authority("admin.an"), at=NOW, first=TODAY, last=None)
    leave = actions.record_leave(chief, by=authority("chief.dong"), at=NOW, first=TODAY, last=TODAY)
    actions.cancel_leave(leave.pk, by=authority("root"), at=NOW)
    assert functions(authority("vice.dong")) == set()
    with pytest.raises(BadDates):
        actions.record_leave(chief, by=authority("root"), at=NOW, first=TODAY, last=TODAY - timedelta(days=1))

"""Whose work one answers for, who may note that a colleague is away, and to whom a post may be lent."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from motcua.organisation import actions, queries
from motcua.organisation.models import Holding, OrganisationChange, Post
from motcua.organisation.rules.authority import SYSTEM, Authority
from motcua.organisation.rules.refusals import BadDates, NoRight
from tests.organisation.trees import NOW, TODAY, account, holding, unit

pytestmark = pytest.mark.usefixtures("tree")


def authority(login: str) -> Authority:
    return queries.authority_of(account(login), TODAY)


def seen(login: str) -> set[str]:
    return {one.name for one in queries.overseen_offices(authority(login), TODAY)}


def give(login: str, code: str, function: str, title: str) -> None:
    post, _new = Post.objects.get_or_create(
        unit=unit(code), function=function, defaults={"title": title, "valid_from": TODAY - timedelta(days=30)}
    )
    Holding.objects.create(post=post, account=account(login), valid_from=TODAY - timedelta(days=30))


def test_a_leader_sees_their_office_and_an_inspector_everything_below() -> None:
    assert seen("chief.dong") == {"Phường Đông"}
    assert seen("inspector") == {"Tỉnh Thử", "Phường Đông", "Phường Ân"}
    assert seen("desk.dong") == seen("root") == set()
    assert queries.oversees(authority("chief.dong")) and not queries.oversees(authority("desk.dong"))


def test_who_leads_an_office_sees_those_below_and_who_leads_a_part_of_it_does_not() -> None:
    give("desk.an", "X", "approver", "Chủ tịch tỉnh")
    assert seen("desk.an") == {"Tỉnh Thử", "Phường Đông", "Phường Ân"}
    give("desk.dong", "X.1.01", "desk_head", "Giám đốc")
    assert seen("desk.dong") == {"Phường Đông"}


def test_a_leader_notes_that_a_colleague_is_away_and_nobody_elses() -> None:
    desk = account("desk.dong").pk
    for stranger in ("desk.an", "inspector", "vice.dong"):
        with pytest.raises(NoRight):
            actions.record_leave(desk, by=authority(stranger), at=NOW, first=TODAY, last=None)
    leave = actions.record_leave(desk, by=authority("chief.dong"), at=NOW, first=TODAY, last=None, reason="Ốm")
    note = OrganisationChange.objects.get(verb="record_leave")
    assert note.unit == unit("X.1.01") and "Ốm" not in f"{note.reason}{note.data}"
    assert queries.away_on([desk, None], TODAY) == {desk}
    [absent] = queries.leaves_in([unit("X.1").pk], TODAY)
    assert (absent.name, absent.reason) == ("Lê Thị Dung", ""), "why somebody is away is theirs"
    assert queries.leaves_of(desk, TODAY)[0].reason == "Ốm"
    assert queries.leaves_in([unit("X.2").pk], TODAY) == []
    actions.cancel_leave(leave.pk, by=authority("chief.dong"), at=NOW)
    assert queries.away_on([desk], TODAY) == frozenset()
    assert OrganisationChange.objects.get(verb="cancel_leave").data["account"] == str(desk)


def test_a_leave_is_noted_once_and_not_years_away() -> None:
    desk, by = account("desk.dong").pk, authority("desk.dong")
    week = TODAY + timedelta(days=7)
    actions.record_leave(desk, by=by, at=NOW, first=TODAY, last=week)
    for first, last in ((TODAY, None), (week, week + timedelta(days=1)), (TODAY - timedelta(days=3), TODAY)):
        with pytest.raises(BadDates, match="Đã ghi nghỉ"):
            actions.record_leave(desk, by=by, at=NOW, first=first, last=last)
    with pytest.raises(BadDates, match="Xem lại năm"):
        actions.record_leave(desk, by=by, at=NOW, first=TODAY + timedelta(days=800), last=None)
    actions.record_leave(desk, by=by, at=NOW, first=week + timedelta(days=1), last=None)


def test_a_post_is_lent_within_the_office_and_elsewhere_only_by_who_administers_both() -> None:
    post, stranger = holding("chief.dong").pk, account("desk.an").pk
    days: dict[str, Any] = {"at": NOW, "first": TODAY, "last": TODAY + timedelta(days=2)}
    with pytest.raises(NoRight, match="cùng cơ quan"):
        actions.grant_delegation(post, by=authority("chief.dong"), to_account_id=stranger, **days)
    with pytest.raises(NoRight):
        actions.grant_delegation(post, by=authority("admin.an"), to_account_id=stranger, **days)
    actions.grant_delegation(post, by=authority("root"), to_account_id=stranger, **days)
    colleague = account("desk.dong").pk
    actions.grant_delegation(post, by=authority("chief.dong"), to_account_id=colleague, **days)
    with pytest.raises(BadDates, match="đã giao"):
        actions.grant_delegation(post, by=authority("chief.dong"), to_account_id=colleague, **days)


def test_a_delegation_taken_back_before_it_began_is_gone_from_the_list_and_may_be_given_again() -> None:
    post, by, to = holding("chief.dong").pk, authority("chief.dong"), account("desk.dong").pk
    first, last = TODAY + timedelta(days=3), TODAY + timedelta(days=5)
    given = actions.grant_delegation(post, by=by, at=NOW, to_account_id=to, first=first, last=last)
    assert [one.id for one in queries.delegations_of(to, TODAY)] == [given.pk]
    actions.revoke_delegation(given.pk, by=by, at=NOW)
    assert queries.delegations_of(to, TODAY) == []
    actions.grant_delegation(post, by=by, at=NOW, to_account_id=to, first=first, last=last)
    assert [one.title for one in queries.holdings_of(account("chief.dong").pk, TODAY)] == ["Chủ tịch"]


def test_the_system_lends_anybody_anything() -> None:
    to = account("desk.an").pk
    given = actions.grant_delegation(
        holding("chief.dong").pk, by=SYSTEM, at=NOW, to_account_id=to, first=TODAY, last=TODAY
    )
    assert [one.id for one in queries.delegations_of(to, TODAY)] == [given.pk]

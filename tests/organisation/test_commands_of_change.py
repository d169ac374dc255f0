"""What an administrator changes by command until the pages for it stand: days, leave, work entrusted."""

from __future__ import annotations

from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.timezone import localdate

from motcua.organisation import queries
from motcua.organisation.models import OrganisationChange
from motcua.organisation.rules.authority import Function
from tests.organisation.trees import account, functions, unit

pytestmark = pytest.mark.usefixtures("tree")
# Commands take the day from the clock, so what they are given is counted from today.
TODAY = localdate()
WEEK_LATER = TODAY + timedelta(days=7)


def run(*words: str) -> str:
    out = StringIO()
    call_command(*words, stdout=out)
    return out.getvalue()


def next_weekday(weekday: int) -> date:
    return TODAY + timedelta(days=(weekday - TODAY.weekday()) % 7 + 7)


def test_a_decreed_holiday_is_a_holiday_until_it_is_taken_back() -> None:
    day = next_weekday(2)
    run("calendar_day", str(day), "holiday", "Ngày nghỉ mới", "--source", "Quyết định 1/QĐ-TTg")
    assert not queries.calendar_of(unit("X.1").pk).sessions_on(day)
    run("calendar_day", str(day), "ordinary")
    assert queries.calendar_of(unit("X.1").pk).sessions_on(day)
    assert OrganisationChange.objects.filter(verb__endswith="calendar_day").count() == 2


def test_a_closure_of_one_ward_leaves_the_next_one_open() -> None:
    day = next_weekday(1)
    run("calendar_day", str(day), "closure", "Mất điện", "--unit", "X.1")
    assert not queries.calendar_of(unit("X.1").pk).sessions_on(day)
    assert queries.calendar_of(unit("X.2").pk).sessions_on(day)
    with pytest.raises(CommandError, match=r"X\.99"):
        run("calendar_day", str(day), "closure", "Mất điện", "--unit", "X.99")


def test_leave_lets_the_deputy_act_and_a_delegation_the_colleague() -> None:
    run("stand_in", "chief.dong", str(TODAY), str(WEEK_LATER))
    assert (Function.APPROVER, "X.1.02") in functions(queries.authority_of(account("vice.dong"), TODAY))
    run("stand_in", "chief.dong", str(TODAY), str(WEEK_LATER), "--by", "desk.dong", "--function", "approver")
    assert (Function.APPROVER, "X.1.02") in functions(queries.authority_of(account("desk.dong"), TODAY))


def test_a_stranger_and_a_post_nobody_holds_are_refused_in_words() -> None:
    with pytest.raises(CommandError, match="nobody"):
        run("stand_in", "nobody", str(TODAY), str(WEEK_LATER))
    with pytest.raises(CommandError, match="không giữ vị trí"):
        run("stand_in", "desk.dong", str(TODAY), str(WEEK_LATER), "--by", "chief.dong", "--function", "approver")

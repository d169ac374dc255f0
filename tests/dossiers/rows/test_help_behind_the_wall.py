"""What PostgreSQL itself shows a helper: one draft, for its hour; and to nobody else what was helped with."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from motcua.accounts.rules.consent import Consent
from motcua.dossiers import actions, queries
from motcua.dossiers.models import Assistance, AssistanceLook, Draft
from motcua.dossiers.rules.circumstances import UNSAID
from motcua.organisation.rules import scope
from motcua.organisation.rules.authority import Authority
from tests.builders.dossiers import Desk, scan
from tests.builders.office import KinhBac

TABLES = ("dossiers_draft", "dossiers_attachment", "dossiers_assistance", "dossiers_assistancelook")


@pytest.fixture
def desk(office: KinhBac) -> Desk:
    # The wall asks the database's own clock, as it stood when this file's transaction began.
    return Desk(office, at=timezone.localtime() - timedelta(minutes=20))


@pytest.fixture
def helper(desk: Desk) -> Authority:
    return desk.office.by("khupho1", desk.at)


def begins(desk: Desk, helper: Authority, at: Any = None) -> Draft:
    at = at or desk.at
    return actions.begin_assistance(
        by=helper,
        at=at,
        consent=Consent("+84912345678", desk.citizen().account_id, at),
        team_id=next(iter(helper.advised_unit_ids)),
        version_id=desk.office.version_id("birth", desk.at),
        office_id=desk.office.id,
    )


@pytest.fixture
def helped(desk: Desk, helper: Authority, behind_the_wall: None) -> Draft:
    """Behind the wall: one draft helped with and looked at, with a paper; one of the same citizen's own beside it."""
    version = desk.office.version_id("birth", desk.at)
    actions.start_draft(by=desk.citizen(), at=desk.at, version_id=version, office_id=desk.office.id)
    draft = begins(desk, helper)
    actions.note_look(draft, by=helper, at=desk.at, what="page:child")
    actions.attach(draft.pk, by=helper, at=desk.at, paper_key="birth_notice", file=scan())
    return draft


def seen(by: Authority) -> tuple[int, ...]:
    found = []
    with scope.within(scope.scope_of(by)), connection.cursor() as cursor:
        for table in TABLES:
            cursor.execute(f"SELECT count(*) FROM {table}")
            found.append(int(cursor.fetchone()[0]))
    return tuple(found)


def test_each_sees_what_is_theirs(desk: Desk, helper: Authority, helped: Draft) -> None:
    assert seen(helper) == (1, 1, 1, 1)
    assert seen(desk.citizen()) == (2, 1, 1, 1)
    assert seen(desk.office.by("tocongnghe", desk.at)) == (0, 0, 0, 0)
    assert seen(desk.office.by("vocuong.chutich", desk.at)) == (0, 0, 0, 0)
    drafts, papers, *_kept = seen(desk.office.by("giamdoc", desk.at))
    assert (drafts, papers) == (0, 0), "the office reads who was helped, never what is being filled in"


def test_after_the_hour_the_database_shows_the_helper_no_draft(
    desk: Desk, helper: Authority, behind_the_wall: None
) -> None:
    draft = begins(desk, helper, desk.at - timedelta(minutes=45))
    assert seen(helper)[0] == 0
    with scope.within(scope.scope_of(helper)):
        assert Draft.objects.filter(pk=draft.pk).update(page_key="child") == 0
        assert Draft.objects.filter(pk=draft.pk).update(help_until=desk.at + timedelta(hours=9)) == 0


def test_a_helper_takes_no_draft_for_themselves(desk: Desk, helper: Authority, helped: Draft) -> None:
    with scope.within(scope.scope_of(helper)):
        others = Draft.objects.exclude(pk=helped.pk)
        assert others.update(helper_id=helper.account_id, help_until=desk.at + timedelta(hours=1)) == 0
    given = Assistance.objects.values_list("pk", flat=True)
    with scope.within(scope.scope_of(helper)):
        known = given.get()
    with scope.within(scope.scope_of(desk.office.by("tocongnghe", desk.at))):
        assert not given.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            AssistanceLook.objects.create(assistance_id=known, at=desk.at, what="page:child")


def test_the_whole_way_works_behind_the_wall(desk: Desk, helper: Authority, helped: Draft) -> None:
    answers, case = desk.answers("birth")
    saved = actions.save_page(helped.pk, by=helper, at=desk.at, answers=answers, case=case, delivery_wish="desk")
    dossier = actions.file_with_help(
        helped.pk,
        by=helper,
        at=desk.at,
        consent=Consent("+84912345678", desk.citizen().account_id, desk.at),
        revision=saved.revision,
        how=UNSAID,
    )
    with scope.within(scope.scope_of(helper)):
        [given] = queries.assistances_given(helper, since=desk.at - timedelta(hours=1))
        assert queries.code_of_help(given) == dossier.code
        assert not queries.visible_to(helper).exists()
    assert seen(helper)[:2] == (0, 0)


def test_a_fresh_code_opens_the_same_draft_to_another_helper(desk: Desk, helper: Authority, helped: Draft) -> None:
    other = desk.office.by("tocongnghe", desk.at)
    assert begins(desk, other, desk.at + timedelta(seconds=5)).pk == helped.pk
    assert (seen(helper)[0], seen(other)[0]) == (0, 1)

"""Emptying the database: everything goes, and what the database refuses stays refused."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, transaction

from motcua.organisation.models import OrganisationChange


@pytest.mark.django_db(transaction=True)
def test_a_flush_empties_append_only_tables_and_leaves_their_guards_in_place() -> None:
    OrganisationChange.objects.create(verb="load", at=datetime(2026, 11, 2, tzinfo=UTC))
    call_command("flush", interactive=False, verbosity=0)
    assert not OrganisationChange.objects.exists()
    row = OrganisationChange.objects.create(verb="load", at=datetime(2026, 11, 3, tzinfo=UTC))
    for statement in ("DELETE FROM {} WHERE id = %s", "UPDATE {} SET verb = 'x' WHERE id = %s"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            key = row._meta.pk.get_db_prep_value(row.pk, connection)
            cursor.execute(statement.format(row._meta.db_table), [key])

"""The next number of a unit's own count: gapless while transactions commit, never given twice, no unit waits for
another.
"""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.db import connection
from uuid_utils.compat import uuid7

from ..models import CodeCounter


def next_number(unit_id: UUID, kind: str, day: date) -> int:
    """Count one up and give the number; the counter's row stays locked until the transaction ends."""
    table = connection.ops.quote_name(CodeCounter._meta.db_table)
    key = CodeCounter._meta.pk
    values = [key.get_db_prep_value(uuid7(), connection), key.get_db_prep_value(unit_id, connection), kind, day]
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} (id, unit_id, kind, day, last) VALUES (%s, %s, %s, %s, 1) "  # noqa: S608 - own table name
            f"ON CONFLICT (unit_id, kind, day) DO UPDATE SET last = {table}.last + 1 RETURNING last",
            values,
        )
        return int(cursor.fetchone()[0])

"""A kept connection that the server has ended is noticed before a request uses it."""

from __future__ import annotations

import pytest
from django.db import connection, connections


@pytest.mark.django_db(transaction=True)
def test_a_connection_is_usable_until_the_server_ends_it() -> None:
    connection.ensure_connection()
    assert connection.is_usable() and connection.is_usable()
    if connection.vendor != "postgresql":
        return  # a file has no server that could end it
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = cursor.fetchone()[0]
    other = connections.create_connection("default")
    try:
        with other.cursor() as cursor:
            cursor.execute("RESET ROLE")  # who owns the session may end another of theirs
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [pid])
        assert not connection.is_usable()
    finally:
        other.close()
        connection.close()
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        assert cursor.fetchone() == (1,)

"""The journal and the record of views are added to and read: the database itself refuses to change or remove a row.

One change stays possible: emptying a free note when its retention ends; the chain holds, because it covers the digest.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

TABLES = ("dossiers_journalentry", "dossiers_personaldataview")
NOTED = "dossiers_journalentry"


def _sqlite(editor: Any, table: str, columns: str) -> None:
    stop = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
    editor.execute(f"CREATE TRIGGER {table}_keeps_rows BEFORE DELETE ON {table} {stop}")
    editor.execute(f"CREATE TRIGGER {table}_keeps_facts BEFORE UPDATE OF {columns} ON {table} {stop}")
    if table == NOTED:
        editor.execute(
            f"CREATE TRIGGER {table}_keeps_notes BEFORE UPDATE OF note ON {table} WHEN NEW.note <> '' {stop}"
        )


def _postgres(editor: Any, table: str, columns: str) -> None:
    editor.execute(
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    call = f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
    editor.execute(f"CREATE TRIGGER {table}_keeps_facts BEFORE DELETE OR UPDATE OF {columns} ON {table} {call}")
    if table == NOTED:
        editor.execute(
            f"CREATE TRIGGER {table}_keeps_notes BEFORE UPDATE OF note ON {table} "
            f"FOR EACH ROW WHEN (NEW.note <> '') EXECUTE FUNCTION {table}_refuse()"
        )


def _columns(editor: Any, table: str) -> str:
    with editor.connection.cursor() as cursor:
        described = editor.connection.introspection.get_table_description(cursor, table)
    return ", ".join(f'"{column.name}"' for column in described if column.name != "note")


def forwards(apps: Any, editor: Any) -> None:
    make = {"sqlite": _sqlite, "postgresql": _postgres}[editor.connection.vendor]
    for table in TABLES:
        make(editor, table, _columns(editor, table))


def backwards(apps: Any, editor: Any) -> None:
    for table in TABLES:
        for name in ("keeps_rows", "keeps_facts", "keeps_notes"):
            on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}")
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP FUNCTION IF EXISTS {table}_refuse()")


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0002_initial")]
    operations = [migrations.RunPython(forwards, backwards)]

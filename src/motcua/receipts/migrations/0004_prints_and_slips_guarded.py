"""Prints, ticks and exports are added to and read; on PostgreSQL all of the room's new rows are seen with their office.

A print of a paper is also seen, as the paper is, by whoever sees its dossier (a consulted unit may print it).
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

SCOPE = "current_setting('motcua.scope', true)"
UNITS = "(SELECT string_to_array(current_setting('motcua.units', true), ',')::uuid[])::uuid[]"
OF_OFFICE = f"{SCOPE} = 'system' OR unit_id = ANY ({UNITS})"
OF_PAPER = f"{OF_OFFICE} OR ({SCOPE} = 'person' AND motcua_sees_paper(paper_id))"
RULES = {
    "receipts_printing": OF_PAPER,
    "receipts_slip": OF_OFFICE,
    "receipts_slipline": OF_OFFICE,
    "receipts_sliptick": OF_OFFICE,
    "receipts_registerbook": OF_OFFICE,
    "receipts_registerexport": OF_OFFICE,
}
APPEND_ONLY = ("receipts_printing", "receipts_sliptick", "receipts_registerexport")


def _refuse_changes(editor: Any, table: str) -> None:
    if editor.connection.vendor == "sqlite":
        stop = f"BEGIN SELECT RAISE(ABORT, '{table} is append-only'); END"
        editor.execute(f"CREATE TRIGGER {table}_keeps_rows BEFORE DELETE ON {table} {stop}")
        editor.execute(f"CREATE TRIGGER {table}_keeps_facts BEFORE UPDATE ON {table} {stop}")
        return
    editor.execute(
        f"CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{table} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    editor.execute(
        f"CREATE TRIGGER {table}_keeps_facts BEFORE DELETE OR UPDATE ON {table} "
        f"FOR EACH ROW EXECUTE FUNCTION {table}_refuse()"
    )


def forwards(apps: Any, editor: Any) -> None:
    for table in APPEND_ONLY:
        _refuse_changes(editor, table)
    if editor.connection.vendor != "postgresql":
        return
    editor.execute(
        "CREATE FUNCTION motcua_sees_paper(uuid) RETURNS boolean LANGUAGE plpgsql STABLE COST 1000 AS $body$ "
        "BEGIN RETURN EXISTS (SELECT 1 FROM receipts_receipt r WHERE r.id = $1); END $body$"
    )
    for table, rule in RULES.items():
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        editor.execute(f"CREATE POLICY own_rows ON {table} USING ({rule}) WITH CHECK ({rule})")


def backwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        for table in RULES:
            editor.execute(f"DROP POLICY own_rows ON {table}")
            editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
            editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
        editor.execute("DROP FUNCTION motcua_sees_paper(uuid)")
    for table in APPEND_ONLY:
        for name in ("keeps_rows", "keeps_facts"):
            on = f" ON {table}" if editor.connection.vendor == "postgresql" else ""
            editor.execute(f"DROP TRIGGER IF EXISTS {table}_{name}{on}")
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP FUNCTION IF EXISTS {table}_refuse()")


class Migration(migrations.Migration):
    dependencies = [("receipts", "0003_printing_slips_register"), ("dossiers", "0004_row_level_security")]
    operations = [migrations.RunPython(forwards, backwards)]

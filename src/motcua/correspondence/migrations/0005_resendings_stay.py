"""That a dead message was put back is never changed or removed, and on PostgreSQL seen by its office only."""

from __future__ import annotations

from typing import Any

from django.db import migrations

TABLE = "correspondence_resending"
REFUSAL = f"{TABLE} is append-only"
UNITS = "(SELECT string_to_array(current_setting('motcua.units', true), ',')::uuid[])::uuid[]"
WORK = (
    "current_setting('motcua.scope', true) = 'system' "
    "OR unit_id = ANY ((SELECT string_to_array(current_setting('motcua.units', true), ',')::uuid[])::uuid[])"
)

FORWARDS = {
    "sqlite": [
        f"CREATE TRIGGER {TABLE}_no_{verb.lower()} BEFORE {verb} ON {TABLE} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {TABLE}_append_only BEFORE UPDATE OR DELETE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()",
        f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY",
        f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY",
        f"CREATE POLICY own_rows ON {TABLE} USING ({WORK}) WITH CHECK ({WORK})",
    ],
}
BACKWARDS = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {TABLE}_no_{verb}" for verb in ("update", "delete")],
    "postgresql": [
        f"DROP POLICY IF EXISTS own_rows ON {TABLE}",
        f"DROP TRIGGER IF EXISTS {TABLE}_append_only ON {TABLE}",
        f"DROP FUNCTION IF EXISTS {TABLE}_refuse()",
        f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY",
        f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY",
    ],
}


def forwards(apps: Any, editor: Any) -> None:
    for statement in FORWARDS[editor.connection.vendor]:
        editor.execute(statement, params=None)


def backwards(apps: Any, editor: Any) -> None:
    for statement in BACKWARDS[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0004_resending"), ("dossiers", "0004_row_level_security")]
    operations = [migrations.RunPython(forwards, backwards)]

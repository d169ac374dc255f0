"""What was done to partners' access stays; on PostgreSQL what a partner sent and is sent is seen within its unit only."""

from __future__ import annotations

from typing import Any

from django.db import migrations

JOURNAL = "exchange_clientchange"
REFUSAL = f"{JOURNAL} is append-only"
WORK = (
    "current_setting('motcua.scope', true) = 'system' "
    "OR unit_id = ANY ((SELECT string_to_array(current_setting('motcua.units', true), ',')::uuid[])::uuid[])"
)
GUARDED = (
    "exchange_rememberedanswer",
    "exchange_partnerfile",
    "exchange_webhook",
    "exchange_delivery",
    "exchange_portalmessage",
)
FORWARDS = {
    "sqlite": [
        f"CREATE TRIGGER {JOURNAL}_no_{verb.lower()} BEFORE {verb} ON {JOURNAL} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        f"CREATE FUNCTION {JOURNAL}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {JOURNAL}_append_only BEFORE UPDATE OR DELETE ON {JOURNAL} "
        f"FOR EACH ROW EXECUTE FUNCTION {JOURNAL}_refuse()",
        *(
            statement
            for table in GUARDED
            for statement in (
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY own_rows ON {table} USING ({WORK}) WITH CHECK ({WORK})",
            )
        ),
    ],
}
BACKWARDS = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {JOURNAL}_no_{verb}" for verb in ("update", "delete")],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS {JOURNAL}_append_only ON {JOURNAL}",
        f"DROP FUNCTION IF EXISTS {JOURNAL}_refuse()",
        *(
            statement
            for table in GUARDED
            for statement in (
                f"DROP POLICY IF EXISTS own_rows ON {table}",
                f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY",
            )
        ),
    ],
}


def forwards(apps: Any, editor: Any) -> None:
    for statement in FORWARDS[editor.connection.vendor]:
        editor.execute(statement, params=None)


def backwards(apps: Any, editor: Any) -> None:
    for statement in BACKWARDS[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("exchange", "0001_initial"), ("dossiers", "0004_row_level_security")]
    operations = [migrations.RunPython(forwards, backwards)]

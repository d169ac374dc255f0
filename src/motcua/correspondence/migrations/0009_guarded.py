"""Codes that wait keep their rank; wordings are never changed; on PostgreSQL an office sees its campaigns and reports.

What somebody wrote from their phone, what an address wants, and how providers do belong to no office: only the system
reads these tables, whoever is at the screen.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

APPEND_ONLY = "correspondence_wordingversion"
REFUSAL = f"{APPEND_ONLY} is append-only"
SYSTEM = "current_setting('motcua.scope', true) = 'system'"
OFFICE = (
    f"{SYSTEM} OR unit_id = ANY ((SELECT string_to_array(current_setting('motcua.units', true), ',')::uuid[])::uuid[])"
)
GUARDED = {
    "correspondence_campaign": OFFICE,
    "correspondence_deliveryreport": OFFICE,
    "correspondence_incomingtext": SYSTEM,
    "correspondence_contactchoice": SYSTEM,
    "correspondence_providerhealth": SYSTEM,
}
FORWARDS = {
    "sqlite": [
        f"CREATE TRIGGER {APPEND_ONLY}_no_{verb.lower()} BEFORE {verb} ON {APPEND_ONLY} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        f"CREATE FUNCTION {APPEND_ONLY}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {APPEND_ONLY}_append_only BEFORE UPDATE OR DELETE ON {APPEND_ONLY} "
        f"FOR EACH ROW EXECUTE FUNCTION {APPEND_ONLY}_refuse()",
        *(
            statement
            for table, work in GUARDED.items()
            for statement in (
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY own_rows ON {table} USING ({work}) WITH CHECK ({work})",
            )
        ),
    ],
}
BACKWARDS = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {APPEND_ONLY}_no_{verb}" for verb in ("update", "delete")],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS {APPEND_ONLY}_append_only ON {APPEND_ONLY}",
        f"DROP FUNCTION IF EXISTS {APPEND_ONLY}_refuse()",
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
    waiting = apps.get_model("correspondence", "Message").objects.filter(state="waiting", expires_at__isnull=False)
    waiting.update(rank=0)
    for statement in FORWARDS[editor.connection.vendor]:
        editor.execute(statement, params=None)


def backwards(apps: Any, editor: Any) -> None:
    for statement in BACKWARDS[editor.connection.vendor]:
        editor.execute(statement, params=None)


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0008_providers_wordings_campaigns"), ("dossiers", "0004_row_level_security")]
    operations = [migrations.RunPython(forwards, backwards)]

"""What the post said stays; on PostgreSQL a parcel is seen with its dossier, its statuses by the code too (decision 0006)."""

from __future__ import annotations

from typing import Any

from django.db import migrations

STATUS = "delivery_postalstatus"
TABLES = ("delivery_deliveryaddress", "delivery_postalorder", STATUS)
SCOPE = "current_setting('motcua.scope', true)"
UNITS = "(SELECT string_to_array(current_setting('motcua.units', true), ',')::uuid[])::uuid[]"
SEEN = (
    f"{SCOPE} = 'system' OR unit_id = ANY ({UNITS}) "
    f"OR ({SCOPE} IN ('system', 'person') AND motcua_sees_dossier(dossier_id))"
)
BY_CODE = "nullif(current_setting('motcua.code', true), '') IS NOT NULL AND motcua_sees_dossier(dossier_id)"
REFUSAL = f"{STATUS} is append-only"
FORWARDS = {
    "sqlite": [
        f"CREATE TRIGGER {STATUS}_no_{verb.lower()} BEFORE {verb} ON {STATUS} "
        f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
        for verb in ("UPDATE", "DELETE")
    ],
    "postgresql": [
        f"CREATE FUNCTION {STATUS}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
        f"CREATE TRIGGER {STATUS}_append_only BEFORE UPDATE OR DELETE ON {STATUS} "
        f"FOR EACH ROW EXECUTE FUNCTION {STATUS}_refuse()",
        *(
            statement
            for table in TABLES
            for statement in (
                f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY",
                f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY",
                f"CREATE POLICY own_rows ON {table} USING ({SEEN}) WITH CHECK ({SEEN})",
            )
        ),
        f"CREATE POLICY by_code ON {STATUS} FOR SELECT USING ({BY_CODE})",
    ],
}
BACKWARDS = {
    "sqlite": [f"DROP TRIGGER IF EXISTS {STATUS}_no_{verb}" for verb in ("update", "delete")],
    "postgresql": [
        f"DROP TRIGGER IF EXISTS {STATUS}_append_only ON {STATUS}",
        f"DROP FUNCTION IF EXISTS {STATUS}_refuse()",
        f"DROP POLICY IF EXISTS by_code ON {STATUS}",
        *(
            statement
            for table in TABLES
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
    dependencies = [("delivery", "0001_initial"), ("dossiers", "0004_row_level_security")]
    operations = [migrations.RunPython(forwards, backwards)]

"""What was written about money stays; on PostgreSQL it is seen by its office and with its dossier (decision 0006)."""

from __future__ import annotations

from typing import Any

from django.db import migrations

APPEND_ONLY = ("chargeline", "payment", "receiptprint", "cashclosing", "gatewaynotice")
WITH_DOSSIER = (
    "charge",
    "chargeline",
    "payment",
    "moneyreceipt",
    "refund",
    "gatewayattempt",
    "gatewaynotice",
)
OF_OFFICE = ("receiptprint", "cashclosing", "bankstatement", "bankentry")
SCOPE = "current_setting('motcua.scope', true)"
UNITS = "(SELECT string_to_array(current_setting('motcua.units', true), ',')::uuid[])::uuid[]"
WORK = f"{SCOPE} = 'system' OR unit_id = ANY ({UNITS})"
# The one who pays reads and begins what belongs to their own dossier.
SEEN = f"{WORK} OR ({SCOPE} IN ('system', 'person') AND motcua_sees_dossier(dossier_id))"
RULES = {**dict.fromkeys(WITH_DOSSIER, SEEN), **dict.fromkeys(OF_OFFICE, WORK)}


def table(name: str) -> str:
    return f"payments_{name}"


def forwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "sqlite":
        for name in APPEND_ONLY:
            for verb in ("UPDATE", "DELETE"):
                editor.execute(
                    f"CREATE TRIGGER {table(name)}_no_{verb.lower()} BEFORE {verb} ON {table(name)} "
                    f"BEGIN SELECT RAISE(ABORT, '{table(name)} is append-only'); END",
                    params=None,
                )
        return
    for name in APPEND_ONLY:
        editor.execute(
            f"CREATE FUNCTION {table(name)}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION '{table(name)} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$",
            params=None,
        )
        editor.execute(
            f"CREATE TRIGGER {table(name)}_append_only BEFORE UPDATE OR DELETE ON {table(name)} "
            f"FOR EACH ROW EXECUTE FUNCTION {table(name)}_refuse()",
            params=None,
        )
    for name, rule in RULES.items():
        editor.execute(f"ALTER TABLE {table(name)} ENABLE ROW LEVEL SECURITY", params=None)
        editor.execute(f"ALTER TABLE {table(name)} FORCE ROW LEVEL SECURITY", params=None)
        editor.execute(f"CREATE POLICY own_rows ON {table(name)} USING ({rule}) WITH CHECK ({rule})", params=None)


def backwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "sqlite":
        for name in APPEND_ONLY:
            for verb in ("update", "delete"):
                editor.execute(f"DROP TRIGGER IF EXISTS {table(name)}_no_{verb}", params=None)
        return
    for name in RULES:
        editor.execute(f"DROP POLICY IF EXISTS own_rows ON {table(name)}", params=None)
        editor.execute(f"ALTER TABLE {table(name)} NO FORCE ROW LEVEL SECURITY", params=None)
        editor.execute(f"ALTER TABLE {table(name)} DISABLE ROW LEVEL SECURITY", params=None)
    for name in APPEND_ONLY:
        editor.execute(f"DROP TRIGGER IF EXISTS {table(name)}_append_only ON {table(name)}", params=None)
        editor.execute(f"DROP FUNCTION IF EXISTS {table(name)}_refuse()", params=None)


class Migration(migrations.Migration):
    dependencies = [("payments", "0001_initial"), ("dossiers", "0004_row_level_security")]
    operations = [migrations.RunPython(forwards, backwards)]

"""On PostgreSQL a paper is seen by whoever sees its dossier, and read by whoever holds its token (decision 0006)."""

from __future__ import annotations

from typing import Any

from django.db import migrations

TABLE = "receipts_receipt"
SCOPE = "current_setting('motcua.scope', true)"
UNITS = "(SELECT string_to_array(current_setting('motcua.units', true), ',')::uuid[])::uuid[]"
WORK = (
    f"{SCOPE} = 'system' OR unit_id = ANY ({UNITS}) OR ({SCOPE} IN ('system', 'person') "
    "AND motcua_sees_dossier(dossier_id))"
)
READ = (
    "token = nullif(current_setting('motcua.token', true), '') OR "
    "(nullif(current_setting('motcua.code', true), '') IS NOT NULL AND motcua_sees_dossier(dossier_id))"
)


def forwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY")
        editor.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")
        editor.execute(f"CREATE POLICY own_rows ON {TABLE} USING ({WORK}) WITH CHECK ({WORK})")
        editor.execute(f"CREATE POLICY by_token ON {TABLE} FOR SELECT USING ({READ})")


def backwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP POLICY by_token ON {TABLE}")
        editor.execute(f"DROP POLICY own_rows ON {TABLE}")
        editor.execute(f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY")
        editor.execute(f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [("receipts", "0001_initial"), ("dossiers", "0004_row_level_security")]
    operations = [migrations.RunPython(forwards, backwards)]

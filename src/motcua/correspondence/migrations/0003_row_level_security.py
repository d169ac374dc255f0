"""On PostgreSQL a message is seen by the person it is for, and by whoever sees its dossier (decision 0006)."""

from __future__ import annotations

from typing import Any

from django.db import migrations

TABLE = "correspondence_message"
SCOPE = "current_setting('motcua.scope', true)"
UNITS = "(SELECT string_to_array(current_setting('motcua.units', true), ',')::uuid[])::uuid[]"
WORK = (
    f"{SCOPE} = 'system' OR unit_id = ANY ({UNITS}) "
    "OR account_id = nullif(current_setting('motcua.person', true), '')::uuid "
    f"OR ({SCOPE} IN ('system', 'person') AND motcua_sees_dossier(dossier_id))"
)


def forwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY")
        editor.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")
        editor.execute(f"CREATE POLICY own_rows ON {TABLE} USING ({WORK}) WITH CHECK ({WORK})")


def backwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP POLICY own_rows ON {TABLE}")
        editor.execute(f"ALTER TABLE {TABLE} NO FORCE ROW LEVEL SECURITY")
        editor.execute(f"ALTER TABLE {TABLE} DISABLE ROW LEVEL SECURITY")


class Migration(migrations.Migration):
    dependencies = [("correspondence", "0002_initial"), ("dossiers", "0004_row_level_security")]
    operations = [migrations.RunPython(forwards, backwards)]

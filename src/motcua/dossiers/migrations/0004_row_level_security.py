"""On PostgreSQL the database itself shows each person only their rows: the wall behind `visible_to` (decision 0006).

Who asks is told by `motcua.config.postgresql`; nothing told means nothing seen. A dossier is seen by its office, whoever
inspects it, a consulted unit, its submitter, and, to read only, whoever has its code. What belongs to a dossier is seen
with it. A draft and its files are seen by nobody but who writes it. Heads of chains and counters hold nothing personal:
whoever files anywhere must move them.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

# Written with what PostgreSQL brings along: a function of our own in SQL would be read anew at every planning, and a
# table named in a rule would be planned with every statement. What has to look elsewhere hides in a function with a plan
# of its own.
SYSTEM = "current_setting('motcua.scope', true) = 'system'"
SIGNED_IN = "current_setting('motcua.scope', true) IN ('system', 'person')"
PERSON = "nullif(current_setting('motcua.person', true), '')::uuid"
UNITS = "(SELECT string_to_array(current_setting('motcua.units', true), ',')::uuid[])::uuid[]"
CODE = "nullif(current_setting('motcua.code', true), '')"


def of_units(column: str = "unit_id") -> str:
    return f"{column} = ANY ({UNITS})"


FUNCTIONS = {
    "motcua_is_consulted": f"SELECT 1 FROM dossiers_consultation c WHERE c.dossier_id = $1 AND "
    f"{of_units('c.consulted_unit_id')}",
    "motcua_sees_dossier": "SELECT 1 FROM dossiers_dossier d WHERE d.id = $1",
    "motcua_filed": f"SELECT 1 FROM dossiers_draft w WHERE w.dossier_id = $1 AND w.account_id = {PERSON}",
    "motcua_drafts": f"SELECT 1 FROM dossiers_draft w WHERE w.id = $1 AND w.account_id = {PERSON}",
}
WITH_DOSSIER = "motcua_sees_dossier(dossier_id)"
CHILDREN = (
    "dossiers_supplementrequest",
    "dossiers_financialobligation",
    "dossiers_extension",
    "dossiers_result",
    "dossiers_journalentry",
    "dossiers_personaldataview",
)

# table → what may be read and written; who is not named by any term sees nothing.
WORK = {
    "dossiers_dossier": f"{SYSTEM} OR {of_units()} OR submitter_id = {PERSON} "
    "OR (current_setting('motcua.units', true) <> '' AND motcua_is_consulted(id))",
    "dossiers_draft": f"{SYSTEM} OR account_id = {PERSON}",
    "dossiers_consultation": f"{SYSTEM} OR {of_units()} OR {of_units('consulted_unit_id')} OR motcua_filed(dossier_id)",
    "dossiers_attachment": f"{SYSTEM} OR (dossier_id IS NOT NULL AND ({of_units()} OR ({SIGNED_IN} AND {WITH_DOSSIER}))) "
    "OR motcua_drafts(draft_id)",
    "dossiers_chainhead": SIGNED_IN,
    "dossiers_codecounter": SIGNED_IN,
    **{table: f"{SYSTEM} OR {of_units()} OR ({SIGNED_IN} AND {WITH_DOSSIER})" for table in CHILDREN},
}
# What a code in hand lets anybody read: the dossier's row and its journal, for the public look-up.
READ = {
    "dossiers_dossier": f"code = {CODE}",
    "dossiers_journalentry": f"{CODE} IS NOT NULL AND {WITH_DOSSIER}",
    "dossiers_extension": f"{CODE} IS NOT NULL AND {WITH_DOSSIER}",
}
APPEND_ONLY = ("dossiers_journalentry", "dossiers_personaldataview")


def forwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor != "postgresql":
        return
    for name, rows in FUNCTIONS.items():
        editor.execute(
            f"CREATE FUNCTION {name}(uuid) RETURNS boolean LANGUAGE plpgsql STABLE COST 1000 AS $body$ "
            f"BEGIN RETURN EXISTS ({rows}); END $body$"
        )
    for table, rule in WORK.items():
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        editor.execute(f"CREATE POLICY own_rows ON {table} USING ({rule}) WITH CHECK ({rule})")
    for table, rule in READ.items():
        editor.execute(f"CREATE POLICY by_code ON {table} FOR SELECT USING ({rule})")
    for table in APPEND_ONLY:
        editor.execute(
            "DO $$ BEGIN IF EXISTS (SELECT FROM pg_roles WHERE rolname = 'motcua_app') THEN "
            f"REVOKE DELETE, TRUNCATE ON {table} FROM motcua_app; END IF; END $$"
        )


def backwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor != "postgresql":
        return
    for table in READ:
        editor.execute(f"DROP POLICY by_code ON {table}")
    for table in WORK:
        editor.execute(f"DROP POLICY own_rows ON {table}")
        editor.execute(f"ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY")
        editor.execute(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY")
    for name in FUNCTIONS:
        editor.execute(f"DROP FUNCTION {name}(uuid)")


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0003_append_only_journal"), ("organisation", "0003_row_level_scope")]
    operations = [migrations.RunPython(forwards, backwards)]

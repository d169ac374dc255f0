"""What a published version says can be neither changed nor removed: the database itself refuses.

Allowed later are only its last day (a newer version follows) and its withdrawal. On SQLite a migration that remakes
the table drops the triggers with it and must make them again.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

TABLE = "procedures_procedureversion"
REFUSAL = "a published procedure version never changes"
FIXED = (
    "id",
    "procedure_id",
    "number",
    "organisation",
    "definition",
    "checksum",
    "valid_from",
    "published_at",
    "published_by_id",
)


def _changed(differs: str) -> str:
    return " OR ".join([f"NEW.{column} {differs} OLD.{column}" for column in FIXED] + ["NEW.state = 'draft'"])


SQLITE = [
    f"""CREATE TRIGGER {TABLE}_is_immutable BEFORE UPDATE ON {TABLE}
    WHEN OLD.state <> 'draft' AND ({_changed("IS NOT")})
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER {TABLE}_is_kept BEFORE DELETE ON {TABLE}
    WHEN OLD.state <> 'draft'
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
]
SQLITE_BACK = [f"DROP TRIGGER IF EXISTS {TABLE}_is_immutable", f"DROP TRIGGER IF EXISTS {TABLE}_is_kept"]
POSTGRES = [
    f"""CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    f"""CREATE TRIGGER {TABLE}_is_immutable BEFORE UPDATE ON {TABLE} FOR EACH ROW
    WHEN (OLD.state <> 'draft' AND ({_changed("IS DISTINCT FROM")})) EXECUTE FUNCTION {TABLE}_refuse()""",
    f"""CREATE TRIGGER {TABLE}_is_kept BEFORE DELETE ON {TABLE} FOR EACH ROW
    WHEN (OLD.state <> 'draft') EXECUTE FUNCTION {TABLE}_refuse()""",
]
POSTGRES_BACK = [
    f"DROP TRIGGER IF EXISTS {TABLE}_is_immutable ON {TABLE}",
    f"DROP TRIGGER IF EXISTS {TABLE}_is_kept ON {TABLE}",
    f"DROP FUNCTION IF EXISTS {TABLE}_refuse()",
]


def _run(statements: dict[str, list[str]]) -> Any:
    def run(apps: Any, editor: Any) -> None:
        for statement in statements[editor.connection.vendor]:
            editor.execute(statement)

    return run


class Migration(migrations.Migration):
    dependencies = [("procedures", "0001_initial")]
    operations = [
        migrations.RunPython(
            _run({"sqlite": SQLITE, "postgresql": POSTGRES}), _run({"sqlite": SQLITE_BACK, "postgresql": POSTGRES_BACK})
        )
    ]

"""Officers' marks on papers: added and read, never changed; on PostgreSQL the office's alone, not even the submitter's."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

TABLE = "dossiers_papermark"
SYSTEM = "current_setting('motcua.scope', true) = 'system'"
UNITS = "(SELECT string_to_array(current_setting('motcua.units', true), ',')::uuid[])::uuid[]"
RULE = f"{SYSTEM} OR unit_id = ANY ({UNITS})"


def forwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "sqlite":
        stop = f"BEGIN SELECT RAISE(ABORT, '{TABLE} is append-only'); END"
        editor.execute(f"CREATE TRIGGER {TABLE}_keeps_rows BEFORE DELETE ON {TABLE} {stop}")
        editor.execute(f"CREATE TRIGGER {TABLE}_keeps_facts BEFORE UPDATE ON {TABLE} {stop}")
        return
    editor.execute(
        f"CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{TABLE} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    editor.execute(
        f"CREATE TRIGGER {TABLE}_keeps_facts BEFORE DELETE OR UPDATE ON {TABLE} "
        f"FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()"
    )
    editor.execute(f"ALTER TABLE {TABLE} ENABLE ROW LEVEL SECURITY")
    editor.execute(f"ALTER TABLE {TABLE} FORCE ROW LEVEL SECURITY")
    editor.execute(f"CREATE POLICY own_rows ON {TABLE} USING ({RULE}) WITH CHECK ({RULE})")


def backwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"DROP TRIGGER {TABLE}_keeps_facts ON {TABLE}")
        editor.execute(f"DROP FUNCTION {TABLE}_refuse()")


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0011_returned_by_unit"),
        ("organisation", "0003_row_level_scope"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel(
            name="PaperMark",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.UUIDField()),
                ("author_name", models.CharField(help_text="as it read that day", max_length=150)),
                ("at", models.DateTimeField()),
                ("paper_key", models.CharField(max_length=60)),
                ("verdict", models.CharField(max_length=10)),
                ("reason", models.CharField(blank=True, max_length=20)),
                ("words", models.TextField(blank=True)),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "dossier",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="marks", to="dossiers.dossier"
                    ),
                ),
                (
                    "unit",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["dossier", "-at"], name="marks_of_dossier")],
                "constraints": [models.UniqueConstraint(fields=("unit", "key"), name="a_mark_is_made_once")],
            },
        ),
        migrations.RunPython(forwards, backwards),
    ]

"""Work on many dossiers ordered by an administrator; where a dossier goes when its agency closes ."""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

SYSTEM = "current_setting('motcua.scope', true) = 'system'"
UNITS = "(SELECT string_to_array(current_setting('motcua.units', true), ',')::uuid[])::uuid[]"
TABLES = ("dossiers_transfer", "dossiers_reckoning")


def forwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor != "postgresql":
        return
    for table in TABLES:
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        rule = f"{SYSTEM} OR unit_id = ANY ({UNITS})"
        editor.execute(f"CREATE POLICY own_rows ON {table} USING ({rule}) WITH CHECK ({rule})")


def backwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor != "postgresql":
        return
    for table in TABLES:
        editor.execute(f"DROP POLICY own_rows ON {table}")


def order() -> list[tuple[str, Any]]:
    return [
        (
            "id",
            models.UUIDField(default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False),
        ),
        ("ordered_at", models.DateTimeField()),
        ("after", models.UUIDField(blank=True, help_text="the last dossier looked at", null=True)),
        ("seen", models.PositiveIntegerField(default=0)),
        ("moved", models.PositiveIntegerField(default=0)),
        ("finished_at", models.DateTimeField(blank=True, null=True)),
        ("ordered_by", person()),
        ("unit", unit()),
    ]


def unit(**options: Any) -> Any:
    return models.ForeignKey(
        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit", **options
    )


def person() -> Any:
    return models.ForeignKey(
        blank=True,
        null=True,
        on_delete=django.db.models.deletion.PROTECT,
        related_name="+",
        to=settings.AUTH_USER_MODEL,
    )


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0006_tallies_and_search"),
        ("organisation", "0003_row_level_scope"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]
    operations = [
        migrations.CreateModel("Reckoning", fields=order(), options={"abstract": False}),
        migrations.CreateModel(
            "Transfer", fields=[*order(), ("on", models.DateField()), ("to_unit", unit())], options={"abstract": False}
        ),
        migrations.AddField(
            "dossier",
            "original_unit",
            unit(blank=True, null=True, help_text="the agency that took it in, where another has followed it since"),
        ),
        migrations.AddField(
            "dossier",
            "moving_to",
            unit(blank=True, null=True, help_text="handed on by one agency, not yet taken over by the next"),
        ),
        migrations.AddIndex(
            "dossier",
            models.Index(
                condition=models.Q(("moving_to__isnull", False)), fields=["moving_to"], name="dossiers_under_way"
            ),
        ),
        migrations.RunPython(forwards, backwards),
    ]

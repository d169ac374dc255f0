"""Consents to be helped: seen by the two and by the office that runs the team; a helper sees the draft for its hour.

What a helper opened is written down for good.
"""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

LOOKS = "dossiers_assistancelook"
SYSTEM = "current_setting('motcua.scope', true) = 'system'"
PERSON = "nullif(current_setting('motcua.person', true), '')::uuid"
UNITS = "(SELECT string_to_array(current_setting('motcua.units', true), ',')::uuid[])::uuid[]"
OWN_DRAFT = f"{SYSTEM} OR account_id = {PERSON}"
HELPED_DRAFT = f"{OWN_DRAFT} OR (helper_id = {PERSON} AND help_until > now())"
ASSISTANCE = f"{SYSTEM} OR helper_id = {PERSON} OR citizen_id = {PERSON} OR unit_id = ANY ({UNITS})"
FUNCTIONS = {
    "motcua_sees_assistance": "SELECT 1 FROM dossiers_assistance a WHERE a.id = $1",
    "motcua_drafts": f"SELECT 1 FROM dossiers_draft w WHERE w.id = $1 AND (w.account_id = {PERSON} "
    f"OR (w.helper_id = {PERSON} AND w.help_until > now()))",
}
BEFORE = f"SELECT 1 FROM dossiers_draft w WHERE w.id = $1 AND w.account_id = {PERSON}"


def _function(name: str, rows: str) -> str:
    return (
        f"CREATE OR REPLACE FUNCTION {name}(uuid) RETURNS boolean LANGUAGE plpgsql STABLE COST 1000 AS $body$ "
        f"BEGIN RETURN EXISTS ({rows}); END $body$"
    )


def forwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "sqlite":
        stop = f"BEGIN SELECT RAISE(ABORT, '{LOOKS} is append-only'); END"
        editor.execute(f"CREATE TRIGGER {LOOKS}_keeps_rows BEFORE DELETE ON {LOOKS} {stop}")
        editor.execute(f"CREATE TRIGGER {LOOKS}_keeps_facts BEFORE UPDATE ON {LOOKS} {stop}")
        return
    editor.execute(
        f"CREATE FUNCTION {LOOKS}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"RAISE EXCEPTION '{LOOKS} is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    editor.execute(
        f"CREATE TRIGGER {LOOKS}_keeps_facts BEFORE DELETE OR UPDATE ON {LOOKS} "
        f"FOR EACH ROW EXECUTE FUNCTION {LOOKS}_refuse()"
    )
    for name, rows in FUNCTIONS.items():
        editor.execute(_function(name, rows))
    for table, rule in (
        ("dossiers_assistance", ASSISTANCE),
        (LOOKS, f"{SYSTEM} OR motcua_sees_assistance(assistance_id)"),
    ):
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        editor.execute(f"CREATE POLICY own_rows ON {table} USING ({rule}) WITH CHECK ({rule})")
    editor.execute(f"ALTER POLICY own_rows ON dossiers_draft USING ({HELPED_DRAFT}) WITH CHECK ({HELPED_DRAFT})")


def backwards(apps: Any, editor: Any) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute(f"ALTER POLICY own_rows ON dossiers_draft USING ({OWN_DRAFT}) WITH CHECK ({OWN_DRAFT})")
        editor.execute(_function("motcua_drafts", BEFORE))
        editor.execute(f"DROP POLICY own_rows ON {LOOKS}")
        editor.execute("DROP POLICY own_rows ON dossiers_assistance")
        editor.execute(f"DROP TRIGGER {LOOKS}_keeps_facts ON {LOOKS}")
        editor.execute(f"DROP FUNCTION {LOOKS}_refuse()")
        editor.execute("DROP FUNCTION motcua_sees_assistance(uuid)")


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0014_drafts_that_survive"),
        ("organisation", "0006_advisers"),
        ("procedures", "0002_published_versions_never_change"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Assistance",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("helper_name", models.CharField(help_text="as it read that day", max_length=150)),
                ("place", models.CharField(help_text="rules.circumstances.Place of the team", max_length=16)),
                ("procedure_key", models.CharField(max_length=60)),
                ("opened_at", models.DateTimeField()),
                ("until", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "ending",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("filed", "Filed"),
                            ("helper", "Helper"),
                            ("citizen", "Citizen"),
                            ("shut", "Shut"),
                            ("renewed", "Renewed"),
                        ],
                        max_length=8,
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="AssistanceLook",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("at", models.DateTimeField()),
                ("what", models.CharField(help_text="page:<key>, papers, file:<hex>, saved:<key>, …", max_length=60)),
            ],
        ),
        migrations.AddField(
            model_name="dossier",
            name="filed_device",
            field=models.CharField(null=True, help_text="rules.circumstances.Device", max_length=10),
        ),
        migrations.AddField(
            model_name="dossier",
            name="filed_helper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="dossier",
            name="filed_network",
            field=models.CharField(null=True, help_text="keyed digest of the network address", max_length=16),
        ),
        migrations.AddField(
            model_name="dossier",
            name="filed_place",
            field=models.CharField(null=True, help_text="rules.circumstances.Place; none: not recorded", max_length=16),
        ),
        migrations.AddField(
            model_name="dossier",
            name="filed_team",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="help_until",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="draft",
            name="helper",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("channel", "online")),
                fields=["unit", "submitted_at", "id"],
                name="filed_online_at_unit",
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("filed_team__isnull", False)),
                fields=["filed_team", "submitted_at"],
                name="filed_with_team",
            ),
        ),
        migrations.AddField(
            model_name="assistance",
            name="citizen",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="assistance",
            name="dossier",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="assistances",
                to="dossiers.dossier",
            ),
        ),
        migrations.AddField(
            model_name="assistance",
            name="draft",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="assistances", to="dossiers.draft"
            ),
        ),
        migrations.AddField(
            model_name="assistance",
            name="helper",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="assistance",
            name="team",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
            ),
        ),
        migrations.AddField(
            model_name="assistance",
            name="unit",
            field=models.ForeignKey(
                help_text="the office that runs the team",
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="organisation.unit",
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="assistance",
            field=models.ForeignKey(
                blank=True,
                help_text="the newest consent to be helped; the next two say to whom and until when it opens the draft",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="dossiers.assistance",
            ),
        ),
        migrations.AddField(
            model_name="assistancelook",
            name="assistance",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="looks", to="dossiers.assistance"
            ),
        ),
        migrations.AddIndex(
            model_name="assistance",
            index=models.Index(fields=["helper", "-opened_at"], name="assistances_of_helper"),
        ),
        migrations.AddIndex(
            model_name="assistance",
            index=models.Index(fields=["citizen", "-opened_at"], name="assistances_of_citizen"),
        ),
        migrations.AddIndex(
            model_name="assistance",
            index=models.Index(fields=["team", "-opened_at"], name="assistances_of_team"),
        ),
        migrations.AddConstraint(
            model_name="assistance",
            constraint=models.CheckConstraint(
                condition=models.Q(("until__gt", models.F("opened_at"))), name="an_assistance_has_a_length"
            ),
        ),
        migrations.AddConstraint(
            model_name="assistance",
            constraint=models.UniqueConstraint(
                condition=models.Q(("ended_at__isnull", True)),
                fields=("draft",),
                name="a_draft_has_one_helper_at_a_time",
            ),
        ),
        migrations.AddIndex(
            model_name="assistancelook",
            index=models.Index(fields=["assistance", "at"], name="looks_of_assistance"),
        ),
        migrations.RunPython(forwards, backwards),
    ]

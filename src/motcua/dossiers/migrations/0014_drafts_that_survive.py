"""Drafts that survive: a code to quote, files that arrive in pieces, phones that add pages.

Files under way and bridges are the draft owner's alone; on PostgreSQL the database sees to it. Whoever holds a bridge's
token sees that one row, and works in the owner's scope from there (`actions.bridging`).
"""

from __future__ import annotations

from typing import Any

import django.db.models.deletion
import uuid_utils.compat
from django.conf import settings
from django.db import migrations, models

import motcua.dossiers.rules.numbering
import motcua.dossiers.rules.states

SYSTEM = "current_setting('motcua.scope', true) = 'system'"
PERSON = "nullif(current_setting('motcua.person', true), '')::uuid"
HELD = "nullif(current_setting('motcua.token', true), '')"
TABLES = ("dossiers_partialupload", "dossiers_paperbridge")


def give_codes(apps: Any, editor: Any) -> None:
    """Every draft of before gets a code of its own."""
    drafts = apps.get_model("dossiers", "Draft")
    for draft in drafts.objects.filter(code="").only("pk").iterator():
        drafts.objects.filter(pk=draft.pk).update(code=motcua.dossiers.rules.numbering.draft_code())


def guard(apps: Any, editor: Any) -> None:
    if editor.connection.vendor != "postgresql":
        return
    rule = f"{SYSTEM} OR account_id = {PERSON}"
    for table in TABLES:
        editor.execute(f"ALTER TABLE {table} ENABLE ROW LEVEL SECURITY")
        editor.execute(f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY")
        editor.execute(f"CREATE POLICY own_rows ON {table} USING ({rule}) WITH CHECK ({rule})")
    editor.execute(f"CREATE POLICY by_token ON dossiers_paperbridge FOR SELECT USING (token_digest = {HELD})")


class Migration(migrations.Migration):
    dependencies = [
        ("dossiers", "0013_purpose_of_a_look"),
        ("organisation", "0004_unit_names"),
        ("procedures", "0002_published_versions_never_change"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PaperBridge",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("paper_key", models.CharField(max_length=40)),
                ("token_digest", models.CharField(max_length=64, unique=True)),
                ("opened_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("revoked_at", models.DateTimeField(blank=True, null=True)),
                ("pages", models.PositiveSmallIntegerField(default=0, help_text="photographs that came over it")),
            ],
        ),
        migrations.CreateModel(
            name="PartialUpload",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=uuid_utils.compat.uuid7, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("paper_key", models.CharField(max_length=40)),
                ("filename", models.CharField(max_length=200)),
                ("fingerprint", models.CharField(blank=True, max_length=64)),
                ("size", models.PositiveBigIntegerField(help_text="bytes, as announced")),
                ("begun_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("ended", models.CharField(blank=True, max_length=20)),
            ],
        ),
        migrations.AddField(
            model_name="attachment",
            name="joined_into",
            field=models.ForeignKey(
                blank=True,
                help_text="the file that this photograph became a page of",
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="pages",
                to="dossiers.attachment",
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="legibility",
            field=models.CharField(
                blank=True, help_text="what may be hard to read, see rules.legibility", max_length=40
            ),
        ),
        migrations.AddField(
            model_name="attachment",
            name="position",
            field=models.PositiveSmallIntegerField(
                default=0, help_text="place among the pages of its paper; 0: as it came"
            ),
        ),
        migrations.AddField(
            model_name="draft",
            name="code",
            field=models.CharField(default="", max_length=9),
        ),
        migrations.RunPython(give_codes, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="draft",
            name="code",
            field=models.CharField(
                default=motcua.dossiers.rules.numbering.draft_code,
                help_text="to be quoted, from the first page",
                max_length=9,
                unique=True,
            ),
        ),
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=models.Q(("is_open", True), ("state", motcua.dossiers.rules.states.State["FILED"])),
                fields=["stage_due_at"],
                name="filed_and_not_answered",
            ),
        ),
        migrations.AddField(
            model_name="paperbridge",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="paperbridge",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="bridges", to="dossiers.draft"
            ),
        ),
        migrations.AddField(
            model_name="paperbridge",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
            ),
        ),
        migrations.AddField(
            model_name="partialupload",
            name="account",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
            ),
        ),
        migrations.AddField(
            model_name="partialupload",
            name="attachment",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="dossiers.attachment",
            ),
        ),
        migrations.AddField(
            model_name="partialupload",
            name="draft",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="uploads", to="dossiers.draft"
            ),
        ),
        migrations.AddField(
            model_name="partialupload",
            name="unit",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="organisation.unit"
            ),
        ),
        migrations.AddIndex(
            model_name="paperbridge",
            index=models.Index(fields=["draft", "paper_key", "expires_at"], name="bridges_of_draft"),
        ),
        migrations.AddIndex(
            model_name="partialupload",
            index=models.Index(fields=["draft", "begun_at"], name="uploads_of_draft"),
        ),
        migrations.AddIndex(
            model_name="partialupload",
            index=models.Index(fields=["account", "expires_at"], name="uploads_of_account"),
        ),
        migrations.AddIndex(
            model_name="partialupload",
            index=models.Index(fields=["expires_at"], name="uploads_by_end"),
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]

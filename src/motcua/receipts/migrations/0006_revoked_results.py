from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("receipts", "0005_result_documents")]

    operations = [
        migrations.AddField(
            "resultdocument",
            "revoked_at",
            models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            "resultdocument",
            "revoked_reason",
            models.CharField(
                blank=True, default="", help_text="read by everybody who checks the paper", max_length=300
            ),
        ),
        migrations.AddField(
            "resultdocument",
            "replaced_by_number",
            models.CharField(blank=True, default="", help_text="of the result that stands in its place", max_length=80),
        ),
        migrations.AddConstraint(
            "resultdocument",
            models.CheckConstraint(
                condition=models.Q(revoked_at=None) | models.Q(state="issued"),
                name="only_an_issued_result_is_revoked",
            ),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0012_paper_marks")]

    operations = [
        # Empty is null: a default would make SQLite build the table anew, without the triggers that guard it.
        migrations.AddField(
            "personaldataview",
            "purpose",
            models.CharField(blank=True, help_text="an inspector's; others' is their work", max_length=200, null=True),
        ),
    ]

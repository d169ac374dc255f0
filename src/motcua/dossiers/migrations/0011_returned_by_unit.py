"""What an office handed over today is counted and listed from an index, however long its archive."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0010_internal_notes")]
    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                fields=["unit", "returned_at"], condition=Q(returned_at__isnull=False), name="returned_by_unit"
            ),
        )
    ]

"""The register of an office is read in the order dossiers were received."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("dossiers", "0008_mandates")]

    operations = [
        migrations.AddIndex(
            model_name="dossier",
            index=models.Index(
                condition=Q(received_at__isnull=False), fields=["unit", "received_at", "id"], name="register_of_unit"
            ),
        ),
    ]

"""The name of a delegation with its tone mark where the house sets it; no table changes."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("organisation", "0004_unit_names")]

    operations = [migrations.AlterModelOptions(name="delegation", options={"verbose_name": "ủy quyền"})]

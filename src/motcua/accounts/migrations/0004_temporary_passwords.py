"""A password that somebody else has seen must be changed at the next sign-in."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_append_only_events")]
    operations = [
        migrations.AddField("account", "must_change_password", models.BooleanField(default=False, editable=False)),
    ]

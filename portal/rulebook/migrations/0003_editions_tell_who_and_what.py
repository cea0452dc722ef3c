"""An edition says who approved it and what changed. Two editions may say the same: law can be put back.

SQLite makes the table anew for this, and with the old table its triggers go; so they are taken off before
and put on again after.
"""

from importlib import import_module

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

kept = import_module("portal.rulebook.migrations.0002_editions_are_kept")


class Migration(migrations.Migration):

    dependencies = [
        ('rulebook', '0002_editions_are_kept'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RunPython(kept.allow, kept.refuse),
        migrations.AddField(
            model_name='edition',
            name='approved_by',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='approved by'),
        ),
        migrations.AddField(
            model_name='edition',
            name='changes',
            field=models.JSONField(default=list, verbose_name='what changed, in plain words'),
        ),
        migrations.AlterField(
            model_name='edition',
            name='sha256',
            field=models.CharField(db_index=True, max_length=64, verbose_name='SHA-256'),
        ),
        migrations.RunPython(kept.refuse, kept.allow),
    ]

"""SQLite deletes the old row of an INSERT OR REPLACE without asking the trigger on DELETE; this one asks before."""

from django.db import migrations

REFUSE = """
CREATE TRIGGER rulebook_edition_no_REPLACE BEFORE INSERT ON rulebook_edition
WHEN EXISTS (SELECT 1 FROM rulebook_edition WHERE number = NEW.number OR id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'editions are never changed or deleted'); END;
"""


def refuse(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute(REFUSE)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        schema_editor.execute("DROP TRIGGER rulebook_edition_no_REPLACE")


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0003_editions_tell_who_and_what")]
    operations = [migrations.RunPython(refuse, allow)]

"""The database itself refuses to change or delete an edition, whoever asks."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER rulebook_edition_no_{verb} BEFORE {verb} ON rulebook_edition
BEGIN SELECT RAISE(ABORT, 'editions are never changed or deleted'); END;
"""
POSTGRES = """
CREATE FUNCTION rulebook_edition_kept() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'editions are never changed or deleted'; END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER rulebook_edition_kept BEFORE UPDATE OR DELETE ON rulebook_edition
FOR EACH ROW EXECUTE FUNCTION rulebook_edition_kept();
CREATE TRIGGER rulebook_edition_not_emptied BEFORE TRUNCATE ON rulebook_edition
FOR EACH STATEMENT EXECUTE FUNCTION rulebook_edition_kept();
"""
POSTGRES_UNDO = """
DROP TRIGGER rulebook_edition_kept ON rulebook_edition;
DROP TRIGGER rulebook_edition_not_emptied ON rulebook_edition;
DROP FUNCTION rulebook_edition_kept();
"""


def refuse(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(SQLITE.format(verb=verb))
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES, params=None)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            schema_editor.execute(f"DROP TRIGGER rulebook_edition_no_{verb}")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_UNDO, params=None)


class Migration(migrations.Migration):
    dependencies = [("rulebook", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]

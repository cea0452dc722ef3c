"""The database itself refuses to change or delete a kept answer, whoever asks."""

from django.db import migrations

# REPLACE deletes without asking the trigger for DELETE, so it is refused where it starts, as an INSERT.
SQLITE = {
    "update": "BEFORE UPDATE ON selfcheck_keptanswer",
    "delete": "BEFORE DELETE ON selfcheck_keptanswer",
    "replace": (
        "BEFORE INSERT ON selfcheck_keptanswer WHEN EXISTS "
        "(SELECT 1 FROM selfcheck_keptanswer WHERE id = NEW.id OR code = NEW.code)"
    ),
}
SQLITE_REFUSES = "BEGIN SELECT RAISE(ABORT, 'kept answers are never changed or deleted'); END;"
POSTGRES = """
CREATE FUNCTION selfcheck_keptanswer_kept() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'kept answers are never changed or deleted'; END;
$$ LANGUAGE plpgsql;
CREATE TRIGGER selfcheck_keptanswer_kept BEFORE UPDATE OR DELETE ON selfcheck_keptanswer
FOR EACH ROW EXECUTE FUNCTION selfcheck_keptanswer_kept();
CREATE TRIGGER selfcheck_keptanswer_not_emptied BEFORE TRUNCATE ON selfcheck_keptanswer
FOR EACH STATEMENT EXECUTE FUNCTION selfcheck_keptanswer_kept();
"""
POSTGRES_UNDO = """
DROP TRIGGER selfcheck_keptanswer_kept ON selfcheck_keptanswer;
DROP TRIGGER selfcheck_keptanswer_not_emptied ON selfcheck_keptanswer;
DROP FUNCTION selfcheck_keptanswer_kept();
"""


def refuse(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb, when in SQLITE.items():
            schema_editor.execute(f"CREATE TRIGGER selfcheck_keptanswer_no_{verb} {when} {SQLITE_REFUSES}")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES, params=None)


def allow(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for verb in SQLITE:
            schema_editor.execute(f"DROP TRIGGER selfcheck_keptanswer_no_{verb}")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_UNDO, params=None)


class Migration(migrations.Migration):
    dependencies = [("selfcheck", "0001_initial")]
    operations = [migrations.RunPython(refuse, allow)]

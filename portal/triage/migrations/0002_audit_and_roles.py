"""The audit is only added to, the database sees to it; and the groups of the roles."""

from typing import Any

from django.db import migrations

TABLE = "triage_auditentry"
ONLY_ADDED = "the audit is only added to"
ROLES = [
    "Triage officers",
    "Triage leads",
    "Identity custodians",
    "Records officers",
    "Auditors of reports",
    "Report readers",
]
SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {verb} ON {table}
BEGIN SELECT RAISE(ABORT, '{why}'); END
"""
POSTGRES = """
CREATE FUNCTION {table}_refuse() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION '{why}' USING ERRCODE = 'restrict_violation'; END $$;
CREATE TRIGGER {table}_kept BEFORE UPDATE OR DELETE ON {table}
  FOR EACH ROW EXECUTE FUNCTION {table}_refuse();
CREATE TRIGGER {table}_not_emptied BEFORE TRUNCATE ON {table}
  FOR EACH STATEMENT EXECUTE FUNCTION {table}_refuse();
"""
POSTGRES_AWAY = """
DROP TRIGGER {table}_kept ON {table};
DROP TRIGGER {table}_not_emptied ON {table};
DROP FUNCTION {table}_refuse();
"""
VERBS = ("UPDATE", "DELETE")


def guard(apps: Any, schema_editor: Any) -> None:
    told = {"table": TABLE, "why": ONLY_ADDED}
    if schema_editor.connection.vendor == "sqlite":
        for verb in VERBS:
            schema_editor.execute(SQLITE.format(**told, verb=verb), params=None)
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES.format(**told), params=None)


def unguard(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "sqlite":
        for verb in VERBS:
            schema_editor.execute(f"DROP TRIGGER {TABLE}_no_{verb}")
    elif schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRES_AWAY.format(table=TABLE), params=None)


def make_groups(apps: Any, schema_editor: Any) -> None:
    for name in ROLES:
        apps.get_model("auth", "Group").objects.get_or_create(name=name)


class Migration(migrations.Migration):
    dependencies = [("triage", "0001_cases"), ("auth", "0012_alter_user_first_name_max_length")]

    operations = [
        migrations.RunPython(guard, unguard),
        migrations.RunPython(make_groups, migrations.RunPython.noop),
    ]

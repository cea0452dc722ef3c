"""What the database itself refuses: to destroy what is under a hold, is open, or was not approved by two.

Triggers, made anew whenever migrations have run and taken off before they run: SQLite makes a table anew to
change it, drops its triggers with it, and stumbles over those that name it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.db import connection

HELD = """EXISTS (SELECT 1 FROM triage_heldreport r JOIN triage_legalhold h ON h.id = r.hold_id
  WHERE r.report_id = OLD.{column} AND h.lifted_at IS NULL)"""
APPROVED = """EXISTS (SELECT 1 FROM triage_item i JOIN triage_disposal d ON d.id = i.disposal_id
  WHERE i.report_id = OLD.id AND i.state = 'waiting' AND d.approved_at IS NOT NULL)"""
EMPTIED = """((length(NEW.sealed_key) = 0 AND length(OLD.sealed_key) > 0)
  OR (length(NEW.sealed) = 0 AND length(OLD.sealed) > 0))"""
GOES = {
    "reports_report": "id",
    "reports_reporter": "report_id",
    "reports_message": "report_id",
    "reports_evidence": "report_id",
    "triage_note": "case_id",
    "triage_handover": "case_id",
}
"""Tables whose rows do not go while their report is under a hold, and the column that names it."""
WHY_HELD = "a report under a legal hold is kept"
WHY_ADDED = "a row that is there is not put in anew"
WHY_HOLD = "a report is taken from a hold by lifting it"
LIFTED = "EXISTS (SELECT 1 FROM triage_legalhold h WHERE h.id = OLD.hold_id AND h.lifted_at IS NULL)"
ONLY_ADDED = (
    ("reports_report", "id"),
    ("reports_report", "number"),
    ("triage_auditentry", "number"),
    ("triage_certificate", "id"),
    ("triage_certificate", "number"),
)
"""SQLite's INSERT OR REPLACE takes a row away without asking the triggers for that."""
WHY_TWO = "a report is disposed of when it is closed and two people say so"
WHY_CERTIFIED = "certificates are only added"
AUDITS = {"sqlite": ("triage_auditentry_no_UPDATE", "triage_auditentry_no_DELETE")}
AUDITS["postgresql"] = ("triage_auditentry_kept", "triage_auditentry_not_emptied")
NEEDED = ("triage_certificate", "triage_item", "triage_heldreport", "triage_auditentry", "triage_handover")


def _guards() -> Iterator[tuple[str, str, str, str, str]]:
    """(name, table, when, condition, why)."""
    when, held = "BEFORE UPDATE ON", HELD.format(column="id")
    yield "held_is_kept", "reports_report", when, f"{EMPTIED} AND {held}", WHY_HELD
    unapproved = f"{EMPTIED} AND (OLD.state <> 'closed' OR NOT {APPROVED})"
    yield "two_dispose", "reports_report", when, unapproved, WHY_TWO
    for table, column in GOES.items():
        yield f"{table}_held", table, "BEFORE DELETE ON", HELD.format(column=column), WHY_HELD
    yield "heldreport_held", "triage_heldreport", "BEFORE DELETE ON", LIFTED, WHY_HOLD
    for table, key in ONLY_ADDED if connection.vendor == "sqlite" else ():
        there = f"EXISTS (SELECT 1 FROM {table} t WHERE t.{key} = NEW.{key})"  # noqa: S608 - constants
        yield f"{table}_{key}_no_replace", table, "BEFORE INSERT ON", there, WHY_ADDED
    for verb in ("UPDATE", "DELETE"):
        name = f"certificate_no_{verb.lower()}"
        yield name, "triage_certificate", f"BEFORE {verb} ON", "1 = 1", WHY_CERTIFIED


def put_up(sender: Any = None, **kwargs: Any) -> None:
    """Make all triggers anew, where their tables are there."""
    take_down()
    with connection.cursor() as cursor:
        if not set(NEEDED) <= set(connection.introspection.table_names(cursor)):
            return
        for name, table, when, condition, why in _guards():
            for statement in _statements(name, table, when, condition, why):
                cursor.execute(statement)


def _statements(name: str, table: str, when: str, condition: str, why: str) -> Iterator[str]:
    trigger = f"CREATE TRIGGER guard_{name} {when} {table} FOR EACH ROW"
    if connection.vendor == "sqlite":
        yield f"{trigger} WHEN {condition} BEGIN SELECT RAISE(ABORT, '{why}'); END"
        return
    result = "OLD" if "DELETE" in when else "NEW"
    yield (
        f"CREATE OR REPLACE FUNCTION guard_{name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
        f"IF {condition} THEN RAISE EXCEPTION '{why}' USING ERRCODE = 'restrict_violation'; END IF; "
        f"RETURN {result}; END $$"
    )
    yield f"{trigger} EXECUTE FUNCTION guard_{name}()"


def take_down(sender: Any = None, **kwargs: Any) -> None:
    with connection.cursor() as cursor:
        tables = set(connection.introspection.table_names(cursor))
        for name, table, *_rest in _guards():
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            if table in tables:
                cursor.execute(f"DROP TRIGGER IF EXISTS guard_{name}{on}")


def missing() -> list[str]:
    """The names of triggers that ought to be there and are not, those of the audit too."""
    expected = [f"guard_{name}" for name, *_rest in _guards()] + [*AUDITS.get(connection.vendor, ())]
    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgenabled <> 'D'",
    }
    with connection.cursor() as cursor:
        cursor.execute(catalogue[connection.vendor])
        there = {name.lower() for (name,) in cursor.fetchall()}
    return [name for name in expected if name.lower() not in there]

"""The columns of an export. Each asks for a right: who lacks it does not even see that there is one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from portal.accounts.models import User
from portal.reports.states import State
from portal.reports.vocabulary import CATEGORIES, HOW, RELATIONS, ROLES, WHEN
from portal.triage.models import Case
from portal.triage.rights import Right, may
from portal.triage.states import Outcome


class Part(models.TextChoices):
    """What somebody can ask for beside the facts of the case."""

    TOLD = "told", _("What was told, and the names of files")
    MESSAGES = "messages", _("Questions and answers")
    NOTES = "notes", _("Notes of the staff")
    IDENTITY = "identity", _("Who sent the reports")


RIGHT_OF: Mapping[str, Right] = {
    Part.TOLD: Right.READ,
    Part.MESSAGES: Right.READ,
    Part.NOTES: Right.WORK,
    Part.IDENTITY: Right.IDENTITY,
}


@dataclass(slots=True)
class Opened:
    """A case and what of it was opened; nothing of what nobody asked for or may see."""

    case: Case
    answers: Mapping[str, Any] = field(default_factory=dict)
    sender: Mapping[str, Any] = field(default_factory=dict)
    you: Mapping[str, Any] = field(default_factory=dict)
    messages: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    files: list[str] = field(default_factory=list)
    is_gone: bool = False
    """It was disposed of, or does not open."""


@dataclass(frozen=True, slots=True)
class Column:
    """``part`` is empty for facts of the case. ``key`` is its name in JSON."""

    key: str
    label: Any
    value: Callable[[Opened], str]
    part: str = ""


def parts_for(user: User) -> list[tuple[str, Any]]:
    """What a person may ask for, as choices of a form."""
    return [(part.value, part.label) for part in Part if may(user, RIGHT_OF[part])]


def columns_of(parts: Iterable[str]) -> tuple[Column, ...]:
    chosen = {"", *parts}
    return tuple(column for column in COLUMNS if column.part in chosen)


def moment(at: datetime | None) -> str:
    """To the minute, with the offset, as programs and people read it."""
    return timezone.localtime(at).isoformat(sep=" ", timespec="minutes") if at else ""


def word(table: Mapping[str, Any], key: Any) -> str:
    found = table.get(str(key or ""), key or "")
    return str(found[0] if isinstance(found, tuple) else found)


def _text(step: str, name: str) -> Callable[[Opened], str]:
    return lambda row: _plain(_step(row.answers, step).get(name))


def _of_sender(name: str) -> Callable[[Opened], str]:
    return lambda row: _plain(row.sender.get(name))


def _of_you(name: str, table: Mapping[str, Any]) -> Callable[[Opened], str]:
    return lambda row: word(table, row.you.get(name))


def _plain(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _step(answers: Mapping[str, Any], step: str) -> Mapping[str, Any]:
    found = answers.get(step)
    return found if isinstance(found, Mapping) else {}


def _accused(name: str) -> Callable[[Opened], str]:
    def told(row: Opened) -> str:
        """One line for each of the accused, so that lines of several columns belong together."""
        lines = [" ".join(_plain(one.get(name)).split()) for one in row.answers.get("who") or ()]
        return "\n".join(lines) if any(lines) else ""

    return told


def _roles(row: Opened) -> str:
    return "\n".join(word(ROLES, one.get("role")) for one in row.answers.get("who") or ())


def _state(row: Opened) -> str:
    return str(State(row.case.report.state).label)


def _verified(row: Opened) -> str:
    return str(_("as far as can be told") if row.case.report.is_verified else _("not sure"))


def _outcome(row: Opened) -> str:
    return str(Outcome(row.case.outcome).label) if row.case.outcome else ""


def _into(row: Opened) -> str:
    return row.case.into.report.number if row.case.into else ""


FACTS = (
    Column("number", _("Number"), lambda row: row.case.report.number),
    Column("category", _("Category"), lambda row: word(CATEGORIES, row.case.report.category)),
    Column("state", _("State"), _state),
    Column("sent_at", _("Sent at"), lambda row: moment(row.case.report.sent_at)),
    Column("language", _("Language"), lambda row: row.case.report.language),
    Column("verified", _("Sent by a person"), _verified),
    Column("look_by", _("First look by"), lambda row: moment(row.case.look_by)),
    Column("looked_at", _("First looked at"), lambda row: moment(row.case.looked_at)),
    Column("officer", _("Officer"), lambda row: str(row.case.officer or "")),
    Column("team", _("Team"), lambda row: str(row.case.team or "")),
    Column("tags", _("Tags"), lambda row: ", ".join(sorted(tag.name for tag in row.case.tags.all()))),
    Column("office", _("Referred to"), lambda row: str(row.case.office or "")),
    Column("outcome", _("Outcome"), _outcome),
    Column("into", _("Merged into"), _into),
)
WHO = {
    "name": _("Accused"),
    "also": _("Other names"),
    "address": _("Address"),
    "country": _("Country"),
    "website": _("Website"),
    "store": _("Store"),
    "phone": _("Telephone number"),
    "email": _("E-mail address"),
    "importer_number": _("Importer number"),
}
GOODS = {
    "what": _("Goods"),
    "tariff_code": _("Tariff code"),
    "made_in": _("Made in"),
    "claimed_origin": _("Said to be made in"),
    "shipped_from": _("Shipped from"),
    "route": _("Way"),
    "price": _("Price"),
    "numbers": _("Numbers"),
    "port": _("Port"),
    "when_told": _("Days or time"),
}
EVIDENCE = {"how": _("How they know"), "proof": _("What shows it"), "told": _("Told already")}
SENDER = {
    "name": _("Sender"),
    "email": _("Sender's e-mail address"),
    "phone": _("Sender's telephone number"),
    "safe_contact": _("When and how to reach the sender"),
}
TOLD = (
    Column("story", _("What happened"), _text("what", "story"), Part.TOLD),
    *(Column(f"accused_{key}", label, _accused(key), Part.TOLD) for key, label in WHO.items()),
    Column("accused_role", _("What they do"), _roles, Part.TOLD),
    *(Column(f"goods_{key}", label, _text("goods", key), Part.TOLD) for key, label in GOODS.items()),
    Column("goods_when", _("When"), lambda row: word(WHEN, _text("goods", "when")(row)), Part.TOLD),
    *(Column(key, label, _text("evidence", key), Part.TOLD) for key, label in EVIDENCE.items()),
    Column("files", _("Files"), lambda row: "\n".join(row.files), Part.TOLD),
)
COLUMNS: tuple[Column, ...] = (
    *FACTS,
    *TOLD,
    Column("messages", _("Questions and answers"), lambda row: "\n\n".join(row.messages), Part.MESSAGES),
    Column("notes", _("Notes of the staff"), lambda row: "\n\n".join(row.notes), Part.NOTES),
    *(Column(f"sender_{key}", label, _of_sender(key), Part.IDENTITY) for key, label in SENDER.items()),
    Column("sender_how", _("How they report"), _of_you("how", HOW), Part.IDENTITY),
    Column(
        "sender_relation", _("What they are to the accused"), _of_you("relation", RELATIONS), Part.IDENTITY
    ),
)

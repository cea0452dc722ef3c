"""The shapes of the interface as JSON Schema: the contract's keys, the rulebook's words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from portal.rulebook.wording import Wording
from portal.rules.compiled import CompiledLaw
from portal.rules.decide import CONTEXT
from portal.rules.law import Fact, Kind
from portal.rules.ready import DE_MINIMIS
from portal.selfcheck.determination import DEPENDS
from portal.selfcheck.shipment import MOST_UNITS, MOST_VALUES, ShipmentReader

Schema = dict[str, Any]
AMOUNT = r"^[0-9]{1,10}(\.[0-9]{1,2})?$"
CODE = r"^[0-9](\.?[0-9]){1,9}$"
SHA256 = "^[0-9a-f]{64}$"


def schemas(law: CompiledLaw, wording: Wording) -> dict[str, Schema]:
    """Every shape by its name, under one rulebook."""
    return {
        "DeterminationRequest": request(),
        "Shipment": shipment(law, wording),
        "Determination": determination(law),
        "Country": {"type": "string", "enum": [country.code for country in law.book.countries]},
        "Category": {"type": "string", "enum": list(law.categories)},
        "Entry": {"type": "string", "enum": list(law.book.strictness)},
        "Fact": {"type": "string", "enum": [fact.key for fact in law.book.facts]},
        "Rule": {"type": "string", "enum": [rule.id for rule in law.entry_rules]},
        "AgencyRules": agency_rules(law),
        "Edition": edition(),
        "EditionList": object_of({"editions": {"type": "array", "items": ref("Edition")}}),
        "Problem": problem(),
    }


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def object_of(properties: dict[str, Schema], *, optional: Iterable[str] = ()) -> Schema:
    required = [key for key in properties if key not in set(optional)]
    found: Schema = {"type": "object", "properties": properties, "additionalProperties": False}
    return found | {"required": required} if required else found


def described(text: str, schema: Schema) -> Schema:
    return {"description": text, **schema}


def list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


# What goes in


def request() -> Schema:
    return object_of(
        {
            "id": described(
                _("What you call this shipment. It comes back with the answer."),
                {"type": ["string", "integer", "null"], "maxLength": 200},
            ),
            "shipment": ref("Shipment"),
            "edition": described(
                _("The number of an edition. Left out, the newest one answers."),
                {"type": ["integer", "null"], "minimum": 1},
            ),
        },
        optional=("id", "edition"),
    )


def shipment(law: CompiledLaw, wording: Wording) -> Schema:
    """Every fact that may be told; one that is left out was not asked, and null is "I don't know"."""
    keys = ShipmentReader(law).keys
    told = {
        fact.key: described(wording.say(fact.words, "ask"), _kind(fact, law))
        for fact in law.book.facts
        if fact.key in keys
    }
    text = _("The facts of one shipment. Leave out what was not asked. null means: I don't know.")
    return described(text, object_of(told, optional=told))


def _kind(fact: Fact, law: CompiledLaw) -> Schema:
    match fact.kind:
        case Kind.YES_NO:
            return {"type": ["boolean", "null"]}
        case Kind.MONEY:
            return {"type": ["string", "null"], "pattern": AMOUNT}
        case Kind.COUNT:
            return {"type": ["integer", "null"], "minimum": 0, "maximum": MOST_UNITS}
        case Kind.DAY:
            return {"type": ["string", "null"], "format": "date"}
        case Kind.CHOICE:
            return {"enum": [*(option.key for option in fact.options), None]}
        case Kind.COUNTRY:
            return {"anyOf": [ref("Country"), {"type": "null"}]}
        case Kind.CATEGORIES:
            return {"type": ["array", "null"], "items": ref("Category"), "maxItems": MOST_VALUES}
        case Kind.CODES:
            code = {"type": "string", "pattern": CODE}
            return {"type": ["array", "null"], "items": code, "maxItems": MOST_VALUES}


# What comes out


def determination(law: CompiledLaw) -> Schema:
    return object_of({**_verdict(law), **_grounds(law)})


def _verdict(law: CompiledLaw) -> dict[str, Schema]:
    """What the answer is, of which day and under which edition."""
    status = [outcome.key for outcome in law.goals[DE_MINIMIS].outcomes]
    edition = object_of({"number": {"type": "integer"}, "sha256": {"type": "string", "pattern": SHA256}})
    return {
        "id": described(_("What you called this shipment."), {"type": ["string", "integer", "null"]}),
        "edition": described(_("The edition of the rulebook that answered."), edition),
        "as_of": described(
            _("The day whose law was used: the day of arrival, or today when that is not known."),
            {"type": "string", "format": "date"},
        ),
        "holds_through": described(
            _("The last day on which this answer holds; null when no change is known."),
            {"type": ["string", "null"], "format": "date"},
        ),
        "de_minimis": described(
            _("How the low-value exemption stands for this shipment."),
            {"type": "string", "enum": [*status, DEPENDS]},
        ),
        "entry": described(
            _("The kind of entry. With depends, see possible_entries."),
            {"type": "string", "enum": [*law.book.strictness, DEPENDS]},
        ),
        "entry_detail": described(_("Which process, in words."), {"type": "string"}),
        "possible_entries": described(
            _("What is still possible, the strictest first. Plan for the first."), list_of(ref("Entry"))
        ),
        "acceptable_entries": described(_("What the importer may also choose."), list_of(ref("Entry"))),
    }


def _grounds(law: CompiledLaw) -> dict[str, Schema]:
    """What the answer rests on, what else there is to know, and what is open."""
    cites = list_of({"type": "string"})
    warnings = {str(rule.details["warns"]) for rule in law.afterwards["warning"]}
    note = object_of({"note": {"type": "string"}, "citations": cites})
    return {
        "citations": described(_("The law that the answer rests on."), cites),
        "reasons": described(_("Each rule that bears on this shipment, and why."), list_of(_reason(cites))),
        "agencies": described(
            _("Rules of other agencies: those that bind, and those to check."),
            object_of({"applies": ref("AgencyRules"), "check": ref("AgencyRules")}),
        ),
        "turns_on": described(
            _("The unanswered facts that can still change the answer."), list_of(ref("Fact"))
        ),
        "warnings": described(
            _("Programs that may add duty on this day."),
            list_of({"type": "string", "enum": sorted(warnings)}),
        ),
        "unsettled": described(_("Points of law that nobody has decided yet."), list_of(note)),
    }


def _reason(cites: Schema) -> Schema:
    return object_of(
        {
            "rule": ref("Rule"),
            "held": described(
                _("Whether the rule holds; null when it cannot be known."), {"type": ["boolean", "null"]}
            ),
            "because": {"type": "string"},
            "citations": cites,
        }
    )


def agency_rules(law: CompiledLaw) -> Schema:
    """Rule ids by agency."""
    rules = [rule for rule in law.book.rules if rule.agency and rule.kind != CONTEXT]
    by_agency: dict[str, list[str]] = {}
    for rule in rules:
        by_agency.setdefault(rule.agency, []).append(rule.id)
    properties = {
        agency: list_of({"type": "string", "enum": ids}) for agency, ids in sorted(by_agency.items())
    }
    return object_of(properties, optional=properties)


def edition() -> Schema:
    return object_of(
        {
            "number": {"type": "integer", "minimum": 1},
            "sha256": described(
                _("The hash of the edition's text, as you get it from rulebook."),
                {"type": "string", "pattern": SHA256},
            ),
            "previous_sha256": described(
                _("The hash of the edition before; null for the first."),
                {"type": ["string", "null"], "pattern": SHA256},
            ),
            "made_at": {"type": "string", "format": "date-time"},
            "note": described(_("What changed."), {"type": "string"}),
            "current": described(_("Whether this is the newest edition."), {"type": "boolean"}),
            "rulebook": described(_("Where its whole text is."), {"type": "string", "format": "uri"}),
        }
    )


def problem() -> Schema:
    """RFC 9457, with what is wrong field by field."""
    fault = object_of({"field": {"type": "string"}, "message": {"type": "string"}})
    return object_of(
        {
            "type": {"type": "string", "format": "uri-reference"},
            "title": {"type": "string"},
            "status": {"type": "integer"},
            "detail": {"type": "string"},
            "instance": {"type": "string", "format": "uri-reference"},
            "errors": described(
                _("Every field that cannot be read, with a sentence for the person who filled it in."),
                list_of(fault),
            ),
        },
        optional=("instance", "errors"),
    )

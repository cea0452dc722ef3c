"""The shapes of the library's interface as JSON Schema."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _

from content.sharing.models import SharedPage
from content.sharing.telling import KINDS

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
TEXT_OR_NOTHING: Schema = {"type": ["string", "null"]}
YES_NO: Schema = {"type": "boolean"}
URL: Schema = {"type": "string", "format": "uri"}
URL_OR_NOTHING: Schema = {"type": ["string", "null"], "format": "uri"}
DAY: Schema = {"type": "string", "format": "date"}
DAY_OR_NOTHING: Schema = {"type": ["string", "null"], "format": "date"}
MOMENT: Schema = {"type": "string", "format": "date-time"}
NUMBER_OR_NOTHING: Schema = {"type": ["integer", "null"]}


def ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def or_nothing(name: str) -> Schema:
    return {"anyOf": [ref(name), {"type": "null"}]}


def list_of(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def object_of(properties: dict[str, Schema], *, optional: Iterable[str] = ()) -> Schema:
    required = [key for key in properties if key not in set(optional)]
    return {
        "type": "object",
        "properties": properties,
        "additionalProperties": False,
        "required": required,
    }


def described(text: str, schema: Schema) -> Schema:
    return {"description": text, **schema}


def schemas() -> dict[str, Schema]:
    """Every shape by its name."""
    return {**_parts(), **_pages(), **_lists()}


def _parts() -> dict[str, Schema]:
    fault = object_of({"field": TEXT, "message": TEXT})
    words = _("The same words twice: plain HTML elements with whole addresses, and plain text.")
    return {
        "Words": described(words, object_of({"html": TEXT, "text": TEXT})),
        "Citation": object_of({"label": TEXT, "url": URL_OR_NOTHING}),
        "Edition": object_of({"number": {"type": "integer"}, "sha256": TEXT}),
        "Link": object_of({"title": TEXT, "url": URL}),
        "Figure": described(
            _("A dated amount of the law that the page names, as it is today."),
            object_of(
                {
                    "key": TEXT,
                    "title": TEXT,
                    "value": TEXT,
                    "since": DAY_OR_NOTHING,
                    "note": TEXT,
                    "citations": list_of(ref("Citation")),
                }
            ),
        ),
        "Example": described(
            _("A shipment that the page speaks of. The address leads to what the check says of it."),
            object_of({"title": TEXT, "url": URL, "entry": TEXT, "agencies": list_of(TEXT)}),
        ),
        "Problem": object_of(
            {
                "type": TEXT,
                "title": TEXT,
                "status": {"type": "integer"},
                "detail": TEXT,
                "errors": list_of(fault),
            },
            optional=["errors"],
        ),
    }


def _row() -> dict[str, Schema]:
    return {
        "id": described(
            _("It never changes, even when the page moves."), {"type": "string", "format": "uuid"}
        ),
        "self": URL,
        "published_at": MOMENT,
        "changed_at": described(_("When this page, or the law that it names, last changed."), MOMENT),
        "changed": described(
            _("What changed then."), {"type": "string", "enum": list(SharedPage.Why.values)}
        ),
        "edition": described(
            _("The edition of the law that its amounts and dates are of."), NUMBER_OR_NOTHING
        ),
    }


def _line() -> dict[str, Schema]:
    return {
        "gone": {"const": False},
        "type": {"type": "string", "enum": sorted(KINDS.values())},
        "language": TEXT,
        "title": TEXT,
        "url": URL,
        "topic": TEXT_OR_NOTHING,
        "summary": ref("Words"),
        "question_id": TEXT_OR_NOTHING,
        **{name: list_of(TEXT) for name in ("audiences", "modes", "agencies")},
        "as_of": described(_("The day on which somebody last checked the words."), DAY_OR_NOTHING),
        "next_review": DAY_OR_NOTHING,
    }


def _whole() -> dict[str, Schema]:
    return {
        "body": ref("Words"),
        "description": TEXT,
        "also_asked": list_of(TEXT),
        "kept_by": TEXT_OR_NOTHING,
        "related": list_of(ref("Link")),
        "figures": list_of(ref("Figure")),
        "sources": list_of(ref("Citation")),
        "examples": list_of(ref("Example")),
        "moved": described(_("Law that changed since the words were last published."), list_of(TEXT)),
    }


def _some() -> dict[str, Schema]:
    """What only some types of pages have."""
    stage = object_of(dict.fromkeys(("stage", "who", "files", "pays", "data"), TEXT))
    return {
        "date": DAY,
        "starts": MOMENT,
        "ends": MOMENT,
        "place": TEXT,
        "document_url": URL,
        "agency": ref("Agency"),
        "thresholds": list_of(ref("Threshold")),
        "supply_map": list_of(object_of({"way": TEXT, "intro": TEXT, "stages": list_of(stage)})),
    }


def _pages() -> dict[str, Schema]:
    row, line, some = _row(), _line(), _some()
    gone = {name: line[name] for name in ("type", "language", "title", "url")}
    answer = {name: line[name] for name in ("gone", "question_id", "language", "url", "topic")}
    days = {name: line[name] for name in ("as_of", "next_review")}
    asked = {"question": TEXT, "also_asked": list_of(TEXT), "answer": ref("Words")}
    question = {**row, **answer, **days, **asked, "sources": list_of(ref("Citation"))}
    return {
        "PageLine": object_of({**row, **line}, optional=["question_id"]),
        "Page": object_of({**row, **line, **_whole(), **some}, optional=["question_id", *some]),
        "Gone": described(
            _("A page that is gone; told only to those who ask what changed."),
            object_of({**row, "gone": {"const": True}, **gone}),
        ),
        "Question": object_of(question),
        "PageList": _listed("pages", "PageLine"),
        "QuestionList": _listed("questions", "Question"),
    }


def _listed(name: str, item: str) -> Schema:
    again = _("Give this as changed_since the next time you ask what changed.")
    return object_of(
        {
            "edition": or_nothing("Edition"),
            name: list_of({"anyOf": [ref(item), ref("Gone")]}),
            "next": described(_("The address of the next part, if there is one."), URL_OR_NOTHING),
            "next_changed_since": described(again, {"type": ["string", "null"], "format": "date-time"}),
        }
    )


def _lists() -> dict[str, Schema]:
    cites = list_of(ref("Citation"))
    rule = object_of({"id": TEXT, "title": TEXT, "text": TEXT, "status": TEXT_OR_NOTHING, "citations": cites})
    agency = {"key": TEXT, "name": TEXT, "about": TEXT, "url": TEXT, "rules": list_of(rule)}
    event = object_of({"title": TEXT, "text": TEXT, "citations": cites})
    limit = {"country": TEXT, "duty": TEXT, "tax": TEXT_OR_NOTHING, "since": DAY_OR_NOTHING, "note": TEXT}
    limit |= {"source": ref("Citation"), "checked": DAY}
    term = {"key": TEXT, "term": TEXT, "also": list_of(TEXT), "meaning": ref("Words"), "sources": cites}
    term |= {"pages": list_of(ref("Link")), "url": URL_OR_NOTHING}
    topic = {"slug": TEXT, "title": TEXT, "url": URL, "summary": ref("Words"), "feed": URL, "json_feed": URL}
    shapes = {
        "Term": object_of(term),
        "Agency": object_of({**agency, "page": or_nothing("Link")}, optional=["page"]),
        "Topic": object_of(topic),
        "Threshold": object_of(limit),
        "TimelineDay": object_of({"day": DAY, "ahead": YES_NO, "events": list_of(event)}),
    }
    named = {
        "GlossaryList": ("terms", "Term"),
        "AgencyList": ("agencies", "Agency"),
        "TopicList": ("topics", "Topic"),
        "ThresholdList": ("thresholds", "Threshold"),
        "Timeline": ("days", "TimelineDay"),
    }
    beside = {"edition": or_nothing("Edition"), "language": TEXT}
    lists = {name: object_of({**beside, key: list_of(ref(item))}) for name, (key, item) in named.items()}
    of_a_language = {
        **{key: list_of(ref(item)) for key, item in (named["GlossaryList"], named["AgencyList"])},
        "topics": list_of(ref("Topic")),
        "timeline": list_of(ref("TimelineDay")),
    }
    of_a_language["glossary"] = of_a_language.pop("terms")
    export = {
        "format": TEXT,
        "edition": or_nothing("Edition"),
        "next_changed_since": {"type": ["string", "null"], "format": "date-time"},
        "pages": list_of({"anyOf": [ref("Page"), ref("Gone")]}),
        "lists": {"type": "object", "additionalProperties": object_of(of_a_language)},
    }
    return {**shapes, **lists, "Export": object_of(export)}

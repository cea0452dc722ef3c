"""The OpenAPI document of the library's interface: what each address takes and gives."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from content.sharing.asking import MOST, NAME, USUAL
from content.sharing.shapes import ref, schemas
from content.sharing.telling import KINDS
from portal.web.problems import CONTENT_TYPE

Described = dict[str, Any]
JSON = "application/json"


def _gives(text: Any, name: str) -> Described:
    return {"description": text, "content": {JSON: {"schema": ref(name)}}}


def _refuses(text: Any) -> Described:
    return {"description": text, "content": {CONTENT_TYPE: {"schema": ref("Problem")}}}


NOT_MODIFIED = {"description": lazy("Nothing changed since the ETag that you sent in If-None-Match.")}
UNREADABLE = _refuses(lazy("Some parameters cannot be read; errors names each one."))
TOO_MANY = _refuses(lazy("Too many requests. The Retry-After header says how many seconds to wait.")) | {
    "headers": {"Retry-After": {"schema": {"type": "integer"}}}
}


def _query(name: str, text: Any, schema: Described) -> Described:
    return {"name": name, "in": "query", "required": False, "description": text, "schema": schema}


TEXT: Described = {"type": "string"}
NAMED = TEXT | {"pattern": f"^{NAME.pattern}$"}
CURSOR = TEXT | {"pattern": "^[0-9]{1,18}$"}
MOMENT: Described = {"anyOf": [TEXT | {"format": "date"}, TEXT | {"format": "date-time"}]}
LANGUAGES = TEXT | {"enum": [code for code, _name in settings.LANGUAGES], "default": settings.LANGUAGE_CODE}
LANGUAGE = _query("language", lazy("The language of the pages."), LANGUAGES)
TYPE = _query("type", lazy("Only pages of this type."), TEXT | {"enum": sorted(KINDS.values())})
FILTERS = [
    _query("topic", lazy("Only pages of this topic, by its slug."), NAMED),
    _query("audience", lazy("Only pages that name this audience."), NAMED),
    _query("mode", lazy("Only pages that name this way of shipping; one that names none is for all."), NAMED),
    _query("agency", lazy("Only pages that name this agency, such as FDA."), NAMED),
    _query(
        "changed_since",
        lazy(
            "Only what changed at or after this day or moment: words, or amounts and dates of the law that a "
            "page names. Pages that are gone since then are told too."
        ),
        MOMENT,
    ),
    LANGUAGE,
    _query(
        "limit",
        lazy("How many at once."),
        {"type": "integer", "minimum": 1, "maximum": MOST, "default": USUAL},
    ),
    _query("cursor", lazy("Where the next part begins. Take the address under “next” as it is."), CURSOR),
]


def _read(summary: Any, text: Any, shape: str, parameters: list[Described], **more: Described) -> Described:
    responses: dict[Any, Described] = {200: _gives(text, shape), 304: NOT_MODIFIED, 422: UNREADABLE}
    return {
        "summary": summary,
        "description": text,
        "parameters": parameters,
        "responses": {**responses, 429: TOO_MANY, **{int(key[1:]): value for key, value in more.items()}},
    }


LIST_PAGES = _read(
    lazy("List pages"),
    lazy("The pages of the library, each with its short answer. The order never changes."),
    "PageList",
    [TYPE, *FILTERS],
)
GET_PAGE = _read(
    lazy("Read one page"),
    lazy("A whole page: its words with the law put in, its sources, figures, examples and days."),
    "Page",
    [],
    _404=_refuses(lazy("There is no such page.")),
    _410=_refuses(lazy("The page is gone.")),
)
# The number in the address is described by hand too: this replaces what the routes say of it.
GET_PAGE["parameters"] = [
    {"name": "key", "in": "path", "required": True, "schema": {"type": "string", "format": "uuid"}}
]
LIST_QUESTIONS = _read(
    lazy("List questions with their answers"),
    lazy("Questions that people ask, in their own words too, each with its short answer."),
    "QuestionList",
    FILTERS,
)
LIST_GLOSSARY = _read(
    lazy("Read the glossary"), lazy("Words of the trade in plain words."), "GlossaryList", [LANGUAGE]
)
LIST_AGENCIES = _read(
    lazy("List agencies"),
    lazy("The agencies of the newest edition of the law, with their rules in force today."),
    "AgencyList",
    [LANGUAGE],
)
LIST_TOPICS = _read(
    lazy("List topics"), lazy("The shelves of the library, each with its feeds."), "TopicList", [LANGUAGE]
)
LIST_THRESHOLDS = _read(
    lazy("List limits of other countries"),
    lazy("Up to which value other countries let parcels in free of duty or tax."),
    "ThresholdList",
    [LANGUAGE],
)
LIST_TIMELINE = _read(
    lazy("Read the timeline"),
    lazy("What changed in the law when, the newest day first; days ahead of today too."),
    "Timeline",
    [LANGUAGE],
)
EXPORT = _read(
    lazy("Take the whole library"),
    lazy(
        "Everything in one file, always in the same order. The ETag is a hash of all of it. If a page "
        "changes while the file is sent, it ends before its end: ask again."
    ),
    "Export",
    [],
)


def complete(drawn: Described) -> Described:
    """What the routes say of themselves, completed with the shapes."""
    whole: Described = json.loads(json.dumps(drawn, cls=DjangoJSONEncoder))
    whole["info"] |= {
        "title": _("Entrywise: the library"),
        "description": _(
            "Answers about small shipments into the United States, with sources and dates; not legal advice. "
            "No key is needed. Any page may read these addresses (CORS). Errors are problem details "
            "(RFC 9457)."
        ),
        "x-requests-per-minute": settings.API_PER_MINUTE,
    }
    whole["servers"] = [{"url": settings.SITE_URL}]
    whole["components"] = {"schemas": json.loads(json.dumps(schemas(), cls=DjangoJSONEncoder))}
    for path in whole["paths"].values():
        path.pop("head", None)
        _once(path["get"])
    return whole


def _once(operation: Described) -> None:
    """A parameter that the route and we both name is described once, as we do."""
    named = {(one["name"], one["in"]): one for one in operation.get("parameters", ())}
    operation["parameters"] = list(named.values())

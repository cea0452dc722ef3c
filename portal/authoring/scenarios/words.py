"""What scenarios may expect, in words: choices for their forms, and the names in sentences about them."""

from __future__ import annotations

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from portal.authoring.vocabulary import Choices, Vocabulary
from portal.rulebook.exemption import NOT_ELIGIBLE, OPEN, SUSPENDED
from portal.rules.ready import ROUTE
from portal.selfcheck.determination import DEPENDS

STATUSES: dict[str, str | Promise] = {
    OPEN: _("open"),
    NOT_ELIGIBLE: _("not open"),
    SUSPENDED: _("suspended"),
    DEPENDS: _("not decided by these answers"),
}
ENTRIES: dict[str, str | Promise] = {
    "section_321": _("free under the low-value exemption"),
    "gift_exemption": _("free as a gift"),
    "personal_exemption": _("free as a traveler's own things"),
    "exempt_1702b": _("free as information, a donation or a message"),
    "postal_informal": _("postal informal"),
    "informal": _("informal"),
    "formal": _("formal"),
    "prohibited": _("barred"),
    DEPENDS: _("not decided by these answers"),
}
UNDECIDED = _("Not decided by these answers")


def entries(found: Vocabulary) -> Choices:
    """Kinds of entry as the questions call them, and the answer that leaves them open."""
    titles = dict(option for question in found.options for option in question[1])
    named = [(key, titles.get(f"{ROUTE}={key}", title)) for key, title in found.entries]
    return [*named, (DEPENDS, UNDECIDED)]


def statuses(found: Vocabulary) -> Choices:
    return list(STATUSES.items())


def warnings(found: Vocabulary) -> Choices:
    return found.warnings


def rules(found: Vocabulary) -> Choices:
    """Agencies' rules by agency, each with the name that answers carry."""
    return [(agency, [(key, f"{title} ({key})") for key, title in named]) for agency, named in found.rules]


def agencies(found: Vocabulary) -> Choices:
    return [(agency, agency) for agency, _rules in found.rules]


def entry_word(key: str) -> str:
    """A kind of entry as a word in a sentence."""
    return str(ENTRIES.get(key) or key.replace("_", " "))


def status_word(key: str) -> str:
    """How the low-value exemption stands, as a word in a sentence."""
    return str(STATUSES.get(key) or key.replace("_", " "))

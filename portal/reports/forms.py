"""The questions of a report. Three of them need an answer: what kind it is, who did it, which goods."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from portal.reports.fields import TEXT, OneOf, Typed
from portal.reports.vocabulary import (
    ANONYMOUS,
    CATEGORIES,
    CONFIDENTIAL,
    CONTACT,
    HOW,
    RELATIONS,
    ROLES,
    WHEN,
)
from portal.web.forms import PageForm

HOW_HINTS = {
    ANONYMOUS: _("You give no name. We can still ask you questions under your code."),
    CONFIDENTIAL: _("You give your name. We ask you questions only under your code."),
    CONTACT: _("You say how we may reach you."),
}
IDENTITY = ("name", "email", "phone", "safe_contact")
"""What is stored apart from the report."""


class StepForm(PageForm):
    """A step. What it was filled with before stands in it again."""

    def is_too_long(self) -> bool:
        return any(error.code == "max_length" for found in self.errors.as_data().values() for error in found)


class WhatForm(StepForm):
    category = OneOf(
        label=_("What kind of violation is it?"),
        help_text=_("Choose the nearest. One is enough; you can say more below."),
        choices=[(key, label) for key, (label, _hint) in CATEGORIES.items()],
        hints={key: hint for key, (_label, hint) in CATEGORIES.items()},
        required=True,
        error_messages={"required": _("Choose what kind of violation it is. “Something else” is fine.")},
    )
    story = Typed(
        label=_("What happened?"),
        help_text=_(
            "In your own words and any language. Say what you saw yourself and what you suspect. Leave out "
            "what only you can know, if nobody may find out that it was you."
        ),
        max_length=TEXT,
        rows=8,
    )


class WhoForm(StepForm):
    name = Typed(
        label=_("Name of the firm or person"),
        help_text=_("As you know it, in any script. If you do not know it, describe them."),
        required=True,
        error_messages={"required": _("Write a name. If you do not know it, describe the firm or person.")},
    )
    also = Typed(label=_("Other names"))
    role = OneOf(label=_("What they do"), choices=ROLES.items())
    address = Typed(label=_("Address"), max_length=2_000, rows=3)
    country = Typed(label=_("Country"))
    website = Typed(label=_("Website"), kind="url")
    store = Typed(
        label=_("Marketplace and name of the store"),
        help_text=_("Where they sell, and the name or number of the store there."),
        max_length=2_000,
    )
    phone = Typed(label=_("Their telephone number"), kind="tel")
    email = Typed(label=_("Their e-mail address"), kind="email")
    importer_number = Typed(
        label=_("Importer number"), help_text=_("If you know it. It stands on entry papers.")
    )


class GoodsForm(StepForm):
    what = Typed(
        label=_("What are the goods?"),
        help_text=_("Kind, brand, model, how many."),
        max_length=TEXT,
        rows=4,
        required=True,
        error_messages={"required": _("Say what the goods are. A few words are enough.")},
    )
    tariff_code = Typed(label=_("Tariff code"), help_text=_("The HTS number, if you know it."))
    made_in = Typed(label=_("Where they were really made"))
    claimed_origin = Typed(label=_("Where they are said to be made"))
    shipped_from = Typed(label=_("Where they are shipped from"))
    route = Typed(label=_("Their way"), help_text=_("Countries and ports they go through."), max_length=2_000)
    price = Typed(label=_("Price"), help_text=_("The real one and the declared one, as far as you know."))
    numbers = Typed(
        label=_("Numbers of orders, parcels, entries or bills"),
        help_text=_("Leave out your own order if nobody may find out that it was you."),
        max_length=2_000,
        rows=3,
    )
    port = Typed(label=_("Port of arrival"))
    when = OneOf(label=_("When did it happen?"), choices=WHEN.items())
    when_told = Typed(label=_("Days or time"), help_text=_("As exactly as you know it."))


class EvidenceForm(StepForm):
    how = Typed(
        label=_("How do you know?"),
        help_text=_("What you saw, heard, read or were told, and by whom."),
        max_length=TEXT,
        rows=6,
    )
    proof = Typed(
        label=_("What shows it?"),
        help_text=_("Papers, pages, pictures, people who know. Addresses of pages on the Internet are good."),
        max_length=TEXT,
        rows=4,
    )
    told = Typed(
        label=_("Whom have you told already?"), help_text=_("For example another agency."), max_length=2_000
    )


class YouForm(StepForm):
    how = OneOf(
        label=_("How do you want to report?"), choices=HOW.items(), hints=HOW_HINTS, initial=ANONYMOUS
    )
    name = Typed(label=_("Your name"))
    email = Typed(label=_("Your e-mail address"), kind="email")
    phone = Typed(label=_("Your telephone number"), kind="tel")
    safe_contact = Typed(
        label=_("When and how is it safe to reach you?"),
        help_text=_("For example: only after 6 in the evening, never by mail."),
        max_length=2_000,
        rows=3,
    )
    relation = OneOf(label=_("What are you to them?"), choices=RELATIONS.items())
    award = OneOf(
        label=_("Do you want to be considered for an award?"),
        help_text=_("You can decide later too. Your code shows that the report was yours."),
        choices=[("yes", _("Yes")), ("no", _("No")), ("later", _("I will decide later"))],
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, purpose in {"name": "name", "email": "email", "phone": "tel"}.items():
            self.fields[name].widget.attrs["autocomplete"] = purpose

    def clean(self) -> dict[str, Any]:
        """Somebody who wants to stay anonymous must not give a name by mistake."""
        told: dict[str, Any] = super().clean() or {}
        how = told["how"] = told.get("how") or ANONYMOUS
        if how == ANONYMOUS and any(told.get(field) for field in IDENTITY):
            self.add_error(
                "how", _("You wrote who you are below. Empty those fields, or choose another way here.")
            )
        if how == CONFIDENTIAL and not told.get("name"):
            self.add_error("name", _("Write your name, or choose “Anonymous” above."))
        if how == CONTACT and not (told.get("email") or told.get("phone")):
            self.add_error(
                "email", _("Write an e-mail address or a telephone number, or choose another way above.")
            )
        return told


MOST_OF_A_CODE = 10_000_000
"""More than anybody can send: what is too long is unknown as any other that nobody has."""


class CodeForm(PageForm):
    """The code of a report or of a draft, however it is grouped."""

    code = Typed(
        label=_("Your code"),
        help_text=_("26 letters and digits. Upper and lower case, hyphens and spaces make no difference."),
        max_length=MOST_OF_A_CODE,
        required=True,
        error_messages={"required": _("Type your code.")},
    )


class MessageForm(PageForm):
    """What the sender writes under a report; with files it needs no words."""

    text = Typed(
        label=_("Your answer or message"),
        max_length=TEXT,
        rows=6,
        required=True,
        error_messages={"required": _("Write something or choose a file, or leave the page.")},
    )

    def __init__(self, *args: Any, has_files: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["text"].required = not has_files

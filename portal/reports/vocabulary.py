"""What can be chosen in a report, in words: for those who write one, and for those who read it."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

CATEGORIES = {
    "undervaluation": (_("A value that is too low"), _("A second invoice, a price that nobody pays.")),
    "origin": (
        _("A wrong country of origin"),
        _("Also goods that go through another country to hide where they were made."),
    ),
    "classification": (_("A wrong tariff code or description"), _("Goods declared as something else.")),
    "duty_evasion": (
        _("Evasion of antidumping or countervailing duty"),
        _("Duties that are meant to make up for unfair prices or aid."),
    ),
    "low_value": (
        _("Misuse of low-value, postal or gift parcels"),
        _("One order in many parcels, goods for sale marked as gifts."),
    ),
    "forced_labor": (_("Forced labor"), _("Goods made by people who are forced to work.")),
    "counterfeit": (_("Fakes"), _("Goods under a brand name, or copies, without a right to it.")),
    "unsafe": (_("Unsafe or prohibited goods"), ""),
    "marking": (_("Missing or false marks of origin"), _("“Made in” is absent, covered or wrong.")),
    "seller": (_("A seller or marketplace on the Internet"), ""),
    "broker": (_("The conduct of a broker or carrier"), ""),
    "other": (_("Something else"), ""),
}
ROLES = {
    "importer": _("Importer"),
    "seller": _("Seller"),
    "marketplace": _("Marketplace"),
    "maker": _("Maker or exporter abroad"),
    "broker": _("Customs broker"),
    "carrier": _("Carrier or forwarder"),
    "unknown": _("I do not know"),
}
WHEN = {
    "ongoing": _("It goes on"),
    "exact": _("On days that I know"),
    "about": _("At about this time"),
    "unknown": _("I do not know"),
}
RELATIONS = {
    "competitor": _("A competitor"),
    "worker": _("I work or worked there"),
    "customer": _("A customer"),
    "partner": _("A business partner"),
    "owner": _("The owner of a right that is violated"),
    "trade": _("A broker, carrier or other trade professional"),
    "other": _("Somebody else"),
}
ANONYMOUS, CONFIDENTIAL, CONTACT = "anonymous", "confidential", "contact"
HOW = {
    ANONYMOUS: _("Anonymous"),
    CONFIDENTIAL: _("My name, in confidence"),
    CONTACT: _("You may contact me"),
}

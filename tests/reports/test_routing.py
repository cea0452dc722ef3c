"""Who tells what is shown which other doors: every case that a lawyer may ask about, in one table."""

from __future__ import annotations

import pytest
from django.test import Client

from portal.reports import routing
from portal.reports.forms import CATEGORIES, RELATIONS
from portal.reports.models import OtherDoor
from portal.reports.notices import starter
from tests.reports.writing import GOODS, WHO, fill_in, send, soup_of

pytestmark = pytest.mark.django_db

NONE: list[str] = []
TABLE = [
    # what it is about, who tells it, the doors that are shown besides
    ("undervaluation", "", NONE),
    ("undervaluation", "competitor", NONE),
    ("undervaluation", "worker", NONE),
    ("undervaluation", "trade", NONE),
    ("origin", "", NONE),
    ("origin", "customer", NONE),
    ("classification", "", NONE),
    ("classification", "trade", NONE),
    ("duty_evasion", "", ["eapa"]),
    ("duty_evasion", "competitor", ["eapa"]),
    ("duty_evasion", "worker", ["eapa"]),
    ("duty_evasion", "partner", ["eapa"]),
    ("duty_evasion", "trade", ["eapa"]),
    ("duty_evasion", "customer", NONE),
    ("duty_evasion", "owner", NONE),
    ("duty_evasion", "other", NONE),
    ("low_value", "", NONE),
    ("low_value", "customer", NONE),
    ("forced_labor", "", ["forced-labor"]),
    ("forced_labor", "worker", ["forced-labor"]),
    ("forced_labor", "competitor", ["forced-labor"]),
    ("counterfeit", "", ["ipr"]),
    ("counterfeit", "owner", ["ipr"]),
    ("counterfeit", "customer", ["fraud"]),
    ("counterfeit", "competitor", NONE),
    ("unsafe", "", ["emergency", "unsafe"]),
    ("unsafe", "customer", ["emergency", "unsafe"]),
    ("unsafe", "worker", ["emergency", "unsafe"]),
    ("marking", "", NONE),
    ("marking", "competitor", NONE),
    ("seller", "", ["fraud"]),
    ("seller", "customer", ["fraud"]),
    ("seller", "competitor", NONE),
    ("broker", "", NONE),
    ("broker", "trade", NONE),
    ("other", "", NONE),
]


def shown(page: object) -> list[str]:
    titles = [str(title.text) for title in soup_of(page).select(".other-doors strong")]
    return [OtherDoor.objects.get(title=title).key for title in titles]


@pytest.mark.parametrize(("category", "teller", "doors"), TABLE)
def test_the_doors_of_a_report(client: Client, category: str, teller: str, doors: list[str]) -> None:
    steps = {"what": {"category": category}, "who": WHO, "goods": GOODS, "you": {"relation": teller}}
    review = fill_in(client, steps).get("/report/review/")
    assert shown(review) == doors
    assert shown(send(client)) == doors, "the report is taken, and the receipt says it once more"


def test_every_kind_of_report_stands_in_the_table() -> None:
    assert {category for category, _teller, _doors in TABLE} == set(CATEGORIES)
    assert {route.category for route in routing.ROUTES} <= set(CATEGORIES)
    assert {teller for route in routing.ROUTES for teller in route.tellers} <= {"", *RELATIONS}
    assert {key for route in routing.ROUTES for key in route.doors} <= {
        row["key"] for row in starter("doors")
    }


def test_everybody_sees_all_doors_before_the_first_question(client: Client) -> None:
    assert shown(client.get("/report/")) == [row["key"] for row in starter("doors")]


def test_a_door_that_staff_took_away_is_not_shown(client: Client) -> None:
    OtherDoor.objects.filter(key="unsafe").delete()
    fill_in(client, {"what": {"category": "unsafe"}, "who": WHO, "goods": GOODS})
    assert shown(client.get("/report/review/")) == ["emergency"]

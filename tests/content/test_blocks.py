"""Editors see each kind of block before they choose it, as it will look on a page."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.blocks import Block

from content.blocks import BODY
from content.editing.roles import EDITORS
from content.models import GuidePage
from tests.content.editing.staff import member, signed_in

pytestmark = pytest.mark.django_db
SHOWN = {
    "text": "Who has to file",
    "steps": "Ask the seller for an invoice.",
    "callout": "Ask before you buy",
    "table": "The postal operator",
    "money": "Owed to the government.",
    "figure": "informal",
    "agency": "Food and Drug Administration",
    "check": "Check a gift",
    "faq": "Who pays?",
    "mistakes": "Small parcels need no entry.",
    "unsettled": "Whether a bond is needed",
    "picture": "A parcel label with the number framed",
    "download": "The form of a claim",
    "video": "How a parcel is examined",
    "demo": "Check a shipment",
}


def preview(client: Client, block: Block) -> str:
    answer = client.get(reverse("wagtailadmin_block_preview"), {"id": block.definition_prefix})
    assert answer.status_code == 200
    return answer.content.decode()


def test_every_kind_of_block_has_its_example_here() -> None:
    assert {name for name, _block in BODY} == set(SHOWN)


@pytest.mark.parametrize("name", sorted(SHOWN))
def test_a_preview_shows_an_example_in_the_look_of_the_site(name: str) -> None:
    shown = preview(signed_in(member(EDITORS)), in_use(name))
    assert SHOWN[name] in shown
    assert "css/site.css" in shown


def in_use(name: str) -> Block:
    """The block as the field of a page has it."""
    found: Block = GuidePage._meta.get_field("body").stream_block.child_blocks[name]
    return found

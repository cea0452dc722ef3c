"""The guide for partners is true: every example in it is run."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.conf import settings as site
from django.test import Client

from content.sharing import keeping
from content.sharing.models import SharedPage
from content.sharing.purging import LISTS
from tests.content.sharing.asked import row_of

HERE = "https://entrywise.example.gov"
GUIDE = Path(site.BASE_DIR, "docs/partners.md").read_text(encoding="utf-8")


def examples(kind: str) -> list[str]:
    return re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)


COMMANDS = [line for block in examples("sh") for line in block.splitlines()]


@pytest.mark.django_db
@pytest.mark.parametrize("line", COMMANDS)
def test_every_address_of_the_guide_answers(client: Client, settings: LazySettings, line: str) -> None:
    settings.SITE_URL = HERE
    keeping.follow(row_of("fees").page_id)
    command, address = shlex.split(line)
    assert command == "curl"
    answer = client.get(address.removeprefix(HERE))
    assert answer.status_code == 200
    assert answer.headers["ETag"]
    if "?" in address and "/api/" in address:
        found = answer.json()
        assert found.get("pages") or found.get("questions"), "an example finds something"


def test_the_guide_names_every_list_there_is() -> None:
    for name in LISTS:
        assert f"/api/library/v1/{name}" in GUIDE


@pytest.mark.django_db(transaction=True)
def test_the_program_of_the_guide_keeps_a_true_copy(live_server: Any, settings: LazySettings) -> None:
    settings.SITE_URL = live_server.url
    (program,) = examples("python")
    named: dict[str, Any] = {}
    exec(program.replace(HERE, live_server.url), named)
    kept = SharedPage.objects.filter(is_gone=False)
    assert set(named["copy"]) == {str(row.key) for row in kept}
    assert named["copy"][str(row_of("fees").key)]["title"] == row_of("fees").title
    assert named["since"]

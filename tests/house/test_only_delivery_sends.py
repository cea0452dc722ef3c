"""Whatever leaves the house, by mail or to a broker, leaves by `portal.delivery`, which loses nothing."""

import re
from pathlib import Path

import pytest

from tests.house.test_ways import ROOT, code_files, imports_of, room_of_file

SENDING = ("django.core.mail", "smtplib", "celery", "kombu", "portal.celery")
MAY_SEND = {"portal/celery.py"}
# Ways around an import: users and managers can be written to, tasks can be queued.
CALLS = re.compile(r"\.(?:email_user|delay|delay_on_commit|apply_async|send_task)\(")


def sends(path: Path) -> list[str]:
    name = path.relative_to(ROOT).as_posix()
    if room_of_file(name) == "delivery" or name in MAY_SEND:
        return []
    return sending_imports(path) + [
        f"{name}:{number} {line.strip()}"
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if CALLS.search(line)
    ]


def sending_imports(path: Path) -> list[str]:
    return [
        str(found)
        for found in imports_of(path)
        if any(found.module == name or found.module.startswith(f"{name}.") for name in SENDING)
    ]


def test_only_delivery_sends() -> None:
    wrong = [found for path in code_files() for found in sends(path)]
    assert not wrong, "post it in the outbox (portal.delivery.services):\n" + "\n".join(wrong)


@pytest.mark.parametrize(
    "line",
    [
        "from django.core import mail",
        "from django.core.mail import send_mail",
        "import smtplib",
        "from celery import shared_task",
    ],
)
def test_sending_is_known_when_it_is_seen(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.house.test_ways.ROOT", tmp_path)
    (tmp_path / "portal").mkdir()
    (tmp_path / "portal/anywhere.py").write_text(line, encoding="utf-8")
    assert sending_imports(tmp_path / "portal/anywhere.py")


@pytest.mark.parametrize(
    "line", ["user.email_user('Hello', 'text')", "report.delay(1)", "report.apply_async()"]
)
def test_a_way_around_is_known_when_it_is_seen(line: str) -> None:
    assert CALLS.search(line)

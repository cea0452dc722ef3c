"""`manage.py determine` over 100,000 varied lines: speed beside mere JSON in the same run, and its memory."""

from __future__ import annotations

import os
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection

from tests.budgets.shipments import lines
from tests.law import starter_edition

pytestmark = pytest.mark.benchmark

ROOT = Path(__file__).resolve().parents[2]
LINES = 100_000
CORES = len(os.sched_getaffinity(0))
"""The command shares its work among all cores; mere JSON has one."""
WITHIN = 10
MOST_GROWTH_MB = 50
MERE_JSON = "import json,sys\nfor line in sys.stdin: sys.stdout.write(json.dumps(json.loads(line)) + '\\n')\n"


@pytest.fixture(scope="module")
def file_of_lines(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    path = tmp_path_factory.mktemp("lines") / "shipments.jsonl"
    with path.open("w") as file:
        file.writelines(lines(LINES, starter_edition().law))
    yield path
    path.unlink()


def family_mb(process_id: int) -> float:
    """The memory that a process and its children hold to themselves and share, counted once (PSS)."""
    total = 0
    for status in Path("/proc").glob("[0-9]*/status"):
        try:
            fields = dict(line.split(":", 1) for line in status.read_text().splitlines() if ":" in line)
            if process_id in (int(fields["PPid"]), int(fields["Pid"])):
                rollup = status.with_name("smaps_rollup").read_text()
                total += next(int(line.split()[1]) for line in rollup.splitlines() if line.startswith("Pss:"))
        except (OSError, StopIteration):
            continue
    return total / 1024


def run(command: list[str], source: Path, watch: list[float] | None = None) -> float:
    """The seconds of work that a command and its children take over the lines, whoever else uses the machine;
    its memory is noted in ``watch`` as it goes.
    """
    before = work_done()
    with source.open("rb") as told:
        process = subprocess.Popen(
            command, cwd=ROOT, stdin=told, stdout=subprocess.DEVNULL, env=environment()
        )
        while process.poll() is None:
            time.sleep(0.25)
            if watch is not None:
                watch.append(family_mb(process.pid))
    assert process.returncode == 0
    return work_done() - before


def work_done() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def environment() -> dict[str, str]:
    return {**os.environ, "DATABASE_URL": f"sqlite:///{connection.settings_dict['NAME']}"}


@pytest.mark.django_db(transaction=True)
@pytest.mark.skipif(not Path("/proc/self/smaps_rollup").exists(), reason="memory is read from /proc")
def test_a_hundred_thousand_lines_go_at_a_tenth_of_json_speed_and_a_steady_memory(
    file_of_lines: Path,
) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("the command is measured on the SQLite default")
    memory: list[float] = []
    mere = min(run([sys.executable, "-c", MERE_JSON], file_of_lines) for _round in range(2))
    taken = run([sys.executable, "manage.py", "determine"], file_of_lines, memory) / CORES
    settled = memory[len(memory) // 3]
    growth = max(memory[len(memory) // 3 :]) - settled
    report = (
        f"determine {taken:.1f} s, mere JSON {mere:.1f} s: {taken / mere:.1f} times; memory {settled:.0f} MB"
    )
    sys.stderr.write(f"\n{report}, growth {growth:.0f} MB\n")
    assert taken / mere <= WITHIN, report
    assert growth < MOST_GROWTH_MB, report

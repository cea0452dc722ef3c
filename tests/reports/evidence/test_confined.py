"""A file that breaks or captures the process that opens it costs little time, little memory and no error
page.
"""

from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
import time
from hashlib import sha256
from pathlib import Path

import pytest

from portal.reports.evidence import confined
from portal.reports.evidence.checking import Examined, Refused, examine
from portal.reports.evidence.cleaning import clean
from portal.reports.evidence.findings import Reason
from portal.reports.evidence.kinds import Kind
from tests.reports.evidence import papers, pictures

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def misbehaving(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "CHILD", "tests.reports.evidence.misbehaving")
    monkeypatch.setattr(confined, "CHILD_WALL_SECONDS", 2)


def that(does: str) -> io.BytesIO:
    return io.BytesIO(b"%PDF-1.7\n" + does.encode())


@pytest.mark.parametrize(
    ("does", "reason"),
    [
        ("sleeps", Reason.TOO_HARD),
        ("turns", Reason.TOO_HARD),
        ("grows", Reason.TOO_HARD),
        ("aborts", Reason.TOO_HARD),
        ("raises", Reason.UNREADABLE),
        ("says nothing", Reason.UNREADABLE),
        ("not JSON", Reason.UNREADABLE),
        ("[]", Reason.UNREADABLE),
        ("17", Reason.UNREADABLE),
        ("{}", Reason.UNREADABLE),
        ('{"refused": "because"}', Reason.UNREADABLE),
        ('{"refused": ["password"]}', Reason.UNREADABLE),
        ('{"traces": ["<script>"], "cautions": [], "attachments": []}', Reason.UNREADABLE),
        ('{"traces": 5, "cautions": [], "attachments": []}', Reason.UNREADABLE),
        ('{"traces": [], "cautions": [], "attachments": ["' + "a" * 200_000 + '"]}', Reason.UNREADABLE),
        ("[" * 50_000, Reason.UNREADABLE),
    ],
)
def test_a_process_that_misbehaves_means_a_file_that_is_refused(
    does: str, reason: Reason, misbehaving: None
) -> None:
    started = time.monotonic()
    assert examine("a.pdf", that(does)) == Refused(reason)
    assert time.monotonic() - started < 8


def test_a_copy_cannot_fill_the_machine(misbehaving: None) -> None:
    held = that("writes")
    examined = Examined(Kind.PDF, 1, sha256(held.getvalue()).hexdigest(), "a.pdf", "a.pdf")
    target = io.BytesIO()
    assert clean(examined, held, target) == Refused(Reason.TOO_HARD)
    assert target.getvalue() == b""


def test_the_process_knows_no_secret_of_ours_and_no_django(
    misbehaving: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ENTRYWISE_SECRET_KEY", "x")
    examined = examine("a.pdf", that("tells its environment"))
    assert isinstance(examined, Examined)
    assert set(examined.attachments) <= {*confined.ENVIRONMENT, "LC_CTYPE"}


def test_a_real_file_that_needs_more_memory_than_allowed_is_refused_with_a_sentence() -> None:
    assert examine("a.pdf", io.BytesIO(papers.pdf_of_zeros(600 << 20))) == Refused(Reason.TOO_HARD)


def test_more_files_than_places_wait_for_each_other() -> None:
    answers: list[object] = []
    threads = [
        threading.Thread(target=lambda: answers.append(examine("a.png", io.BytesIO(pictures.png()))))
        for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [type(answer) for answer in answers] == [Examined] * 5


def test_a_file_that_finds_no_place_is_asked_to_come_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(confined, "_places", threading.BoundedSemaphore(1))
    monkeypatch.setattr(confined, "CHILD_WALL_SECONDS", 0.2)
    with confined._places:
        assert examine("a.png", io.BytesIO(pictures.png())) == Refused(Reason.BUSY)


def test_no_process_and_no_open_file_is_left_over() -> None:
    before = len(os.listdir("/proc/self/fd"))
    for name, data in (
        ("a.png", pictures.png()),
        ("a.png", b"\x89PNG\r\n\x1a\n"),
        ("a.txt", b""),
        ("a.txt", b"\0"),
    ):
        examined = examine(name, io.BytesIO(data))
        if isinstance(examined, Examined):
            clean(examined, io.BytesIO(data), io.BytesIO())
    assert len(os.listdir("/proc/self/fd")) == before


MEASURE = """
import os, sys, tempfile
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "portal.settings")
from portal.reports.evidence.checking import Examined, examine
from portal.reports.evidence.cleaning import Cleaned, clean

def high_water_mb():
    with open("/proc/self/status") as status:
        return next(int(line.split()[1]) / 1024 for line in status if line.startswith("VmHWM"))

def whole_way(path):
    with open(path, "rb") as source, tempfile.TemporaryFile() as target:
        examined = examine(path, source)
        assert isinstance(examined, Examined), examined
        assert isinstance(clean(examined, source, target), Cleaned)

small, *large = sys.argv[1:]
whole_way(small)
before = high_water_mb()
for path in large:
    whole_way(path)
print(high_water_mb() - before)
"""


def test_files_of_25_mb_cost_the_web_worker_less_than_50_mb(tmp_path: Path) -> None:
    sizes = {
        "small.pdf": papers.pdf(),
        "large.txt": b"prices\n" * 3_571_428,
        "large.docx": papers.docx({"word/fonts/i.odttf": os.urandom(24_900_000)}),
        "large.pdf": papers.pdf_with_file(os.urandom(24_900_000)),
        "large.eml": papers.mail(("a.bin", os.urandom(18_000_000))),
    }
    for name, data in sizes.items():
        (tmp_path / name).write_bytes(data)
    command = [sys.executable, "-c", MEASURE, *(str(tmp_path / name) for name in sizes)]
    told = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True, timeout=120)
    assert float(told.stdout) < 50

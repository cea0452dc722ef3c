"""Determinations by the million: JSON lines in, JSON lines out, in the same order, at a steady memory."""

from __future__ import annotations

import gc
import json
import multiprocessing
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import date
from itertools import islice
from typing import Any, cast

from django.db import connections

from portal.rulebook.queries import LoadedEdition
from portal.rules.explain import Finding
from portal.selfcheck.determination import Determination, reason, summary
from portal.selfcheck.shipment import FieldError, ShipmentReader

LONGEST_LINE = 1_000_000
LONGEST_ID = 200
A_FEW = 2_000
"""Lines that are answered before other processes are started to help."""
BATCH = 400
MOST_REMEMBERED = 10_000

Answer = tuple[str, bool]
"""A line of JSON and whether it is a determination (and no error)."""


class Bulk:
    """Answers lines on one edition. What many shipments share is written out once."""

    def __init__(self, edition: LoadedEdition, today: date) -> None:
        self.edition = edition
        self.today = today
        edition.law.prepare_for_bulk()
        self.reader = ShipmentReader(edition.law)
        self._written: dict[int, tuple[Finding, str]] = {}

    def answer(self, line: str) -> Answer:
        """One line of the contract for one line of the contract."""
        case_id: Any = None
        try:
            if len(line) > LONGEST_LINE:
                raise FieldError("line", "The line is too long.")
            case = json.loads(line, parse_constant=_refuse)
            if not isinstance(case, dict):
                raise FieldError("line", "The line is not a JSON object.")
            case_id = _id_of(case)
            answers = self.reader.read(case.get("shipment"))
        except FieldError as error:
            return _error(case_id, error.field, error.message), False
        except (ValueError, RecursionError):
            return _error(case_id, "line", "The line is not JSON."), False
        determination = Determination(self.edition, answers, self.today)
        head = json.dumps({"id": case_id, **summary(determination)})
        return f'{head[:-1]}, "reasons": [{self._reasons(determination)}]}}', True

    def _reasons(self, determination: Determination) -> str:
        """The reasons as JSON. A finding is the same object for all shipments that meet its rule alike."""
        written = self._written
        if len(written) > MOST_REMEMBERED:
            written.clear()
        texts = []
        for finding in determination.findings:
            found = written.get(id(finding))
            if found is None or found[0] is not finding:
                text = json.dumps(reason(finding, determination.wording))
                found = written[id(finding)] = (finding, text)
            texts.append(found[1])
        return ", ".join(texts)


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is not JSON")


def _id_of(case: dict[str, Any]) -> str | int | None:
    """The line's own name: a text, a whole number or nothing."""
    case_id = case.get("id")
    is_name = isinstance(case_id, str | int | None) and not isinstance(case_id, bool)
    if is_name and len(str(case_id)) <= LONGEST_ID:
        return cast("str | int | None", case_id)
    raise FieldError("id", f"Give a text of at most {LONGEST_ID} characters, a whole number or nothing.")


def _error(case_id: Any, field: str, message: str) -> str:
    return json.dumps({"id": case_id, "error": {"field": field, "message": message}})


def answer_all(lines: Iterable[str], bulk: Bulk, *, jobs: int | None = None) -> Iterator[Answer]:
    """Every line's answer in order. After ``A_FEW`` lines other processes help, where the system can fork.

    Only a few batches are under way at once, so that neither a fast reader nor a slow one fills the memory.
    """
    gc.freeze()  # the law is there for good: the garbage collector need not visit it again and again
    gc.set_threshold(100_000, 50, 100)
    waiting = (line for line in lines if line.strip())
    for line in islice(waiting, A_FEW):
        yield bulk.answer(line)
    first = list(islice(waiting, BATCH))
    jobs = (
        jobs if jobs is not None else len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    )
    if jobs < 2 or not first or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(bulk.answer, first)
        yield from map(bulk.answer, waiting)
        return
    connections.close_all()  # a forked process must not share a connection
    helper = _Helper(bulk.answer)
    with ProcessPoolExecutor(jobs, multiprocessing.get_context("fork"), helper.start) as pool:
        under_way: deque[Future[list[Answer]]] = deque([pool.submit(_answer_batch, first)])
        while under_way:
            while len(under_way) < 2 * jobs and (batch := list(islice(waiting, BATCH))):
                under_way.append(pool.submit(_answer_batch, batch))
            yield from under_way.popleft().result()


def _cores() -> int:
    """The processor cores that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Helper:
    """What a helping process keeps: it is forked, so the law is there already."""

    answer: Callable[[str], Answer]

    def __init__(self, answer: Callable[[str], Answer]) -> None:
        self.own = answer

    def start(self) -> None:
        _Helper.answer = staticmethod(self.own)


def _answer_batch(lines: list[str]) -> list[Answer]:
    return [_Helper.answer(line) for line in lines]

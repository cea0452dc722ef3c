"""What would change the answer: choices apart from facts, and the questions that are still open.

A choice is something that one can plan otherwise. A fact can only be checked: nothing here says how to make
it look different, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from portal.rulebook.wording import day_words, dollars, in_sentence
from portal.rules.answers import VALUE
from portal.rules.ask import asked_for
from portal.rules.decide import Decision
from portal.rules.law import Citation
from portal.rules.turns import Turn, turns
from portal.selfcheck.answer.bands import Band
from portal.selfcheck.answer.bands import bands as bands_of
from portal.selfcheck.answer.open_tests import is_likely, of_these_goods
from portal.selfcheck.answer.told import Teller
from portal.selfcheck.answer.verdict import (
    TONE_ICONS,
    TONES,
    Cited,
    entry_words,
    titles_of,
    tone_word,
)
from portal.selfcheck.determination import Determination
from portal.selfcheck.journey import Journey
from portal.selfcheck.summary import page_title

SPLITTING = "split_order"
ANY_OTHER = ""


@dataclass(frozen=True, slots=True)
class Other:
    """Another answer and all the single changes that lead to it."""

    tone: str
    word: str
    icon: str
    title: str
    conditions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Open:
    """The unanswered questions of one page, and what they are for."""

    url: str
    title: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changes:
    choices: tuple[Other, ...]
    facts: tuple[Other, ...]
    splitting: tuple[Citation, ...]


def changes(determination: Determination, teller: Teller, cited: Cited, bands: Iterable[Band]) -> Changes:
    decision = of_these_goods(determination)
    if decision is not determination.decision:
        bands = bands_of(decision)
    now = {decision.processes, determination.decision.processes}
    chosen, facts = Gathered(determination, teller), Gathered(determination, teller)
    for turn in turns(decision):
        if turn.fact == VALUE or turn.processes in now or _alike(decision, turn.processes):
            continue
        if turn.to and not is_likely(determination, turn.fact):
            continue  # it would be about other goods
        is_choice = turn.can_choose and not (turn.day and turn.day < decision.as_of)
        (chosen if is_choice else facts).add_turn(turn)
    for band, text in _other_values(determination, bands):
        if band.processes not in now and not _alike(decision, band.processes):
            facts.add(band.processes, text)
    rules = asked_for(decision, SPLITTING) if SPLITTING in determination.law.facts else []
    splitting = [label for rule in rules[:1] for label in rule.source.cites]
    return Changes(chosen.others(), facts.others(), cited.of(*splitting))


def _alike(decision: Decision, processes: tuple[str, ...]) -> bool:
    """Whether an answer that stays open leaves the same kinds of entry open as now."""
    entries = {decision.law.entry_of[process] for process in processes}
    return len(processes) > 1 and entries == set(decision.entries)


class Gathered:
    """Conditions by the answer that they lead to, the strictest answer first."""

    def __init__(self, determination: Determination, teller: Teller) -> None:
        self.determination = determination
        self.teller = teller
        self._conditions: dict[tuple[str, ...], list[str]] = {}
        self._options: dict[tuple[str, ...], dict[str, set[str]]] = {}

    def add(self, processes: tuple[str, ...], condition: str) -> None:
        self._conditions.setdefault(processes, []).append(condition)

    def add_turn(self, turn: Turn) -> None:
        """Several options of one question that lead to the same are one condition."""
        if turn.to is None and turn.day is None and turn.over is None and turn.at_most is None:
            told = self._options.setdefault(turn.processes, {}).setdefault(turn.fact, set())
            told.update(turn.options or {ANY_OTHER})
            self._conditions.setdefault(turn.processes, [])
        else:
            text = _condition(turn, self.teller, self.determination)
            self.add(turn.processes, text)

    def others(self) -> tuple[Other, ...]:
        rank = self.determination.law.process_rank
        ordered = sorted(self._conditions, key=lambda processes: rank[processes[0]])
        return tuple(self._other(processes) for processes in ordered)

    def _other(self, processes: tuple[str, ...]) -> Other:
        law = self.determination.law
        entries = tuple(dict.fromkeys(law.entry_of[process] for process in processes))
        tone = TONES[entries[0]] if len(entries) == 1 else "depends"
        options = [
            _("%(question)s: %(options)s")
            % {"question": self.teller.label(fact), "options": self._named(fact, told)}
            for fact, told in self._options.get(processes, {}).items()
        ]
        conditions = (*options, *self._conditions[processes])
        return Other(tone, tone_word(tone), TONE_ICONS[tone], self._title(processes, entries), conditions)

    def _named(self, fact: str, told: set[str]) -> str:
        return _("most others") if ANY_OTHER in told else self.teller.names(fact, told)

    def _title(self, processes: tuple[str, ...], entries: tuple[str, ...]) -> str:
        if len(processes) == 1:
            return titles_of(self.determination, processes)[0]
        labels = [entry_words(self.teller, entry) for entry in entries]
        return _(" or ").join([labels[0], *(in_sentence(label) for label in labels[1:])])


def _condition(turn: Turn, teller: Teller, determination: Determination) -> str:
    label = teller.label(turn.fact)
    if turn.day is not None:
        words = {"day": day_words(turn.day)}
        if turn.day < determination.day:
            return _("It arrives on %(day)s, or shortly before") % words
        return _("It arrives on %(day)s, or shortly after") % words
    if turn.to is not None:
        return label if turn.to else _("Not so: %(statement)s") % {"statement": label}
    return _("%(question)s: %(range)s") % {"question": label, "range": _range(turn.over, turn.at_most)}


def _range(over: int | None, at_most: int | None) -> str:
    if over is None:
        return _("%(most)s or less") % {"most": dollars(at_most or 0)}
    if at_most is None:
        return _("over %(over)s") % {"over": dollars(over)}
    return _("over %(over)s, up to %(most)s") % {"over": dollars(over), "most": dollars(at_most)}


def _other_values(determination: Determination, bands: Iterable[Band]) -> Iterable[tuple[Band, str]]:
    """The stretches of value with another kind of entry; neighbours that lead to the same are one."""
    value = determination.decision.answers.get(VALUE)
    if not isinstance(value, int) or len(determination.decision.days) != 1:
        return
    label = determination.wording.say(determination.law.facts[VALUE].words, "label")
    joined: list[Band] = []
    for band in bands:
        last = joined[-1] if joined else None
        if last and last.processes == band.processes:
            joined[-1] = Band(last.over, band.at_most, band.processes, band.entries, band.de_minimis)
        else:
            joined.append(band)
    for band in joined:
        if band.processes != determination.decision.processes:
            yield (
                band,
                _("%(question)s: %(range)s")
                % {
                    "question": label,
                    "range": _range(band.over, band.at_most),
                },
            )


def open_questions(determination: Determination, journey: Journey) -> tuple[Open, ...]:
    """What the answer still turns on, page by page in the order of asking."""
    turning, found = determination.decision.turns_on, []
    for page in journey.pages:
        facts = [fact for fact in page.facts if fact in turning]
        if facts:
            questions = tuple(
                determination.wording.say(determination.law.facts[fact].words, "label") for fact in facts
            )
            title = page_title(journey, page.key, short=True)
            found.append(Open(journey.question_url(page.key), title, questions))
    return tuple(found)

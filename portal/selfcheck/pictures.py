"""Two pictures of an answer, as numbers for a template: a ruler of values and a timeline of the exemption.

Every mark and stretch comes from the rulebook; the template draws them as SVG and writes them as a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise

from django.utils.translation import gettext as _

from portal.rulebook.exemption import verdicts_of
from portal.rulebook.wording import day_words, dollars
from portal.rules.answers import DAY, ORIGIN, VALUE
from portal.rules.evidence import Evidence
from portal.rules.law import Citation, Figure
from portal.rules.ready import DE_MINIMIS
from portal.rules.spans import ONE_DAY, Span
from portal.selfcheck.answer.bands import Band
from portal.selfcheck.answer.short_words import short_words
from portal.selfcheck.answer.verdict import TONES, Cited, titles_of
from portal.selfcheck.determination import Determination

SUSPENDED = "suspended"
EXEMPTION, GIFT, ISLANDS, INFORMAL = "exemption-limit", "gift-limit", "gift-limit-islands", "informal-limit"
RULER_END = 300_000
"""Where the ruler ends, in cents; what is worth more is told by an arrow."""
FIRST_YEAR, LAST_YEAR = 2016, 2028
WIDE, NARROW, EDGE = 640, 328, 12
LETTER = 8


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a picture. ``tone`` colors it; ``hatched``: the exemption is suspended there.

    ``shorts`` are words to stand inside it, the best first; ``short`` is the first that has room.
    """

    label: str
    says: str
    shorts: tuple[str, ...]
    tone: str
    hatched: bool = False
    cites: tuple[Citation, ...] = ()
    x: int = 0
    width: int = 0
    short: str = ""

    @property
    def middle(self) -> int:
        return self.x + self.width // 2

    def placed(self, start: int, end: int) -> Stretch:
        width = max(end - start, 1)
        short = next((text for text in self.shorts if width > LETTER * len(text)), "")
        return replace(self, x=start, width=width, short=short)


@dataclass(frozen=True, slots=True)
class Mark:
    """A figure or a year. ``row`` sets labels that would touch apart; ``anchor`` is where the text hangs."""

    x: int
    text: str
    row: int = 0
    anchor: str = "middle"


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture at one width. ``point`` is this shipment, where it is known."""

    key: str
    width: int
    stretches: tuple[Stretch, ...]
    marks: tuple[Mark, ...]
    point: Mark | None


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture at two widths, told in words as well."""

    title: str
    says: str
    wide: Drawing
    narrow: Drawing
    stretches: tuple[Stretch, ...]

    @property
    def drawings(self) -> tuple[tuple[str, Drawing], ...]:
        return ("only-wide", self.wide), ("only-narrow", self.narrow)

    @property
    def hatched(self) -> bool:
        return any(stretch.hatched for stretch in self.stretches)

    @property
    def tells(self) -> bool:
        """Whether there is anything to see: a picture of nothing but open questions is none."""
        return any(stretch.tone != "depends" for stretch in self.stretches)


# The ruler


def ruler(determination: Determination, bands: Iterable[Band]) -> Picture:
    bands = [band for band in bands if band.over is None or band.over < RULER_END]
    value = determination.decision.answers.get(VALUE)
    cents = value if isinstance(value, int) else None
    if cents is None:
        says = _("The value of this shipment is not known, so it is not on the ruler.")
    elif cents > RULER_END:
        says = _("This shipment, at %(value)s, lies beyond the end of the ruler.") % {"value": dollars(cents)}
    else:
        here = next(band for band in bands if band.holds(cents))
        says = _("This shipment, at %(value)s: %(answer)s.") % {
            "value": dollars(cents),
            "answer": _answer(determination, here),
        }
    wide, narrow = (_ruler(determination, bands, cents, width) for width in (WIDE, NARROW))
    return Picture(_("What this shipment would need at other values"), says, wide, narrow, wide.stretches)


def _answer(determination: Determination, band: Band) -> str:
    if len(band.entries) == 1:
        return " / ".join(titles_of(determination, band.processes))
    return _("it depends")


def _ruler(determination: Determination, bands: list[Band], cents: int | None, width: int) -> Drawing:
    def place(amount: int) -> int:
        return EDGE + round((width - 2 * EDGE) * min(amount, RULER_END) / RULER_END)

    stretches = tuple(
        _stretch(determination, band).placed(
            place(band.over or 0), place(RULER_END if band.at_most is None else band.at_most)
        )
        for band in bands
    )
    point = None
    if cents is not None:
        held = (stretch for stretch, band in zip(stretches, bands, strict=True) if band.holds(cents))
        here = next(held, stretches[-1])
        point = _point(place(cents), dollars(cents), here.shorts[0], width)
    limits = sorted(amount for amount in _limits(determination, bands) if amount < RULER_END)
    marks = _apart([Mark(place(amount), dollars(amount)) for amount in (0, *limits, RULER_END)], width)
    return Drawing(f"ruler-{width}", width, stretches, tuple(marks), point)


def _point(x: int, value: str, answer: str, width: int) -> Mark:
    """This shipment: its value and the short words of its answer, where there is room for both."""
    label = _("%(value)s: %(answer)s") % {"value": value, "answer": answer}
    size = LETTER * len(label)
    for anchor, room in (("middle", 2 * min(x, width - x)), ("start", width - x), ("end", x)):
        if size <= room:
            return Mark(x, label, anchor=anchor)
    return Mark(x, value, anchor=_anchor(x, width))


def _stretch(determination: Determination, band: Band) -> Stretch:
    tone = TONES[band.entries[0]] if len(band.entries) == 1 else "depends"
    hatched = band.de_minimis == frozenset({SUSPENDED})
    shorts = short_words(determination, band, tone)
    return Stretch(_range(band), _answer(determination, band), shorts, tone, hatched)


def _range(band: Band) -> str:
    if band.at_most is None:
        return _("Over %(over)s") % {"over": dollars(band.over or 0)}
    if band.over is None:
        return _("Up to %(most)s") % {"most": dollars(band.at_most)}
    return _("Over %(over)s, up to %(most)s") % {"over": dollars(band.over), "most": dollars(band.at_most)}


def _limits(determination: Determination, bands: list[Band]) -> Iterator[int]:
    """The three limits that people know, from the rulebook; for gifts of some islands theirs is another."""
    figures = determination.law.figures
    edges = {band.over for band in bands}
    for keys in ((GIFT, ISLANDS), (EXEMPTION,), (INFORMAL,)):
        amounts = [figures[key].on(determination.day) for key in keys if key in figures]
        known = [amount.amount for amount in amounts if amount]
        if known:
            yield next((amount for amount in known if amount in edges), known[0])


def _apart(marks: Iterable[Mark], width: int) -> Iterator[Mark]:
    """A label that would touch the one to its left goes one row down."""
    free_from = [0, 0]
    for mark in marks:
        anchor, size = _anchor(mark.x, width), LETTER * len(mark.text)
        left = mark.x - {"start": 0, "middle": size // 2, "end": size}[anchor]
        row = 0 if left >= free_from[0] else 1
        free_from[row] = left + size + LETTER
        yield replace(mark, row=row, anchor=anchor)


def _anchor(x: int, width: int) -> str:
    return "start" if x < 48 else "end" if x > width - 48 else "middle"


# The timeline


def timeline(determination: Determination, cited: Cited) -> Picture:
    """The exemption over the years, for goods of this origin and this way of shipping."""
    wide, narrow = (_timeline(determination, cited, width) for width in (WIDE, NARROW))
    day = determination.decision.answers.get(DAY)
    says = _("The arrival date is not known, so it is not on the timeline.")
    if isinstance(day, date):
        here = next(iter(_spans(determination, cited, day)), None)
        says = _("Arrival on %(day)s: %(state)s.") % {
            "day": day_words(day),
            "state": here[1].says if here else _("outside the years shown"),
        }
    title = _("The low-value exemption over the years")
    if isinstance(determination.decision.answers.get(ORIGIN), str):
        title = _("The low-value exemption over the years, for goods of this origin")
    return Picture(title, says, wide, narrow, wide.stretches)


def _timeline(determination: Determination, cited: Cited, width: int) -> Drawing:
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 1, 1)

    def place(day: date) -> int:
        shown = min(max(day, first), last)
        return EDGE + round((width - 2 * EDGE) * (shown - first).days / (last - first).days)

    stretches = tuple(
        stretch.placed(place(span.start or first), place(span.until or last))
        for span, stretch in _spans(determination, cited)
    )
    every = 2 if width == WIDE else 4
    years = range(FIRST_YEAR, LAST_YEAR + 1, every)
    marks = tuple(
        Mark(place(date(year, 1, 1)), str(year), anchor=_anchor(place(date(year, 1, 1)), width))
        for year in years
    )
    day = determination.decision.answers.get(DAY)
    point = None
    if isinstance(day, date) and first <= day < last:
        point = Mark(place(day), day_words(day), anchor=_anchor(place(day), width))
    return Drawing(f"timeline-{width}", width, stretches, marks, point)


def _spans(
    determination: Determination, cited: Cited, on: date | None = None
) -> Iterator[tuple[Span, Stretch]]:
    """Stretches of time in one state, from the figure of the limit and the rules that suspend it."""
    figure = determination.law.figures[EXEMPTION]
    rules = determination.law.finders.get(SUSPENDED, [])
    first, last = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 1, 1)
    edges = {first, last}
    for span in (*(rule.span for rule in rules), *(value.span for value in figure.values)):
        edges.update(edge for edge in span.edges() if first < edge < last)
    days = sorted(edges)
    found: list[tuple[Span, Stretch]] = []
    for start, until in pairwise(days):
        state = _state(determination, figure, start, cited)
        if found and found[-1][1].says == state.says:
            before, same = found.pop()
            start = before.start or start
            state = replace(state, cites=tuple(dict.fromkeys((*same.cites, *state.cites))))
        span = Span(start, until)
        label = _("%(first)s to %(last)s") % {
            "first": day_words(start),
            "last": day_words(until - ONE_DAY),
        }
        found.append((span, replace(state, label=label)))
    for span, stretch in found:
        if on is None or span.covers(on):
            yield span, stretch


def _state(determination: Determination, figure: Figure, day: date, cited: Cited) -> Stretch:
    amount = figure.on(day)
    if amount is None:
        when = determination.law.goals[DE_MINIMIS].outcomes[0].when
        finders = [r for verdict in verdicts_of(when) for r in determination.law.finders[verdict]]
        struck = [label for rule in finders if rule.span.start == day for label in rule.source.cites]
        return Stretch("", _("struck from the statute"), (_("Struck"),), "barred", cites=cited.of(*struck))
    facts = {**determination.decision.evidence_facts, DAY: day}
    evidence = Evidence(determination.law, facts, day)
    suspended = evidence.verdict(SUSPENDED)
    limit = {"limit": dollars(amount.amount)}
    if suspended is False:
        says = _("open up to %(limit)s") % limit
        short = _("Open to %(limit)s") % limit
        return Stretch("", says, (short,), "free", cites=cited.of(*amount.source.cites))
    finders = determination.law.finders.get(SUSPENDED, [])
    rules = [rule for rule in finders if evidence.rule(rule) is not False]
    cites = cited.of(*(label for rule in rules[:2] for label in rule.source.cites))
    if suspended is True:
        return Stretch("", _("suspended"), (_("Suspended"),), "formal", hatched=True, cites=cites)
    says = _("not settled, or it turns on answers that you have not given")
    return Stretch("", says, (_("Open question"),), "depends", cites=cites)

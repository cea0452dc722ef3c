"""What the start and a question page show: the question, why it is asked, and what was said so far."""

from __future__ import annotations

from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.rules.answers import CATEGORIES, DAY
from portal.rules.ask import GOODS, LIKELY, OTHERS
from portal.rules.law import Kind
from portal.selfcheck.fields import FIELDS, Question, goods, questions, ticks
from portal.selfcheck.journey import CHANGES, OPENED, SENT, WERE, Asked, Journey, Pairs
from portal.selfcheck.replies import PAGE, Reply
from portal.selfcheck.summary import page_title, rows

MOST_KEYS, LONGEST_KEY = 5, 40
TICKS, GOODS_PAGE = "ticks", "goods"

Shown = dict[str, Any]


def start_page(journey: Journey) -> Shown:
    """The start: what the check does, and every question for those who know their way."""
    following = journey.standing().next
    return {
        "journey": journey,
        "start_url": journey.next_url if following else journey.answer_url,
        "has_answers": bool(journey.answers),
        "pages": [
            {"title": page_title(journey, page.key, short=True), "url": journey.question_url(page.key)}
            for page in journey.pages
        ],
        "most": len(journey.pages) + 1,
    }


def question_page(journey: Journey, asked: Asked, reply: Reply, query: QueryDict) -> Shown:
    """Everything that the template of a question page reads."""
    key, kind = asked.page.key, journey.law.facts[asked.page.facts[0]].kind
    put = questions(journey, asked, reply)
    if key == GOODS:
        template, fields = GOODS_PAGE, goods(journey, reply, query)
    elif kind == Kind.YES_NO:
        template, fields = TICKS, ticks(journey, asked, put, reply)
    else:
        template, fields = str(kind), FIELDS[kind](journey, put[asked.facts[0]], reply, query)
    own = asked.assumed if template == TICKS else asked.facts
    only = put[asked.facts[0]] if template == TICKS and len(put) == 1 and asked.facts else None
    group = next((group for group in journey.law.book.groups if group.key == key), None)
    return {
        "template": f"selfcheck/questions/{template}.html",
        "page": {
            "key": key,
            # A subject of which one question is left is that question.
            "title": only.ask if only else page_title(journey, key),
            "lead": journey.wording.say(group.words, "lead") if group else _lead(key),
            "questions": put,
            "question": put[asked.facts[0]] if asked.facts else None,
            "matters": asked.matters,
            "has_button": template not in {TICKS, GOODS_PAGE, str(Kind.CHOICE)},
        },
        "fields": fields,
        "hidden": [*journey.pairs(without=own), *_marks(journey, key, query)],
        "opened": _opened(asked) if OPENED in query and SENT not in query else "",
        "action": reverse("selfcheck:question", args=[key]),
        "errors": _error_items(put, asked, reply, template),
        "mistakes": _mistakes(journey, apart_from=(*asked.facts, *asked.assumed)),
        "left_out": [
            name[:LONGEST_KEY] for name in journey.told.unknown_keys[:MOST_KEYS] if name.isidentifier()
        ],
        "left_out_more": max(0, len(journey.told.unknown_keys) - MOST_KEYS),
        "progress": _progress(journey, asked),
        "back_url": _back(journey, key),
        "rows": rows(journey),
        "journey": journey,
    }


def _marks(journey: Journey, key: str, query: QueryDict) -> Pairs:
    """What the form says of the page itself: whether it changes a finished check, and from which goods."""
    again = SENT in query
    finished = CHANGES in query if again else bool(journey.answers) and journey.standing().next is None
    marks = [(CHANGES, "1")] if finished else []
    if key == GOODS:
        kinds = journey.answers.get(CATEGORIES)
        were = " ".join(kinds) if isinstance(kinds, tuple) else ""
        marks.append((WERE, query.get(WERE, "") if again else were))
    return marks


def _opened(asked: Asked) -> str:
    left = len(asked.standing.pages)
    return ngettext(
        "Your change opened one more question.",
        "Your change opened more questions, on at most %(left)s pages.",
        left,
    ) % {"left": left}


def _lead(key: str) -> str:
    return _("These are usual for the goods you chose. Tick what is true.") if key == LIKELY else ""


def _error_items(put: dict[str, Question], asked: Asked, reply: Reply, template: str) -> list[dict[str, str]]:
    """The errors of this page, each with the field that it is about."""
    items = []
    if error := reply.errors.get(PAGE):
        items.append({"text": error, "target": _target((asked.facts or asked.assumed)[0], template)})
    for key, question in put.items():
        if question.error:
            text = f"{question.label}: {question.error}" if len(put) > 1 else question.error
            shown_as = str(Kind.CHOICE) if key in asked.assumed else template
            items.append({"text": text, "target": _target(key, shown_as)})
    return items


def _target(key: str, template: str) -> str:
    if key == CATEGORIES:
        return "goods_find"
    endings = {TICKS: "_yes", str(Kind.CHOICE): "_0", str(Kind.DAY): "_month"}
    return key + endings.get(template, "")


def _mistakes(journey: Journey, *, apart_from: tuple[str, ...]) -> list[dict[str, str]]:
    """Answers of other pages that cannot be read, each with the way to mend it."""
    return [
        {
            "label": journey.wording.say(journey.law.facts[key].words, "label"),
            "error": error,
            "url": journey.question_url(journey.page_of.get(key, DAY)),
        }
        for key, error in journey.mistakes(apart_from=apart_from)
    ]


def _progress(journey: Journey, asked: Asked) -> Shown:
    """An honest range: which question this is, and the most that may still follow."""
    key = asked.page.key
    open_pages = {page.key for page in asked.standing.pages} - {key}
    order = [page.key for page in journey.pages]
    done = sum(
        1
        for page in journey.pages[: order.index(key)]
        if page.key not in open_pages and any(fact in journey.answers for fact in page.facts)
    )
    # Choosing goods may put their own questions on a page of their own.
    splits = GOODS in open_pages | {key} and LIKELY not in open_pages and OTHERS in open_pages | {key}
    left = len(open_pages) + splits
    text = ngettext("Question %(n)s, at most %(left)s more", "Question %(n)s, at most %(left)s more", left)
    last = _("Question %(n)s, the last one")
    return {
        "text": (text if left else last) % {"n": done + 1, "left": left},
        "done": done + 1,
        "most": done + 1 + left,
    }


def _back(journey: Journey, key: str) -> str:
    """The answered page before this one, else the start. The browser's own Back works as well."""
    before = []
    for page in journey.pages:
        if page.key == key:
            break
        if any(fact in journey.answers for fact in page.facts):
            before.append(page.key)
    return journey.question_url(before[-1]) if before else journey.start_url

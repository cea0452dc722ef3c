"""Reports in the making: begun, written on step by step, taken up again by code, forgotten in time."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from portal.reports import codes
from portal.reports.models import Draft, draft_end
from portal.reports.sealing import Key, derived_key, digest, seal_json, unseal_json

PURPOSE = "draft"
Answers = dict[str, Any]
"""What was typed, by step: ``{"goods": {"what": "…"}}``; for ``who`` a list of such."""


class NoDraftError(LookupError):
    """No draft has this code, or its time is over."""


@dataclass(frozen=True, slots=True)
class Begun:
    """An open draft. ``code`` is the one secret that opens it."""

    code: str
    answers: Answers

    def __repr__(self) -> str:
        return "Begun(…)"


def begin(answers: Mapping[str, Any]) -> Begun:
    """Store a first step under a new code, with the token that its sending will be known by."""
    begun = Begun(codes.new_code(), {**answers, "token": codes.new_code()})
    draft = Draft(code_digest=digest(PURPOSE, begun.code))
    draft.sealed = seal_json(begun.answers, draft.place(), _key(begun.code))
    draft.save()
    return begun


def open_draft(code: str) -> Begun:
    """Raises ``NoDraftError``."""
    draft = _found(code)
    return Begun(code, unseal_json(draft.sealed, draft.place(), _key(code)))


def write(code: str, step: str, typed: Any) -> Begun:
    """Put one step into a draft; what other tabs wrote into other steps stays. Raises ``NoDraftError``."""
    return change(code, step, lambda _before: typed)


@transaction.atomic
def change(code: str, step: str, how: Callable[[Any], Any]) -> Begun:
    """Make one step of a draft another one, from how it stands now. Raises ``NoDraftError``."""
    draft = _found(code, for_update=True)
    answers: Answers = unseal_json(draft.sealed, draft.place(), _key(code))
    answers[step] = how(answers.get(step))
    draft.sealed = seal_json(answers, draft.place(), _key(code))
    draft.expires_at = draft_end()
    draft.save(update_fields=["sealed", "expires_at"])
    return Begun(code, answers)


def held(code: str, *, for_update: bool = False) -> tuple[Draft, Key]:
    """A draft itself and its key, for what else belongs to it. Raises ``NoDraftError``."""
    return _found(code, for_update=for_update), _key(code)


def discard(code: str) -> None:
    """Destroy a draft at its writer's wish."""
    Draft.objects.filter(code_digest=digest(PURPOSE, code)).delete()


def forget_old() -> None:
    """Destroy drafts whose time is over; a periodic job."""
    Draft.objects.filter(expires_at__lte=timezone.now()).delete()


def _found(code: str, *, for_update: bool = False) -> Draft:
    rows = Draft.objects.select_for_update() if for_update else Draft.objects
    found = rows.filter(code_digest=digest(PURPOSE, code), expires_at__gt=timezone.now()).first()
    if found is None:
        raise NoDraftError
    return found


def _key(code: str) -> Key:
    return derived_key(PURPOSE, code)

"""The rulebook's words, where this room looks for them; they are made in ``portal.rulebook.wording``."""

from portal.rulebook.wording import PLACEHOLDER, Wording, day_words, dollars, written

__all__ = ["PLACEHOLDER", "Wording", "day_words", "dollars", "written"]

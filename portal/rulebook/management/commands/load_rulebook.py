"""Loads the starter rulebook as an edition; running it again changes nothing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.rulebook.conditions_format import StarterError
from portal.rulebook.services import FaultyRulebookError, load_starter


class Command(BaseCommand):
    help = "Load the starter rulebook. Safe to run twice: the same law makes no new edition."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            edition, is_new = load_starter()
        except (StarterError, FaultyRulebookError) as error:
            raise CommandError(str(error)) from error
        told = "loaded as" if is_new else "is already"
        self.stdout.write(f"The rulebook {told} edition {edition.number}, sha256 {edition.sha256[:12]}.")

"""Loads the starter rulebook and its scenarios into what staff edit; running it again changes nothing."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from portal.authoring.scenarios.loading import load_scenarios
from portal.authoring.starter import load_starter
from portal.rulebook.conditions_format import StarterError
from portal.rulebook.services import FaultyRulebookError


class Command(BaseCommand):
    help = "Load the starter rulebook and its scenarios. Safe to run twice; nothing that staff wrote is lost."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            edition, is_new, loaded = load_starter()
        except (StarterError, FaultyRulebookError) as error:
            raise CommandError(str(error)) from error
        told = "loaded as" if is_new else "is already"
        self.stdout.write(f"The rulebook {told} edition {edition.number}, sha256 {edition.sha256[:12]}.")
        for key in loaded.drafts:
            self.stdout.write(f"Staff edited {key}: the starter's version waits as a draft to compare.")
        scenarios = load_scenarios()
        if changed := len(scenarios.made) + len(scenarios.renewed):
            self.stdout.write(f"{changed} scenarios were loaded.")
        for key in scenarios.kept:
            self.stdout.write(f"Staff edited the scenario {key}: it stays as it is.")

from django.apps import AppConfig

from portal.web import health


class RulebookConfig(AppConfig):
    name = "portal.rulebook"
    label = "rulebook"
    verbose_name = "The rulebook"

    def ready(self) -> None:
        from portal.rulebook.queries import has_edition  # models are there only once the apps are loaded

        health.register("edition", has_edition)

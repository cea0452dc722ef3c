from django.apps import AppConfig, apps

from portal.web import health


def has_edition() -> bool:
    """Whether there is any law to answer with."""
    return bool(apps.get_model("rulebook", "Edition").objects.exists())


class RulebookConfig(AppConfig):
    name = "portal.rulebook"
    label = "rulebook"
    verbose_name = "The rulebook"

    def ready(self) -> None:
        health.register("edition", has_edition)

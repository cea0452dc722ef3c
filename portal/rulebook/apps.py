from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "portal.rulebook"
    label = "rulebook"
    verbose_name = "The rulebook"

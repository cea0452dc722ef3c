from django.apps import AppConfig


class SelfcheckConfig(AppConfig):
    name = "portal.selfcheck"
    label = "selfcheck"
    verbose_name = "Self-check"

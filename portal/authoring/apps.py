from django.apps import AppConfig


class AuthoringConfig(AppConfig):
    name = "portal.authoring"
    label = "authoring"
    verbose_name = "Writing the law"

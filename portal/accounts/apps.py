from django.apps import AppConfig
from django.utils.module_loading import import_string

from portal.delivery import schedules


class AccountsConfig(AppConfig):
    name = "portal.accounts"
    label = "accounts"
    verbose_name = "Accounts"

    def ready(self) -> None:
        import_string("portal.accounts.receivers.connect")()  # its models exist only now
        schedules.register(
            "accounts.forget_sessions", "portal.accounts.sessions.forget_ended", schedules.every(minutes=60)
        )

from importlib import import_module

from django.apps import AppConfig
from django.core import checks

from portal.delivery import alarms, handlers, schedules
from portal.delivery.checks import (
    deliveries_arrive,
    mail_leaves_the_house,
    what_is_registered_can_be_found,
)


class DeliveryConfig(AppConfig):
    name = "portal.delivery"
    label = "delivery"
    verbose_name = "Delivery"

    def ready(self) -> None:
        handlers.register("mail", "portal.delivery.mail.send", reaches_outside=True)
        schedules.register(
            "delivery.forget_done", "portal.delivery.services.forget_done", schedules.every(minutes=60)
        )
        schedules.register("delivery.watch", "portal.delivery.watching.watch", schedules.every(minutes=5))
        alarms.register("outbox", "portal.delivery.watching.outbox")
        import_module("portal.delivery.measures").register()
        checks.register(what_is_registered_can_be_found)
        checks.register(mail_leaves_the_house)
        checks.register(deliveries_arrive, checks.Tags.database)

from django.apps import AppConfig
from django.core import checks

from portal.delivery import handlers, schedules
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
        checks.register(what_is_registered_can_be_found)
        checks.register(mail_leaves_the_house)
        checks.register(deliveries_arrive, checks.Tags.database)

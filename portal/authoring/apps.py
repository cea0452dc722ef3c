from django.apps import AppConfig

from portal.delivery import schedules


class AuthoringConfig(AppConfig):
    name = "portal.authoring"
    label = "authoring"
    verbose_name = "Writing the law"

    def ready(self) -> None:
        publish = "portal.authoring.review.schedule.publish_due"
        schedules.register("authoring.publish_scheduled", publish, schedules.every(minutes=1))

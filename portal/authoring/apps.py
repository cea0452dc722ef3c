from django.apps import AppConfig

from portal.delivery import schedules


class AuthoringConfig(AppConfig):
    name = "portal.authoring"
    label = "authoring"
    verbose_name = "Writing the law"

    def ready(self) -> None:
        publish = "portal.authoring.review.schedule.publish_due"
        schedules.register("authoring.publish_scheduled", publish, schedules.every(minutes=1))
        mail = "portal.authoring.overview.mailing.mail_reviews"
        schedules.register("authoring.mail_reviews", mail, schedules.weekly(weekday=0, hour=7))

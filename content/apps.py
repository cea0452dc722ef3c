from importlib import import_module

from django.apps import AppConfig

from portal.delivery import handlers, schedules


class ContentConfig(AppConfig):
    name = "content"
    label = "content"
    verbose_name = "Content"

    def ready(self) -> None:
        import_module("content.signals")
        import_module("content.finding.signals")
        import_module("content.finding.desk")
        import_module("content.editing.desk")
        import_module("content.editing.words")
        import_module("content.sharing.signals")
        import_module("content.upkeep.desk")
        handlers.register("content.follow_all", "content.sharing.jobs.follow_all_again")
        handlers.register("content.purge", "content.sharing.purging.purge", reaches_outside=True)
        schedules.register("content.follow", "content.sharing.jobs.follow_if_due", schedules.every(minutes=5))
        handlers.register("content.make_pictures", "content.pictures.make_again")
        schedules.register(
            "content.make_pictures", "content.pictures.make_missing", schedules.every(minutes=60)
        )
        handlers.register("content.mirror", "content.finding.jobs.mirror_again", reaches_outside=True)
        handlers.register("content.index_all", "content.finding.jobs.index_all_again")
        # Figures begin and end by the calendar, so what readers read changes without anybody changing it.
        schedules.register(
            "content.index_all", "content.finding.jobs.index_all", schedules.every(minutes=360)
        )
        forget = "content.finding.jobs.forget_old_misses"
        schedules.register("content.forget_misses", forget, schedules.every(minutes=720))
        mail = "content.upkeep.mailing.mail_pages"
        schedules.register("content.mail_pages", mail, schedules.weekly(weekday=0, hour=7))
        look = "content.upkeep.outside.look_at_links"
        schedules.register("content.look_at_links", look, schedules.every(minutes=10))

from importlib import import_module

from django.apps import AppConfig
from django.core import checks
from django.db.models.signals import post_delete
from django.utils.translation import gettext_lazy as _

from portal.delivery import alarms, handlers, schedules


class ReportsConfig(AppConfig):
    name = "portal.reports"
    label = "reports"
    verbose_name = _("Reports")

    def ready(self) -> None:
        handlers.register("reports.sent", "portal.reports.services.arrived")
        schedules.register("reports.drafts", "portal.reports.drafts.forget_old", schedules.every(minutes=60))
        handlers.register("reports.scan", "portal.reports.quarantine.scan_again", reaches_outside=True)
        scan = "portal.reports.quarantine.scan_waiting"
        schedules.register("reports.scan_waiting", scan, schedules.every(minutes=30))
        publish = "portal.reports.publishing.publish"
        schedules.register("reports.publish", publish, schedules.every(minutes=24 * 60))
        orphans = "portal.reports.disposing.forget_orphans"
        schedules.register("reports.orphans", orphans, schedules.every(minutes=24 * 60))
        schedules.register("reports.canary", "portal.reports.canary.send", schedules.every(minutes=60))
        alarms.register("reports.canary", "portal.reports.canary.alarm")
        alarms.register("reports.scanner", "portal.reports.canary.scanner_alarm")
        import_module("portal.reports.measures").register()
        evidence = self.get_model("Evidence")
        post_delete.connect(import_module("portal.reports.keeping").forget_files, sender=evidence)
        checks.register(import_module("portal.reports.checks").notices_are_valid, checks.Tags.database)

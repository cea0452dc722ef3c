from importlib import import_module

from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate
from django.utils.translation import gettext_lazy as _

from portal.delivery import handlers, schedules
from portal.reports import signals
from portal.triage.signals import recorded


class TriageConfig(AppConfig):
    name = "portal.triage"
    label = "triage"
    verbose_name = _("Reports, the staff's side")

    def ready(self) -> None:
        arriving = import_module("portal.triage.arriving")
        signals.arrived.connect(arriving.report_arrived)
        signals.written.connect(arriving.sender_wrote)
        signals.rotated.connect(import_module("portal.triage.export.records").rotate)
        noticing = import_module("portal.triage.notifications.noticing")
        signals.written.connect(noticing.sender_wrote)
        recorded.connect(noticing.recorded)
        handlers.register(noticing.GIVEN, "portal.triage.notifications.noticing.given")
        handlers.register("triage.mail", "portal.triage.notifications.mailing.mail")
        digest = "portal.triage.notifications.digest.tell_what_is_due"
        schedules.register("triage.digest", digest, schedules.every(minutes=60))
        forget = "portal.triage.notifications.services.forget_old"
        schedules.register("triage.notifications", forget, schedules.every(minutes=24 * 60))
        signals.rotated.connect(import_module("portal.triage.queue.saved").rotate)
        signals.handing.connect(import_module("portal.triage.casework.evidence").may_have)
        signals.scanned.connect(import_module("portal.triage.casework.pictures").came_clean)
        handlers.register(arriving.INDEX, "portal.triage.indexing.index")
        # It takes seconds at worst, and locks nothing meanwhile: done twice it is the same.
        relate = "portal.triage.casework.related.relate"
        handlers.register("triage.relate", relate, reaches_outside=True)
        handlers.register("triage.dispose", "portal.triage.retention.disposing.run")
        handlers.register("triage.verify", "portal.triage.auditing.anchors.verify_for")
        daily = "portal.triage.auditing.anchors.daily"
        schedules.register("triage.anchor", daily, schedules.every(minutes=24 * 60), longest_minutes=60)
        import_module("portal.triage.auditing.people").connect()
        schedules.register("triage.arrive", "portal.triage.arriving.arrive_all", schedules.every(minutes=60))
        guards = import_module("portal.triage.retention.guards")
        pre_migrate.connect(guards.take_down, sender=self)
        post_migrate.connect(guards.put_up, sender=self)
        post_migrate.connect(import_module("portal.triage.roles").make_groups, sender=self)

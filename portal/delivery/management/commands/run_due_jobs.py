"""Runs periodic jobs where no relay does, such as from cron."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.delivery import clock
from portal.delivery.models import PeriodicJob
from portal.delivery.schedules import jobs


class Command(BaseCommand):
    help = "Run the periodic jobs that are due; with names, or --all, those at once."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("names", nargs="*", help="jobs to run now, due or not")
        parser.add_argument("--all", action="store_true", help="run every job now")
        parser.add_argument("--list", action="store_true", help="show the jobs and run none")

    def handle(self, *args: Any, **options: Any) -> None:
        if unknown := sorted(set(options["names"]) - set(jobs)):
            raise CommandError(f"There is no job {', '.join(unknown)}. There are: {', '.join(sorted(jobs))}.")
        if options["list"]:
            self._list()
        elif names := sorted(jobs) if options["all"] else options["names"]:
            for name in names:
                self._tell(name, was_run=clock.run(name))
        else:
            for name in clock.run_due():
                self._tell(name, was_run=True)

    def _tell(self, name: str, *, was_run: bool) -> None:
        error = PeriodicJob.objects.values_list("error", flat=True).filter(pk=name).first()
        ended = f"ended in {error}" if error else "done"
        self.stdout.write(f"{name}: {ended if was_run else 'is running elsewhere'}")

    def _list(self) -> None:
        for job in PeriodicJob.objects.filter(name__in=jobs).order_by("next_due"):
            last = f"{job.last_run:%Y-%m-%d %H:%M}" if job.last_run else "never"
            ended = f", ended in {job.error}" if job.error else ""
            self.stdout.write(f"{job.name}: due {job.next_due:%Y-%m-%d %H:%M} UTC, last run {last}{ended}")

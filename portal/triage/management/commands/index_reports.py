"""`manage.py index_reports`: what reports are found by is made anew, as after a change of the pepper."""

from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

from portal.triage import arriving
from portal.triage.models import Case

AT_ONCE = 1_000


class Command(BaseCommand):
    help = "Post a delivery for each report that makes its terms anew."

    def handle(self, *args: Any, **options: Any) -> None:
        posted = 0
        for case in Case.objects.select_related("report").only("report__id").iterator(chunk_size=AT_ONCE):
            with transaction.atomic():
                arriving.post_index(case.report)
            posted += 1
        self.stdout.write(f"{posted} report(s) wait to be indexed.")

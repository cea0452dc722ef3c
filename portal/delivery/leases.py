"""Who may do what only one process may do. It ends by itself, so a dead holder blocks nobody for long."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Q
from django.utils import timezone

from portal.delivery.models import Lease


def take(name: str, holder: UUID, *, seconds: float) -> bool:
    """Take or keep a lease; False while somebody else has it. Writes only where needed."""
    now = timezone.now()
    until = now + timedelta(seconds=seconds)
    lease = Lease.objects.filter(name=name).first()
    if lease is None:
        lease, is_mine = Lease.objects.get_or_create(name=name, defaults={"holder": holder, "until": until})
        return is_mine
    if lease.holder == holder and lease.until - now > timedelta(seconds=seconds / 2):
        return True
    free = Lease.objects.filter(Q(holder=holder) | Q(until__lte=now), name=name)
    return bool(free.update(holder=holder, until=until))


def give_back(name: str, holder: UUID) -> None:
    Lease.objects.filter(name=name, holder=holder).delete()

"""The groups of the roles. A migration makes them; their rights are given once permissions exist."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.management import create_permissions
from django.contrib.auth.models import Group, Permission
from django.db import connection

from portal.triage.records import AuditEntry
from portal.triage.rights import ROLES, ROOM

ENTER = "access_admin"


def make_groups(sender: Any, **kwargs: Any) -> None:
    """Give each role's group its rights and the way into the admin. What somebody has added stays."""
    if AuditEntry._meta.db_table not in connection.introspection.table_names():
        return  # the room was migrated away, and what is given stands in its audit
    create_permissions(sender, verbosity=0)  # Django's own turn comes after ours
    rights = {p.codename: p for p in Permission.objects.filter(content_type__app_label=ROOM)}
    enter = Permission.objects.filter(codename=ENTER, content_type__app_label="wagtailadmin")
    for name, codenames in ROLES.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.add(*enter, *(rights[codename] for codename in codenames if codename in rights))

"""Who may do what with the law. Staff pages refuse unless a role says otherwise.

A desk's writers draft and submit, its approvers look at what others wrote and publish it, administrators
write for every desk, readers read. Nobody, a superuser included, approves a draft that they wrote on.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.db.models import Q, QuerySet
from wagtail.permission_policies import ModelPermissionPolicy

from portal.accounts.models import User
from portal.authoring.desks import Desk
from portal.authoring.objects.base import LawObject
from portal.authoring.records import Contribution, Submission

ADMINISTER, READ = "authoring.administer_law", "authoring.read_law"
ADMINISTRATORS, READERS = "Rule administrators", "Rule readers"
ENTER, ROOM = "access_admin", "authoring"


@dataclass(frozen=True, slots=True)
class Roles:
    """What one person is, by the keys of desks."""

    writes_for: frozenset[int]
    approves_for: frozenset[int]
    administers: bool
    reads: bool

    def may_write(self, desk_id: int) -> bool:
        return self.administers or desk_id in self.writes_for

    @property
    def may_write_somewhere(self) -> bool:
        return self.administers or bool(self.writes_for)

    @property
    def may_read(self) -> bool:
        return self.reads or self.may_write_somewhere or bool(self.approves_for)


NOBODY = Roles(frozenset(), frozenset(), administers=False, reads=False)


def roles_of(user: Any) -> Roles:
    """The roles of a person; looked up once a request."""
    if not getattr(user, "is_active", False) or not isinstance(user, User):
        return NOBODY
    found: Roles | None = getattr(user, "_law_roles", None)
    if found is None:
        groups = set(user.groups.values_list("id", flat=True))
        desks = list(Desk.objects.values_list("id", "writers_id", "approvers_id")) if groups else []
        found = Roles(
            frozenset(desk for desk, writers, _approvers in desks if writers in groups),
            frozenset(desk for desk, _writers, approvers in desks if approvers in groups),
            administers=user.has_perm(ADMINISTER),
            reads=user.has_perm(READ),
        )
        user._law_roles = found  # type: ignore[attr-defined]
    return found


def contributors(law_object: LawObject) -> frozenset[int]:
    """Everybody who wrote on the draft since it was last published."""
    return _since_publication(Contribution, law_object)


def involved(law_object: LawObject) -> frozenset[int]:
    """Everybody who wrote on the draft or submitted it since it was last published: none of them approves it.

    Wagtail names only the first one who submitted; whoever submitted it again counts as well.
    """
    return contributors(law_object) | _since_publication(Submission, law_object)


def _since_publication(kind: type[Contribution | Submission], law_object: LawObject) -> frozenset[int]:
    rows = kind.objects.of(law_object)
    published = type(law_object)._default_manager.values_list("last_published_at", flat=True)
    since = published.filter(pk=law_object.pk).first()
    if since:
        rows = rows.filter(made_at__gt=since)
    return frozenset(rows.values_list("user_id", flat=True))


def may_approve(user: Any, law_object: LawObject) -> bool:
    """An approver of the desk who neither wrote on the draft nor submitted it."""
    if law_object.desk_id not in roles_of(user).approves_for:
        return False
    state = law_object.current_workflow_state
    return user.pk not in involved(law_object) | {state.requested_by_id if state else None}


def approvers_of(law_object: LawObject) -> QuerySet[User]:
    return User.objects.filter(is_active=True, groups=law_object.desk.approvers_id)


def writers_of(desk: Desk) -> QuerySet[User]:
    return User.objects.filter(is_active=True, groups=desk.writers_id)


def administrators() -> QuerySet[User]:
    return User.objects.filter(is_active=True, groups__name=ADMINISTRATORS)


def make_groups() -> None:
    """The groups that are no desk's, and the way into the admin for all of them."""
    enter = Permission.objects.filter(codename=ENTER, content_type__app_label="wagtailadmin")
    for name, codename in ((ADMINISTRATORS, "administer_law"), (READERS, "read_law")):
        group, _created = Group.objects.get_or_create(name=name)
        group.permissions.add(
            *Permission.objects.filter(codename=codename, content_type__app_label="authoring")
        )
    desks = Q(writes_for__isnull=False) | Q(approves_for__isnull=False)
    for group in Group.objects.filter(desks | Q(name__in=[ADMINISTRATORS, READERS])):
        group.permissions.add(*enter)


class LawPolicy(ModelPermissionPolicy):
    """What Wagtail's views ask. Nobody has the right to publish: approving does that (`review`)."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        roles = roles_of(user)
        if action == "view":
            return roles.may_read
        return action != "publish" and roles.may_write_somewhere

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        roles = roles_of(user)
        if action == "view":
            return roles.may_read
        if action == "publish":
            # Nothing is published by this right; it only lets approvers take back what is scheduled.
            return instance.desk_id in roles.approves_for or roles.administers
        if action == "delete" and (instance.live or instance.first_published_at):
            return False
        return roles.may_write(instance.desk_id)

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> Any:
        if "view" in actions and roles_of(user).may_read:
            return self.model._default_manager.all()
        roles = roles_of(user)
        objects = self.model._default_manager.all()
        return objects if roles.administers else objects.filter(desk_id__in=roles.writes_for)

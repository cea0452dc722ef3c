"""Who may do what with scenarios: readers of the law see them, whoever writes law somewhere keeps them."""

from __future__ import annotations

from typing import Any

from django.db.models import Q, QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy

from portal.accounts.models import User
from portal.authoring.roles import ADMINISTRATORS, roles_of

KEEPING = frozenset({"add", "change"})


class ScenarioPolicy(BasePermissionPolicy):
    """What Wagtail's views ask."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        roles = roles_of(user)
        if action == "view":
            return roles.may_read
        return action in {*KEEPING, "delete"} and roles.may_write_somewhere

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        if action == "delete":
            # The rest is changed, with its history, and not taken away.
            own = roles_of(user).administers or instance.owner_id == user.pk
            return own and not instance.starter_sha256 and self.user_has_permission(user, action)
        return self.user_has_permission(user, action)

    def users_with_any_permission(self, actions: Any) -> QuerySet[User]:
        return keepers()


def keepers(or_this_one: int | None = None) -> QuerySet[User]:
    """Everybody who may keep scenarios: the writers of all desks, and administrators."""
    groups = Q(groups__writes_for__isnull=False) | Q(groups__name=ADMINISTRATORS)
    keeps = Q(groups | Q(is_superuser=True), is_active=True)
    return User.objects.filter(keeps | Q(pk=or_this_one)).distinct()

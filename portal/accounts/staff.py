"""Who counts as staff: whoever may enter Wagtail's admin, is marked as staff or may do anything."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, AnonymousUser

ENTER = "wagtailadmin.access_admin"


def is_staff(user: AbstractBaseUser | AnonymousUser) -> bool:
    """Whether this account is held to a second factor and to the clock of staff sessions."""
    if not user.is_authenticated:
        return False
    marked = getattr(user, "is_staff", False) or getattr(user, "is_superuser", False)
    return bool(marked or (hasattr(user, "has_perm") and user.has_perm(ENTER)))

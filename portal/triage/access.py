"""Every page of this room says who may see it, and refuses everybody else."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase

from portal.accounts.models import User
from portal.triage.rights import Right, may

View = Callable[..., HttpResponseBase]


def signed_in(request: HttpRequest) -> User:
    """Whoever sent a request that was let in. Raises ``PermissionDenied``."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def staff_only(*rights: Right) -> Callable[[View], View]:
    """Let in whoever has all of these rights; where none is named, nobody.

    The view says them as ``view.rights``, for the table of rights.
    """

    def guard(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if not rights or not all(may(request.user, right) for right in rights):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        guarded.rights = rights  # type: ignore[attr-defined]
        return guarded

    return guard

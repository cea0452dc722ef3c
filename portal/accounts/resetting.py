"""What an operator does for somebody who lost every second factor."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _

from portal.accounts import factors, sessions
from portal.accounts.models import User
from portal.accounts.receivers import tell
from portal.accounts.signals import Kind
from portal.delivery.services import send_mail


@transaction.atomic
def reset_second_factor(user: User) -> int:
    """Remove every factor and recovery code, end all sessions, mail the owner; return how many factors."""
    factors.lock(user)
    removed = factors.main_ones(user).count()
    Authenticator.objects.filter(user_id=user.pk).delete()
    sessions.end_all(user)
    tell(Kind.FACTORS_RESET, user, factors=removed)
    told = {"sign_in": f"{settings.SITE_URL}{reverse('account_login')}", "site": settings.SITE_NAME}
    send_mail(
        subject=_("The second step of your sign-in was reset"),
        text=render_to_string("account/email/second_factor_reset.txt", told),
        to=[user.email],
    )
    return removed

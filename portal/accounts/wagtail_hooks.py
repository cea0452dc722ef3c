"""What the room adds to Wagtail's admin: a notice before a session ends, and the way to one's second step."""

from __future__ import annotations

from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from wagtail import hooks


@hooks.register("insert_global_admin_js")
def session_notice() -> SafeString:
    return format_html(
        '<script src="{}" defer data-session="{}" data-sign-in="{}" data-ends="{}" data-last="{}"'
        ' data-over="{}" data-stay="{}" data-again="{}" data-back="{}" data-close="{}"></script>',
        static("js/staff.js"),
        reverse("session_left"),
        reverse("account_login"),
        _("You will be signed out in {minutes} min, because nothing was done for a while."),
        _("You will be signed out in {minutes} min. A sign-in ends after a working day. Save your work now."),
        _("You are signed out. What you typed is still here. Sign in again in another window, then save."),
        _("Stay signed in"),
        _("Sign in (opens another window)"),
        _("You are signed in again. You can save now."),
        _("Close this notice"),
    )


@hooks.register("insert_global_admin_css")
def session_css() -> SafeString:
    return format_html('<link rel="stylesheet" href="{}">', static("css/staff-session.css"))


@hooks.register("register_account_menu_item")
def second_step(request: HttpRequest) -> dict[str, str]:
    return {
        "url": reverse("mfa_index"),
        "label": _("Second step of your sign-in"),
        "help_text": _("Your authenticator app, passkeys, recovery codes and other sessions."),
    }

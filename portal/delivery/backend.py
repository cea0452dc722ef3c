"""Django's own way of mailing leads into the outbox, so that a library's mails arrive as surely as ours.

The sign-in (allauth) and the editor (Wagtail) send inside the request of a visitor; with this backend they
only write rows, and neither a slow nor a dead mail server is felt, or can be timed, by whoever asked.
"""

from collections.abc import Sequence

from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend
from django.db import transaction

from portal.delivery import services


class OutboxBackend(BaseEmailBackend):
    @transaction.atomic
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Post each message for each recipient. Raises ``ValueError`` for what the outbox cannot carry."""
        for message in email_messages:
            services.send_mail(
                str(message.subject),
                str(message.body),
                to=message.recipients(),
                html=_html_of(message),
                sender=message.from_email,
                reply_to=message.reply_to,
            )
        return len(email_messages)


def _html_of(message: EmailMessage) -> str | None:
    if message.attachments or message.content_subtype != "plain":
        raise ValueError("mail has a text and perhaps HTML beside it; attachments are not sent")
    alternatives = message.alternatives if isinstance(message, EmailMultiAlternatives) else []
    return next((str(content) for content, kind in alternatives if kind == "text/html"), None)

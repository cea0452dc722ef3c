"""How a mail leaves the house: one message for one recipient."""

from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection

from portal.delivery.handlers import Payload

KIND = "mail"


def send(payload: Payload, number: UUID) -> None:
    """Send one mail. Its Message-ID is made from the delivery's number, so that a duplicate can be seen."""
    message = EmailMultiAlternatives(
        subject=payload["subject"],
        body=payload["text"],
        from_email=payload["sender"],
        to=[payload["to"]],
        reply_to=payload["reply_to"],
        headers={
            "Message-ID": f"<{number}@{settings.MAIL_HOST}>",
            "Auto-Submitted": "auto-generated",  # no out-of-office answer, please (RFC 3834)
        },
        connection=get_connection(settings.DELIVERY_MAIL_BACKEND),
    )
    if payload["html"]:
        message.attach_alternative(payload["html"], "text/html")
    message.send()

"""Mail leaves by the outbox alone: one message for one recipient, a duplicate can be seen, nothing kept."""

from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.test import Client

from portal.delivery import services
from portal.delivery.models import Delivery, State
from portal.delivery.relay import Relay
from tests.delivery.conftest import time_passes
from tests.delivery.servers import MailServer, SilentServer

pytestmark = pytest.mark.django_db

OUTBOX = "portal.delivery.backend.OutboxBackend"
SMTP = "django.core.mail.backends.smtp.EmailBackend"


def test_a_mail_arrives_at_each_recipient_by_itself_and_its_content_is_forgotten(
    settings: Any, mail_server: MailServer
) -> None:
    settings.DELIVERY_MAIL_BACKEND = SMTP
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_server.port
    people = ["a@example.com", "b@example.com"]
    numbers = services.send_mail("Your receipt", "the text", to=people, html="<p>the text</p>")
    Relay().once()
    assert sorted(recipients for recipients, _ in mail_server.mails) == [[person] for person in people]
    assert {message["Message-ID"] for _, message in mail_server.mails} == {
        f"<{number}@127.0.0.1>" for number in numbers
    }
    for recipients, message in mail_server.mails:
        assert message["To"] == recipients[0]
        assert message["From"] == settings.DEFAULT_FROM_EMAIL
        assert message["Subject"] == "Your receipt"
        assert message["Auto-Submitted"] == "auto-generated"
        assert [part.get_content_type() for part in message.walk()][1:] == ["text/plain", "text/html"]
    assert [(row.state, row.payload) for row in Delivery.objects.all()] == [(State.DONE, {})] * 2


def test_a_mail_sent_twice_can_be_seen_to_be_the_same() -> None:
    (number,) = services.send_mail("Once", "text", to=["a@example.com"])
    Relay().once()
    # The process died after the mail was taken and before it was marked.
    row = Delivery.objects.get(pk=number)
    letter = {"subject": "Once", "text": "text", "html": None, "sender": None, "reply_to": []}
    row.state, row.payload = State.RUNNING, letter | {"to": "a@example.com"}
    row.next_at = row.posted_at
    row.save()
    Relay().once()
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]


def test_a_mail_server_that_never_answers_is_given_up_and_the_mail_waits(settings: Any) -> None:
    settings.DELIVERY_MAIL_BACKEND = SMTP
    settings.EMAIL_TIMEOUT = 0.2
    services.send_mail("Later", "text", to=["a@example.com", "b@example.com"])
    with SilentServer() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        Relay().once()
        assert server.connections == 1  # and not one for each mail
    assert sorted(Delivery.objects.values_list("state", "attempts", "error")) == [
        ("waiting", 0, ""),
        ("waiting", 1, "SMTPServerDisconnected"),
    ]
    settings.DELIVERY_MAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    time_passes()
    Relay().once()
    assert sorted(message.to for message in mail.outbox) == [["a@example.com"], ["b@example.com"]]


@pytest.mark.parametrize("line_break", ["\n", "\r\n"])
def test_a_subject_cannot_smuggle_in_a_header(line_break: str) -> None:
    services.send_mail(f"Hello{line_break}Bcc: c@example.com", "text", to=["a@example.com"])
    Relay().once()
    assert mail.outbox[0].subject == "Hello Bcc: c@example.com"
    assert mail.outbox[0].recipients() == ["a@example.com"]


def test_a_library_that_mails_writes_into_the_outbox(settings: Any) -> None:
    settings.EMAIL_BACKEND = OUTBOX
    message = mail.EmailMultiAlternatives(
        "Hello",
        "text",
        "from@example.com",
        ["a@example.com"],
        bcc=["b@example.com"],
        reply_to=["r@example.com"],
    )
    message.attach_alternative("<p>text</p>", "text/html")
    assert message.send() == 1
    assert mail.outbox == []
    Relay().once()
    assert sorted(sent.recipients() for sent in mail.outbox) == [["a@example.com"], ["b@example.com"]]
    for sent in mail.outbox:
        assert isinstance(sent, mail.EmailMultiAlternatives)
        assert (sent.from_email, sent.reply_to) == ("from@example.com", ["r@example.com"])
        assert [tuple(part) for part in sent.alternatives] == [("<p>text</p>", "text/html")]


@pytest.mark.django_db(transaction=True)
def test_of_several_mails_at_once_all_are_posted_or_none(settings: Any) -> None:
    settings.EMAIL_BACKEND = OUTBOX
    good = mail.EmailMessage("Hello", "text", None, ["a@example.com"])
    bad = mail.EmailMessage("Hello", "text", None, ["a@example.com"], attachments=[("a.txt", "text", None)])
    with pytest.raises(ValueError, match="attachments"):
        mail.get_connection().send_messages([good, bad])
    assert not Delivery.objects.exists()


def test_who_asks_for_a_new_password_waits_for_no_mail_server(client: Client, settings: Any) -> None:
    settings.EMAIL_BACKEND = OUTBOX
    get_user_model().objects.create_superuser("officer@example.gov", "correct horse battery staple")
    answer = client.post("/account/password/reset/", {"email": "officer@example.gov"})
    assert answer.status_code == 302
    assert mail.outbox == []
    Relay().once()
    assert mail.outbox[0].to == ["officer@example.gov"]
    assert "/account/password/reset/key/" in mail.outbox[0].body

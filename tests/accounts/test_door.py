"""Without a second step in this very session, staff are nobody: everywhere, by default."""

from __future__ import annotations

from collections import defaultdict

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page, PageViewRestriction

from content.models import HomePage
from tests.accounts.staff import AGAIN, PASSWORD, SET_UP, STAFF, clerk, public_account, superuser
from tests.authoring.security.addresses import addresses
from tests.second_factor import by_password_alone, code_of_app, with_app

pytestmark = pytest.mark.django_db

ANY = defaultdict(lambda: 1)


@pytest.fixture(params=STAFF)
def half_way(request: pytest.FixtureRequest, client: Client) -> Client:
    """Somebody of staff who signed in by the password and has no second factor."""
    by_password_alone(client, STAFF[request.param]())
    return client


def test_every_address_of_the_staff_area_leads_to_the_set_up(half_way: Client) -> None:
    found = list(addresses())
    assert len(found) > 400
    wrong = []
    for each in found:
        for ask in (half_way.get, half_way.post):
            answer = ask(each.filled_in(ANY))
            is_sign_in = answer.status_code == 302 and answer.headers["Location"].startswith(
                "/account/login/"
            )
            led = answer.status_code == 302 and answer.headers["Location"] == SET_UP
            if not led and not (each.route == "staff/login/" and is_sign_in):
                wrong.append(f"{each.route}: {answer.status_code} {answer.headers.get('Location', '')}")
    assert not wrong, "\n".join(wrong)


def test_what_does_not_exist_below_the_staff_area_knows_nobody(half_way: Client) -> None:
    answer = half_way.get("/staff/no/such/page", follow=True)
    assert answer.wsgi_request.path == SET_UP or answer.status_code == 404
    assert answer.redirect_chain or b"@example.gov" not in answer.content


def test_a_script_is_told_no_instead_of_a_page(half_way: Client) -> None:
    for told in ({"HTTP_X_REQUESTED_WITH": "XMLHttpRequest"}, {"HTTP_SEC_FETCH_MODE": "cors"}):
        assert half_way.get("/staff/api/main/pages/", **told).status_code == 403


def test_a_page_behind_a_door_and_a_private_file_stay_shut(half_way: Client) -> None:
    page = Page.objects.child_of(HomePage.objects.get()).live().first()
    assert page is not None
    PageViewRestriction.objects.create(page=page, restriction_type="login")
    answer = half_way.get(page.url, follow=True)
    assert answer.redirect_chain[-1][0] == SET_UP, "and not around in a circle"
    shut = Collection.get_first_root_node().add_child(name="Shut")
    CollectionViewRestriction.objects.create(collection=shut, restriction_type="login")
    file = ContentFile(b"%PDF-1.4", name="secret.pdf")
    document = get_document_model().objects.create(title="Secret", file=file, collection=shut)
    assert half_way.get(document.url).status_code == 302


def test_public_pages_are_shown_as_to_the_public(half_way: Client) -> None:
    mine, anybodys = half_way.get("/"), Client().get("/")
    assert mine.content == anybodys.content
    assert mine.headers["Cache-Control"] == anybodys.headers["Cache-Control"]
    assert not mine.cookies


@pytest.mark.parametrize(
    "path",
    [
        *("/account/2fa/", "/account/sessions/end/"),
        *("/account/password/change/", "/account/2fa/recovery-codes/generate/", "/account/2fa/webauthn/"),
        *("/account/2fa/webauthn/keys/1/remove/", "/account/2fa/webauthn/keys/1/edit/"),
        "/account/2fa/totp/deactivate/",
    ],
)
def test_nor_are_the_other_pages_of_the_account_open(half_way: Client, path: str) -> None:
    for ask in (half_way.get, half_way.post):
        answer = ask(path, follow=True)
        assert not answer.context or answer.wsgi_request.path in (SET_UP, "/account/login/"), path


def test_after_the_set_up_one_is_where_one_wanted_to_go(client: Client, transactional_db: None) -> None:
    user = clerk()
    by_password_alone(client, user)
    wanted = "/staff/reports/site-history/?p=1"
    assert client.get(wanted).headers["Location"] == SET_UP
    secret = client.get(SET_UP).context["form"].secret
    answer = client.post(SET_UP, {"code": code_of_app(secret)})
    assert answer.headers["Location"] == "/account/2fa/recovery-codes/"
    shown = client.get("/account/2fa/recovery-codes/")
    assert f'href="{wanted}"' in shown.content.decode()
    assert client.get("/staff/").status_code == 200


@pytest.mark.parametrize("to", ["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:x"])
def test_nobody_is_led_to_another_site(client: Client, transactional_db: None, to: str) -> None:
    by_password_alone(client, superuser())
    assert client.get("/account/login/", {"next": to}).headers["Location"] == SET_UP
    secret = client.get(SET_UP).context["form"].secret
    client.post(SET_UP, {"code": code_of_app(secret), "next": to})
    assert client.get("/account/2fa/recovery-codes/").context["go_on"] == "/staff/"


def test_a_session_from_before_the_set_up_is_worth_nothing_after_it(
    client: Client, transactional_db: None
) -> None:
    """Whoever learned a new colleague's password signs in first, and waits for the colleague's set-up."""
    user = superuser()
    thief, owner = Client(), client
    for each in (thief, owner):
        by_password_alone(each, user)
    secret = owner.get(SET_UP).context["form"].secret
    owner.post(SET_UP, {"code": code_of_app(secret)})
    assert owner.get("/staff/").status_code == 200
    assert thief.get("/staff/").headers["Location"].startswith("/account/login/")


def test_a_session_that_slipped_in_beside_the_set_up_has_to_pass_the_factor(client: Client) -> None:
    """Signed in after other sessions were ended, by a sign-in that began before there was a factor."""
    by_password_alone(client, with_app(superuser()))
    answer = client.get("/staff/pages/")
    assert answer.headers["Location"].startswith(f"{AGAIN}?next=%2Fstaff%2Fpages%2F")
    assert client.get(SET_UP).status_code == 302
    assert client.get("/account/2fa/webauthn/add/").headers["Location"].startswith(AGAIN)
    assert client.get("/account/2fa/recovery-codes/").status_code in (302, 404)
    answer = client.post("/account/reauthenticate/", {"password": PASSWORD})
    assert answer.headers["Location"].startswith(AGAIN), "the password alone confirms nothing"
    assert client.get("/staff/").status_code == 302
    answer = client.post(AGAIN, {"code": code_of_app(), "next": "/staff/"})
    assert answer.headers["Location"] == "/staff/"
    assert client.get("/staff/").status_code == 200


def test_the_factor_of_one_account_opens_nothing_for_another(client: Client) -> None:
    """What a session noted of one person does not speak for the next who signs in by it."""
    client.force_login(superuser())
    noted = client.session["second_factor"]
    by_password_alone(client, superuser())
    session = client.session
    session["second_factor"] = noted
    session.save()
    assert client.get("/staff/").headers["Location"] == SET_UP


def test_a_public_account_is_asked_for_nothing_and_reaches_nothing(client: Client) -> None:
    by_password_alone(client, public_account())
    assert client.get("/account/password/change/").status_code == 200
    assert client.get("/account/2fa/").status_code == 200
    for each in addresses():
        answer = client.get(each.filled_in(ANY))
        if answer.status_code == 200:  # the pictures of buttons, which anybody may see
            assert Client().get(each.filled_in(ANY)).status_code == 200, each.route
            continue
        assert answer.status_code in (302, 403, 404, 405), each.route
        if answer.status_code == 302:
            assert answer.headers["Location"] != SET_UP, each.route


def test_whoever_becomes_staff_needs_a_second_step_from_then_on(client: Client) -> None:
    user = public_account()
    client.force_login(user)
    type(user).objects.filter(pk=user.pk).update(is_superuser=True)
    assert client.get("/staff/").headers["Location"] == SET_UP

"""What was tried against the report by hand, tried again; docs/security-tries.md tells what came of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core import signing
from django.test import Client

from portal.reports import abuse, drafts, handing, review, services
from portal.reports.models import Draft, Report
from tests.reports.writing import GOODS, WHAT, WHO, code_of, fields_of, fill_in, send, soup_of

pytestmark = pytest.mark.django_db
REVIEW = "/report/review/"
ELSEWHERE: list[dict[str, str]] = [
    {"Origin": "https://evil.example"},
    {"Origin": "null"},
    {"Origin": "http://evil.testserver"},
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
]


# Pages of somebody else


def test_the_field_of_a_page_opens_for_no_other_use_and_unsigned_for_none(client: Client) -> None:
    whole = {"token": "A" * 26, "what": WHAT, "who": [{**WHO, "id": "x"}], "goods": GOODS}
    forged = [
        signing.dumps(whole, salt=handing.SALT, compress=True),
        signing.dumps(whole, compress=True),
        signing.dumps(whole, salt=review.SALT, key="another", compress=True),
        review.as_field(whole)[:-1] + "~",
        "." + review.as_field(whole),
    ]
    for field in forged:
        assert client.post(REVIEW, {"report": field}).status_code == 422
        assert client.post("/report/copy/", {"report": field}).status_code == 302
    assert not Report.objects.exists()


@pytest.mark.parametrize("step", ["token", "begun", "id", "who"])
def test_no_step_writes_over_what_a_report_will_be_known_by(client: Client, step: str) -> None:
    fill_in(client)
    before = drafts.open_draft(client.cookies["report"].value).answers
    typed = {"token": "B" * 26, "begun": "x", "code": "C" * 26, step: "D" * 26}
    assert client.post(f"/report/{step}/", typed).status_code in {404, 405}
    client.post("/report/goods/", {**GOODS, **typed})
    assert drafts.open_draft(client.cookies["report"].value).answers == before


def test_a_page_of_one_leads_nobody_to_the_receipt_of_another(client: Client) -> None:
    others = fields_of(fill_in(Client()).get(REVIEW))
    theirs = Client().post(REVIEW, others)
    mine = send(fill_in(client), token=others["report"], code=code_of(theirs))
    assert code_of(mine) != code_of(theirs)
    assert Report.objects.count() == 2


def test_sending_somebody_elses_page_takes_nothing_out_of_ones_own_draft(client: Client) -> None:
    fill_in(client)
    assert client.post(REVIEW, fields_of(fill_in(Client()).get(REVIEW))).status_code == 200
    assert drafts.open_draft(client.cookies["report"].value).answers["goods"] == GOODS


def test_an_older_page_sent_later_does_not_pass_for_what_was_sent(client: Client) -> None:
    oldest = fields_of(fill_in(client, {"what": WHAT, "who": WHO}).get(REVIEW))
    older = fields_of(fill_in(client, {"goods": GOODS}).get(REVIEW))
    client.post("/report/goods/", {"what": "Floor lamps"})
    first = send(client)
    again = client.post(REVIEW, older)
    assert code_of(again) == code_of(first)
    assert "What differs in it was not sent." in again.content.decode()
    assert "What differs in it was not sent." not in first.content.decode()
    assert not soup_of(again).select("form[action='/report/copy/']")
    for page in (older, oldest):
        assert client.post("/report/copy/", {"report": page["report"]}).status_code == 302
    assert services.answers_of(services.find(code_of(first)))["goods"] == {"what": "Floor lamps"}


def test_a_button_pressed_twice_at_one_moment_shows_the_receipt_twice(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second press finds the draft still there, and gone when it comes to it."""
    first: list[Any] = []
    sent, ask = fields_of(fill_in(client).get(REVIEW)), abuse.is_by_a_person

    def while_the_first_is_sent(*args: Any, **told: Any) -> bool:
        monkeypatch.setattr(abuse, "is_by_a_person", ask)
        other = Client()
        other.cookies["report"] = client.cookies["report"].value
        first.append(other.post(REVIEW, sent))
        return True

    monkeypatch.setattr(abuse, "is_by_a_person", while_the_first_is_sent)
    assert code_of(client.post(REVIEW, sent)) == code_of(first[0])
    assert Report.objects.count() == 1


# Other sites, other hosts


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_another_site_writes_nothing_on_a_page_of_ours(headers: dict[str, str]) -> None:
    client = Client(enforce_csrf_checks=True)
    for address in ("what", "goods", "review", "status", "status/write", "discard", "evidence", "who/add"):
        answer = client.post(f"/report/{address}/", {"what": "Call 1-800-SCAM"}, headers=headers)
        assert answer.status_code == 403, address
        assert "SCAM" not in answer.content.decode(), address
        assert answer["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in answer["Content-Security-Policy"]


def test_what_is_sent_from_here_is_still_kept_on_the_page() -> None:
    headers = {"Origin": "http://testserver", "Sec-Fetch-Site": "same-origin"}
    answer = Client(enforce_csrf_checks=True).post("/report/goods/", {"what": "Lamps"}, headers=headers)
    assert fields_of(answer)["what"] == "Lamps"


@pytest.mark.parametrize("headers", ELSEWHERE)
def test_no_other_site_closes_a_draft(client: Client, headers: dict[str, str]) -> None:
    fill_in(client)
    answer = client.get("/report/leave/", headers=headers)
    assert answer.status_code == 302
    assert not answer.cookies
    assert "Clear-Site-Data" not in answer.headers


SPACES = ["\u2000", "\u00a0", "\u0085", "\u3000", "\x1c", "\x0b", "\t"]


@pytest.mark.parametrize("space", SPACES)
def test_another_host_gives_nobody_its_own_draft_to_write_into(settings: Any, space: str) -> None:
    """A browser takes such a name for another one than ours, and lets any host of the domain set it."""
    settings.SECURE = True
    theirs = drafts.begin({"goods": GOODS}).code
    cookies = f"{space}__Host-report={theirs}; __host-report={theirs}".encode().decode("latin-1")
    page = Client().get("/report/goods/", HTTP_COOKIE=cookies)
    assert GOODS["what"] not in page.content.decode()
    again = Client().get("/report/goods/", HTTP_COOKIE=f"__Host-report={theirs}; {cookies}")
    assert GOODS["what"] in again.content.decode()


def test_of_two_cookies_of_one_name_neither_is_believed() -> None:
    mine, theirs = drafts.begin({"goods": GOODS}), drafts.begin({"goods": {"what": "traps"}})
    page = Client().get("/report/goods/", HTTP_COOKIE=f"report={mine.code}; report={theirs.code}")
    assert not {GOODS["what"], "traps"} & {str(field.text).strip() for field in soup_of(page)("textarea")}


HOSTS = {"X-Forwarded-Host": "evil.example", "X-Original-URL": "/staff/", "Forwarded": "host=evil.example"}


def test_no_header_bends_a_page(client: Client) -> None:
    for address in ("/report/", "/report/status/"):
        plain, bent = client.get(address), client.get(address, headers=HOSTS)
        assert bent.status_code == 200
        assert b"evil" not in bent.content
        assert plain.get("Location") == bent.get("Location")
    fill_in(client)
    client.post("/report/what/", WHAT, headers={"X-HTTP-Method-Override": "DELETE"})
    client.get("/report/discard/", headers={"X-HTTP-Method-Override": "POST"})
    assert Draft.objects.count() == 1


# What is sent


@pytest.mark.parametrize("code", ["unicode_escape", "raw_unicode_escape", "utf-7", "utf-16", "zlib", "rot13"])
def test_a_form_in_another_code_is_refused(client: Client, code: str) -> None:
    part = b'--x\r\nContent-Disposition: form-data; name="what"\r\n\r\n\\ud800lamps\r\n--x--\r\n'
    kind = f"multipart/form-data; boundary=x; charset={code}"
    answer = client.generic("POST", "/report/goods/", part, content_type=kind)
    assert answer.status_code == 400
    assert not Draft.objects.exists()


def test_a_choice_that_is_none_fills_no_draft(client: Client) -> None:
    huge = "<b>" * 300_000
    for address, name in (("what", "category"), ("who/add", "role"), ("goods", "when"), ("you", "how")):
        answer = client.post(f"/report/{address}/", {name: huge, "then": "stay"})
        assert "<b><b>" not in answer.content.decode(), address
    assert len(bytes(Draft.objects.get().sealed)) < 5_000


def test_who_types_the_code_of_a_full_draft_names_nobody_more(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.reports.flow.MOST_ACCUSED", 2)
    fill_in(client, {"who": WHO})
    client.post("/report/who/add/", WHO)
    code = client.cookies["report"].value
    for address in ("/report/who/add/", "/report/who/mine/"):
        answer = Client().post(address, {**WHO, "name": "A third", "resume_code": code})
        assert answer.status_code == 422
        assert fields_of(answer)["name"] == "A third"
    assert len(drafts.open_draft(code).answers["who"]) == 2


@pytest.mark.parametrize(
    "work",
    [
        "[" * 100_000,
        '{"number": ' + "9" * 5_000 + "}",
        '{"algorithm": {}, "challenge": 1, "number": [], "salt": null, "signature": 0}',
        '{"algorithm": "MD5", "challenge": "x", "number": 1e999, "salt": "s?expires=x", "signature": "x"}',
        '"eyJ9"',
        "NaN",
    ],
)
def test_what_is_no_solution_breaks_nothing(
    client: Client, work: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(abuse, "FASTEST_SECONDS", -1)  # who is hurried is not asked for work
    assert code_of(send(fill_in(client), work=work))
    assert not Report.objects.get().is_verified


MARKUP = '</textarea></form><script src=//evil.example></script><a href="//evil.example">"\'>'


def test_markup_stays_text_on_every_page(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also on the page that keeps what could not be saved, in names of fields, and in the copy."""
    made: list[str] = []
    monkeypatch.setattr("portal.web.pdf.make_pdf", lambda html, sheet: made.append(html) or b"%PDF-")
    told = {"what": {**WHAT, "story": MARKUP}, "who": {"name": MARKUP}, "goods": {"what": MARKUP}}
    fill_in(client, told)
    one = drafts.open_draft(client.cookies["report"].value).answers["who"][0]["id"]
    pages = [client.get(x) for x in ("/report/who/", f"/report/who/{one}/remove/", "/report/goods/", REVIEW)]
    lost = Client(enforce_csrf_checks=True).post("/report/goods/", {MARKUP: MARKUP, "what": MARKUP})
    receipt = send(client)
    told_later = {"code": code_of(receipt), "text": MARKUP}
    pages += [lost, receipt, client.post("/report/status/write/", told_later)]
    client.post("/report/copy/", fields_of(receipt, "/report/copy/"))
    for text in [page.content.decode() for page in pages] + made:
        assert "evil.example&gt;" in text or "evil.example" not in text
        soup = BeautifulSoup(text, "html.parser")
        assert not soup.select("[src*=evil], [href*=evil]")
    assert len(made) == 1


def test_work_is_counted_with_the_page_it_was_done_for(client: Client) -> None:
    """What one solved is nothing on a page with another token, however it is dressed up."""
    task = json.loads(abuse.challenge("A" * 26))
    assert not abuse._is_worked(json.dumps({**task, "number": 1}), "B" * 26)

"""Partners show our answers on sites of their own: by our script and by a plain frame, in a real browser."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.conf import LazySettings
from playwright.sync_api import Browser, Frame, Page, Request, expect

from content.sharing import keeping
from content.sharing.frames import SANDBOX
from tests.browser import AXE_OPTIONS, NARROW, WIDE, OpenPage
from tests.content.sharing.asked import row_of
from tests.content.sharing.test_partners_guide import HERE, examples
from tests.journeys.partner import PartnerSite, partner_site

pytestmark = pytest.mark.django_db(transaction=True)

QUESTION = "low-value-exemption-today"
LIBRARY_PAGE = "/guidance/for-partners/share-this-library/"
STRICT = {"Content-Security-Policy": "default-src 'none'; img-src data:; script-src {0}; frame-src {0}"}
FRAME = '<iframe src="{url}/share/embed/{path}" title="An answer" width="100%" height="320" {more}></iframe>'

Visit = Callable[..., Page]


@pytest.fixture
def here(live_server: Any, settings: LazySettings) -> str:
    """The whole address of our site, as partners know it."""
    settings.SITE_URL = live_server.url
    keeping.follow(row_of(QUESTION).page_id)
    return str(live_server.url)


@pytest.fixture
def partner() -> Iterator[PartnerSite]:
    with partner_site() as site:
        yield site


@pytest.fixture
def visit(browser: Browser, here: str, partner: PartnerSite) -> Iterator[Visit]:
    """Open the partner's page. Only the partner and we may be asked for anything, and nobody complains."""
    contexts, wrong = [], []
    known = {urlsplit(partner.url).netloc, urlsplit(here).netloc}

    def watch(request: Request) -> None:
        address = urlsplit(request.url)
        if address.scheme in {"http", "https"} and address.netloc not in known:
            wrong.append(request.url)
        if "/share/" in address.path and "cookie" in request.all_headers():
            wrong.append(f"a cookie for {request.url}")

    def open_it(lines: str, *, width: int = WIDE, javascript: bool = True, **more: Any) -> Page:
        partner.lines = lines
        size = {"width": width, "height": 900}
        context = browser.new_context(viewport=size, java_script_enabled=javascript, **more)  # type: ignore[arg-type]
        context.set_default_timeout(30_000)
        contexts.append(context)
        cookie = {"name": "known", "value": "x", "url": here, "sameSite": "Lax"}
        context.add_cookies([cookie])  # type: ignore[list-item]
        page = context.new_page()
        page.on("requestfinished", watch)
        page.on("console", lambda said: wrong.append(said.text) if said.type == "error" else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.goto(partner.url, wait_until="networkidle")
        return page

    yield open_it
    for context in contexts:
        assert [cookie["value"] for cookie in context.cookies()] == ["x"], "somebody set a cookie"
        context.close()
    assert not wrong, "\n".join(wrong)


def frames_of(page: Page) -> list[Frame]:
    return [frame for frame in page.frames if frame.parent_frame == page.main_frame]


def lines_shown(page: Page, name: str) -> str:
    """Lines to copy, as they stand on a page of ours."""
    return page.get_by_role("region", name=name).first.inner_text()


def by_script(here: str, **data: str) -> str:
    told = "".join(f' data-{name}="{value}"' for name, value in data.items())
    question = (
        f'<div data-entrywise="question" data-slug="{QUESTION}"{told}><a href="{here}/">Is it back?</a></div>'
    )
    check = f'<div data-entrywise="check"{told}><a href="{here}/check/">Check a shipment</a></div>'
    return f'{question}{check}<script src="{here}/share/widget.js" async></script>'


def axe_in(frame: Frame, axe_source: str) -> list[str]:
    frame.evaluate(axe_source)
    # What it loads anew by itself, a frame in a sandbox may not load.
    found = frame.evaluate("(options) => axe.run({ ...options, preload: false })", AXE_OPTIONS)
    return [f"{one['id']}: {node['html'][:160]}" for one in found["violations"] for node in one["nodes"]]


@pytest.fixture(scope="session")
def axe_source() -> str:
    return f"{AXE_SCRIPT}; undefined"


@pytest.mark.parametrize("path", ["/share/", LIBRARY_PAGE])
def test_the_lines_that_a_page_of_ours_shows_work_on_another_site(
    open_page: OpenPage, here: str, visit: Visit, path: str
) -> None:
    shown = open_page()
    shown.goto(path)
    for name, count in (("Script:", 1), ("Frame:", 1)):
        page = visit(lines_shown(shown, name))
        expect(page.locator("iframe")).to_have_count(count)
        expect(page.locator("iframe")).to_have_attribute("sandbox", SANDBOX)
        inside = page.frame_locator("iframe")
        expect(inside.get_by_role("heading", level=1)).to_have_count(1)
        expect(inside.locator("footer")).to_contain_text("As of")


@pytest.mark.parametrize(("number", "count"), [(0, 1), (1, 3)])
def test_the_lines_of_the_guide_for_partners_work(visit: Visit, here: str, number: int, count: int) -> None:
    page = visit(examples("html")[number].replace(HERE, here))
    expect(page.locator("iframe")).to_have_count(count)
    for frame in frames_of(page):
        expect(frame.get_by_role("heading", level=1)).to_be_visible()


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_the_script_puts_frames_in_place_that_are_as_tall_as_their_words(
    visit: Visit, here: str, width: int, axe_source: str
) -> None:
    page = visit(by_script(here), width=width)
    expect(page.locator("iframe")).to_have_count(2)
    for frame in frames_of(page):
        frame.wait_for_selector("h1")
        page.wait_for_timeout(300)
        inner, outer = frame.evaluate("[document.documentElement.scrollHeight, innerHeight]")
        assert abs(inner - outer) <= 1, f"{inner} px of words in a frame of {outer} px"
        assert frame.evaluate("document.documentElement.scrollWidth <= innerWidth")
        assert frame.evaluate("self.origin") == "null"
        assert not axe_in(frame, axe_source)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    titles = [frame.get_attribute("title") for frame in page.locator("iframe").all()]
    assert all(titles)
    assert len(set(titles)) == 2
    assert not axe_in(page.main_frame, axe_source)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(("theme", "accent"), [("auto", "blue"), ("dark", "#ff8800"), ("light", "#ffff66")])
def test_a_frame_takes_the_partners_look_and_stays_readable(
    visit: Visit, here: str, axe_source: str, scheme: str, theme: str, accent: str
) -> None:
    page = visit(by_script(here, theme=theme, accent=accent), color_scheme=scheme)
    is_dark = theme == "dark" or (theme == "auto" and scheme == "dark")
    for frame in frames_of(page):
        frame.wait_for_selector("h1")
        paper = frame.evaluate("getComputedStyle(document.documentElement).backgroundColor")
        assert (paper == "rgb(15, 27, 32)") == is_dark
        assert not axe_in(frame, axe_source), "with contrast"
    link = frames_of(page)[0].locator("a.more")
    if theme == "dark":
        expect(link).to_have_css("color", "rgb(255, 136, 0)")
    if theme == "light":
        expect(link).not_to_have_css("color", "rgb(11, 85, 103)")


def test_a_frame_needs_no_script_and_leads_on_to_the_whole_answer(visit: Visit, here: str) -> None:
    lines = FRAME.format(url=here, path=f"questions/{QUESTION}/", more=f'sandbox="{SANDBOX}"')
    page = visit(lines, javascript=False)
    inside = page.frame_locator("iframe")
    expect(inside.get_by_role("heading", level=1)).to_be_visible()
    with page.context.expect_page() as opened:
        inside.get_by_role("link", name="Read the whole answer").click()
    expect(opened.value.locator(".as-of")).to_be_visible()
    assert urlsplit(opened.value.url).path == row_of(QUESTION).url


def test_without_script_the_place_of_the_script_is_a_link(visit: Visit, here: str) -> None:
    page = visit(by_script(here), javascript=False)
    expect(page.locator("iframe")).to_have_count(0)
    expect(page.get_by_role("link", name="Is it back?")).to_be_visible()


def test_the_check_is_begun_by_keyboard_in_the_frame_and_goes_on_at_our_site(visit: Visit, here: str) -> None:
    page = visit(by_script(here))
    frame = next(frame for frame in frames_of(page) if "check" in frame.url)
    asked = frame.get_by_label("How do the goods get to the United States?")
    asked.wait_for()
    for _press in range(6):
        page.keyboard.press("Tab")
        if frame.evaluate("document.activeElement?.id") == "mode":
            break
    expect(asked).to_be_focused()
    outline = frame.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid", "one sees where one is"
    page.keyboard.press("B")
    expect(asked).to_have_value("postal")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    with page.context.expect_page() as opened:
        page.keyboard.press("Enter")
    ours = opened.value
    expect(ours.get_by_role("link", name="Go on with your answers")).to_be_visible()
    assert "mode=postal" in ours.url
    ours.get_by_role("link", name="Go on with your answers").click()
    expect(ours.locator("h1")).to_be_visible()
    assert ours.evaluate("window.opener") is None


def test_a_frame_that_the_partner_did_not_put_in_a_sandbox_is_in_one_all_the_same(
    visit: Visit, here: str
) -> None:
    page = visit(FRAME.format(url=here, path="check/", more=""))
    frame = frames_of(page)[0]
    frame.wait_for_selector("h1")
    assert frame.evaluate("self.origin") == "null"
    assert (
        frame.evaluate("(() => { try { return document.cookie } catch { return 'closed' } })()") == "closed"
    )
    assert frame.evaluate("(() => { try { return !!localStorage } catch { return 'closed' } })()") == "closed"


def test_the_script_works_under_a_strict_policy_of_the_partners(
    visit: Visit, here: str, partner: PartnerSite
) -> None:
    partner.headers = {name: value.format(here) for name, value in STRICT.items()}
    page = visit(by_script(here))
    expect(page.frame_locator("iframe").first.get_by_role("heading", level=1)).to_be_visible()


def test_a_frame_cannot_be_made_any_size_by_another_one(visit: Visit, here: str) -> None:
    """Only the frame itself says how tall it is; the partner's other frames and scripts are not heard."""
    page = visit(by_script(here))
    first = page.locator("iframe").first
    page.wait_for_timeout(300)
    before = first.bounding_box()
    page.evaluate("postMessage({ entrywise: 1, height: 3000, title: 'Another' }, '*')")
    frames_of(page)[1].evaluate("parent.postMessage({ entrywise: 1, height: 1e9 }, '*')")
    page.wait_for_timeout(300)
    after = first.bounding_box()
    assert before
    assert after
    assert before["height"] == after["height"]
    assert page.locator("iframe").nth(1).bounding_box()["height"] <= 4000  # type: ignore[index]


@pytest.mark.parametrize("path", ["/share/", LIBRARY_PAGE])
def test_the_page_for_partners_shows_how_with_living_examples(
    open_page: OpenPage, axe: Callable[[Page], None], fits: Callable[[Page], None], path: str
) -> None:
    page = open_page()
    page.goto(path)
    frames = page.locator("iframe.demo__frame")
    expect(frames).to_have_count(2)
    for number in range(2):
        frames.nth(number).scroll_into_view_if_needed()
        inside = page.frame_locator("iframe.demo__frame").nth(number)
        expect(inside.get_by_role("heading", level=1)).to_be_visible()
    expect(page.locator("iframe")).to_have_count(2)
    assert lines_shown(page, "Frame:").startswith("<iframe src=")
    axe(page)
    page.set_viewport_size({"width": NARROW, "height": 700})
    fits(page)
    axe(page)


@pytest.mark.parametrize("path", ["check/", f"questions/{QUESTION}/", "guides/fees/"])
def test_a_frame_by_itself_is_open_to_everybody(
    open_page: OpenPage, axe_source: str, fits: Callable[[Page], None], path: str
) -> None:
    for look in ("", "?theme=dark&accent=gray", "?theme=light&accent=abcdef"):
        page = open_page(width=NARROW)
        page.goto(f"/share/embed/{path}{look}")
        assert not axe_in(page.main_frame, axe_source)
        fits(page)

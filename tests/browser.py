"""A real Chromium for tests, and what every page must keep to while a test drives it.

Three kinds of page: `page` (1280 wide), `narrow_page` (320 wide), `page_without_javascript`. Whichever a test
takes, it fails on an error in the console, a violation of the content security policy, a request to another
host, or an answer in the 500s. `axe(page)` demands that axe-core finds nothing.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, Route

AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
# Of what passed only a count: each node of it told one by one takes longer than the checks themselves.
AXE_OPTIONS = {"runOnly": AXE_RULES, "resultTypes": ["violations"]}
WIDE, NARROW = 1280, 320
FIXTURES = {"page", "narrow_page", "page_without_javascript", "open_page", "browser"}

OpenPage = Callable[..., Page]


def find_chromium() -> str | None:
    named = os.environ.get("CHROMIUM")
    names = [named] if named else ["chromium", "chromium-browser", "google-chrome"]
    return next((path for name in names if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    driven = [item for item in items if FIXTURES & set(getattr(item, "fixturenames", ()))]
    for item in driven:
        item.add_marker(pytest.mark.browser)
    if not driven or find_chromium():
        return
    sentence = (
        "No Chromium was found. Install it (on Debian: apt-get install chromium) or set CHROMIUM to its path."
    )
    if os.environ.get("CI") == "true":
        pytest.exit(f"Browser tests are demanded here. {sentence}", returncode=1)
    for item in driven:
        item.add_marker(pytest.mark.skip(reason=sentence))


# Chromium takes the last list alone, so Playwright's own (chromiumSwitches) is said again.
_PLAYWRIGHT_DISABLES = [
    "AimEnabled",
    "AvoidCorsURLLoaderRestartOnRedirect",
    "AvoidUnnecessaryBeforeUnloadCheckSync",
    "DestroyProfileOnBrowserClose",
    "HttpsFirstBalancedModeAutoEnable",
    "HttpsUpgrades",
    "LensOverlay",
    "MediaRouter",
    "NetworkTimeServiceQuerying",
    "OptimizationHints",
    "PaintHolding",
    "PreconnectToSearch",
    "ThirdPartyStoragePartitioning",
]
# What drops down from the address bar is two pages of Chromium's own, made anew for each context of a test:
# half of all that a context costs, though nobody sees them.
_WITHOUT_ADDRESS_BAR = ["WebUIOmniboxPopup", "WebUIOmniboxAimPopup"]


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    return {
        "executable_path": find_chromium(),
        "args": [
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            f"--disable-features={','.join([*_PLAYWRIGHT_DISABLES, *_WITHOUT_ADDRESS_BAR])}",
        ],
    }


class Watch:
    """Notes what a page does that no page of ours may do."""

    def __init__(self, host: str) -> None:
        self.host = host
        self.complaints: list[str] = []

    def attach(self, context: BrowserContext, page: Page) -> None:
        # Only what goes elsewhere is stopped: to stop and let go each request of a page costs it a turn here.
        context.route(re.compile(rf"^https?://(?!{re.escape(self.host)}(/|$))"), self._refuse)
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.complaints.append(f"script error: {error}"))
        page.on("response", self._response)

    def _refuse(self, route: Route) -> None:
        self.complaints.append(f"request to another host: {route.request.url}")
        route.abort()

    def _console(self, message: ConsoleMessage) -> None:
        # Chromium reports each answer over 399 here, and a test of an error page asks for exactly that.
        if message.type == "error" and "Failed to load resource" not in message.text:
            self.complaints.append(f"console: {message.text}")

    def _response(self, response: Response) -> None:
        page_itself = response.request.is_navigation_request()
        if response.status >= 500 or (response.status >= 400 and not page_itself):
            self.complaints.append(f"{response.status} for {response.url}")


@pytest.fixture
def open_page(browser: Browser, live_server: Any) -> Iterator[OpenPage]:
    """Open a page of a width, with or without JavaScript: `open_page(width=360, javascript=False)`."""
    watch = Watch(urlsplit(live_server.url).netloc)
    contexts: list[BrowserContext] = []

    def make(*, width: int = WIDE, height: int = 900, javascript: bool = True, **options: Any) -> Page:
        context = browser.new_context(
            base_url=live_server.url,
            viewport={"width": width, "height": height},
            java_script_enabled=javascript,
            **options,
        )
        context.set_default_timeout(30_000)  # the first page of a process compiles the law
        contexts.append(context)
        page = context.new_page()
        watch.attach(context, page)
        return page

    yield make
    for context in contexts:
        context.close()
    assert not watch.complaints, "\n".join(watch.complaints)


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    return open_page()


@pytest.fixture
def narrow_page(open_page: OpenPage) -> Page:
    return open_page(width=NARROW)


@pytest.fixture
def page_without_javascript(open_page: OpenPage) -> Page:
    return open_page(javascript=False)


@pytest.fixture(scope="session")
def axe() -> Callable[[Page], None]:
    """Demand that axe-core finds nothing on the page as it stands."""

    def check(page: Page) -> None:
        found = Axe().run(page, options=AXE_OPTIONS)
        lines = [
            f"{violation['id']}: {violation['help']} ({node['target']}) {node['html'][:160]}"
            for violation in found.response["violations"]
            for node in violation["nodes"]
        ]
        assert not lines, f"{page.url}\n" + "\n".join(lines)

    return check


@pytest.fixture(scope="session")
def axe_part() -> Callable[[Page, str], None]:
    """The same for the part of a page that a selector names."""

    def check(page: Page, part: str) -> None:
        around = [[".w-slim-header"], [".w-header"]]
        found = Axe().run(page, context={"include": [[part]], "exclude": around}, options=AXE_OPTIONS)
        lines = [
            f"{violation['id']}: {violation['help']} ({node['target']}) {node['html'][:160]}"
            for violation in found.response["violations"]
            for node in violation["nodes"]
        ]
        assert not lines, f"{page.url}\n" + "\n".join(lines)

    return check


@pytest.fixture(scope="session")
def axe_main(axe_part: Callable[[Page, str], None]) -> Callable[[Page], None]:
    """The same for our own part of a page in Wagtail's admin; the frame around it is Wagtail's."""

    def check(page: Page) -> None:
        axe_part(page, ".law-page" if page.locator(".law-page").count() else "main")

    return check


@pytest.fixture(scope="session")
def fits() -> Callable[[Page], None]:
    """Demand that the page needs no sideways scrolling."""

    def check(page: Page) -> None:
        wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wide <= 0, f"{page.url} is {wide} px wider than the window"

    return check

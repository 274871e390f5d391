"""Every page of the desk that its menus lead to: axe-core finds nothing, nothing is wider than the screen."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.browser.conftest import Served, keep_session, served

NAME, PASSWORD = "administrator", "a-long-password-7"
AXE = Axe().axe_script
ROOT_PAGES = 40  # the desk's first page leads to more
LINKS = """() => [...document.querySelectorAll("a[href]")].map(one => one.href)"""
# The first record of a list, by the link of its row.
FIRST_RECORD = """() => document.querySelector("#result_list tbody th a[href], #result_list tbody td a[href]")?.href"""
WIDER = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample archive with an administrator and a report to review."""
    folder = tmp_path_factory.mktemp("reports")
    text = (
        "السبت 4 تشرين الثاني 2023\n\n"
        "استقبل وزير الخارجية العراقي فؤاد حسين، الجمعة، في بغداد نظيره الأردني أيمن الصفدي.\n"
    )
    (folder / "baghdad.txt").write_text(text, encoding="utf-8")
    with served(tmp_path_factory.mktemp("desk")) as archive:
        archive.environment["DJANGO_SUPERUSER_PASSWORD"] = PASSWORD
        archive.manage("createsuperuser", "--noinput", "--username", NAME, "--email", "desk@example.org")
        archive.manage("ingest", str(folder))
        yield archive


@pytest.fixture(scope="module")
def cookies(browser: Browser, archive: Served) -> list:
    return keep_session(browser, archive, NAME, PASSWORD)


@pytest.fixture
def desk(page: Page, cookies: list) -> Page:
    page.context.add_cookies(cookies)
    return page


def list_pages(desk: Page, start: str) -> list[str]:
    """Return the addresses of the pages that the first page leads to, and of one record of each list."""
    desk.goto(start)
    home = urlsplit(start)
    found: dict[str, str] = {urlsplit(start).path: start}  # by their kind: one record is enough of each

    def add(address: str | None) -> None:
        parts = urlsplit(address or "")
        if parts.netloc == home.netloc and parts.path.startswith(home.path) and "logout" not in parts.path:
            found.setdefault(re.sub(r"\d+", "0", parts.path), f"{home.scheme}://{parts.netloc}{parts.path}")

    for link in desk.evaluate(LINKS):
        add(link)
    for address in list(found.values()):
        if desk.goto(address).header_value("content-type").startswith("text/html"):
            add(desk.evaluate(FIRST_RECORD))
            for link in desk.evaluate(LINKS):
                if link.rstrip("/").endswith(("/add", "/import")):
                    add(link)
    return list(found.values())


def find_faults(desk: Page, address: str) -> list[str]:
    """Return what is wrong with a page, each fault with the page it is on."""
    path = urlsplit(address).path
    answer = desk.goto(address)
    if not answer.header_value("content-type").startswith("text/html"):
        return []
    wrong = [f"{path}: answer {answer.status}"] if answer.status != 200 else []
    if (over := desk.evaluate(WIDER)) > 1:  # a pixel may come from rounding
        wrong.append(f"{path}: {over} px wider than the screen")
    desk.evaluate(AXE)
    for rule in desk.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]:
        wrong.append(f"{path}: {rule['id']}: {[node['html'][:140] for node in rule['nodes'][:3]]}")
    return wrong


@pytest.mark.parametrize(
    ("prefix", "width", "look"), [("", 1280, "light"), ("/en", 390, "dark")], ids=["ar-wide", "en-phone"]
)
def test_pages_of_the_desk_are_accessible_and_fit(desk: Page, archive: Served, prefix: str, width: int, look: str):
    desk.set_viewport_size({"width": width, "height": 900})
    desk.emulate_media(color_scheme=look)
    pages = list_pages(desk, f"{archive.address}{prefix}/admin/")
    assert len(pages) > ROOT_PAGES
    faults = [fault for address in pages for fault in find_faults(desk, address)]
    assert faults == [], "\n".join(faults)

"""A list that comes in through a browser: an unknown column, a date to the month, a mistyped key, two unknown names."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served, keep_session, served

NAME, PASSWORD = "editor", "a-long-password-7"
SHOTS = os.environ.get("MAHDAR_SHOTS")  # a folder for pictures of the pages
AXE = Axe().axe_script
# Abdalla Hamdok in Juba: his first visit in September 2019, and the peace agreement of 3 October 2020.
PEOPLE = "حمدوك – السودان | سلفا كير – جنوب السودان"
ROWS = f"""العنوان بالعربية,التواريخ,المشاركون,صفات المشاركين,لون الورقة,عنوان المكان
حمدوك وسلفا كير يبحثان عملية السلام في جوبا,أيلول 2019,عبد الله {PEOPLE},رئيس الوزراء | رئيس الجمهورية,أزرق,{{place}}
حمدوك وسلفا كير يحضران توقيع اتفاق السلام,16 صفر 1442,عبدالله {PEOPLE},,أخضر,ss-juba
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An archive of this module's own, with an editor."""
    with served(tmp_path_factory.mktemp("import-list")) as archive:
        archive.environment["DJANGO_SUPERUSER_PASSWORD"] = PASSWORD
        archive.manage("createsuperuser", "--noinput", "--username", NAME, "--email", "editor@example.org")
        yield archive


@pytest.fixture(scope="module")
def signed_in(browser: Browser, archive: Served) -> list:
    return keep_session(browser, archive, NAME, PASSWORD)


@pytest.fixture
def desk(page: Page, signed_in: list) -> Page:
    page.context.add_cookies(signed_in)
    return page


def look(page: Page, name: str) -> None:
    """Both widths: axe finds nothing, nothing is wider than the window; pictures where a folder for them is named."""
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{name} at {width}"
        page.evaluate(AXE)
        found = page.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
        assert [f"{one['id']}: {[node['html'][:160] for node in one['nodes'][:3]]}" for one in found] == [], name
        if SHOTS:
            page.screenshot(path=str(Path(SHOTS) / f"{name}-{width}.png"), full_page=True)
    page.set_viewport_size({"width": 1280, "height": 900})


def upload(page: Page, text: str) -> None:
    file = {"name": "لقاءات.csv", "mimeType": "text/csv", "buffer": text.encode("utf-8-sig")}
    page.locator("#id_file").set_input_files([file])
    page.locator(".upload input[type=submit]").click()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_from_a_strange_file_to_drafts(desk: Page, archive: Served, told: list[str], language: str):
    prefix = "" if language == "ar" else "/en"
    address = f"{archive.address}{prefix}/admin/meetings/meeting/import/"
    desk.goto(address)
    look(desk, f"{language}-1-file")

    # Two headings are unknown: one is guessed, the other is left out.
    upload(desk, ROWS.format(place="ss-jubba"))
    dates = desk.get_by_label("التواريخ")
    expect(dates).to_have_value("date")
    expect(desk.get_by_label("لون الورقة")).to_have_value("")
    look(desk, f"{language}-2-columns")
    desk.locator(".choose-columns input[type=submit]").click()

    # A mistyped address of a place names the nearest one; nothing is written.
    mistake = desk.locator(".mistakes tbody tr")
    expect(mistake).to_have_count(1)
    expect(mistake).to_contain_text("ss-juba")
    look(desk, f"{language}-3-mistakes")

    # The corrected file: two people whom the archive does not know, each with the spellings of all rows.
    desk.goto(address)
    upload(desk, ROWS.format(place="ss-juba"))
    desk.locator(".choose-columns input[type=submit]").click()
    groups = desk.locator("fieldset.unknown-name")
    expect(groups).to_have_count(2)
    first = groups.filter(has_text="حمدوك")
    expect(first.locator("legend")).to_contain_text("عبدالله حمدوك")
    first.locator("input[value=create]").check()
    look(desk, f"{language}-4-names")
    desk.locator("button[value=people]").click()
    expect(first.locator("input[value=create]")).to_be_checked()
    look(desk, f"{language}-5-preview")
    desk.locator("button[value=save]").click()
    done = desk.locator(".messagelist .success")
    expect(done.locator(".undo-link")).to_be_visible()

    # All of it goes back with one undo, the new official too.
    done.locator(".undo-link").click()
    desk.locator("button.accept").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    desk.goto(f"{archive.address}{prefix}/admin/meetings/official/?q=حمدوك")
    expect(desk.locator("#result_list tbody tr")).to_have_count(0)
    of_axe = ("inline style", "preload assets")  # axe sets styles, and reads those of the page
    assert [line for line in told if not any(words in line for words in of_axe)] == []

"""The editorial office in a browser: a draft is sent back with a comment, mended, submitted and published in time."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served, keep_session, served

PASSWORD = "a-long-password-7"
REPORT = (
    "السبت 4 تشرين الثاني 2023\n\n"
    "استقبل وزير الخارجية العراقي فؤاد حسين، الجمعة، في بغداد نظيره الأردني أيمن الصفدي.\n"
    "وبحث الوزيران أمن الحدود.\n"
)
MAKE_USERS = """
from django.contrib.auth import get_user_model
from meetings.services.roles import UserRole, give_role
for name, role in (("amal", "contributor"), ("huda", "editor")):
    give_role(get_user_model().objects.create_user(name, password={password!r}), UserRole(role))
"""
AXE = Axe().axe_script


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An archive with a contributor and an editor."""
    with served(tmp_path_factory.mktemp("office")) as archive:
        archive.manage("shell", "-c", MAKE_USERS.format(password=PASSWORD))
        yield archive


def open_desk(browser: Browser, archive: Served, name: str) -> Page:
    """A page of the desk of a user, in English."""
    context = browser.new_context()
    context.add_cookies(keep_session(browser, archive, name, PASSWORD))
    page = context.new_page()
    page.goto(f"{archive.address}/en/admin/")
    return page


def check_axe(page: Page) -> None:
    page.evaluate(AXE)
    found = page.evaluate("axe.run(document.querySelector('#office') || document)")["violations"]
    assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == []


def test_a_draft_goes_back_and_forth_and_is_published_on_time(browser: Browser, archive: Served):
    author, editor = open_desk(browser, archive, "amal"), open_desk(browser, archive, "huda")

    # The contributor imports a report, saves its reading as a draft, and submits it.
    author.goto(f"{archive.address}/en/admin/meetings/incoming/add/")
    author.locator(".way-paste textarea").first.fill(REPORT)
    author.locator(".way-paste button[type=submit]").click()
    author.locator("button[name=decision][value=draft]").first.click()
    author.goto(f"{archive.address}/en/admin/review/?queue=")
    expect(author.locator("#review")).to_be_visible()
    review = author.url
    author.get_by_role("button", name="Submit for review").click()
    expect(author.locator(".messagelist")).to_contain_text("The draft is in review")

    # The editor sends it back with a comment that mentions the author; the box completes the name.
    editor.reload()
    editor.get_by_role("link", name="submitted for review").click()
    expect(editor.locator("#office .state")).to_have_text("in review")
    box = editor.locator("#office-text")
    box.press_sequentially("@am")
    expect(editor.locator("#mention-list [role=option]")).to_have_text(["@amal "])
    box.press("Enter")
    box.press_sequentially("what was the occasion?")
    expect(box).to_have_value("@amal what was the occasion?")
    check_axe(editor)
    editor.get_by_role("button", name="Send back with this comment").click()
    expect(editor.locator(".messagelist")).to_contain_text("sent back")

    # The author finds it on the first page, mends it in the form, and submits it again.
    author.goto(f"{archive.address}/en/admin/")
    author.locator("[aria-labelledby=block-notices] .row-link").first.click()
    expect(author.locator("#office")).to_contain_text("what was the occasion?")
    author.goto(review.split("?")[0])
    author.locator(".toolbar-decide a[data-key=KeyE]").click()
    expect(author.locator("#office")).to_contain_text("An editor sent this draft back")
    author.locator("#id_occasion_en").fill("A working visit")
    author.locator("[name=_save]").first.click()
    author.get_by_role("button", name="Submit for review").click()
    expect(author.locator("#office .state")).to_have_text("in review")

    # The editor schedules it; before its time nothing happens, at its time it is published.
    editor.goto(review.split("?")[0])
    editor.locator(".office-plan summary").click()
    time = (datetime.now() + timedelta(days=2)).strftime("%Y-%m-%dT%H:%M")
    editor.locator("[name=plan-publish_at]").fill(time)
    editor.get_by_role("button", name="Save the times").click()
    expect(editor.locator(".messagelist")).to_contain_text("The meeting will be published on")
    archive.manage("publish_scheduled")
    editor.reload()
    expect(editor.locator("#office .state")).to_have_text("in review")
    archive.manage("publish_scheduled", "--at", time)
    editor.reload()
    expect(editor.locator("#office .state")).to_have_text("published")

    # The public reads the meeting, and no word of the office.
    link = editor.get_by_role("link", name="View on site").get_attribute("href")
    editor.goto(archive.address + link)
    expect(editor.locator("main")).to_contain_text("A working visit")
    assert "what was the occasion" not in editor.content()

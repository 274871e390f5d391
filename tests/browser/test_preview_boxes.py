"""The boxes of a report's preview in a browser: they complete, create in place, fill one another, and come back."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Served, press, served
from tests.browser.tasks import add_user, open_desk

AXE = Axe().axe_script
REPORT = (
    "وزير الخارجية العراقي يستقبل نظيره التركي\n"
    "12 آذار 2025\n"
    "استقبل وزير الخارجية العراقي فؤاد حسين، اليوم الأربعاء، نظيره التركي هاكان فيدان، وبحثا ملف المياه.\n"
    "رقم {number}\n"
)
ENTRIES = "#picking-list [role=option]"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("preview-boxes")) as archive:
        add_user(archive, "layla", "editor")
        yield archive


@pytest.fixture
def desk(browser: Browser, archive: Served) -> Iterator[Page]:
    page = open_desk(browser, archive, "layla")
    yield page
    page.context.close()


def open_preview(desk: Page, archive: Served, number: str, prefix: str = "") -> None:
    desk.goto(f"{archive.address}{prefix}/admin/meetings/incoming/add/")
    desk.locator("#id_text").fill(REPORT.format(number=number))
    desk.locator("form:has(#id_text) button[type=submit]").first.click()
    expect(desk.locator(".card").first).to_be_visible()


def combobox(desk: Page, name: str) -> Locator:
    """The combobox of the select with this name."""
    return desk.locator(f"select[name={name}] + .picking-input")


def choose(desk: Page, name: str, typed: str) -> None:
    """Type into a box, and choose its first entry by Enter."""
    combobox(desk, name).focus()
    desk.keyboard.type(typed)
    expect(desk.locator(ENTRIES).first).to_contain_text(typed)
    press(desk, "Enter")


def create(desk: Page, name: str, typed: str, expected: str = "") -> None:
    """Type into a box, and choose its last entry, which creates a record."""
    combobox(desk, name).focus()
    desk.keyboard.type(typed)
    expect(desk.locator(f"{ENTRIES}.is-new")).to_contain_text(expected or typed)
    press(desk, "ArrowUp")
    press(desk, "Enter")


def test_a_minister_and_a_place_are_created_in_the_preview(desk: Page, archive: Served):
    open_preview(desk, archive, "1")
    desk.locator("[data-adds=person]").click()
    create(desk, "m0-p2-official", "وزير المياه الأردني رائد أبو السعود", "رائد أبو السعود")
    expect(desk.locator("[name=m0-p2-name]")).to_have_value("رائد أبو السعود")
    expect(desk.locator("[name=m0-p2-name]")).to_be_focused()
    expect(desk.locator("[name=m0-p2-title]")).to_have_value("وزير المياه الأردني")
    expect(combobox(desk, "m0-p2-side")).to_have_value("الأردن")
    expect(combobox(desk, "m0-p2-official")).to_have_value("")
    expect(desk.locator("[data-of=m0-p2] .somebody-new")).to_be_visible()
    create(desk, "m0-place", "بوليا")
    choose(desk, "m0-country", "إيطاليا")
    choose(desk, "m0-topics", "الطاقة")
    desk.locator("details.report > summary").click()
    choose(desk, "outlet", "وكالة الأنباء العراقية")
    press(desk, "Control+Enter")
    expect(desk.locator(".messagelist .success")).to_contain_text("على الموقع")
    desk.locator(".messagelist .success a").click()
    shown = desk.locator("main")
    for words in ("رائد أبو السعود", "وزير المياه", "بوليا، إيطاليا", "الطاقة", "المياه"):
        expect(shown).to_contain_text(words)


def test_an_official_on_record_fills_empty_boxes_with_the_office_on_the_day(desk: Page, archive: Served):
    open_preview(desk, archive, "2")
    desk.locator("[data-adds=person]").click()
    combobox(desk, "m0-p2-official").click()
    desk.keyboard.type("سيرغي لافروف")
    expect(desk.locator(ENTRIES).first).to_contain_text("وزير الخارجية")  # on 12 March 2025
    press(desk, "Enter")
    expect(combobox(desk, "m0-p2-side")).to_have_value("روسيا")
    expect(desk.locator("[name=m0-p2-title]")).to_have_value("وزير الخارجية الروسي")
    create(desk, "m0-p2-official", "رئيس البرلمان التركي نعمان كورتولموش", "نعمان كورتولموش")
    expect(combobox(desk, "m0-p2-side")).to_have_value("تركيا")  # what the first choice filled is taken back


def test_marked_words_fill_the_boxes(desk: Page, archive: Served):
    open_preview(desk, archive, "3")
    combobox(desk, "m0-p1-side").fill("")
    text = desk.locator(".marked-text-body")
    text.focus()
    for _ in range(3):
        press(desk, "ArrowLeft")
    press(desk, "Enter")  # العراقي
    desk.locator("[data-whom]").select_option(label="هاكان فيدان")
    desk.locator("[data-fact=side]").click()
    expect(combobox(desk, "m0-p1-side")).to_have_value("العراق")
    expect(combobox(desk, "m0-p1-side")).to_be_focused()


def test_a_draft_of_the_preview_comes_back_with_its_choices(desk: Page, archive: Served):
    open_preview(desk, archive, "4")
    desk.on("dialog", lambda dialog: dialog.accept())
    choose(desk, "m0-p1-side", "مصر")
    choose(desk, "m0-topics", "الطاقة")
    desk.locator(".picked-many input").first.uncheck()
    create(desk, "m0-place", "قرية بعيدة")
    combobox(desk, "m0-p1-official").fill("من لا يعرفه أحد")
    desk.locator("[name=m0-headline]").click()
    expect(desk.locator(".draft-bar")).not_to_be_empty()  # saved on the server too
    desk.reload()
    desk.locator(".form-drafts button").first.click()
    expect(desk.locator(".errornote")).to_be_visible()
    expect(combobox(desk, "m0-p1-side")).to_have_value("مصر")
    expect(combobox(desk, "m0-place")).to_have_value("قرية بعيدة")
    expect(combobox(desk, "m0-p1-official")).to_have_value("من لا يعرفه أحد")
    expect(desk.locator(".picked-many li")).to_have_text(["الطاقة"])
    combobox(desk, "m0-p1-official").click()
    press(desk, "ArrowDown")  # what the desk offers instead
    expect(desk.locator(ENTRIES).last).to_contain_text("من لا يعرفه أحد")


def test_without_scripts_typed_names_choose_and_create(browser: Browser, desk: Page, archive: Served):
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(desk.context.cookies())
    page = context.new_page()
    open_preview(page, archive, "5", "/en")
    page.locator("[name=m0-p1-official]").select_option("")
    page.locator("[name=m0-p1-official-typed]").fill("Numan Kurtulmus")
    page.locator("[name=m0-topics-typed]").fill("Energy")
    page.locator("button[value=draft]").click()
    expect(page.locator(".errorlist")).to_have_count(1)
    page.locator("[name=m0-p1-official]").select_option("new:Numan Kurtulmus")
    page.locator("button[value=draft]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    page.locator(".messagelist .success a").click()
    expect(page.locator("body")).to_contain_text("Numan Kurtulmus")
    context.close()


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_boxes_for_everybody(desk: Page, archive: Served, prefix: str):
    """axe-core finds nothing, nothing is wider than the screen, and a list is in the window."""
    for width in (1280, 390):
        desk.set_viewport_size({"width": width, "height": 900})
        open_preview(desk, archive, f"{width}{prefix}", prefix)
        desk.locator("[data-adds=person]").click()
        combobox(desk, "m0-place").click()
        desk.keyboard.type("قرية بعيدة")
        expect(desk.locator(f"{ENTRIES}.is-new")).to_be_visible()
        press(desk, "ArrowUp")
        press(desk, "Enter")
        expect(combobox(desk, "m0-country")).to_be_visible()
        desk.locator(".picked-many input").first.uncheck()
        combobox(desk, "m0-p2-official").click()
        desk.keyboard.type("محمد")
        expect(desk.locator(ENTRIES).first).to_be_visible()
        assert desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        desk.evaluate(AXE)
        found = desk.evaluate("axe.run('#reading, .picking-list', { resultTypes: ['violations'] })")["violations"]
        assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == [], width


def test_a_topic_is_cleared_where_its_words_are_out_of_sight(desk: Page, archive: Served):
    desk.set_viewport_size({"width": 390, "height": 480})
    open_preview(desk, archive, "7")
    desk.locator(".picked-many input").first.uncheck()  # the page does not move under the pointer
    expect(desk.locator("mark.lit").first).not_to_be_in_viewport()

"""Boxes of other records in the forms of records: an office with its side, a person and a place created in them."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served, keep_session, press, served

NAME, PASSWORD = "editor", "a-long-password-7"
OFFERED = "#picking-list [role=option]"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An archive of this module's own, with an editor."""
    with served(tmp_path_factory.mktemp("boxes")) as archive:
        archive.environment["DJANGO_SUPERUSER_PASSWORD"] = PASSWORD
        archive.manage("createsuperuser", "--noinput", "--username", NAME, "--email", "editor@example.org")
        yield archive


@pytest.fixture(scope="module")
def session(browser: Browser, archive: Served) -> list:
    """The cookies of the editor."""
    return keep_session(browser, archive, NAME, PASSWORD)


@pytest.fixture
def desk(page: Page, session: list) -> Page:
    """A page of the editor."""
    page.context.add_cookies(session)
    return page


def box(page: Page, field: str):
    return page.locator(f"#id_{field} ~ .picking-input")


def type_in(page: Page, field: str, text: str) -> None:
    box(page, field).fill(text)
    expect(page.locator(OFFERED).first).to_be_visible()


def test_an_appointment_of_a_new_person_to_a_new_office_by_keyboard(desk: Page, archive: Served, told: list[str]):
    desk.goto(f"{archive.address}/admin/meetings/appointment/add/")
    expect(box(desk, "side")).to_be_hidden()
    type_in(desk, "official", "ليندا ثومبسون غرين")
    press(desk, "Enter")
    expect(box(desk, "official")).to_have_class(re.compile("is-new"))
    type_in(desk, "position", "وزير الصيد البحري")
    press(desk, "Enter")
    expect(box(desk, "side")).to_be_focused()
    type_in(desk, "side", "العراق")
    press(desk, "Enter")
    expect(box(desk, "side")).to_have_value("العراق")
    press(desk, "Control+KeyS")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    expect(box(desk, "position")).to_have_value("وزير الصيد البحري – العراق")
    expect(box(desk, "side")).to_be_hidden()
    assert told == []


def test_the_title_names_the_side_and_a_row_added_on_the_page_has_the_same_boxes(
    desk: Page, archive: Served, told: list[str]
):
    desk.goto(f"{archive.address}/admin/meetings/official/1/change/")
    rows = int(desk.locator("#id_appointments-TOTAL_FORMS").input_value())
    desk.locator("#appointments-group .add-row a").click()
    type_in(desk, f"appointments-{rows}-position", "سفير فرنسا في بغداد")
    expect(desk.locator(f"{OFFERED}.is-new .about")).to_have_text("فرنسا")
    desk.locator(f"{OFFERED}.is-new").click()
    expect(box(desk, f"appointments-{rows}-side")).to_have_value("فرنسا")
    desk.locator(f"#id_appointments-{rows}-start").fill("1/2/2019")
    desk.locator("[name=_continue]").first.click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    expect(desk.locator(".picking-input[title*='سفير']")).to_have_count(1)
    assert told == []


def test_a_new_place_asks_for_its_country_and_what_was_typed_survives_an_error(
    desk: Page, archive: Served, told: list[str]
):
    desk.goto(f"{archive.address}/admin/meetings/meeting/add/")
    desk.locator("#id_headline_ar").fill("لقاء في قرية")
    type_in(desk, "place", "قرية العين الصغيرة")
    press(desk, "Enter")
    expect(box(desk, "country")).to_be_focused()
    desk.locator("[name=_continue]").first.click()
    expect(desk.locator(".field-country .errorlist")).to_be_visible()
    expect(box(desk, "place")).to_have_value("قرية العين الصغيرة")
    type_in(desk, "country", "العراق")
    press(desk, "Enter")
    desk.locator("[name=_continue]").first.click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    expect(box(desk, "place")).to_have_value("قرية العين الصغيرة، العراق")
    assert told == []


def test_a_record_added_in_a_window_fills_the_box(desk: Page, archive: Served, told: list[str]):
    desk.goto(f"{archive.address}/admin/meetings/evidence/add/")
    with desk.expect_popup() as opened:
        desk.locator("#add_id_topic").click()
    window = opened.value
    window.locator("#id_name_ar").fill("موضوع جديد كل الجدة")
    window.locator("[name=_save]").first.click()
    expect(box(desk, "topic")).to_have_value("موضوع جديد كل الجدة")
    assert told == []


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("path", ["appointment/add/", "evidence/add/", "place/add/", "position/1/change/"])
def test_the_boxes_have_names(desk: Page, archive: Served, prefix: str, path: str):
    desk.goto(f"{archive.address}{prefix}/admin/meetings/{path}")
    expect(desk.locator(".picking-input").first).to_be_visible()
    desk.evaluate(Axe().axe_script)
    found = desk.evaluate("axe.run(document.querySelector('#content'), { resultTypes: ['violations'] })")["violations"]
    assert [(one["id"], [node["target"] for node in one["nodes"]]) for one in found] == []

"""A summit of thirty entered by hand, with clicks and keys counted; new people, pasted names, order, no scripts."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served, keep_session, press, served
from tests.browser.tasks import box, count_steps, enter_new_minister, enter_summit, list_people, start_counting
from tests.browser.test_quality_pages import AXE

NAME, PASSWORD = "editor", "a-long-password-7"
MAX_SUMMIT_STEPS = 70  # 216 with Django's own form
MAX_MINISTER_STEPS = 10  # 26 with Django's own form
CHECK_SUMMIT = """
from meetings.models import Meeting
meeting = Meeting.objects.get(headline_ar="قمة الثلاثين")
parts = list(meeting.participations.all())
assert len({part.official_id for part in parts}) == 30 and [part.order for part in parts] == list(range(30))
assert sum(part.side is not None for part in parts) >= 25, [str(part) for part in parts if not part.side]
"""
CHECK_MINISTER = """
import datetime
from meetings.models import Appointment, Meeting
parts = list(Meeting.objects.get(headline_ar="لقاء وزير المياه").participations.all())
term = Appointment.objects.get(official=parts[0].official)
assert (term.start, term.position, parts[0].side_code) == (datetime.date(2022, 10, 22), parts[0].position, "JO")
assert len(parts) == 2
"""
CHECK_LIST = """
from meetings.models import Meeting
parts = Meeting.objects.get(headline_ar="قمة بقائمة").participations.all()
assert [part.side_code for part in parts] == ["EG", "IQ", "FR"], list(parts)
"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An archive of this module's own, with an editor."""
    with served(tmp_path_factory.mktemp("form")) as archive:
        archive.environment["DJANGO_SUPERUSER_PASSWORD"] = PASSWORD
        archive.manage("createsuperuser", "--noinput", "--username", NAME, "--email", "editor@example.org")
        yield archive


@pytest.fixture(scope="module")
def cookies(browser: Browser, archive: Served) -> list:
    return keep_session(browser, archive, NAME, PASSWORD)


@pytest.fixture
def desk(page: Page, cookies: list) -> Page:
    page.context.add_cookies(cookies)
    page.set_viewport_size({"width": 1280, "height": 1000})
    return page


def test_a_summit_of_thirty_is_entered_with_few_clicks_and_keys(desk: Page, archive: Served, told: list[str]):
    desk.goto(f"{archive.address}/admin/meetings/meeting/add/")
    start_counting(desk)
    enter_summit(desk, "قمة الثلاثين", list_people(archive))
    last, first = box(desk, 29, "official").bounding_box(), box(desk, 0, "official").bounding_box()
    bar = desk.locator(".submit-row").bounding_box()
    assert last
    assert first
    assert bar
    assert last["y"] + last["height"] - first["y"] <= 1000 - bar["height"]  # thirty on one screen

    press(desk, "Control+Shift+S")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    steps = count_steps(desk)
    print(f"\na summit of thirty: {steps} clicks and keys besides the letters")
    assert steps <= MAX_SUMMIT_STEPS
    assert told == []
    archive.manage("shell", "-c", CHECK_SUMMIT)


def test_a_new_minister_is_created_while_a_meeting_is_entered(desk: Page, archive: Served, told: list[str]):
    desk.goto(f"{archive.address}/admin/meetings/meeting/add/")
    start_counting(desk)
    desk.locator("#id_headline_ar").fill("لقاء وزير المياه")
    desk.locator("#id_date").fill("3/11/2023")
    enter_new_minister(desk)
    desk.keyboard.type("فؤاد حسين")
    expect(desk.locator("#picking-list [role=option]").first).to_contain_text("فؤاد حسين")
    press(desk, "Enter")
    press(desk, "Control+Shift+S")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    steps = count_steps(desk)
    print(f"\na new minister: {steps} clicks and keys besides the letters")
    assert steps <= MAX_MINISTER_STEPS
    assert told == []
    archive.manage("shell", "-c", CHECK_MINISTER)


def test_a_pasted_list_becomes_rows_that_are_put_in_order(desk: Page, archive: Served, told: list[str]):
    desk.goto(f"{archive.address}/en/admin/meetings/meeting/add/")
    desk.locator("#id_headline_ar").fill("قمة بقائمة")
    desk.locator("#id_date").fill("3/11/2023")
    desk.locator(".paste-names summary").click()
    desk.locator("#pasted-names").fill(
        "1. الرئيس الفرنسي إيمانويل ماكرون\nFuad Hussein, Foreign Minister of Iraq\nوزير المياه المصري هاني سويلم\n"
    )
    desk.locator(".read-names").click()
    expect(desk.locator(".paste-outcome")).to_contain_text("Rows added: 3. Look at 1 row with a new name")
    for row, name in enumerate(("Emmanuel Macron", "Fuad Hussein", "هاني سويلم")):
        expect(box(desk, row, "official")).to_have_value(name)
    expect(box(desk, 2, "official")).to_have_class(re.compile("is-new"))
    expect(box(desk, 0, "position")).not_to_have_value("")
    # By keys: the last to the first place; by dragging: the first to the last place.
    grips = desk.locator(".participants-table .grip")
    grips.nth(2).focus()
    press(desk, "ArrowUp")
    press(desk, "ArrowUp")
    expect(desk.locator(".participants-table tbody").first).to_have_id("participations-2")
    expect(grips.first).to_be_focused()
    grips.nth(1).drag_to(desk.locator(".participants-table tbody").nth(2), target_position={"x": 20, "y": 20})
    order = ["participations-2", "participations-1", "participations-0"]
    assert desk.locator(".participants-table tbody").evaluate_all("rows => rows.map(row => row.id)") == order
    desk.locator("[name=_save]").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert told == []
    archive.manage("shell", "-c", CHECK_LIST)


def test_an_unknown_name_is_an_error_beside_its_box(desk: Page, archive: Served):
    desk.goto(f"{archive.address}/en/admin/meetings/meeting/add/")
    desk.locator("#id_headline_ar").fill("لقاء")
    box(desk, 1, "side").fill("Nowhereland")
    expect(desk.locator("#picking-list")).to_be_hidden()
    box(desk, 1, "side").blur()
    desk.locator("[name=_save]").click()
    expect(desk.locator("#participations-1 .cell-side .errorlist")).to_contain_text("Nowhereland")
    expect(box(desk, 1, "side")).to_have_attribute("aria-invalid", "true")
    box(desk, 1, "side").fill("العراق")
    expect(desk.locator("#picking-list [role=option]").first).to_have_text("Iraq")
    press(desk, "Tab")
    expect(box(desk, 1, "side")).to_have_value("Iraq")
    expect(box(desk, 1, "position")).to_be_focused()
    expect(desk.locator("#participations-1 .cell-side .errorlist")).to_have_count(0)


def test_the_reports_stand_beside_the_form_and_show_the_words_of_a_row(desk: Page, archive: Served):
    desk.goto(f"{archive.address}/admin/meetings/meeting/1/change/")
    row = desk.locator("#participations-0")
    box(desk, 0, "official").focus()
    expect(desk.locator(".form-reports mark.lit").first).to_be_visible()
    row_box, report = row.bounding_box(), desk.locator(".form-reports").bounding_box()
    assert row_box
    assert report
    assert report["x"] + report["width"] <= row_box["x"]  # in Arabic the reports are on the left
    bar = desk.locator(".submit-row")
    for place in ("0", "document.body.scrollHeight / 2"):
        desk.evaluate(f"scrollTo(0, {place})")
        expect(bar).to_be_in_viewport(ratio=0.9)


def test_without_scripts_a_meeting_is_entered_in_a_plain_form(browser: Browser, archive: Served, cookies: list):
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(f"{archive.address}/en/admin/meetings/meeting/add/")
    page.locator("#id_headline_ar").fill("لقاء بلا نصوص برمجية")
    page.locator("#id_date").fill("3/11/2023")
    page.locator("[name=participations-0-official-typed]").fill("Emmanuel Macron")
    page.locator("[name=participations-1-side-typed]").fill("العراق")
    page.locator("[name=participations-1-official-typed]").fill("Nobody Atall")
    page.locator("[name=_save]").click()
    wrong = page.locator("#participations-1 .cell-official .errorlist")
    expect(wrong).to_contain_text("The archive has no entry called “Nobody Atall”.")
    page.locator("[name=participations-1-official]").select_option("new:Nobody Atall")
    page.locator(".paste-names summary").click()
    page.locator("#pasted-names").fill("فؤاد حسين")
    page.locator(".read-names").click()
    expect(page.locator(".messagelist .info")).to_contain_text("Rows added: 1.")
    expect(page.locator("[name=participations-2-official] option[selected]")).to_have_text("Fuad Hussein")
    page.locator("[name=_save]").click()
    expect(page.locator(".messagelist .success")).to_be_visible()
    context.close()


@pytest.mark.parametrize("path", ["add/", "1/change/"])
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_accessible_and_no_wider_than_the_screen(desk: Page, archive: Served, path: str, prefix: str):
    for width in (1280, 390):
        desk.set_viewport_size({"width": width, "height": 1000})
        desk.goto(f"{archive.address}{prefix}/admin/meetings/meeting/{path}")
        desk.locator("#participations-0 .toggle-more").click()
        box(desk, 1, "official").fill("ماكرون" if not prefix else "mac")
        expect(desk.locator("#picking-list [role=option]").first).to_be_visible()

        desk.evaluate(AXE)
        found = desk.evaluate("axe.run('.participants, .picking-list, .form-reports, .submit-row')")["violations"]
        assert [(one["id"], [node["html"][:150] for node in one["nodes"][:3]]) for one in found] == []
        assert desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        grip = desk.locator("#participations-0 .toggle-more").bounding_box()
        assert grip
        assert min(grip["width"], grip["height"]) >= (36 if width == 390 else 24)

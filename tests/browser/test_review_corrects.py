"""Review corrects: facts replaced and taken away in place, by mouse and by keys alone, with clicks and keys counted."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Served, keep_session, press, served
from tests.browser.test_meeting_form import COUNTER, count_steps
from tests.browser.test_quality_pages import AXE

NAME, PASSWORD = "editor", "a-long-password-7"
MAX_PERSON_STEPS = 4  # the digit, the entry, the button; 9 in the full form
MAX_TOPIC_STEPS = 3
MAX_PLACE_STEPS = 5
REPORTS = {
    "baghdad.txt": (
        "السبت 4 تشرين الثاني 2023\n\n"
        "استقبل وزير الخارجية العراقي فؤاد حسين، الجمعة، في بغداد نظيره الأردني أيمن الصفدي.\n"
        "وبحث الوزيران أمن الحدود والتبادل التجاري.\n"
    ),
    "rome.txt": (
        "الأربعاء 8 تشرين الثاني 2023\n\n"
        "التقى الرئيس الفرنسي إيمانويل ماكرون، اليوم الأربعاء، في روما رئيسة الوزراء الإيطالية جورجا ميلوني.\n"
        "وناقش الجانبان ملف الهجرة.\n"
    ),
}


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An archive of this module's own, with an editor and two drafts."""
    reports = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (reports / name).write_text(text, encoding="utf-8")
    with served(tmp_path_factory.mktemp("corrects")) as archive:
        archive.environment["DJANGO_SUPERUSER_PASSWORD"] = PASSWORD
        archive.manage("createsuperuser", "--noinput", "--username", NAME, "--email", "editor@example.org")
        archive.manage("ingest", str(reports))
        yield archive


@pytest.fixture(scope="module")
def cookies(browser: Browser, archive: Served) -> list:
    return keep_session(browser, archive, NAME, PASSWORD)


@pytest.fixture
def desk(page: Page, cookies: list) -> Page:
    page.context.add_cookies(cookies)
    page.set_viewport_size({"width": 1280, "height": 1000})
    page.add_init_script(COUNTER)
    return page


def open_draft(page: Page, archive: Served, words: str, prefix: str = "") -> None:
    """The review of the draft whose headline contains `words`."""
    page.goto(f"{archive.address}{prefix}/admin/meetings/meeting/?q={words}&review_state__exact=draft")
    number = page.locator("#result_list .action-select").first.get_attribute("value")
    page.goto(f"{archive.address}{prefix}/admin/review/{number}/")
    expect(page.locator("#review")).to_be_visible()
    page.evaluate("window.name = '0'")


def count(page: Page, what: str, most: int) -> None:
    """Print and limit the clicks and keys since the draft was opened."""
    steps = count_steps(page)
    print(f"\n{what}: {steps} clicks and keys besides the letters")
    assert steps <= most


def choose(page: Page, name: str) -> None:
    """Type a name into the box that has the focus, and choose the first entry by Enter."""
    page.keyboard.type(name)
    expect(page.locator("#picking-list [role=option]").first).to_contain_text(name)
    press(page, "Enter")


def people(page: Page) -> Locator:
    return page.locator("li.fact-participant .fact-value > strong")


def test_a_person_is_replaced_by_keys_alone_and_the_undo_is_one_key(desk: Page, archive: Served, told: list[str]):
    open_draft(desk, archive, "الصفدي")
    press(desk, "3")  # the first participant
    press(desk, "Escape")
    press(desk, "3")  # the second one
    expect(desk.locator("details.correct[open]")).to_have_count(1)
    desk.evaluate("window.name = '0'")  # a digit more or less: the rest is counted
    choose(desk, "هاكان فيدان")
    expect(desk.locator("details[open] .correct-side .picking-input")).to_have_value("تركيا")
    press(desk, "Enter")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    count(desk, "another person in place of one, by keys (and one or two digits)", MAX_PERSON_STEPS)
    expect(people(desk)).to_have_text(["فؤاد حسين", "هاكان فيدان"])
    expect(desk.locator(".messagelist .warning")).to_contain_text("أيمن الصفدي")  # its words name another person
    expect(desk.locator("h1")).to_contain_text("هاكان فيدان")
    expect(desk.locator(".former-words")).to_contain_text("أيمن الصفدي")

    press(desk, "u")
    expect(people(desk)).to_have_text(["فؤاد حسين", "أيمن الصفدي"])
    expect(desk.locator("h1")).not_to_contain_text("فيدان")
    expect(desk.locator("mark", has_text="أيمن الصفدي").first).to_be_visible()
    assert told == []


def test_a_topic_is_taken_away_and_another_added(desk: Page, archive: Served):
    open_draft(desk, archive, "الصفدي", "/en")
    topics = desk.locator("li.fact-topic .fact-value > strong")
    before = topics.all_inner_texts()
    assert len(before) == 2
    first = desk.locator("li.fact-topic").first
    first.locator("summary").click()
    first.get_by_role("button", name="Take away").click()
    expect(topics).to_have_text(before[1:])
    count(desk, "a topic taken away", MAX_TOPIC_STEPS)
    desk.locator("#fact-topic-new summary").click()
    desk.locator("#fact-topic-new .picking-input").click()
    choose(desk, before[0])
    press(desk, "Enter")
    expect(topics).to_have_text([before[1], before[0]])


def test_a_place_is_corrected_and_a_new_one_created(desk: Page, archive: Served, told: list[str]):
    open_draft(desk, archive, "ميلوني", "/en")
    line = desk.locator("#fact-place")
    expect(line.locator("strong")).to_have_text("Rome, Italy")
    line.locator("summary").click()
    expect(line.locator(".correct-country")).to_be_hidden()
    line.locator(".correct-place .picking-input").click()
    choose(desk, "Baghdad")
    press(desk, "Enter")
    expect(line.locator("> .fact-value > strong")).to_have_text("Baghdad, Iraq")
    count(desk, "another place", MAX_PLACE_STEPS)
    expect(line.locator(".former-words")).to_contain_text("روما")

    press(desk, "2")
    choose(desk, "بوليا")
    expect(line.locator(".correct-country")).to_be_visible()
    press(desk, "Enter")
    expect(line.locator(".errorlist")).to_contain_text("needs its country")
    line.locator(".correct-country .picking-input").click()
    choose(desk, "Italy")
    press(desk, "Enter")
    expect(line.locator("> .fact-value > strong")).to_contain_text("Italy")
    for _ in range(2):
        press(desk, "u")
        expect(desk.locator(".messagelist .success")).to_contain_text("undone")
    expect(line.locator("> .fact-value > strong")).to_have_text("Rome, Italy")
    assert [one for one in told if "422" not in one] == []  # the refused form


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_open_forms_for_everybody(desk: Page, archive: Served, told: list[str], prefix: str):
    """axe-core finds nothing, nothing is wider than the screen, the content policy is kept."""
    for width in (1280, 390):
        desk.set_viewport_size({"width": width, "height": 900})
        open_draft(desk, archive, "الصفدي", prefix)
        for summary in desk.locator("details.correct > summary").all():
            summary.click()
        assert desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
        assert told == []
        desk.evaluate(AXE)
        found = desk.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
        assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == [], width
        told.clear()  # axe-core itself sets styles, which the policy refuses

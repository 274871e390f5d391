"""Review corrects: facts replaced and taken away in place, by mouse and by keys alone, with clicks and keys counted."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import Served, keep_session, press, served
from tests.browser.tasks import COUNTER, count_steps
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
    "ankara.txt": (
        "الأحد 12 تشرين الثاني 2023\n\n"
        "استقبل وزير الخارجية التركي هاكان فيدان، السبت، في أنقرة نظيره الإيراني حسين أمير عبد اللهيان.\n"
        "وحضر وزير المياه الأردني رائد أبو السعود اللقاء.\n"
    ),
}
SHOTS = os.environ.get("MAHDAR_SHOTS")  # a folder for pictures of the pages


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


# --- The preview ------------------------------------------------------------------------------------------------------
PREVIEWED = (
    "الخميس 9 تشرين الثاني 2023\n\n"
    "استقبل وزير الخارجية المصري سامح شكري، الأربعاء، في القاهرة نظيره الأردني أيمن الصفدي.\n"
    "وبحث الوزيران التبادل التجاري. رقم {number}\n"
)


def open_preview(page: Page, archive: Served, number: int, prefix: str = "") -> None:
    """The preview of a pasted report."""
    page.goto(f"{archive.address}{prefix}/admin/meetings/incoming/add/")
    page.locator("#id_text").fill(PREVIEWED.format(number=number))
    page.locator("form:has(#id_text) button[type=submit]").first.click()
    expect(page.locator(".card")).to_be_visible()
    page.evaluate("window.name = '0'")


def test_a_meeting_is_split_in_the_preview_and_both_are_kept(desk: Page, archive: Served, told: list[str]):
    open_preview(desk, archive, 1, "/en")
    desk.locator(".split-card summary").click()
    for name in ("p1", "place"):
        desk.locator(f"[name=m0-split-{name}][value=second]").check()
    desk.locator("button[value='split:m0']").click()
    first, second = desk.locator("[data-of=m0]"), desk.locator("[data-of=m1]")
    expect(second).to_be_visible()
    one, two = first.bounding_box(), second.bounding_box()
    assert one
    assert two
    assert abs(one["y"] - two["y"]) < 20  # side by side
    expect(first.locator("[name=m0-p1-keep]")).not_to_be_checked()
    expect(second.locator("[name=m1-p1-keep]")).to_be_checked()
    desk.locator("button[value=draft]").click()
    expect(desk.locator(".messagelist .success a")).to_have_count(2)
    count(desk, "a meeting split in the preview, and both saved", 6)
    addresses = [link.get_attribute("href") for link in desk.locator(".messagelist .success a").all()]
    names = ("سامح شكري", "أيمن الصفدي")
    for address, person, other in zip(addresses, names, reversed(names), strict=True):
        number = (address or "").split("/")[-3]
        desk.goto(f"{archive.address}/admin/review/{number}/")
        expect(people(desk)).to_have_text([person])
        expect(desk.locator("ol.facts .words", has_text=person).first).to_be_visible()
        expect(desk.locator("ol.facts .words q", has_text=other)).to_have_count(0)
    assert told == []


def test_a_report_is_rejected_with_a_reason_that_its_contributor_sees(
    browser: Browser, desk: Page, archive: Served, told: list[str]
):
    make = (
        "from django.contrib.auth.models import User; from meetings.services import roles; "
        f"roles.give_role(User.objects.create_user('nadia', password='{PASSWORD}'), roles.UserRole.CONTRIBUTOR)"
    )
    archive.manage("shell", "-v", "0", "-c", make)
    nadia = browser.new_page()
    nadia.context.add_cookies(keep_session(browser, archive, "nadia", PASSWORD))
    open_preview(nadia, archive, 2, "/en")
    report = nadia.url
    open_preview(nadia, archive, 3, "/en")
    nadia.locator("button[value=draft]").click()
    expect(nadia.locator(".messagelist .success")).to_be_visible()

    desk.goto(report)
    desk.locator("button.drop").click()
    desk.locator("#id_rejection_note").fill("The talks of 8 November are in the archive.")
    desk.get_by_role("button", name="The archive has it already.").click()
    expect(desk.locator(".messagelist .success")).to_contain_text("dropped")
    open_draft(desk, archive, "شكري", "/en")
    headline = desk.locator("h1").inner_text()
    press(desk, "r")
    expect(desk.locator("#rejection")).to_be_visible()
    press(desk, "4")
    expect(desk.locator(".last-decision")).to_contain_text("rejected")
    print("\na draft rejected with a reason: two keys, R and the digit of the reason")

    nadia.goto(f"{archive.address}/en/admin/")
    expect(nadia.locator("[aria-labelledby=block-my-reports]")).to_contain_text("The archive has it already.")
    nadia.locator("[aria-labelledby=block-my-reports] .button").click()
    expect(nadia.locator(".my-rows")).to_contain_text("The talks of 8 November are in the archive.")
    expect(nadia.locator(".my-rows")).to_contain_text("It does not say who met, or when.")
    for prefix in ("", "/en"):
        for width in (1280, 390):
            nadia.set_viewport_size({"width": width, "height": 900})
            for path in ("my-reports/", ""):
                nadia.goto(f"{archive.address}{prefix}/admin/{path}")
                wider = nadia.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
                assert wider <= 0, (path, width)
                nadia.evaluate(AXE)
                found = nadia.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
                assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == [], path
    nadia.goto(f"{archive.address}/en/admin/my-reports/")
    nadia.locator("li", has_text=headline).get_by_role("button", name="Correct and submit again").last.click()
    expect(nadia.locator(".messagelist .success")).to_contain_text("open again")
    expect(nadia.locator(".rejection-note")).to_contain_text("Rejected before:")
    expect(nadia.locator("details.correct").first).to_be_visible()
    nadia.close()
    assert told == []


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_split_and_the_question_for_everybody(desk: Page, archive: Served, told: list[str], prefix: str):
    for width in (1280, 390):
        desk.set_viewport_size({"width": width, "height": 900})
        open_preview(desk, archive, width + len(prefix), prefix)
        desk.locator(".split-card summary").click()
        for step in ("split", "both", "question"):
            if step == "both":
                desk.locator("button[value='split:m0']").click()
                expect(desk.locator("[data-of=m1]")).to_be_visible()
            if step == "question":
                desk.locator("button.drop").click()
                expect(desk.locator("#rejection")).to_be_visible()
            assert desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
            assert told == [], step
            desk.evaluate(AXE)
            found = desk.evaluate("axe.run('#reading, #rejection', { resultTypes: ['violations'] })")["violations"]
            assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == [], (step, width)
            told.clear()  # axe-core itself sets styles, which the policy refuses
        press(desk, "2")
        expect(desk.locator(".messagelist .success")).to_be_visible()


# --- Marked words -----------------------------------------------------------------------------------------------------
MINISTER = "وزير المياه الأردني رائد أبو السعود"


def mark(page: Page, quote: str, fact: str) -> None:
    """Say what the words `quote` of the report are; the step that asks for the fact opens."""
    page.locator("#marking-quote").fill(quote)
    page.locator(f"#marking button[value={fact}]").click()
    expect(page.locator("#step")).to_be_visible()


def picked(page: Page, name: str) -> Locator:
    return page.locator(f"#step .correct-{name} .picking-input")


def test_a_marked_side_is_chosen_from_the_ranked_list(desk: Page, archive: Served, told: list[str]):
    open_draft(desk, archive, "اللهيان")
    mark(desk, "نظيره الإيراني", "side")
    expect(picked(desk, "side")).to_be_focused()
    expect(picked(desk, "side")).to_have_value("إيران")
    desk.keyboard.type("العراق")
    expect(desk.locator("#picking-list [role=option]").first).to_have_text("العراق")
    press(desk, "Enter")
    expect(picked(desk, "side")).to_have_value("العراق")
    press(desk, "Escape")
    mark(desk, "أنقرة", "place")
    picked(desk, "place").click()
    desk.keyboard.type("بغداد")
    expect(desk.locator("#picking-list [role=option]").first).to_contain_text("بغداد")
    press(desk, "Escape")
    expect(desk.locator("#picking-list")).to_be_hidden()
    assert told == []


def test_a_new_minister_is_created_from_the_marked_title(desk: Page, archive: Served, told: list[str]):
    open_draft(desk, archive, "اللهيان")
    before = people(desk).count()
    mark(desk, MINISTER, "participant")
    expect(picked(desk, "official")).to_have_value("رائد أبو السعود")
    expect(picked(desk, "official")).to_have_class("picking-input is-new")
    expect(picked(desk, "side")).to_have_value("الأردن")
    expect(picked(desk, "position")).to_have_value("وزير المياه")
    desk.locator("#step [name=new_start]").fill("22/10/2022")
    press(desk, "Enter")
    expect(desk.locator(".messagelist .success")).to_contain_text("رائد أبو السعود")
    expect(people(desk)).to_have_count(before + 1)
    expect(desk.locator("li.fact-participant").last).to_contain_text("وزير المياه")
    desk.get_by_role("link", name="رائد أبو السعود").first.click()
    expect(desk.locator("[name=appointments-0-start]")).to_have_value("22/10/2022")
    assert told == []


def test_another_participant_fills_the_boxes_of_the_step(desk: Page, archive: Served, told: list[str]):
    open_draft(desk, archive, "اللهيان")
    mark(desk, "هاكان فيدان", "participant")
    expect(picked(desk, "official")).to_have_value("هاكان فيدان")
    desk.locator("#step [name=part]").select_option(index=2)
    expect(picked(desk, "official")).to_have_value("حسين أمير عبد اللهيان")
    expect(picked(desk, "side")).to_have_value("إيران")
    desk.locator("#step [name=part]").select_option(index=0)
    expect(picked(desk, "official")).to_have_value("هاكان فيدان")
    press(desk, "ArrowDown")  # who may be meant, before anything is typed
    expect(desk.locator("#picking-list [role=option]").first).to_contain_text("هاكان فيدان")
    press(desk, "Escape")
    press(desk, "Escape")
    expect(desk.locator("#marking-quote")).to_have_value("هاكان فيدان")
    assert told == []


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_steps_of_marking_for_everybody(desk: Page, archive: Served, told: list[str], prefix: str):
    for width in (1280, 390):
        desk.set_viewport_size({"width": width, "height": 900})
        for fact in ("place", "participant", "side", "topic"):
            open_draft(desk, archive, "اللهيان", prefix)
            mark(desk, "هاكان فيدان", fact)
            if SHOTS:
                desk.screenshot(path=str(Path(SHOTS) / f"marking-{fact}-{width}{prefix.replace('/', '-')}.png"))
            assert desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth") <= 0
            assert told == [], fact
            desk.evaluate(AXE)
            found = desk.evaluate("axe.run('#step', { resultTypes: ['violations'] })")["violations"]
            assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == [], (fact, width)
            told.clear()  # axe-core itself sets styles, which the policy refuses

"""An editor's review in a real browser: from the first page through the drafts by keys, facts corrected by marking."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served, keep_session, press, served

NAME, PASSWORD = "editor", "a-long-password-7"
REPORTS = {
    "baghdad.txt": (
        "السبت 4 تشرين الثاني 2023\n\n"
        "استقبل وزير الخارجية العراقي فؤاد حسين، الجمعة، في بغداد نظيره الأردني أيمن الصفدي.\n"
        "وبحث الوزيران 𝕏 أمن الحُدود والتبادل التجاري. وكان الضيف قد وصل مساء الخميس.\n"
    ),
    "ankara.txt": (
        "الثلاثاء 7 تشرين الثاني 2023\n\n"
        "أجرى وزير الخارجية التركي هاكان فيدان، الاثنين، اتصالا هاتفيا مع نظيره المصري بدر عبد العاطي.\n"
        "وتناول الوزيران الأوضاع في المنطقة.\n"
    ),
    "rome.txt": (
        "الأربعاء 8 تشرين الثاني 2023\n\n"
        "التقى الرئيس الفرنسي إيمانويل ماكرون، اليوم الأربعاء، في روما رئيسة الوزراء الإيطالية جورجا ميلوني.\n"
        "وناقش الجانبان ملف الهجرة.\n"
    ),
}
AXE = Axe().axe_script
# The middle of some words of the report on the screen, where a hand begins or ends to select.
EDGES = """(quote) => {
  const body = document.querySelector(".marked-text-body");
  const at = body.textContent.indexOf(quote);
  const walker = document.createTreeWalker(body, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  let count = 0;
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const next = count + node.data.length;
    if (at >= count && at < next) range.setStart(node, at - count);
    if (at + quote.length > count && at + quote.length <= next) range.setEnd(node, at + quote.length - count);
    count = next;
  }
  for (const scrolled of [document.querySelector(".sources"), window]) {
    scrolled.scrollBy(0, range.getBoundingClientRect().top - 300);
  }
  const box = range.getBoundingClientRect();
  return [[box.right - 2, box.y + box.height / 2], [box.left + 2, box.y + box.height / 2]];
}"""


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An archive of this module's own, with an editor and three drafts."""
    reports = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (reports / name).write_text(text, encoding="utf-8")
    with served(tmp_path_factory.mktemp("review")) as archive:
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
    return page


def open_draft(page: Page, archive: Served, words: str, prefix: str = "") -> None:
    """The review of the draft whose headline contains `words`."""
    page.goto(f"{archive.address}{prefix}/admin/meetings/meeting/?q={words}&review_state__exact=draft")
    number = page.locator("#result_list .action-select").first.get_attribute("value")
    page.goto(f"{archive.address}{prefix}/admin/review/{number}/")
    expect(page.locator("#review")).to_be_visible()


def select(page: Page, quote: str) -> None:
    """Draw the mouse over `quote`, from the middle of its first letter to that of its last."""
    first, last = page.evaluate(EDGES, quote)
    page.mouse.move(*first)
    page.mouse.down()
    page.mouse.move(*last, steps=25)
    page.mouse.up()
    expect(page.locator("#marking-quote")).to_have_value(quote)


def test_a_date_is_corrected_by_marking(desk: Page, archive: Served, told: list[str]):
    open_draft(desk, archive, "الصفدي")
    line = desk.locator("li.fact-date")
    expect(line).to_contain_text("3 تشرين الثاني/نوفمبر 2023")
    select(desk, "الخميس")
    press(desk, "1")
    expect(desk.locator("#step #id_date")).to_have_value("02/11/2023")
    expect(desk.locator("#step #id_date")).to_be_focused()
    expect(desk.locator("#step")).to_contain_text("قبل يوم النشر")
    press(desk, "Enter")
    expect(desk.locator(".messagelist .success")).to_contain_text("الخميس")
    expect(line).to_contain_text("2 تشرين الثاني/نوفمبر 2023")
    expect(line.locator("q")).to_have_text(["الخميس"])  # the earlier mark went
    expect(desk.locator("mark.fact-date")).to_have_text("الخميس")

    # What the machine made of it comes back the same way, by letters beyond the first plane and harakat too.
    select(desk, "الجمعة")
    desk.locator("#marking button[value=date]").click()
    desk.locator("#step .accept").click()
    expect(line).to_contain_text("3 تشرين الثاني/نوفمبر 2023")
    select(desk, "𝕏 أمن الحُدود")
    press(desk, "8")
    expect(desk.locator("li.fact-meeting q").last).to_have_text("𝕏 أمن الحُدود")
    assert told == []


def test_the_step_is_left_with_escape_and_the_words_stay(desk: Page, archive: Served):
    open_draft(desk, archive, "الصفدي", "/en")
    select(desk, "بغداد")
    press(desk, "2")
    expect(desk.locator("#step .correct-place .picking-input")).to_have_value("Baghdad, Iraq")
    press(desk, "Escape")
    expect(desk.locator("#marking-quote")).to_have_value("بغداد")
    desk.locator("#marking-quote").fill("كلمات ليست فيه")
    desk.locator("#marking button[value=place]").click()
    expect(desk.locator("#marking .errornote")).to_contain_text("not in the article")


def test_words_are_marked_without_javascript(browser: Browser, archive: Served, cookies: list):
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies(cookies)
    page = context.new_page()
    open_draft(page, archive, "فيدان", "/en")
    page.locator("#marking-quote").fill("نظيره المصري بدر عبد العاطي")
    page.locator("#marking button[value=participant]").click()
    page.locator("#step .accept").click()
    expect(page.locator(".messagelist .success")).to_contain_text("نظيره المصري بدر عبد العاطي")
    page.locator("#review .keys summary").click()
    expect(page.locator(".keys-list")).to_be_visible()
    context.close()


def test_focus_on_a_fact_lights_its_words(desk: Page, archive: Served):
    open_draft(desk, archive, "فيدان")
    words = desk.locator("li.fact-date .words a").first
    words.focus()
    expect(desk.locator("mark.lit").first).to_have_text(words.locator("q").inner_text())
    desk.locator("li.fact-participant .words a").first.hover()
    expect(desk.locator("mark.fact-date.lit")).to_have_count(0)


def test_the_keys_say_what_they_do_and_can_be_switched_off(desk: Page, archive: Served):
    desk.goto(f"{archive.address}/en/admin/review/")
    expect(desk.locator("#review")).to_be_visible()
    press(desk, "?")
    expect(desk.locator(".keys-list")).to_be_visible()
    desk.locator("#keys-on").uncheck()
    press(desk, "Escape")
    expect(desk.locator(".keys-list")).to_be_hidden()
    address = desk.url
    press(desk, "j")
    press(desk, "a")
    desk.reload()
    expect(desk.locator(".state-draft").first).to_be_visible()
    assert desk.url == address
    desk.locator(".keys summary").click()
    desk.locator("#keys-on").check()
    press(desk, "Escape")
    press(desk, "j")
    expect(desk).not_to_have_url(address)


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_first_page_and_review_for_everybody(desk: Page, archive: Served, told: list[str], prefix: str):
    """axe-core finds nothing, nothing is wider than the screen, the content policy is kept."""
    for width, dark in ((1280, False), (390, True)):
        desk.set_viewport_size({"width": width, "height": 900})
        desk.emulate_media(color_scheme="dark" if dark else "light")
        for path in ("", "review/"):
            desk.goto(f"{archive.address}{prefix}/admin/{path}")
            expect(desk.locator("#content h1").first).to_be_visible()
            wider = desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wider <= 0, (path, width)
            assert told == [], (path, width)
            desk.evaluate(AXE)
            found = desk.evaluate("axe.run({ resultTypes: ['violations'] })")["violations"]
            assert [(one["id"], [node["html"][:120] for node in one["nodes"]]) for one in found] == [], (path, width)
            told.clear()  # axe-core itself sets styles, which the policy refuses


def test_the_drafts_are_worked_through_by_keys(desk: Page, archive: Served, told: list[str]):
    """Last in this module: it decides all drafts."""
    desk.goto(f"{archive.address}/admin/")
    desk.locator("#block-drafts ~ a.go").click()
    count = desk.locator(".toolbar-count")
    expect(count).to_have_text("1 من 3")
    first = desk.locator("h1").inner_text()
    press(desk, "j")
    expect(count).to_have_text("2 من 3")
    press(desk, "ArrowRight")  # back, where one reads from right to left
    expect(count).to_have_text("1 من 3")
    press(desk, "ArrowLeft")
    expect(count).to_have_text("2 من 3")
    press(desk, "k")
    expect(desk.locator("h1")).to_have_text(first)

    # While somebody types, or holds another key, letters are letters.
    desk.locator("#marking-quote").press_sequentially("ar")
    expect(desk.locator("#marking-quote")).to_have_value("ar")
    desk.locator("h1").click()
    press(desk, "Control+a")
    expect(count).to_have_text("1 من 3")

    # On an Arabic keyboard the key A gives ش.
    shin = 'document.body.dispatchEvent(new KeyboardEvent("keydown", {key: "ش", code: "KeyA", bubbles: true}))'
    desk.wait_for_load_state("load")
    desk.evaluate(shin)
    expect(desk.locator(".last-decision")).to_contain_text(first)
    expect(count).to_have_text("1 من 2")
    press(desk, "u")
    expect(desk.locator("h1")).to_have_text(first)
    expect(count).to_have_text("1 من 3")
    press(desk, "a")
    expect(count).to_have_text("1 من 2")
    press(desk, "r")
    expect(desk.locator("#rejection")).to_be_visible()
    press(desk, "2")  # the reason
    expect(count).to_have_text("1 من 1")
    press(desk, "a")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    expect(desk.locator("#block-drafts .count")).to_have_text("0")
    expect(desk.locator("[aria-labelledby=block-work] li").first).to_be_visible()
    desk.goto(f"{archive.address}/search/?q={first}&from=2023-11-01&to=2023-11-30")
    expect(desk.get_by_text(first).first).to_be_visible()
    assert told == []

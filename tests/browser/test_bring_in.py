"""From a pasted text to a published record in a browser: marked, corrected, published, found; and feeds."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served, keep_session, press, served
from tests.browser.test_marking import SELECT
from tests.conftest import SHARED
from tests.ingest.web import Web, web

NAME, PASSWORD = "editor", "a-long-password-7"
REPORT = (
    "وزير الخارجية العراقي يستقبل نظيره التركي\n"
    "12 آذار 2025\n"
    "استقبل وزير الخارجية العراقي فؤاد حسين، اليوم الأربعاء، نظيره التركي هاكان فيدان في بغداد، وبحثا ملف المياه.\n"
    "وكانت المباحثات التمهيدية قد عُقدت أمس الثلاثاء في مقر الوزارة.\n"
)


@pytest.fixture(scope="module")
def here() -> Iterator[Web]:
    """A site with articles and a feed."""
    with web() as site:
        for number, city in enumerate(("طهران", "عمان"), start=1):
            body = REPORT.replace("بغداد", city).replace("\n", "</p><p>")
            site.page(f"/{number}", f"<html><body><article><p>{body}</p></article></body></html>")
        entries = "".join(
            f"<item><title>لقاء {number}</title><link>{site.url(f'/{number}')}</link></item>" for number in (1, 2)
        )
        site.page("/feed", f"<rss version='2.0'><channel><title>أخبار</title>{entries}</channel></rss>", "text/xml")
        yield site


@pytest.fixture(scope="module")
def archive(here: Web, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An archive of this module's own, with an editor, whose desk may fetch from `here`."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MAHDAR_FETCH_ALLOWED", here.name)
        with served(tmp_path_factory.mktemp("bring-in")) as archive:
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


def paste(desk: Page, archive: Served, text: str) -> None:
    desk.goto(f"{archive.address}/admin/")
    desk.locator("a.to-bring-in").click()
    desk.locator("textarea[name=text]").fill(text)
    press(desk, "Control+Enter")
    expect(desk.locator("#reading")).to_be_visible()


def mark(desk: Page, text: str, quote: str, key: str) -> None:
    """Select `quote` in the text and press the key of what it says."""
    start = text.index(quote)
    desk.locator(".marked-text-body").focus()
    desk.evaluate(SELECT, [start, start + len(quote)])
    press(desk, "Enter")
    expect(desk.locator(".palette")).to_be_visible()
    press(desk, key)
    expect(desk.locator(".own-marks", has_text=quote)).to_be_visible()


def test_pasted_corrected_by_marking_published_and_found(desk: Page, archive: Served, told: list[str]):
    paste(desk, archive, REPORT)
    date = desk.locator("[name=m0-date]")
    expect(date).to_have_value("12/03/2025")

    # What has the focus lights its words.
    date.focus()
    expect(desk.locator("mark.lit").first).to_be_visible()

    mark(desk, REPORT, "أمس الثلاثاء", "1")
    expect(date).to_have_value("11/03/2025")

    # Somebody whom the machine did not name, and who is then left out again.
    mark(desk, REPORT, "مقر الوزارة", "3")
    added = desk.locator(".person").last
    expect(added.locator(".box-name input")).to_have_value("مقر الوزارة")
    added.locator(".keep input").uncheck()
    desk.locator("[name=m0-headline]").fill("فؤاد حسين وهاكان فيدان يبحثان ملف المياه")
    press(desk, "Control+Enter")
    published = desk.locator(".messagelist .success")
    expect(published).to_contain_text("على الموقع")

    # A reader finds it at once, with the day that the editor marked.
    reader = desk.context.browser.new_page()
    reader.goto(f"{archive.address}/search/?q=حسين فيدان المياه")
    reader.get_by_text("فؤاد حسين وهاكان فيدان يبحثان ملف المياه").first.click()
    expect(reader.locator("main")).to_contain_text("11 آذار/مارس 2025")
    expect(reader.get_by_role("link", name="أمس الثلاثاء")).to_have_count(1)
    expect(reader.get_by_role("link", name="مقر الوزارة")).to_have_count(0)
    reader.close()
    assert told == []


def test_errors_keep_what_was_typed_and_marked(desk: Page, archive: Served, told: list[str]):
    text = REPORT.replace("بغداد", "أنقرة")
    paste(desk, archive, text)
    mark(desk, text, "أمس الثلاثاء", "1")
    desk.locator("[name=m0-date]").fill("٣١/٢/٢٠٢٥")
    press(desk, "Control+Enter")
    expect(desk.locator(".errornote")).to_be_visible()
    expect(desk.locator("[name=m0-date]")).to_have_value("٣١/٢/٢٠٢٥")
    expect(desk.locator("[name=m0-date]")).to_be_focused()
    expect(desk.locator(".own-marks", has_text="أمس الثلاثاء")).to_be_visible()
    desk.locator("button.drop").click()
    desk.locator("button[value=duplicate]").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert told == []


def test_a_feed_is_subscribed_to_and_its_texts_become_drafts(desk: Page, archive: Served, here: Web, told: list[str]):
    desk.goto(f"{archive.address}/admin/meetings/feed/add/")
    desk.locator("[name=address]").fill(here.url("/feed"))
    desk.locator("[name=_save]").click()
    expect(desk.locator(".messagelist")).to_contain_text("خبران")
    desk.locator("button[form=fetch-now]").click()
    expect(desk.locator(".messagelist .success")).to_contain_text("خبران جديدان")
    expect(desk.locator("#result_list tbody tr")).to_have_count(2)
    desk.locator("#action-toggle").check()
    desk.locator("select[name=action]").select_option("store_drafts")
    desk.locator("button[name=index]").click()
    expect(desk.locator(".messagelist .success").first).to_contain_text("مسود")
    desk.goto(f"{archive.address}/admin/meetings/meeting/?review_state__exact=draft")
    expect(desk.locator("#result_list tbody tr").first).to_be_visible()
    assert told == []


@pytest.mark.shared
def test_the_source_articles_are_read_and_published(desk: Page, archive: Served, told: list[str]):
    for file in sorted((SHARED / "articles" / "seeds").glob("*.txt")):
        paste(desk, archive, file.read_text(encoding="utf-8"))
        expect(desk.locator(".card").first).to_be_visible()
        press(desk, "Control+Enter")
        expect(desk.locator(".messagelist .success")).to_contain_text("على الموقع")
    assert told == []


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_fit(desk: Page, archive: Served, told: list[str], width: int, prefix: str):
    desk.set_viewport_size({"width": width, "height": 800})
    text = f"{REPORT}{prefix}{width}"
    for path in ("incoming/add/", "incoming/", "feed/", "feed/add/"):
        desk.goto(f"{archive.address}{prefix}/admin/meetings/{path}")
        _fits(desk)
    paste(desk, archive, text)
    if prefix:
        desk.locator("a.language").click()
        expect(desk.locator("html")).to_have_attribute("dir", "ltr")
    _fits(desk)
    mark(desk, text, "مقر الوزارة", "2")
    _fits(desk)
    desk.locator("button.drop").click()
    desk.locator("button[value=duplicate]").click()
    assert told == []


def _fits(page: Page) -> None:
    wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0, page.url

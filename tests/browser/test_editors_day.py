"""An editor's whole day in one archive: a source article pasted, corrected and published; a feed's drafts decided by
keys; two officials merged and parted again; an older version brought back; and a contributor held to the role."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served, press, served, sign_in
from tests.browser.test_bring_in import REPORT, mark, paste
from tests.browser.test_merging import rows
from tests.conftest import SHARED
from tests.ingest.web import Web, web

PASSWORD = "a-long-password-7"
ARTICLE = "004_15d6e93d3754c312.txt"
OTHER_REPORT = (
    "وزير الخارجية المصري يستقبل نظيره الأردني\n"
    "13 آذار 2025\n"
    "استقبل وزير الخارجية المصري بدر عبد العاطي، اليوم الخميس، نظيره الأردني أيمن الصفدي في القاهرة، وبحثا التجارة.\n"
    "وكانت المباحثات التمهيدية قد عُقدت أمس الأربعاء في مقر الوزارة.\n"
)
SECRET = "قمرزمردي"  # a word that stands nowhere else
CLICKS = """
  window.name = window.name || "0";
  for (const kind of ["click", "keydown"]) addEventListener(kind, (event) => {
    if (event.isTrusted && !["Control", "Shift"].includes(event.key)) window.name = String(+window.name + 1);
  }, true);
"""


@pytest.fixture(scope="module")
def here() -> Iterator[Web]:
    """A site with two articles and the feed that announces them."""
    with web() as site:
        for number, report in enumerate((REPORT, OTHER_REPORT), start=1):
            body = report.replace("\n", "</p><p>")
            site.page(f"/{number}", f"<html><body><article><p>{body}</p></article></body></html>")
        entries = "".join(
            f"<item><title>لقاء {number}</title><link>{site.url(f'/{number}')}</link></item>" for number in (1, 2)
        )
        site.page("/feed", f"<rss version='2.0'><channel><title>أخبار</title>{entries}</channel></rss>", "text/xml")
        yield site


@pytest.fixture(scope="module")
def archive(here: Web, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("MAHDAR_FETCH_ALLOWED", here.name)
        with served(tmp_path_factory.mktemp("day")) as archive:
            for name in ("editor", "contributor"):
                making = (
                    f"from django.contrib.auth.models import User; User.objects.create_user('{name}', '', '{PASSWORD}')"
                )
                archive.manage("shell", "-c", making)
                archive.manage("give_role", name, name)
            yield archive


@contextmanager
def desk_of(browser: Browser, archive: Served, name: str) -> Iterator[Page]:
    """The desk, signed in as `name` through the form."""
    context = browser.new_context()
    page = context.new_page()
    page.goto(f"{archive.address}/admin/")
    sign_in(page, name, PASSWORD)
    expect(page.locator("#user-tools")).to_be_visible()
    yield page
    context.close()


@pytest.mark.shared
def test_a_source_article_is_pasted_corrected_published_and_found(
    browser: Browser, archive: Served, record_property: object
):
    text = (SHARED / "articles" / "seeds" / ARTICLE).read_text(encoding="utf-8")
    with desk_of(browser, archive, "editor") as desk:
        desk.add_init_script(CLICKS)
        began = time.monotonic()
        paste(desk, archive, text)
        expect(desk.locator("mark.fact-date, mark[data-fact=date]").first).to_be_visible()
        mark(desk, desk.locator(".marked-text-body").evaluate("body => body.textContent"), "في بغداد", "2")
        fresh = desk.locator("[name=m0-into]").last
        if fresh.count():  # the archive has this meeting already; here it is entered as another one
            fresh.check()
        desk.locator("[name=m0-headline]").fill(f"الكاظمي وجويريني في بغداد {SECRET}")
        press(desk, "Control+Enter")
        expect(desk.locator(".messagelist .success")).to_contain_text("على الموقع")
        seconds, steps = time.monotonic() - began, desk.evaluate("window.name")
        print(f"\nfrom paste to published: {seconds:.1f} s of the machine, {steps} clicks and keys")
    reader = browser.new_page()
    reader.goto(f"{archive.address}/search/?q={SECRET}")
    reader.get_by_role("link", name=SECRET).first.click()
    expect(reader.locator("main")).to_contain_text("28 أيلول/سبتمبر 2020")
    expect(reader.get_by_role("link", name="في بغداد")).not_to_have_count(0)
    reader.close()


def test_a_feeds_two_drafts_are_decided_by_keys(browser: Browser, archive: Served, here: Web):
    with desk_of(browser, archive, "editor") as desk:
        desk.goto(f"{archive.address}/admin/meetings/feed/add/")
        desk.locator("[name=address]").fill(here.url("/feed"))
        desk.locator("[name=_save]").click()
        desk.locator("button[form=fetch-now]").click()
        expect(desk.locator("#result_list tbody tr")).to_have_count(2)
        desk.locator("#action-toggle").check()
        desk.locator("select[name=action]").select_option("store_drafts")
        desk.locator("button[name=index]").click()
        expect(desk.locator(".messagelist .success").first).to_be_visible()

        desk.goto(f"{archive.address}/admin/review/")
        count = desk.locator(".toolbar-count")
        expect(count).to_have_text("1 من 2")
        accepted = desk.locator("h1").inner_text()
        press(desk, "a")
        expect(count).to_have_text("1 من 1")
        rejected, refused = desk.url, desk.locator("h1").inner_text()
        press(desk, "r")
        expect(desk.locator("#rejection")).to_be_visible()
        press(desk, "3")  # the reason
        expect(desk.locator("#block-drafts .count")).to_have_text("0")

        reader = browser.new_page()
        for title, count in ((accepted, 1), (refused, 0)):
            reader.goto(f"{archive.address}/search/?q={quote(title)}")
            expect(reader.get_by_role("link", name=title, exact=True)).to_have_count(count)
        reader.close()
        desk.goto(rejected)
        expect(desk.locator(".state-rejected").first).to_be_visible()


def test_two_officials_are_merged_and_parted_row_by_row(browser: Browser, archive: Served):
    with desk_of(browser, archive, "editor") as desk:
        desk.goto(f"{archive.address}/admin/meetings/official/?q=fuad-hussein")
        kept = desk.locator("#result_list .action-select").first.get_attribute("value")
        desk.goto(f"{archive.address}/admin/meetings/official/?q=hakan-fidan")
        other = desk.locator("#result_list .action-select").first.get_attribute("value")
        before = rows(archive)
        desk.goto(f"{archive.address}/admin/meetings/official/{kept}/merge/?with={other}")
        desk.get_by_role("button", name="دمج").click()
        expect(desk.locator(".messagelist .success")).to_be_visible()
        undo = desk.locator(".messagelist .undo-link").get_attribute("href")
        assert rows(archive) != before
        desk.goto(f"{archive.address}/officials/hakan-fidan/")
        assert desk.url == f"{archive.address}/officials/fuad-hussein/"
        desk.goto(f"{archive.address}{undo}")
        desk.locator(".undoing button.accept").click()
        expect(desk.locator(".messagelist .success")).to_be_visible()
        assert rows(archive) == before
        desk.goto(f"{archive.address}/officials/hakan-fidan/")
        assert desk.url == f"{archive.address}/officials/hakan-fidan/"


def test_an_older_version_comes_back(browser: Browser, archive: Served):
    with desk_of(browser, archive, "editor") as desk:
        desk.goto(f"{archive.address}/admin/meetings/meeting/1/change/")
        before = desk.locator("#id_headline_ar").input_value()
        address = desk.locator("#id_slug").input_value()
        desk.locator("#id_headline_ar").fill(f"عنوان خطأ {SECRET}2")
        desk.locator("[name=_save]").first.click()
        expect(desk.locator(".messagelist .success")).to_be_visible()
        desk.goto(f"{archive.address}/admin/meetings/meeting/1/history/")
        desk.locator(".versions .restore a").first.click()
        expect(desk.locator("#content")).to_contain_text(before)
        desk.locator("#content form [type=submit]").last.click()
        expect(desk.locator(".messagelist .success")).to_be_visible()
        desk.goto(f"{archive.address}/meetings/{address}/")
        expect(desk.locator("h1")).to_have_text(before)
        desk.goto(f"{archive.address}/search/?q={SECRET}2")
        expect(desk.get_by_role("link", name=f"{SECRET}2")).to_have_count(0)


def test_a_contributor_drafts_and_no_more(browser: Browser, archive: Served):
    with desk_of(browser, archive, "contributor") as desk:
        paste(desk, archive, REPORT.replace("بغداد", "أربيل"))
        desk.locator("[name=m0-headline]").fill(f"مسودة {SECRET}3")
        expect(desk.locator("button[name=publish], button[value=publish]")).to_have_count(0)
        press(desk, "Control+Enter")
        expect(desk.locator(".messagelist .success")).to_be_visible()
        for path in ("official/1/merge/?with=2", "official/1/split/", "meeting/1/history/1/restore/", "feed/add/"):
            answer = desk.goto(f"{archive.address}/admin/meetings/{path}")
            assert answer is not None
            assert answer.status in (403, 404), path
        desk.goto(f"{archive.address}/admin/meetings/meeting/1/change/")
        expect(desk.locator("[name=_save]")).to_have_count(0)  # a published record: to be read, not changed
        desk.goto(f"{archive.address}/admin/meetings/meeting/?q={SECRET}3")
        number = desk.locator("#result_list tbody a[href*='/meeting/']").first.get_attribute("href").split("/")[-3]
        desk.goto(f"{archive.address}/admin/meetings/meeting/{number}/change/")
        expect(desk.locator("#id_headline_ar")).to_have_value(f"مسودة {SECRET}3")
    reader = browser.new_page()
    for page in ("", "search/?q={0}", "suggest/?q={0}", "meetings/", "search.atom?q={0}", "api/v1/search/?q={0}"):
        answer = reader.request.get(f"{archive.address}/{page.format(SECRET + '3')}")
        assert answer.status == 200, page
        assert f"مسودة {SECRET}3" not in answer.text(), page
    reader.close()

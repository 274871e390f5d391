"""An editor's walk through the desk: signs in, enters a meeting, corrects it, publishes it, and a reader finds it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served, press, served

NAME, PASSWORD = "editor", "a-long-password-7"
HEADLINE = "نيجيرفان بارزاني يلتقي ماكرون في قصر الإليزيه"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An archive of this module's own, with an editor."""
    with served(tmp_path_factory.mktemp("desk")) as archive:
        archive.environment["DJANGO_SUPERUSER_PASSWORD"] = PASSWORD
        archive.manage("createsuperuser", "--noinput", "--username", NAME, "--email", "editor@example.org")
        yield archive


@pytest.fixture(scope="module")
def signed_in(browser: Browser, archive: Served) -> list:
    """The cookies of an editor who signed in, in Arabic, at the door of the desk."""
    page = browser.new_page()
    page.goto(f"{archive.address}/admin/meetings/meeting/")
    expect(page.locator("html")).to_have_attribute("lang", "ar")
    page.get_by_label("اسم المستخدم").fill(NAME)
    page.get_by_label("كلمة المرور").fill("wrong")
    press(page, "Enter")
    expect(page.locator(".errornote:visible")).to_have_count(1)
    page.get_by_label("كلمة المرور").fill(PASSWORD)
    press(page, "Enter")
    expect(page.locator("#result_list")).to_be_visible()
    cookies = page.context.cookies()
    page.close()
    return cookies


@pytest.fixture
def desk(page: Page, signed_in: list) -> Page:
    """A page of an editor who is signed in."""
    page.context.add_cookies(signed_in)
    return page


def pick(page: Page, field: str, typed: str, expected: str) -> None:
    """Type into the box of a record and take the entry that contains `expected`."""
    box = page.locator(f"#id_{field} + .picking-input")
    box.fill(typed)
    page.locator("#picking-list [role=option]", has_text=expected).first.click()
    expect(box).to_have_value(re.compile(expected))


def test_a_meeting_is_entered_corrected_published_and_found(desk: Page, archive: Served, told: list[str]):
    desk.goto(f"{archive.address}/admin/meetings/meeting/add/")
    expect(desk.locator("html")).to_have_attribute("dir", "rtl")
    desk.locator("#id_headline_ar").fill(HEADLINE)
    desk.locator("#id_date").fill("٣/١١/٢٠٢٣")
    pick(desk, "place", "باریس", "باريس")
    pick(desk, "participations-0-official", "نێچیرڤان", "نيجيرفان بارزاني")
    pick(desk, "participations-0-side", "كوردستان", "كردستان")
    pick(desk, "participations-1-official", "ماکرون", "ماكرون")
    pick(desk, "participations-1-side", "الفرنسية", "فرنسا")
    desk.locator("[name=_save]").first.click()

    # In the list, a draft, and no reader sees it.
    expect(desk.locator(".messagelist .success")).to_contain_text(HEADLINE)
    row = desk.locator("#result_list tbody tr", has_text=HEADLINE)
    expect(row).to_contain_text("3 تشرين الثاني/نوفمبر 2023")
    expect(row).to_contain_text("مسودة")
    search = f"{archive.address}/search/?q=قصر الاليزيه بارزاني"
    desk.goto(search)
    expect(desk.get_by_text(HEADLINE)).to_have_count(0)

    # Corrected: the day that does not exist is refused in Arabic, the right one is taken in words.
    desk.goto(f"{archive.address}/admin/meetings/meeting/?q=الاليزيه")
    desk.locator("#result_list a", has_text=HEADLINE).click()
    expect(desk.locator("#id_date")).to_have_value("03/11/2023")
    desk.locator("#id_date").fill("٣١/٢/٢٠٢٣")
    desk.locator("[name=_save]").first.click()
    expect(desk.locator(".field-date .errorlist")).to_contain_text("28")
    desk.locator("#id_date").fill("٤ تشرين الثاني ٢٠٢٣")
    desk.locator("[name=_save]").first.click()
    row = desk.locator("#result_list tbody tr", has_text=HEADLINE)
    expect(row).to_contain_text("4 تشرين الثاني/نوفمبر 2023")

    # Published by the action of the list, and at once found by its readers.
    row.locator("input.action-select").check()
    desk.locator("select[name=action]").select_option("publish")
    desk.locator("button[name=index]").click()
    # Nobody has entered a source: the desk asks why it is published nevertheless.
    expect(desk.locator(".findings")).to_contain_text("لا خبر يورد هذا اللقاء")
    desk.locator("#id_reason").fill("نص ورقي في أرشيف المحرّر")
    desk.locator(".question .accept").click()
    expect(desk.locator(".messagelist .success").first).to_contain_text("نُشر لقاء واحد")
    desk.goto(search)
    expect(desk.get_by_text(HEADLINE).first).to_be_visible()
    assert told == []


def test_evidence_is_added_by_its_words(desk: Page, archive: Served, told: list[str]):
    desk.goto(f"{archive.address}/admin/meetings/evidence/")
    desk.locator("#result_list tbody th a").first.click()
    meeting = desk.locator("#id_meeting").input_value()
    desk.goto(f"{archive.address}/admin/meetings/meeting/{meeting}/change/")
    desk.locator("#evidence-group summary").click()  # the reports beside the form show the same words
    quote = desk.locator(".in-context").first.inner_text().strip("… ")  # with its surroundings, so that it stands once
    count = desk.locator(".in-context").count()
    group = desk.locator("#evidence-2-group")
    group.locator(".add-row a").click()
    desk.locator("#id_evidence-2-0-article").select_option(index=1)
    desk.locator("#id_evidence-2-0-fact").select_option("role")
    desk.locator("#id_evidence-2-0-quote").fill(quote)
    desk.locator("[name=_continue]").first.click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    expect(desk.locator(".in-context")).to_have_count(count + 1)
    assert told == []


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize(
    "path",
    [
        "",
        "meetings/meeting/",
        "meetings/meeting/add/",
        "meetings/meeting/1/change/",
        "meetings/official/",
        "meetings/official/1/change/",
        "meetings/article/1/change/",
        "meetings/country/1/change/",
        "meetings/evidence/",
    ],
)
def test_every_page_fits_and_its_console_is_quiet(
    desk: Page, archive: Served, told: list[str], path: str, width: int, prefix: str
):
    """The content policy of the site forbids inline scripts and styles: the desk must do without them."""
    desk.set_viewport_size({"width": width, "height": 800})
    response = desk.goto(f"{archive.address}{prefix}/admin/{path}")
    assert response is not None
    assert response.status == 200
    assert "default-src 'self'" in response.headers["content-security-policy"]
    expect(desk.locator("html")).to_have_attribute("dir", "ltr" if prefix else "rtl")
    wider = desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wider <= 0
    assert told == []


def test_the_language_changes_and_the_page_stays(desk: Page, archive: Served):
    desk.goto(f"{archive.address}/admin/meetings/official/?q=بارزاني")
    desk.locator("a.language").click()
    expect(desk.locator("html")).to_have_attribute("lang", "en")
    expect(desk.locator("#searchbar")).to_have_value("بارزاني")
    expect(desk.locator("#site-name")).to_have_text("Mahdar")

"""Two editors at once, in two browsers: nothing that one of them typed or saved is lost."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served, served
from tests.browser.tasks import add_user, change_at_once, choose_own_headline, lose_session, open_desk

EDITORS = ("layla", "omar")
AXE = Axe().axe_script


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("safety")) as archive:
        for name in EDITORS:
            add_user(archive, name, "editor")
        yield archive


@pytest.fixture
def desks(browser: Browser, archive: Served) -> Iterator[tuple[Page, Page]]:
    """The desks of two editors, each in a browser of its own."""
    pages = tuple(open_desk(browser, archive, name) for name in EDITORS)
    yield pages  # type: ignore[misc]
    for page in pages:
        page.context.close()


def is_sound(page: Page, part: str = "#content") -> bool:
    """Whether axe-core finds nothing in `part` and nothing is wider than the screen, wide and narrow."""
    page.evaluate(AXE)
    run = "part => axe.run(document.querySelector(part), { resultTypes: ['violations'] })"
    found = page.evaluate(run, part)["violations"]
    assert [one["id"] for one in found] == []
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth + 1"), width
    return True


def test_two_editors_change_one_meeting_and_the_second_chooses(desks: tuple[Page, Page], archive: Served):
    layla, omar = desks
    change_at_once(layla, omar, f"{archive.address}/admin/meetings/meeting/3/change/")
    expect(layla.locator(".saved-since")).to_contain_text("omar")
    assert is_sound(layla)
    choose_own_headline(layla)


def test_a_decision_over_a_change_of_another_editor_asks_again(desks: tuple[Page, Page], archive: Served):
    layla, omar = desks
    layla.goto(f"{archive.address}/admin/review/5/")
    omar.goto(f"{archive.address}/admin/meetings/meeting/5/change/")
    omar.locator("#id_venue_ar").fill("قاعة أخرى")
    omar.locator("[name=_continue]").first.click()
    expect(omar.locator(".messagelist .success")).to_be_visible()
    layla.locator("button[value=rejected]").click()
    expect(layla.locator(".changed-since")).to_contain_text("قاعة أخرى")
    expect(layla.locator(".state-published").first).to_be_visible()
    assert is_sound(layla)
    layla.set_viewport_size({"width": 1280, "height": 900})
    layla.locator("button[value=rejected]").click()
    layla.locator("button[value=duplicate]").click()
    expect(layla.locator(".changed-since")).to_have_count(0)
    layla.goto(f"{archive.address}/admin/review/5/")
    expect(layla.locator(".state-rejected").first).to_be_visible()


def test_a_session_lost_while_typing_leads_through_a_log_in_back_to_the_filled_form(
    desks: tuple[Page, Page], archive: Served
):
    layla, _omar = desks
    layla.goto(f"{archive.address}/admin/meetings/meeting/7/change/")
    layla.locator("#id_participations-0-role").select_option("guest")
    lose_session(layla, "layla", "كتبته قبل انتهاء الجلسة")
    expect(layla.locator("#id_participations-0-role")).to_have_value("guest")
    layla.locator("[name=_continue]").first.click()
    expect(layla.locator(".messagelist .success")).to_be_visible()
    expect(layla.locator("#id_headline_ar")).to_have_value("كتبته قبل انتهاء الجلسة")
    expect(layla.locator(".form-drafts")).to_have_count(0)


def test_what_was_typed_offline_waits_for_the_connection(desks: tuple[Page, Page], archive: Served):
    layla, _omar = desks
    layla.goto(f"{archive.address}/admin/meetings/topic/2/change/")
    layla.wait_for_load_state("load")
    layla.context.set_offline(True)
    layla.locator("#id_name_en").fill("Typed without a connection")
    layla.locator("[name=_continue]").first.click()
    expect(layla.locator(".draft-bar.offline")).to_be_visible()
    expect(layla.locator("#id_name_en")).to_have_value("Typed without a connection")
    layla.context.set_offline(False)
    layla.locator(".draft-bar button").click()
    expect(layla.locator(".messagelist .success")).to_be_visible()
    expect(layla.locator("#id_name_en")).to_have_value("Typed without a connection")


def test_a_draft_typed_on_one_machine_is_continued_on_another(
    desks: tuple[Page, Page], browser: Browser, archive: Served
):
    layla, _omar = desks
    form = f"{archive.address}/admin/meetings/meeting/9/change/"
    layla.goto(form)
    layla.locator("#id_headline_ar").fill("مسودة لم تُحفظ")
    expect(layla.locator(".draft-bar")).not_to_be_empty()
    layla.on("dialog", lambda dialog: dialog.accept())
    layla.goto(f"{archive.address}/admin/")
    layla.goto(form)
    expect(layla.locator(".form-drafts li")).to_have_count(1)  # in this browser
    assert is_sound(layla, ".form-drafts")

    elsewhere = open_desk(browser, archive, "layla")
    elsewhere.goto(form)
    elsewhere.locator(".form-drafts a").click()
    expect(elsewhere.locator("#id_headline_ar")).to_have_value("مسودة لم تُحفظ")
    elsewhere.locator("[name=_continue]").first.click()
    expect(elsewhere.locator(".messagelist .success")).to_be_visible()
    elsewhere.context.close()
    layla.locator(".form-drafts button").last.click()
    expect(layla.locator(".form-drafts")).to_have_count(0)

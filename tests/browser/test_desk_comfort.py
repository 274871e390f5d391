"""Saving by keyboard, and a warning before what was typed is lost."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Dialog, Page, expect

from tests.browser.conftest import Served, press, served

NAME, PASSWORD = "editor", "a-long-password-7"


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """An archive of this module's own, with an editor."""
    with served(tmp_path_factory.mktemp("comfort")) as archive:
        archive.environment["DJANGO_SUPERUSER_PASSWORD"] = PASSWORD
        archive.manage("createsuperuser", "--noinput", "--username", NAME, "--email", "editor@example.org")
        yield archive


@pytest.fixture
def form(page: Page, archive: Served) -> Page:
    """The form of a topic, in Arabic, with its editor signed in."""
    page.goto(f"{archive.address}/admin/meetings/topic/1/change/")
    page.get_by_label("اسم المستخدم").fill(NAME)
    page.get_by_label("كلمة المرور").fill(PASSWORD)
    press(page, "Enter")
    expect(page.locator("#id_name_ar")).to_be_visible()
    page.wait_for_load_state("load")
    return page


def test_ctrl_s_saves_and_stays_also_with_an_arabic_keyboard(form: Page, told: list[str]):
    form.locator("#id_name_en").fill("Changed by keyboard")
    press(form, "Control+KeyS")
    expect(form.locator(".messagelist .success")).to_be_visible()
    expect(form).to_have_url(re.compile("/admin/meetings/topic/1/change/$"))
    expect(form.locator("#id_name_en")).to_have_value("Changed by keyboard")
    form.locator("#id_name_en").fill("Changed again")
    press(form, "Control+Shift+KeyS")
    expect(form).to_have_url(re.compile("/admin/meetings/topic/$"))
    assert told == []


def test_leaving_warns_only_when_something_was_typed(form: Page, archive: Served):
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    form.on("dialog", stay)
    form.get_by_role("link", name="الرئيسية").click()
    expect(form).to_have_url(re.compile("/admin/$"))
    assert asked == []
    form.goto(f"{archive.address}/admin/meetings/topic/1/change/")
    form.locator("#id_name_ar").fill("موضوع آخر")
    with form.expect_event("dialog"):
        form.get_by_role("link", name="الرئيسية").click(no_wait_after=True)
    assert asked == ["beforeunload"]
    expect(form.locator("#id_name_ar")).to_have_value("موضوع آخر")

"""What editors do, as steps in a browser that several modules take, and the count of clicks and keys."""

import subprocess

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.conftest import MANAGE, Served, press, sign_in

PASSWORD = "a-long-password-7"
# Clicks, and keys that are no letters of a text.
COUNTER = """
  window.name = window.name || "0";
  const isCounting = window.isCountingSteps;  // the script was added for an earlier task
  window.isCountingSteps = true;
  if (!isCounting) for (const kind of ["click", "keydown"]) addEventListener(kind, (event) => {
    const isLetter = kind === "keydown" && event.key.length === 1 && !event.ctrlKey;
    const isText = isLetter || ["Control", "Shift", "Alt"].includes(event.key);
    if (event.isTrusted && !isText) window.name = String(+window.name + 1);
  }, true);
"""


def start_counting(page: Page) -> None:
    """Count from 0 on this page and on those that the next steps lead to."""
    page.add_init_script(COUNTER)
    page.evaluate("window.name = '0'")
    page.reload()


def count_steps(page: Page) -> int:
    """Return the clicks and keys besides letters since `start_counting`."""
    return int(page.evaluate("window.name"))


def add_user(archive: Served, name: str, role: str) -> None:
    """Give an archive a user with a role and PASSWORD."""
    making = f"from django.contrib.auth.models import User; User.objects.create_user('{name}', '', '{PASSWORD}')"
    archive.manage("shell", "-c", making)
    archive.manage("give_role", name, role)


def open_desk(browser: Browser, archive: Served, name: str) -> Page:
    """Return the desk of a user, in a browser of its own."""
    page = browser.new_context().new_page()
    page.goto(f"{archive.address}/admin/")
    sign_in(page, name, PASSWORD)
    expect(page.locator("#user-tools")).to_be_visible()
    return page


def run_in_archive(archive: Served, code: str) -> str:
    """Return what `code` prints in the archive's own Python."""
    done = subprocess.run(
        [*MANAGE, "shell", "-v", "0", "-c", code],
        env=archive.environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


def expect_success(page: Page) -> None:
    """Wait for the message that the desk has done what was asked."""
    expect(page.locator(".messagelist .success").first).to_be_visible()


# --- The form of a meeting --------------------------------------------------------------------------------------------
def box(page: Page, row: int, name: str) -> Locator:
    """Return the box of a row, from 0, of the table of participants."""
    return page.locator(f"[name=participations-{row}-{name}] + .picking-input")


def list_people(archive: Served, count: int = 30) -> list[str]:
    """Return the Arabic names of officials that no two of them have, as an editor types them."""
    listing = (
        "from meetings.models import Official; print(*Official.objects.values_list('name_ar', flat=True), sep='|')"
    )
    names = run_in_archive(archive, listing).split("|")
    return [name for name in names if names.count(name) == 1][:count]


def enter_summit(page: Page, headline: str, people: list[str]) -> None:
    """Fill the form of a new meeting with `people` by keys, without saving it."""
    page.keyboard.type(headline)
    page.locator("#id_date").click()
    page.keyboard.type("3/11/2023")
    box(page, 0, "official").click()
    for row, name in enumerate(people):
        page.keyboard.type(name)
        expect(page.locator("#picking-list [role=option]").first).to_contain_text(name)
        press(page, "Enter")
        expect(box(page, row, "official")).to_have_value(name)
        expect(box(page, row + 1, "official")).to_be_focused()


def enter_new_minister(page: Page) -> None:
    """Create a minister with office and term in the first row of a new meeting."""
    box(page, 0, "official").click()
    page.keyboard.type("وزير المياه الأردني رائد أبو السعود")
    expect(page.locator("#picking-list [role=option]").last).to_contain_text("رائد أبو السعود")
    press(page, "Enter")
    expect(box(page, 0, "official")).to_have_value("رائد أبو السعود")
    expect(box(page, 0, "side")).to_have_value("الأردن")
    expect(box(page, 0, "position")).to_have_value("وزير المياه")
    expect(page.locator("[name=participations-0-new_start]")).to_be_focused()
    page.keyboard.type("22/10/2022")
    press(page, "Enter")


# --- Two editors at once ----------------------------------------------------------------------------------------------
def change_at_once(first: Page, second: Page, address: str) -> None:
    """Change a meeting in two browsers: the second to save chooses between both versions."""
    for page in (first, second):
        page.goto(address)
    second.locator("#id_headline_ar").fill("عنوان عمر")
    second.locator("#id_venue_ar").fill("قاعة عمر")
    second.locator("[name=_continue]").first.click()
    expect_success(second)
    first.locator("#id_headline_ar").fill("عنوان ليلى")
    first.locator("[name=_continue]").first.click()
    expect(first.locator(".choice", has_text="عنوان ليلى")).to_contain_text("عنوان عمر")


def choose_own_headline(page: Page) -> None:
    """Choose, of two versions of a headline, one's own."""
    page.locator(".choice", has_text="عنوان ليلى").locator("input[value=yours]").check()
    page.locator("button.accept").click()
    expect_success(page)
    expect(page.locator("#id_headline_ar")).to_have_value("عنوان ليلى")
    expect(page.locator("#id_venue_ar")).to_have_value("قاعة عمر")


def lose_session(page: Page, name: str, text: str) -> None:
    """Send the headline `text` after the session has ended, and sign in: the form is filled again."""
    page.locator("#id_headline_ar").fill(text)
    page.context.clear_cookies(name="sessionid")
    page.locator("[name=_continue]").first.click()
    expect(page.locator(".messagelist .warning")).to_be_visible()
    sign_in(page, name, PASSWORD)
    expect(page.locator("#id_headline_ar")).to_have_value(text)

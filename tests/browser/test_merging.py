"""An editor merges two officials, sees the old address lead to the kept one, undoes it, and everything is as before."""

import sqlite3
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import Served, served, sign_in

NAME, PASSWORD = "salma", "nine words are better than one"
KEPT, OTHER = "فؤاد حسين", "فوآد حسین"
# What notes that something happened, and is meant to differ.
NOTES = ("version", "merge", "indexchange", "archivestate", "openrecord", "formdraft", "formdraftfile", "failedsignin")


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("merging")) as site:
        site.environment["DJANGO_SUPERUSER_PASSWORD"] = PASSWORD
        site.manage("createsuperuser", "--noinput", "--username", NAME, "--email", "salma@example.org")
        yield site


@pytest.fixture
def desk(page: Page, archive: Served) -> Page:
    page.goto(f"{archive.address}/admin/")
    sign_in(page, NAME, PASSWORD)
    expect(page.locator("#user-tools")).to_be_visible()
    return page


def rows(archive: Served) -> dict[str, list[tuple]]:
    """Every row of every table of the archive, read past the site, straight from its file."""
    with sqlite3.connect(f"{archive.environment['MAHDAR_DATA_DIR']}/mahdar.sqlite3") as database:
        tables = [name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in tables if name.startswith("meetings_") and name.split("_", 1)[1] not in NOTES]
        return {name: database.execute(f"SELECT * FROM {name} ORDER BY 1").fetchall() for name in kept}


def test_merged_redirected_undone_and_all_as_before(desk: Page, archive: Served, told: list[str]):
    # The same man once more, as another outlet spells him.
    desk.goto(f"{archive.address}/admin/meetings/official/add/")
    desk.locator("#id_name_ar").fill(OTHER)
    desk.locator("#id_review_state").select_option("published")
    desk.locator("[name=_continue]").first.click()
    desk.locator(".errorlist input[type=checkbox]").check()  # "This is another person": he is not, as so often
    desk.locator("[name=_continue]").first.click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    old_address = desk.locator("#id_slug").input_value()
    other = desk.url.rstrip("/").split("/")[-2]
    desk.goto(f"{archive.address}/admin/meetings/meeting/1/change/")
    # In a meeting too, in the place of the first who took part.
    desk.evaluate(
        """pk => {
            const select = document.querySelector("#id_participations-0-official");
            select.append(new Option("", pk, true, true));
        }""",
        other,
    )
    desk.locator("[name=_save]").first.click()
    expect(desk.locator(".messagelist .success")).to_be_visible()

    # The suggestions know that it may be he; from there the two stand side by side.
    desk.goto(f"{archive.address}/admin/meetings/likelyduplicate/")
    couple = desk.locator(".couple", has_text=OTHER)
    expect(couple).to_contain_text(KEPT)
    before = rows(archive)
    couple.get_by_role("link", name="دمج…").click()
    expect(desk.locator(".side-by-side thead")).to_contain_text(KEPT)
    desk.locator("input[name=name_ar][value=kept]").check()
    desk.locator("#id_note").fill("رجل واحد برسمين")
    desk.get_by_role("button", name="دمج").click()
    expect(desk.locator(".messagelist .success")).to_contain_text(OTHER)
    undo = desk.locator(".messagelist .undo-link").get_attribute("href")
    assert rows(archive) != before

    # His old address leads to the kept record, in both languages and with what was asked.
    for prefix in ("", "/en"):
        desk.goto(f"{archive.address}{prefix}/officials/{old_address}/?page=1")
        assert desk.url == f"{archive.address}{prefix}/officials/fuad-hussein/?page=1"
    expect(desk.locator("h1")).to_contain_text("Fuad Hussein")

    # Undone, he has his page again, and every row is what it was.
    desk.goto(f"{archive.address}{undo}")
    desk.locator(".undoing button.accept").click()
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert rows(archive) == before
    desk.goto(f"{archive.address}/officials/{old_address}/")
    assert desk.url == f"{archive.address}/officials/{old_address}/"
    expect(desk.locator("h1")).to_contain_text(OTHER)
    assert told == []


@pytest.mark.parametrize("prefix", ["", "/en"])
@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_fit_and_their_consoles_are_quiet(
    desk: Page, archive: Served, told: list[str], width: int, prefix: str
):
    desk.set_viewport_size({"width": width, "height": 800})
    for path in ("official/1/merge/", "official/1/merge/?with=2", "official/1/split/", "merge/", "likelyduplicate/"):
        response = desk.goto(f"{archive.address}{prefix}/admin/meetings/{path}")
        assert response is not None
        assert response.status == 200
        wider = desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, path
    assert told == []

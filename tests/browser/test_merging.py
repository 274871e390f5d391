"""An editor merges two officials, sees the old address lead to the kept one, undoes it, and everything is as before."""

import sqlite3
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import Served, press, served, sign_in

NAME, PASSWORD = "salma", "nine words are better than one"
AXE = Axe().axe_script
KEPT, OTHER = "فؤاد حسين", "فوآد حسین"
# What notes that something happened, and is meant to differ.
NOTES = (
    "version",
    "merge",
    "indexchange",
    "archivestate",
    "meetingstate",
    "openrecord",
    "formdraft",
    "formdraftfile",
    "failedsignin",
)


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


TWO_PLACES = """
from meetings.models import Country, Meeting, Place
turkey, erbil = Country.objects.get(code="TR"), Place.objects.get(slug="iq-erbil")
place = Place.objects.create(slug="iq-hwlyr", city_ar="هولير", city_en="Hawler", country=turkey)
some = list(Meeting.objects.filter(place=erbil).values_list("pk", flat=True)[:2])
Meeting.objects.filter(pk__in=some).update(place=place)
"""


@pytest.fixture(scope="module")
def hawler(archive: Served) -> int:
    """A place of the archive under another name and, by mistake, in another country; it has two meetings."""
    archive.manage("shell", "-c", TWO_PLACES)
    archive.manage("sync_index")
    with sqlite3.connect(f"{archive.environment['MAHDAR_DATA_DIR']}/mahdar.sqlite3") as database:
        return database.execute("SELECT id FROM meetings_place WHERE slug = 'iq-hwlyr'").fetchone()[0]


def test_two_places_become_one_and_two_again(desk: Page, archive: Served, told: list[str], hawler: int):
    """By mouse: five clicks and two texts merge them, two clicks undo it."""
    before, clicks = rows(archive), []

    def click(part: Locator) -> None:
        clicks.append(part)
        part.click()

    desk.goto(f"{archive.address}/admin/meetings/place/{hawler}/change/")
    click(desk.locator(".object-tools a", has_text="دمج مع…"))
    desk.locator("#id_q").fill("أربيل")
    press(desk, "Enter")
    click(desk.locator(".choices label", has_text="أربيل").first)
    click(desk.get_by_role("button", name="مقارنة السجلات المختارة"))
    heads = desk.locator(".side-by-side thead th")  # the most used one is kept, though the editor began at the other
    expect(heads.nth(0)).to_contain_text("أربيل")
    expect(heads.nth(1)).to_contain_text("هولير")
    expect(desk.locator(".warning")).to_contain_text("في دولتين مختلفتين")
    click(desk.locator("input[name=confirmed]"))
    desk.locator("#id_note").fill("مدينة واحدة باسمين")
    click(desk.get_by_role("button", name="دمج", exact=True))
    expect(desk.locator(".messagelist .success")).to_contain_text("هولير")
    assert len(clicks) == 5
    undo = desk.locator(".messagelist .undo-link")
    address = undo.get_attribute("href")
    for prefix in ("", "/en"):
        desk.goto(f"{archive.address}{prefix}/places/iq-hwlyr/")
        assert desk.url == f"{archive.address}{prefix}/places/iq-erbil/"
    desk.goto(f"{archive.address}{address}")
    click(desk.locator(".undoing button.accept"))
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert rows(archive) == before
    desk.goto(f"{archive.address}/places/iq-hwlyr/")
    assert desk.url == f"{archive.address}/places/iq-hwlyr/"
    assert told == []


def test_two_places_become_one_by_keys_alone(desk: Page, archive: Served, told: list[str], hawler: int):
    before = rows(archive)
    desk.goto(f"{archive.address}/admin/meetings/place/{hawler}/merge/?q=أربيل")
    desk.locator("#id_q").focus()
    for key in ("Tab", "Tab", "Space", "Enter"):  # the button, the first record found, chosen and sent
        press(desk, key)
    confirm = desk.locator("input[name=confirmed]")
    expect(confirm).to_be_visible()
    confirm.focus()
    press(desk, "Space")
    desk.locator("#id_note").focus()
    desk.keyboard.type("مدينة واحدة باسمين")
    press(desk, "Enter")
    undo = desk.locator(".messagelist .undo-link")
    expect(undo).to_be_visible()
    undo.focus()
    press(desk, "Enter")
    expect(desk.locator(".undoing")).to_be_visible()
    desk.locator("#id_note").focus()
    press(desk, "Enter")
    expect(desk.locator(".messagelist .success")).to_be_visible()
    assert rows(archive) == before
    assert told == []


@pytest.mark.parametrize("prefix", ["", "/en"])
def test_the_preview_is_readable_for_everyone(desk: Page, archive: Served, hawler: int, prefix: str):
    for page in (f"place/{hawler}/merge/?with=1", f"place/{hawler}/merge/?q=أربيل", "position/1/merge/?with=2"):
        desk.goto(f"{archive.address}{prefix}/admin/meetings/{page}")
        desk.evaluate(AXE)
        for width in (1280, 390):
            desk.set_viewport_size({"width": width, "height": 800})
            found = desk.evaluate("axe.run('.merging', { resultTypes: ['violations'] })")["violations"]
            assert [(one["id"], one["nodes"][0]["html"]) for one in found] == [], page
            wider = desk.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wider <= 0, page


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

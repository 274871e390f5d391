"""A week at the desk of a newsroom in one archive: what its editors do, one after the other, and what it costs them.

`pytest -s` prints the clicks and keys, besides letters, of each task.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import Served, press, served
from tests.browser.tasks import (
    add_user,
    box,
    change_at_once,
    choose_own_headline,
    count_steps,
    enter_new_minister,
    enter_summit,
    expect_success,
    list_people,
    lose_session,
    open_desk,
    run_in_archive,
    start_counting,
)
from tests.ingest.documents.builders import make_mail, make_pdf, make_word_of, make_zip

COUNT_SUMMIT = """
from meetings.models import Meeting
print(Meeting.objects.get(headline_ar="قمة الثلاثين").participations.count())
"""
ADD_SECOND_PARIS = """
from meetings.models import Meeting, Place
paris = Place.objects.get(slug="fr-paris")
other = Place.objects.create(slug="fr-paris-2", city_ar="باريس الكبرى", city_en="Greater Paris", country=paris.country)
meeting = Meeting.objects.filter(place=paris).first()
meeting.place = other
meeting.save()
print(meeting.pk)
"""
FIND_NEWEST_DRAFT = """
from meetings.models import Meeting
print(Meeting.objects.filter(review_state="draft").latest("pk").pk)
"""
FOREIGN_MINISTERS = "استقبل وزير الخارجية العراقي فؤاد حسين، {day}، في {city} نظيره {side} {name}، وبحثا ملف المياه."


def write_report(day: str, city: str, side: str, name: str) -> str:
    return f"{day}\n\n" + FOREIGN_MINISTERS.format(day=day, city=city, side=side, name=name)


@pytest.fixture(scope="module")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The sample archive with two editors and a contributor."""
    with served(tmp_path_factory.mktemp("week")) as archive:
        for name, role in (("layla", "editor"), ("omar", "editor"), ("huda", "contributor")):
            add_user(archive, name, role)
        yield archive


@pytest.fixture(scope="module")
def layla(browser: Browser, archive: Served) -> Iterator[Page]:
    yield from keep_open(open_desk(browser, archive, "layla"))


@pytest.fixture(scope="module")
def omar(browser: Browser, archive: Served) -> Iterator[Page]:
    yield from keep_open(open_desk(browser, archive, "omar"))


@pytest.fixture(scope="module")
def huda(browser: Browser, archive: Served) -> Iterator[Page]:
    yield from keep_open(open_desk(browser, archive, "huda"))


def keep_open(page: Page) -> Iterator[Page]:
    page.set_viewport_size({"width": 1280, "height": 1000})
    yield page
    page.context.close()


@contextmanager
def counted(task: str, page: Page) -> Iterator[None]:
    """Print what a task costs on a page that is open already."""
    start_counting(page)
    yield
    print(f"\n{task}: {count_steps(page)} clicks and keys")


class TestWeek:
    def test_sunday_two_editors_change_one_meeting(self, layla: Page, omar: Page, archive: Served):
        address = f"{archive.address}/admin/meetings/meeting/3/change/"
        change_at_once(layla, omar, address)
        choose_own_headline(layla)

    def test_sunday_a_session_ends_while_an_editor_types(self, layla: Page, archive: Served):
        layla.goto(f"{archive.address}/admin/meetings/meeting/7/change/")
        lose_session(layla, "layla", "كتبته قبل انتهاء الجلسة")
        layla.locator("[name=_continue]").first.click()
        expect_success(layla)

    def test_monday_documents_are_imported_and_published(self, omar: Page, archive: Served, tmp_path: Path):
        documents = {
            "report.pdf": make_pdf(write_report("12 آذار 2023", "بغداد", "التركي", "هاكان فيدان")),
            "report.docx": make_word_of(*write_report("14 آذار 2023", "بغداد", "الأردني", "أيمن الصفدي").split("\n\n")),
            "report.eml": make_mail(write_report("16 آذار 2023", "بغداد", "المصري", "بدر عبد العاطي")).as_bytes(),
            "reports.zip": make_zip(
                ("iran.txt", write_report("18 آذار 2023", "بغداد", "الإيراني", "عباس عراقجي").encode()),
                ("empty.txt", b""),
            ),
        }
        for name, data in documents.items():
            (tmp_path / name).write_bytes(data)
        omar.goto(f"{archive.address}/admin/")
        with counted("four documents published", omar):
            omar.locator("a.to-bring-in").click()
            omar.locator("[name=uploads]").set_input_files([tmp_path / name for name in documents])
            omar.locator("button[value=file]").click()
            messages = omar.locator(".messagelist")
            expect(messages).to_contain_text("empty.txt")  # what was left out, and why
            for row in range(4):
                omar.goto(f"{archive.address}/admin/meetings/incoming/?state__exact=waiting")
                expect(omar.locator("#result_list tbody tr")).to_have_count(4 - row)
                omar.locator("#result_list tbody th a").first.click()
                expect(omar.locator("#reading")).to_be_visible()
                press(omar, "Control+Enter")
                expect_success(omar)
        reader = omar.context.browser.new_page()
        for other in ("فيدان", "الصفدي", "عبد العاطي", "عراقجي"):
            reader.goto(f"{archive.address}/search/?q=فؤاد حسين {other} 2023")
            expect(reader.locator("main")).to_contain_text("المياه")
        reader.close()

    def test_tuesday_a_summit_and_a_new_minister_are_entered(self, layla: Page, archive: Served):
        people = list_people(archive)
        layla.goto(f"{archive.address}/admin/meetings/meeting/add/")
        with counted("a summit of thirty", layla):
            enter_summit(layla, "قمة الثلاثين", people)
            press(layla, "Control+Shift+S")
            expect_success(layla)
        layla.goto(f"{archive.address}/admin/meetings/meeting/add/")
        with counted("a new minister with office and term", layla):
            layla.locator("#id_headline_ar").fill("لقاء وزير المياه")
            layla.locator("#id_date").fill("3/11/2023")
            enter_new_minister(layla)
            box(layla, 1, "official").fill("فؤاد حسين")
            expect(layla.locator("#picking-list [role=option]").first).to_contain_text("فؤاد حسين")
            press(layla, "Enter")
            press(layla, "Control+Shift+S")
            expect_success(layla)
        assert run_in_archive(archive, COUNT_SUMMIT) == "30"

    def test_wednesday_two_places_are_merged_and_the_merge_undone(self, omar: Page, archive: Served):
        meeting = int(run_in_archive(archive, ADD_SECOND_PARIS))
        read_place = f"from meetings.models import Meeting; print(Meeting.objects.get(pk={meeting}).place.slug)"
        omar.goto(f"{archive.address}/admin/meetings/place/?q=باريس")
        with counted("two places merged", omar):
            for row in omar.locator("#result_list tbody .action-select").all():
                row.check()
            omar.locator("select[name=action]").select_option("merge_chosen")
            omar.locator("button[name=index]").click()
            expect(omar.locator(".side-by-side")).to_contain_text("باريس الكبرى")
            omar.locator("#id_note").fill("مدينة واحدة")
            for objection in omar.locator("[name=confirmed]").all():
                objection.check()
            omar.locator("button.accept").click()
            expect_success(omar)
        assert run_in_archive(archive, read_place) == "fr-paris"
        omar.locator(".messagelist .undo-link").click()
        omar.locator(".undoing button.accept").click()
        expect_success(omar)
        assert run_in_archive(archive, read_place) == "fr-paris-2"

    def test_thursday_a_draft_is_sent_back_mended_and_published_by_schedule(
        self, huda: Page, layla: Page, archive: Served
    ):
        huda.goto(f"{archive.address}/admin/")
        with counted("a contributor's draft submitted", huda):
            huda.locator("a.to-bring-in").click()
            huda.locator("textarea[name=text]").fill(write_report("20 آذار 2023", "بغداد", "الكويتي", "سالم الصباح"))
            press(huda, "Control+Enter")
            expect(huda.locator("#reading")).to_be_visible()
            press(huda, "Control+Enter")
            expect_success(huda)
            draft = int(run_in_archive(archive, FIND_NEWEST_DRAFT))
            huda.goto(f"{archive.address}/admin/meetings/meeting/{draft}/change/")
            huda.locator("#office button[value=submit]").click()
            expect_success(huda)

        layla.goto(f"{archive.address}/admin/review/{draft}/")
        with counted("the draft sent back with a comment", layla):
            layla.locator("#office-text").fill("يرجى تصحيح العنوان يا @huda")
            layla.locator("#office button[value=send-back]").click()
            expect_success(layla)

        huda.goto(f"{archive.address}/admin/")
        expect(huda.locator("section[aria-labelledby=block-notices]")).to_contain_text("layla")
        huda.goto(f"{archive.address}/admin/meetings/meeting/{draft}/change/")
        with counted("the draft mended and submitted again", huda):
            huda.locator("#id_headline_ar").fill("لقاء عراقي كويتي في بغداد بشأن المياه")
            press(huda, "Control+s")
            expect_success(huda)
            huda.locator("#office button[value=submit]").click()
            expect_success(huda)

        layla.goto(f"{archive.address}/admin/review/{draft}/")
        with counted("the draft scheduled", layla):
            layla.locator(".office-plan summary").click()
            layla.locator("[name=plan-publish_at]").fill("2099-01-05T08:30")
            layla.locator(".office-times button").first.click()
            expect_success(layla)
        reader = layla.context.browser.new_page()
        archive.manage("publish_scheduled", "--at", "2099-01-05T08:29")
        assert reader.goto(f"{archive.address}/search/?q=عراقي كويتي المياه")
        expect(reader.locator("main")).not_to_contain_text("لقاء عراقي كويتي في بغداد بشأن المياه")
        archive.manage("publish_scheduled", "--at", "2099-01-05T08:30")
        reader.goto(f"{archive.address}/search/?q=عراقي كويتي المياه")
        expect(reader.locator("main")).to_contain_text("لقاء عراقي كويتي في بغداد بشأن المياه")
        reader.close()

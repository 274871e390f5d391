"""Pages that are kept: never older than what they show, never another reader's, and a 304 for whoever has them."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.cache import caches
from django.db import connection, transaction
from django.http import HttpResponse
from django.middleware.csrf import get_token
from django.test.signals import template_rendered
from django.test.utils import CaptureQueriesContext

from meetings.models import (
    Article,
    Evidence,
    Meeting,
    MeetingState,
    Official,
    Outlet,
    Participation,
    Place,
    Position,
    Topic,
)
from meetings.models.affected_meetings import list_named_tables, list_public_tables, list_shown_tables
from meetings.search.index.updating import update_index
from meetings.views import kept_pages
from tests import factories

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def pages(settings) -> None:
    settings.CACHES = {
        **settings.CACHES,
        "pages": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages-of-tests"},
    }
    caches["pages"].clear()


@pytest.fixture
def meeting(index) -> Meeting:
    found = factories.MeetingFactory(place=factories.PlaceFactory())
    person = factories.ParticipationFactory(meeting=found, position=factories.PositionFactory())
    factories.AppointmentFactory(official=person.official)
    france = factories.CountryFactory(code="FR", name_ar="فرنسا")
    factories.ParticipationFactory(meeting=found, official=factories.OfficialFactory(), country=france, order=1)
    factories.MeetingTopicFactory(meeting=found)
    source = factories.SourceFactory(meeting=found)
    factories.EvidenceFactory(meeting=found, article=source.article)
    update_index()
    return found


def count_queries(client: Any, path: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(path).status_code == 200
    return len(found)


class TemplatesWritten:
    """The names of the templates that are written meanwhile."""

    def __enter__(self) -> "TemplatesWritten":
        self.names: list[str] = []
        template_rendered.connect(self._note)
        return self

    def __exit__(self, *_error: object) -> None:
        template_rendered.disconnect(self._note)

    def _note(self, *, template: Any, **_given: object) -> None:
        self.names.append(template.name)


PAGES = ("/", "/meetings/", "/officials/", "/sides/", "/activity/", "/topics/", "/search/?q=لقاء")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_that_is_kept_costs_one_query(client, meeting, path):
    first = client.get(path)
    assert count_queries(client, path) == 1
    assert client.get(path).content == first.content
    assert first.headers["ETag"] == client.get(path).headers["ETag"]


@pytest.mark.parametrize("path", PAGES)
def test_a_change_of_the_archive_is_on_the_page_at_once(client, meeting, path):
    first = client.get(path)
    Meeting.objects.update(headline_ar="لقاء له عنوان جديد")
    Topic.objects.update(name_ar="موضوع جديد")
    Official.objects.update(name_ar="اسم جديد")
    type(meeting.participations.first().country).objects.update(name_ar="بلد جديد")
    update_index()
    second = client.get(path)
    caches["pages"].clear()
    assert client.get(path).content == second.content != first.content


class TestPageOfAMeeting:
    CHANGES: dict[str, tuple[str, Callable[[Meeting], object]]] = {
        "headline": ("meetings_meeting", lambda one: Meeting.objects.update(headline_ar="عنوان جديد")),
        "person": ("meetings_official", lambda one: Official.objects.update(name_ar="اسم جديد")),
        "title": ("meetings_participation", lambda one: Participation.objects.update(title_ar="وزير")),
        "office": ("meetings_position", lambda one: Position.objects.update(title_ar="منصب جديد")),
        "side": ("meetings_country", lambda one: type(one.place.country).objects.update(name_ar="بلد جديد")),
        "place": ("meetings_place", lambda one: Place.objects.update(city_ar="مدينة جديدة")),
        "topic": ("meetings_topic", lambda one: Topic.objects.update(name_ar="موضوع جديد")),
        "rank": ("meetings_meetingtopic", lambda one: one.ranked_topics.all().delete()),
        "source": ("meetings_source", lambda one: one.sources.all().delete()),
        "article": ("meetings_article", lambda one: Article.objects.update(headline="خبر بعنوان جديد")),
        "outlet": ("meetings_outlet", lambda one: Outlet.objects.update(name_ar="صحيفة جديدة")),
        "evidence": ("meetings_evidence", lambda one: Evidence.objects.all().delete()),
        "disagreement": ("meetings_disagreement", lambda one: factories.DisagreementFactory(meeting=one)),
    }

    @pytest.mark.parametrize("name", CHANGES)
    def test_every_change_is_on_the_page_at_once(self, client, meeting, name):
        path = meeting.get_absolute_url()
        first = client.get(path)
        self.CHANGES[name][1](meeting)
        second = client.get(path)
        assert second.headers["ETag"] != first.headers["ETag"]
        caches["pages"].clear()
        assert client.get(path).content == second.content

    def test_another_meeting_leaves_it_kept(self, client, meeting):
        path = meeting.get_absolute_url()
        other = factories.MeetingFactory()
        first = client.get(path)
        Meeting.objects.filter(pk=other.pk).update(headline_ar="عنوان جديد")
        second = client.get(path)
        assert second.headers["ETag"] == first.headers["ETag"]
        assert count_queries(client, path) <= 5

    def test_a_meeting_that_is_withdrawn_is_gone_at_once(self, client, meeting):
        path = meeting.get_absolute_url()
        assert client.get(path).status_code == 200
        Meeting.objects.update(review_state="draft")
        assert client.get(path).status_code == 404

    def test_a_similar_meeting_that_is_withdrawn_is_gone_at_once(self, client, meeting):
        person = meeting.participations.first()
        other = factories.MeetingFactory(headline_ar="لقاء شبيه", place=meeting.place)
        factories.ParticipationFactory(meeting=other, official=person.official)
        update_index()
        caches["default"].clear()
        path = meeting.get_absolute_url()
        assert "لقاء شبيه" in client.get(path).content.decode()
        Meeting.objects.filter(pk=other.pk).update(review_state="draft")
        assert "لقاء شبيه" not in client.get(path).content.decode()

    def test_every_table_that_pages_show_moves_a_version(self, meeting):
        """A table that is new needs a line in affected_meetings.py, or counts as names that meetings share."""
        assert set(list_public_tables()) <= set(list_shown_tables()) | set(list_named_tables())


class TestPageOfAnOfficial:
    CHANGES: dict[str, Callable[[Meeting], object]] = {
        "headline": lambda one: Meeting.objects.update(headline_ar="عنوان جديد"),
        "name": lambda one: Official.objects.update(name_ar="اسم جديد"),
        "office": lambda one: Position.objects.update(title_ar="منصب جديد"),
        "whom they met": lambda one: one.participations.last().delete(),
        "another meeting of theirs": lambda one: factories.ParticipationFactory(
            official=one.participations.first().official
        ),
        "years of the archive": lambda one: factories.MeetingFactory(date="1999-01-01"),
        "withdrawn": lambda one: Meeting.objects.update(review_state="draft"),
        "topic": lambda one: Topic.objects.update(name_ar="موضوع جديد"),
    }

    @pytest.mark.parametrize("name", CHANGES)
    def test_every_change_is_on_the_page_at_once(self, client, meeting, name):
        path = meeting.participations.first().official.get_absolute_url()
        before = client.get(path).content
        self.CHANGES[name](meeting)
        for _ in range(2):
            now = client.get(path).content
            caches["pages"].clear()
            assert client.get(path).content == now != before
            update_index()  # the second time, the facets of the index have the change too

    def test_a_meeting_of_others_leaves_it_kept(self, client, meeting):
        path = meeting.participations.first().official.get_absolute_url()
        other = factories.MeetingFactory()
        update_index()
        first = client.get(path).headers["ETag"]
        Meeting.objects.filter(pk=other.pk).update(headline_ar="عنوان جديد")
        assert client.get(path).headers["ETag"] == first
        update_index()
        assert client.get(path).headers["ETag"] == first


def test_an_editor_sees_the_page_as_it_is_for_editors(client, admin_client, meeting):
    path = meeting.get_absolute_url()
    for_readers = client.get(path).content
    assert admin_client.get(path).content != for_readers
    assert client.get(path).content == for_readers


def test_a_message_for_one_reader_is_not_for_others(meeting, rf):
    view = kept_pages.keep_page(lambda: "3")(lambda request: HttpResponse(request.COOKIES.get("messages", "none")))
    request = rf.get("/")
    request.COOKIES["messages"] = "Your alert is confirmed."
    assert [view(request).content for _ in range(2)] == [b"Your alert is confirmed."] * 2
    assert view(rf.get("/")).content == b"none"


def test_a_page_in_another_theme_or_language_is_another_page(client, meeting):
    path = meeting.get_absolute_url()
    pages = {client.get(path).content, client.get(f"/en{path}").content}
    client.cookies["theme"] = "dark"
    pages.add(client.get(path).content)
    assert len(pages) == 3


def test_what_the_browser_has_already_is_not_written_again(client, meeting, monkeypatch):
    path = meeting.get_absolute_url()
    etag = client.get(path).headers["ETag"]
    caches["pages"].clear()
    monkeypatch.setattr(kept_pages, "_can_be_kept", None)  # called after a page was written
    answer = client.get(path, headers={"if-none-match": f"W/{etag}"})
    assert (answer.status_code, answer.content) == (304, b"")
    Meeting.objects.update(headline_ar="عنوان جديد")
    monkeypatch.undo()
    assert client.get(path, headers={"if-none-match": f"W/{etag}"}).status_code == 200


def test_a_page_with_a_form_for_one_reader_is_not_kept(client, meeting, rf):
    view = kept_pages.keep_page(lambda: "1")(lambda request: HttpResponse(get_token(request)))
    first, second = view(rf.get("/")), view(rf.get("/"))
    assert first.content != second.content
    assert "ETag" not in first.headers


def test_a_search_that_fails_is_not_kept(client, meeting, rf):
    answers = iter([HttpResponse("later", status=503), HttpResponse("now")])
    view = kept_pages.keep_page(lambda: "2")(lambda request: next(answers))
    assert [view(rf.get("/")).status_code for _ in range(2)] == [503, 200]


class TestStatesOfMeetings:
    def test_rows_are_joined_and_the_sum_stays(self, meeting):
        MeetingState.objects.all().delete()
        MeetingState.objects.bulk_create(
            MeetingState(meeting_id=one, writer=writer, number=number)
            for one, writer, number in ((1, 5, 10), (1, 6, 20), (1, 7, 3), (2, 5, 4))
        )
        before = MeetingState.objects.sum_each([1, 2, 3])
        MeetingState.objects.join_rows([1, 2, 3])
        assert MeetingState.objects.sum_each([1, 2, 3]) == before == {1: 33, 2: 4, 3: 0}
        assert MeetingState.objects.count() == 2

    def test_an_update_of_the_index_leaves_one_row_for_each_meeting(self, meeting):
        for number in range(3):
            Meeting.objects.update(headline_ar=f"عنوان {number}")
        update_index()
        assert MeetingState.objects.filter(meeting_id=meeting.pk).count() == 1

    def test_what_is_rolled_back_leaves_no_number_behind(self, meeting):
        before, seen = MeetingState.objects.sum_each([meeting.pk]), set()
        for _ in range(5):
            with transaction.atomic():
                Meeting.objects.update(headline_ar="عنوان")
                seen.add(MeetingState.objects.sum_each([meeting.pk])[meeting.pk])
                transaction.set_rollback(True)
        assert MeetingState.objects.sum_each([meeting.pk]) == before
        assert len(seen) == 5


class TestResultsOfASearch:
    path = "/search/?q=لقاء"

    def test_a_save_that_changes_no_result_leaves_them_kept(self, client, meeting):
        first = client.get(self.path)
        other = factories.MeetingFactory(headline_ar="زيارة قصيرة", review_state="draft")
        update_index()
        Meeting.objects.filter(pk=other.pk).update(headline_ar="زيارة طويلة")
        with TemplatesWritten() as written:
            assert client.get(self.path).content == first.content
        assert "search/search.html" not in written.names

    @pytest.mark.parametrize("name", TestPageOfAMeeting.CHANGES)
    def test_every_change_is_among_the_results_at_once(self, client, meeting, name):
        client.get(self.path)
        TestPageOfAMeeting.CHANGES[name][1](meeting)
        update_index()
        second = client.get(self.path)
        caches["pages"].clear()
        assert client.get(self.path).content == second.content

    def test_the_number_of_meetings_of_a_named_person_is_the_present_one(self, client, meeting):
        person = Official.objects.first()
        path = f"/search/?q={person.name_ar}"
        client.get(path)
        factories.ParticipationFactory(meeting=factories.MeetingFactory(headline_ar="زيارة"), official=person, order=5)
        update_index()
        second = client.get(path)
        caches["pages"].clear()
        assert client.get(path).content == second.content

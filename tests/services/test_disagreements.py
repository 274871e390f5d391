"""An editor takes what a source says: whatever contradicts the record no more is settled with it."""

from datetime import date

import pytest
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError

from meetings.models import Disagreement, Meeting
from meetings.services.disagreements import keep_record, settle_all, take_source_value
from meetings.services.roles import UserRole, give_role
from tests.factories import ArticleFactory, CountryFactory, DisagreementFactory, MeetingFactory, PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor():
    user = get_user_model().objects.create(username="salma")
    give_role(user, UserRole.EDITOR)
    return get_user_model().objects.get(pk=user.pk)


def said(meeting: Meeting, fact: str, *values: str) -> list[Disagreement]:
    return [DisagreementFactory(meeting=meeting, article=ArticleFactory(), fact=fact, said=value) for value in values]


def is_open(*entries: Disagreement) -> list[bool]:
    return [not Disagreement.objects.get(pk=entry.pk).settled for entry in entries]


def test_another_spelling_of_the_city_is_settled_with_it(editor):
    meeting = MeetingFactory(place=PlaceFactory())
    entries = said(meeting, "city", "أربيل", "اربيل", "السليمانية")
    take_source_value(entries[0], editor)
    assert Meeting.objects.get().place.city_ar == "أربيل"
    assert is_open(*entries) == [False, False, True]


def test_a_meeting_in_person_is_settled_with_a_visit(editor):
    meeting = MeetingFactory(kind="phone")
    entries = said(meeting, "kind", "visit", "in-person", "video")
    take_source_value(entries[0], editor)
    assert Meeting.objects.get(pk=meeting.pk).kind == "visit"
    assert is_open(*entries) == [False, False, True]


def test_a_month_is_taken_as_a_month(editor):
    meeting = MeetingFactory(date=date(2023, 10, 3))
    entries = said(meeting, "date", "2023-11", "2023-11-04", "2023-12-01")
    take_source_value(entries[0], editor)
    meeting.refresh_from_db()
    assert (meeting.date, meeting.date_precision) == (date(2023, 11, 1), "month")
    assert is_open(*entries) == [False, False, True]


def test_words_that_are_no_date_are_refused_and_stay_open(editor):
    (entry,) = said(MeetingFactory(), "date", "في الخريف")
    with pytest.raises(ValidationError):
        take_source_value(entry, editor)
    assert is_open(entry) == [True]


def test_keeping_the_record_settles_that_source_alone(editor):
    entries = said(MeetingFactory(kind="phone"), "kind", "visit", "video")
    keep_record(entries[0], editor)
    assert is_open(*entries) == [False, True]


def test_a_country_is_taken_and_a_city_is_looked_for_in_it(editor):
    france = CountryFactory(code="FR", name_ar="فرنسا")
    paris = PlaceFactory(slug="fr-paris", city_ar="باريس", country=france)
    meeting = MeetingFactory(place=PlaceFactory())
    (country,) = said(meeting, "country", "FR")
    take_source_value(country, editor)
    meeting.refresh_from_db()
    assert (meeting.place.country, meeting.place.city_ar) == (france, "")
    (city,) = said(meeting, "city", "باريس")
    take_source_value(Disagreement.objects.get(pk=city.pk), editor)
    meeting.refresh_from_db()
    assert meeting.place == paris


def test_a_city_without_a_country_on_record(editor):
    meeting = MeetingFactory(place=None)
    (city,) = said(meeting, "city", "باريس")
    take_source_value(city, editor)
    meeting.refresh_from_db()
    assert (meeting.place.city_ar, meeting.place.country) == ("باريس", None)


@pytest.mark.parametrize(
    ("fact", "value"), [("kind", "party"), ("country", "ZZ"), ("participant", "فؤاد حسين"), ("venue", "visit")]
)
def test_what_fits_no_field_is_refused_and_stays_open(editor, fact, value):
    meeting = MeetingFactory(place=None, kind="phone")
    (entry,) = said(meeting, fact, value)
    with pytest.raises(ValidationError):
        take_source_value(entry, editor)
    meeting.refresh_from_db()
    assert (meeting.place, meeting.kind, is_open(entry)) == (None, "phone", [True])


@pytest.mark.parametrize(
    ("said_day", "end"),
    [("2023-11-04", date(2023, 11, 5)), ("2023-11-05", date(2023, 11, 5)), ("2023-11-06", None)],
)
def test_a_last_day_before_the_new_first_one_goes(editor, said_day, end):
    meeting = MeetingFactory(date=date(2023, 11, 3), date_end=date(2023, 11, 5))
    (entry,) = said(meeting, "date", said_day)
    take_source_value(entry, editor)
    meeting.refresh_from_db()
    assert (meeting.date, meeting.date_end) == (date.fromisoformat(said_day), end)
    assert meeting.date_basis == Meeting.DateBasis.EDITOR


def test_a_contributor_decides_about_drafts_of_their_own(django_user_model):
    contributor = django_user_model.objects.create(username="omar")
    give_role(contributor, UserRole.CONTRIBUTOR)
    contributor = django_user_model.objects.get(pk=contributor.pk)
    own, other = (
        said(MeetingFactory(review_state="draft", created_by=by, kind="phone"), "kind", "visit")[0]
        for by in (contributor, None)
    )
    keep_record(own, contributor)
    for refused in (keep_record, take_source_value):
        with pytest.raises(PermissionDenied):
            refused(other, contributor)
    with pytest.raises(PermissionDenied):
        settle_all(Disagreement.objects.all(), contributor)
    assert is_open(own, other) == [False, True]


def test_all_open_ones_are_settled_at_once(editor):
    entries = said(MeetingFactory(kind="phone"), "kind", "visit", "video")
    keep_record(entries[0], editor)
    assert settle_all(Disagreement.objects.all(), editor) == 1
    assert is_open(*entries) == [False, False]

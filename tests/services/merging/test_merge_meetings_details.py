"""What becomes of each part when meetings are merged: one condition at a time."""

import datetime

import pytest

from meetings.models import Disagreement, Official
from meetings.services.merging.merge_meetings import merge_meetings
from meetings.services.merging.merge_meetings_plan import CHOSEN, suggest_choices
from tests.factories import (
    CountryFactory,
    MeetingFactory,
    MeetingTopicFactory,
    OfficialFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
    SourceFactory,
    TopicFactory,
)

pytestmark = pytest.mark.django_db


def pair(one=None, other=None):
    """Two meetings, each with a report of its own."""
    found = [MeetingFactory(**(values or {})) for values in (one, other)]
    for meeting in found:
        SourceFactory(meeting=meeting)
    return found


def place(city_ar: str, code: str):
    return PlaceFactory(slug=f"{code}-{city_ar}", city_ar=city_ar, country=CountryFactory(code=code))


def said() -> set[tuple[str, str, str]]:
    return set(Disagreement.objects.filter(settled=True).values_list("fact", "recorded", "said"))


class TestWhatLosingSourcesSaid:
    def test_of_two_days(self):
        kept, other = pair({"date": datetime.date(2023, 11, 3)}, {"date": datetime.date(2023, 11, 5)})
        merge_meetings(kept.pk, [other.pk], None)
        assert said() == {("date", "2023-11-03", "2023-11-05")}

    def test_of_two_cities_in_two_countries(self):
        kept, other = pair({"place": place("بغداد", "IQ")}, {"place": place("أنقرة", "TR")})
        merge_meetings(kept.pk, [other.pk], None, {"place": other.pk})
        assert said() == {("city", "أنقرة", "بغداد"), ("country", "TR", "IQ")}

    def test_of_two_cities_in_one_country(self):
        kept, other = pair({"place": place("بغداد", "IQ")}, {"place": place("أربيل", "IQ")})
        merge_meetings(kept.pk, [other.pk], None)
        assert said() == {("city", "بغداد", "أربيل")}

    @pytest.mark.parametrize("fact", ["date", "place"])
    def test_nothing_where_one_of_them_is_silent(self, fact):
        value = {"date": datetime.date(2023, 11, 3), "place": place("بغداد", "IQ")}
        silent = {fact: None, **({"date_precision": "unknown", "date_basis": "unknown"} if fact == "date" else {})}
        kept, other = pair(value, {**value, **silent})
        merge_meetings(kept.pk, [other.pk], None)
        assert said() == set()

    def test_nothing_of_a_report_that_both_records_have(self):
        kept, other = pair({"kind": "phone"}, {"kind": "in-person"})
        SourceFactory(meeting=kept, article=other.sources.get().article, order=1)
        merge_meetings(kept.pk, [other.pk], None)
        assert said() == set()


class TestParticipants:
    def test_a_name_that_only_the_other_knows_is_taken_with_how_it_is_known(self):
        turkey = CountryFactory(code="TR")
        minister = PositionFactory(code="tr-foreign-minister", country=turkey)
        kept, other = pair()
        ParticipationFactory(meeting=kept, official=None, position=minister, country=turkey)
        named = OfficialFactory()
        ParticipationFactory(meeting=other, official=named, position=minister, country=turkey, basis="inferred")
        merge_meetings(kept.pk, [other.pk], None)
        part = kept.participations.get()
        assert (part.official, part.basis) == (named, "inferred")

    def test_a_name_that_the_kept_record_knows_stays(self):
        turkey = CountryFactory(code="TR")
        minister = PositionFactory(code="tr-foreign-minister", country=turkey)
        kept, other = pair()
        named = OfficialFactory()
        ParticipationFactory(meeting=kept, official=named, position=minister, country=turkey, basis="stated")
        ParticipationFactory(meeting=other, official=None, position=minister, country=turkey, basis="stated")
        merge_meetings(kept.pk, [other.pk], None)
        assert kept.participations.get().official == named

    def test_they_are_counted_from_the_last_one(self):
        kept, other = pair()
        ParticipationFactory(meeting=kept, order=4)
        ParticipationFactory(meeting=other, order=0)
        ParticipationFactory(meeting=other, order=1)
        merge_meetings(kept.pk, [other.pk], None)
        assert list(kept.participations.values_list("order", flat=True)) == [4, 5, 6]

    def test_they_are_counted_from_nought_where_there_were_none(self):
        kept, other = pair()
        ParticipationFactory(meeting=other, order=3)
        merge_meetings(kept.pk, [other.pk], None)
        assert kept.participations.get().order == 0

    def test_a_draft_publishes_nobody(self):
        kept, other = pair({"review_state": "draft"}, {"review_state": "draft"})
        ParticipationFactory(meeting=other, official=OfficialFactory(review_state="draft"))
        merge_meetings(kept.pk, [other.pk], None)
        assert Official.objects.get().review_state == "draft"

    def test_what_one_entry_cannot_hold_is_written_to_the_notes(self):
        official = OfficialFactory()
        kept, other = pair()
        ParticipationFactory(meeting=kept, official=official, title_ar="وزير الخارجية")
        ParticipationFactory(meeting=other, official=official, title_ar="نائب رئيس الوزراء")
        merge_meetings(kept.pk, [other.pk], None)
        kept.refresh_from_db()
        assert "نائب رئيس الوزراء" in kept.notes
        assert str(other) in kept.notes
        assert kept.participations.get().title_ar == "وزير الخارجية"


def test_topics_that_both_have_are_there_once_and_others_follow():
    kept, other = pair()
    both, oil = TopicFactory(), TopicFactory(code="oil")
    MeetingTopicFactory(meeting=kept, topic=both, rank=2)
    MeetingTopicFactory(meeting=other, topic=both, rank=0)
    MeetingTopicFactory(meeting=other, topic=oil, rank=1)
    merge_meetings(kept.pk, [other.pk], None)
    assert list(kept.ranked_topics.values_list("topic__code", "rank")) == [(both.code, 2), ("oil", 3)]


def test_equal_notes_are_kept_once():
    kept, other = pair({"notes": "One."}, {"notes": "One."})
    merge_meetings(kept.pk, [other.pk], None)
    kept.refresh_from_db()
    assert kept.notes == "One."


def test_what_is_suggested_is_the_kept_record_where_nothing_speaks_against_it():
    kept, other = pair({"summary_ar": ""}, {"summary_ar": "بحث الوزيران التعاون."})
    choices = suggest_choices(kept, [other])
    assert {fact for fact in CHOSEN if choices[fact] == other.pk} == {"summary_ar"}

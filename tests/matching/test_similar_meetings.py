"""Which records are taken for reports of one meeting."""

import datetime

import pytest
from django.utils import translation

from meetings.matching.similar_meetings import ComparedMeeting, compare, find_likely_pairs, find_likely_same
from meetings.models import DifferentMeetings
from tests.factories import (
    ArticleFactory,
    CountryFactory,
    MeetingFactory,
    OfficialFactory,
    ParticipationFactory,
    PlaceFactory,
    SourceFactory,
)

pytestmark = pytest.mark.django_db

DAY = datetime.date(2023, 11, 3)


@pytest.fixture
def people():
    sides = [CountryFactory(code=code) for code in ("IQ", "FR")]
    return [(OfficialFactory(), side) for side in sides]


def meeting(people, **fields):
    record = MeetingFactory(**{"date": DAY, **fields})
    for order, (official, side) in enumerate(people):
        ParticipationFactory(meeting=record, official=official, country=side, order=order)
    return record


def pairs() -> list[tuple[int, int]]:
    return [(pair.first, pair.second) for pair in find_likely_pairs()]


def days_after(number: int) -> datetime.date:
    return DAY + datetime.timedelta(number)


def test_the_same_people_on_the_same_or_a_near_day(people):
    first = meeting(people)
    same, near = meeting(people, review_state="draft"), meeting(people, date=days_after(2))
    meeting(people, date=days_after(3))
    assert (first.pk, same.pk) == pairs()[0]
    assert (first.pk, near.pk) in pairs()
    assert find_likely_pairs()[0].score > next(pair.score for pair in find_likely_pairs() if pair.second == near.pk)
    assert {pair.second for pair in find_likely_same(first)} == {same.pk, near.pk}


def test_an_undated_record_is_not_its_own_pair(people):
    first, second = (meeting(people, date=None, date_precision="unknown") for _ in range(2))
    SourceFactory(meeting=first, article=ArticleFactory(published_on=DAY))
    SourceFactory(meeting=second, article=ArticleFactory(published_on=DAY))
    assert pairs() == [(first.pk, second.pk)]


def test_an_office_in_the_place_of_a_name(people):
    first = meeting(people)
    (official, side), (_nobody, other_side) = people
    second = meeting([(official, side)])
    ParticipationFactory(meeting=second, official=None, title_ar="وزير الخارجية", country=other_side, order=1)
    assert pairs() == [(first.pk, second.pk)]


def test_a_month_without_a_day_and_no_date_at_all(people):
    first = meeting(people)
    month = meeting(people, date=datetime.date(2023, 11, 1), date_precision="month")
    undated = meeting(people, date=None, date_precision="unknown")
    assert (first.pk, month.pk) in pairs()
    assert (first.pk, undated.pk) not in pairs()
    SourceFactory(meeting=undated, article=ArticleFactory(published_on=days_after(1)))
    assert (first.pk, undated.pk) in pairs()


@pytest.mark.parametrize(
    "fields",
    [{"kind": "phone"}, {"review_state": "rejected"}, {"date": days_after(9)}, {"date": datetime.date(2022, 11, 3)}],
)
def test_what_is_not_the_same(people, fields):
    meeting(people)
    meeting(people if "kind" not in fields else [*people[:1], (OfficialFactory(), people[1][1])], **fields)
    assert pairs() == []


def test_one_person_who_met_others_on_the_same_day(people):
    meeting(people)
    meeting([people[0], (OfficialFactory(), CountryFactory(code="TR"))])
    assert pairs() == []


def test_another_minister_of_the_same_side_on_the_next_day(people):
    meeting(people)
    meeting([people[0], (OfficialFactory(), people[1][1])], date=days_after(1))
    assert pairs() == []


def test_two_meetings_of_one_article_in_two_places(people):
    first, second = meeting(people, place=PlaceFactory()), meeting(people, date=days_after(1))
    assert pairs() == [(first.pk, second.pk)]
    article = ArticleFactory()
    for record in (first, second):
        SourceFactory(meeting=record, article=article)
    second.place = PlaceFactory(slug="fr-paris", city_ar="باريس")
    second.save()
    assert pairs() == []


def test_what_an_editor_called_different_is_not_asked_again(people):
    first, second = meeting(people), meeting(people)
    DifferentMeetings.objects.create(first=first, second=second)
    assert pairs() == []
    assert find_likely_same(first) == []


@pytest.mark.parametrize("size", [2, 12])
def test_the_number_of_queries_does_not_grow(people, size, django_assert_num_queries):
    for _ in range(size):
        meeting(people)
    with django_assert_num_queries(4):
        assert find_likely_pairs()


class TestCompare:
    """The score of two outlines: what counts for and against one meeting."""

    def outline(
        self, pk: int = 1, day: datetime.date | None = DAY, precision: str = "day", **fields
    ) -> ComparedMeeting:
        """A meeting of two officials, one for each of two sides."""
        officials = fields.pop("officials", {1, 2})
        sides = fields.pop("sides", {("country", side): {side} & officials for side in (1, 2)})
        is_remote, place = fields.pop("is_remote", False), fields.pop("place", None)
        return ComparedMeeting(pk, day, precision, is_remote, place, officials, sides, **fields)

    def score(self, one: ComparedMeeting, other: ComparedMeeting) -> int | None:
        pair, again = compare(one, other), compare(other, one)
        assert pair == again
        assert pair is None or (pair.first, pair.second) == (1, 2)
        return pair.score if pair else None

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({}, 90),
            ({"day": days_after(1)}, 80),
            ({"day": days_after(2)}, 70),
            ({"day": days_after(3)}, None),
            ({"is_remote": True}, 60),  # just enough to be listed
            ({"is_remote": True, "day": days_after(1)}, None),
            ({"officials": {1}}, 70),  # the report names the other by office
            ({"officials": {1, 3}, "sides": {("country", 1): {1}, ("country", 2): {3}}}, None),
            ({"officials": set()}, None),
            ({"sides": {}}, 80),
            ({"sides": {("country", 1): {1}}, "officials": {1}}, None),
            ({"sides": {("country", 1): set(), ("organisation", 2): set()}, "officials": {1}}, None),
        ],
    )
    def test_days_people_and_sides(self, fields, expected):
        assert self.score(self.outline(), self.outline(2, **fields)) == expected

    @pytest.mark.parametrize(("mine", "other", "expected"), [(5, 5, 100), (5, 6, 70), (5, None, 90), (None, 6, 90)])
    def test_places(self, mine, other, expected):
        assert self.score(self.outline(place=mine), self.outline(2, place=other)) == expected

    def test_sides_alone_need_the_same_day_and_place(self):
        one = self.outline(officials=set(), place=5)
        assert self.score(one, self.outline(2, officials=set(), place=5)) == 60
        assert self.score(one, self.outline(2, officials=set())) is None
        assert self.score(one, self.outline(2, officials=set(), place=5, day=days_after(1))) is None

    def test_one_article_reports_two_meetings(self):
        one = self.outline(articles={7})
        assert self.score(one, self.outline(2, articles={7})) == 90
        assert self.score(one, self.outline(2, articles={8}, day=days_after(1))) == 80
        assert self.score(one, self.outline(2, articles={7}, day=days_after(1))) is None
        assert self.score(one, self.outline(2, articles={7}, officials={1})) is None

    @pytest.mark.parametrize(
        ("day", "precision", "expected"),
        [
            (datetime.date(2023, 11, 1), "month", 80),
            (datetime.date(2023, 10, 1), "month", None),
            (datetime.date(2022, 11, 1), "month", None),
            (datetime.date(2023, 1, 1), "year", 70),
            (datetime.date(2022, 1, 1), "year", None),
        ],
    )
    def test_a_month_or_a_year_may_be_that_day(self, day, precision, expected):
        assert self.score(self.outline(), self.outline(2, day, precision)) == expected

    @pytest.mark.parametrize(("days", "expected"), [(-1, None), (0, 80), (4, 80), (5, None)])
    def test_an_undated_record_was_in_the_news_after_that_day(self, days, expected):
        undated = self.outline(2, None, "unknown", reported={days_after(days)})
        assert self.score(self.outline(), undated) == expected

    @pytest.mark.parametrize(("days", "expected"), [(-5, None), (-4, 80), (0, 80), (4, 80), (5, None)])
    def test_two_undated_records_were_in_the_news_together(self, days, expected):
        one = self.outline(1, None, "unknown", reported={DAY})
        assert self.score(one, self.outline(2, None, "unknown", reported={days_after(days)})) == expected
        assert self.score(one, self.outline(2, None, "unknown")) is None

    def reasons(self, one: ComparedMeeting, other: ComparedMeeting) -> list[str]:
        pair = compare(one, other)
        assert pair is not None
        with translation.override("en"):
            pair = compare(one, other)
        return list(pair.reasons)

    def test_the_reasons_in_words(self):
        with_place = self.outline(place=5), self.outline(2, place=5)
        assert self.reasons(*with_place) == ["the same day", "2 officials in both", "the same sides", "the same place"]
        near = self.outline(2, days_after(1), sides={("country", 1): {1, 2}})
        assert self.reasons(self.outline(), near) == ["1 day apart", "2 officials in both"]
        month = self.outline(2, datetime.date(2023, 11, 1), "month", place=6)
        assert self.reasons(self.outline(), month) == [
            "the exact date of one is unknown", "2 officials in both", "the same sides",
        ]  # fmt: skip
        nobody = self.outline(officials=set(), place=5), self.outline(2, officials=set(), place=5)
        assert self.reasons(*nobody) == ["the same day", "the same sides", "the same place"]

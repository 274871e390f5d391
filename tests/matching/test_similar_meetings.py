"""Which records are taken for reports of one meeting."""

import datetime

import pytest

from meetings.matching.similar_meetings import likely_pairs, likely_same
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
    return [(pair.first, pair.second) for pair in likely_pairs()]


def days_after(number: int) -> datetime.date:
    return DAY + datetime.timedelta(number)


def test_the_same_people_on_the_same_or_a_near_day(people):
    first = meeting(people)
    same, near = meeting(people, review_state="draft"), meeting(people, date=days_after(2))
    meeting(people, date=days_after(3))
    assert (first.pk, same.pk) == pairs()[0]
    assert (first.pk, near.pk) in pairs()
    assert likely_pairs()[0].score > next(pair.score for pair in likely_pairs() if pair.second == near.pk)
    assert {pair.second for pair in likely_same(first)} == {same.pk, near.pk}


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
    assert likely_same(first) == []


@pytest.mark.parametrize("size", [2, 12])
def test_the_number_of_queries_does_not_grow(people, size, django_assert_num_queries):
    for _ in range(size):
        meeting(people)
    with django_assert_num_queries(4):
        assert likely_pairs()

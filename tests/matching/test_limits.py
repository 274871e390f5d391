"""Matching at its limits: the last day, the lowest score, the largest group."""

from datetime import date, timedelta

import pytest

from meetings.matching.name_similarity import find_relation, may_be_called, read_name
from meetings.matching.rules import MAX_SEEN_DAYS, SeenOffice
from meetings.matching.similar_officials import find_candidates, find_likely_pairs, find_pairs_of
from tests.factories import CountryFactory, MeetingFactory, OfficialFactory, ParticipationFactory
from tests.matching.test_compared_officials import outline

DAY = date(2021, 3, 1)


def seen(day: date = DAY) -> SeenOffice:
    (office,) = SeenOffice.of_title("وزير الدفاع", "IQ", day)
    return office


def test_an_office_is_the_same_for_a_year():
    assert MAX_SEEN_DAYS == 366
    for days, expected in ((366, True), (367, False), (-366, True), (-367, False)):
        assert seen().is_near(DAY + timedelta(days)) is expected
        assert seen().is_near_to(seen(DAY + timedelta(days)), 366) is expected


def test_a_group_of_400_is_compared_and_a_larger_one_is_not():
    people = [outline(number, "فؤاد حسين") for number in range(401)]
    assert len(find_candidates(people[:400])) == 400 * 399 // 2
    assert find_candidates(people) == set()


@pytest.mark.django_db
def test_a_pair_is_listed_from_a_score_of_50_on():
    people = [OfficialFactory(name_ar="فؤاد حسين", name_en="") for _ in range(2)]
    for official, code, day in zip(people, ("IQ", "QA"), (DAY, date(2014, 3, 1)), strict=True):
        ParticipationFactory(
            meeting=MeetingFactory(date=day), official=official, country=CountryFactory(code=code, name_ar=code)
        )
    assert [pair.score for pair in find_likely_pairs()] == [50]
    assert [pair.score for pair in find_pairs_of([people[0].pk])] == [50]


def test_progress_is_told_for_all_pairs(db):
    told = []
    for _ in range(3):
        OfficialFactory(name_ar="فؤاد حسين", name_en="")
    find_likely_pairs(lambda done, whole: told.append((done, whole)))
    assert told == [(0, 3), (3, 3)]


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("محمود عباس", ["محمود رضا عباس"], True),
        ("محمد عباس", ["محمود عباس"], False),
        ("سامح شكري", ["فؤاد حسين"], False),
        ("حسين", ["فؤاد حسين"], True),
        ("سامح شكري", ["فؤاد حسين", "سامح حسن شكري"], True),
        ("سامح شكري", [], False),
    ],
)
def test_a_name_may_be_another_spelling_of_a_known_one(name, known, expected):
    assert may_be_called(name, known) is expected


@pytest.mark.parametrize(
    ("one", "other", "how"),
    [
        ("Kamal Shukri", "Kameel Shukri", "spelling"),  # 73 of 100
        ("Karim Shukri", "Koroum Shukri", ""),
        ("Fuad Ali Hussein", "Fuad Hussein", "shorter"),
    ],
)
def test_latin_names_that_sound_alike(one, other, how):
    names = read_name(one), read_name(other)
    assert find_relation(*names) == find_relation(*reversed(names)) == how

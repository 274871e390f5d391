"""Two sides or people: only meetings with each other count, published ones, each once."""

import datetime

import pytest

from meetings.queries import between
from tests import factories


@pytest.fixture
def world(db):
    """Iraq and France meet twice, once with two Iraqis; an Iraqi meets a colleague; one draft."""
    iraq = factories.CountryFactory()
    france = factories.CountryFactory(code="FR", name_ar="فرنسا")
    nations = factories.OrganisationFactory()
    fuad, second, macron = (factories.OfficialFactory(slug=slug) for slug in ("fuad", "second", "macron"))

    def meet(*parts, **fields):
        meeting = factories.MeetingFactory(**fields)
        for official, country in parts:
            factories.ParticipationFactory(meeting=meeting, official=official, country=country)
        factories.MeetingTopicFactory(meeting=meeting)
        return meeting

    return {
        "both": meet((fuad, iraq), (second, iraq), (macron, france), date=datetime.date(2020, 1, 2)),
        "one": meet((fuad, iraq), (macron, france), date=datetime.date(2022, 5, 6)),
        "home": meet((fuad, iraq), (second, iraq)),
        "draft": meet((fuad, iraq), (macron, france), review_state="draft"),
        "fuad": fuad,
        "second": second,
        "macron": macron,
        "iraq": iraq,
        "france": france,
        "nations": nations,
    }


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        ("iraq", "france", {"both", "one"}),
        ("france", "iraq", {"both", "one"}),
        ("fuad", "macron", {"both", "one"}),
        ("second", "macron", {"both"}),
        ("fuad", "second", {"both", "home"}),
        ("second", "france", {"both"}),
        ("iraq", "nations", set()),
        ("fuad", "iraq", {"both", "home"}),
        ("macron", "france", set()),
    ],
)
def test_meetings_between(world, first, second, expected):
    found = between.select_meetings_between(world[first], world[second])
    assert sorted(m.pk for m in found) == sorted(world[name].pk for name in expected)


def test_who_spoke_and_about_what(world):
    meetings = between.select_meetings_between(world["iraq"], world["france"])
    assert [(row.record.slug, row.meetings) for row in between.count_people_for(world["iraq"], meetings, 5)] == [
        ("fuad", 2),
        ("second", 1),
    ]
    assert between.count_people_for(world["fuad"], meetings, 5) == []
    assert [(row.record.code, row.meetings) for row in between.count_topics(meetings, 5)] == [("security", 2)]


def test_coverage_tells_silence_from_absence(world):
    covered = between.measure_coverage(world["france"])
    assert (covered.meetings, covered.first, covered.last) == (2, datetime.date(2020, 1, 2), datetime.date(2022, 5, 6))
    assert between.measure_coverage(world["nations"]).meetings == 0


def test_keys_lead_back_to_their_records(world):
    for name in ("iraq", "nations", "fuad"):
        assert between.find_party(between.make_key(world[name])) == world[name]
    assert between.find_party("nobody") is None
    world["fuad"].review_state = "draft"
    world["fuad"].save()
    assert between.find_party("fuad") is None

"""Who met whom most, counted over published meetings only."""

import datetime

import pytest

from meetings.models import Meeting
from meetings.queries import archive, people, sides
from tests import factories


@pytest.fixture
def world(db):
    """Two Iraqis meet a Frenchman twice, one of them a Turk once, and a draft that must not count."""
    iraq = factories.CountryFactory()
    france = factories.CountryFactory(code="FR", name_ar="فرنسا")
    turkey = factories.CountryFactory(code="TR", name_ar="تركيا")
    nations = factories.OrganisationFactory()
    fuad, second, macron, fidan = (factories.OfficialFactory(slug=slug) for slug in ("a", "b", "c", "d"))

    def meet(*parts, **fields):
        meeting = factories.MeetingFactory(**fields)
        for official, country in parts:
            factories.ParticipationFactory(meeting=meeting, official=official, country=country)
        return meeting

    meet((fuad, iraq), (second, iraq), (macron, france), date=datetime.date(2020, 1, 2))
    meet((fuad, iraq), (macron, france), date=datetime.date(2022, 5, 6))
    last = meet((fuad, iraq), (fidan, turkey), date=datetime.date(2022, 7, 8))
    factories.ParticipationFactory(
        meeting=last, official=None, country=None, organisation=nations, name_as_written="ممثل الأمم المتحدة"
    )
    meet((fuad, iraq), (fidan, turkey), review_state="draft")
    return {"fuad": fuad, "second": second, "macron": macron, "fidan": fidan, "iraq": iraq, "nations": nations}


def test_met_most_tells_counterparts_from_colleagues(world):
    met, beside = people.find_met_most(world["fuad"], 5)
    assert [(row.record, row.meetings) for row in met] == [(world["macron"], 2), (world["fidan"], 1)]
    assert [(row.record, row.meetings) for row in beside] == [(world["second"], 1)]


def test_sides_met_most(world):
    rows = [(row.record.code, row.meetings) for row in sides.find_met_most(world["iraq"], 5)]
    assert rows == [("FR", 2), ("TR", 1), ("UN", 1)]


def test_people_of_a_side(world):
    assert [(row.record.slug, row.meetings) for row in sides.count_people_of(world["iraq"], 5)] == [("a", 3), ("b", 1)]


def test_counts_by_year_have_no_gaps(world):
    assert archive.count_by_year(Meeting.objects.public()) == [(2020, 1), (2021, 0), (2022, 2)]
    assert archive.count_by_year(Meeting.objects.filter(date__year=2020)) == [(2020, 1), (2021, 0), (2022, 0)]
    assert archive.count_by_year(Meeting.objects.none()) == []


def test_overview_counts_what_is_published(world):
    overview = archive.count_records()
    assert (overview.meetings, overview.officials, overview.countries, overview.organisations) == (3, 4, 3, 1)
    assert (overview.first, overview.last) == (datetime.date(2020, 1, 2), datetime.date(2022, 7, 8))


def test_officials_are_counted_and_active_first(world):
    assert [(o.slug, o.meetings_count) for o in people.find_most_active(2)] == [("a", 3), ("c", 2)]

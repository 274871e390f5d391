"""The order of participants, and what an office says of them."""

from datetime import date

import pytest

from meetings.services.participations import fill_in_office, set_order
from tests.factories import (
    AppointmentFactory,
    CountryFactory,
    MeetingFactory,
    OfficialFactory,
    OrganisationFactory,
    ParticipationFactory,
    PositionFactory,
)

pytestmark = pytest.mark.django_db


class TestOrder:
    @pytest.mark.parametrize(
        ("wanted", "result"),
        [([2, 0, 1], [2, 0, 1]), ([1, 0, 2], [1, 0, 2]), ([2], [2, 0, 1]), ([], [0, 1, 2]), ([0, 1, 2], [0, 1, 2])],
    )
    def test_places_are_exchanged_without_a_clash(self, wanted, result):
        meeting = MeetingFactory()
        parts = [ParticipationFactory(meeting=meeting) for _ in range(3)]
        set_order(meeting, [parts[place].pk for place in wanted])
        assert list(meeting.participations.values_list("pk", "order")) == [
            (parts[place].pk, order) for order, place in enumerate(result)
        ]

    def test_gaps_are_closed(self):
        meeting = MeetingFactory()
        ParticipationFactory(meeting=meeting, order=4)
        ParticipationFactory(meeting=meeting, order=9)
        set_order(meeting, [])
        assert list(meeting.participations.values_list("order", flat=True)) == [0, 1]

    def test_other_meetings_are_left_alone(self):
        other = ParticipationFactory(order=7)
        part = ParticipationFactory(order=3)
        set_order(part.meeting, [other.pk, part.pk])
        other.refresh_from_db()
        assert other.order == 7


class TestOffice:
    def part(self, **more):
        return ParticipationFactory.build(
            meeting=MeetingFactory(date=date(2023, 11, 3)), official=OfficialFactory(), country=None, **more
        )

    def test_office_and_side_of_that_day(self):
        part = self.part()
        office = AppointmentFactory(official=part.official, start=date(2022, 10, 27)).position
        assert fill_in_office(part)
        assert (part.position, part.country, part.organisation) == (office, office.country, None)

    def test_offices_of_bodies_too(self):
        part = self.part()
        position = PositionFactory(code="un-sg", country=None, organisation=OrganisationFactory())
        AppointmentFactory(official=part.official, position=position)
        assert fill_in_office(part)
        assert part.organisation == position.organisation

    def test_not_an_office_of_another_time(self):
        part = self.part()
        AppointmentFactory(official=part.official, start=date(2023, 11, 4))
        assert not fill_in_office(part)

    def test_not_an_office_without_dates(self):
        part = self.part()
        AppointmentFactory(official=part.official, start=None)
        assert not fill_in_office(part)
        office = AppointmentFactory(official=part.official, position=PositionFactory(code="iq-deputy")).position
        assert fill_in_office(part)
        assert part.position == office

    def test_not_an_office_that_began_at_some_time_of_the_year(self):
        part = self.part()
        AppointmentFactory(official=part.official, start=date(2023, 1, 1), start_precision="year")
        assert not fill_in_office(part)

    def test_not_one_of_two(self):
        part = self.part()
        AppointmentFactory(official=part.official)
        AppointmentFactory(official=part.official, position=PositionFactory(code="iq-deputy", title_ar="نائب الرئيس"))
        assert not fill_in_office(part)
        assert part.position is None

    def test_what_the_editor_said_stays(self):
        part = self.part()
        AppointmentFactory(official=part.official)
        part.country = CountryFactory(code="FR", name_ar="فرنسا")
        assert not fill_in_office(part)
        assert (part.position, part.country.code) == (None, "FR")

    def test_nothing_is_known_without_a_day_or_a_person(self):
        undated = ParticipationFactory(meeting__date=None, meeting__date_precision="unknown", country=None)
        AppointmentFactory(official=undated.official)
        assert not fill_in_office(undated)
        assert not fill_in_office(self.part_without_name())

    def part_without_name(self):
        return ParticipationFactory(official=None, title_ar="وزير الدفاع", country=None)

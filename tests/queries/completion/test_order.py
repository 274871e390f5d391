"""The order of completions, on small archives."""

import pytest

from meetings.queries.completion import complete_names, complete_sides
from tests.factories import (
    AppointmentFactory,
    CountryFactory,
    MeetingFactory,
    OfficialFactory,
    OfficialNameFactory,
    ParticipationFactory,
    PlaceFactory,
    PositionFactory,
)

pytestmark = pytest.mark.django_db


class TestSides:
    def test_names_that_begin_so_come_before_words_and_then_by_meetings(self):
        niger = CountryFactory(code="NE", name_ar="النيجر", name_en="Niger")
        nigeria = CountryFactory(code="NG", name_ar="نيجيريا", name_en="Nigeria")
        inner = CountryFactory(code="XX", name_ar="دولة نيجرو", name_en="State of Nigero")
        for number in range(2):
            ParticipationFactory(country=nigeria, meeting=MeetingFactory(slug=f"n-{number}"))
        for number in range(5):
            ParticipationFactory(country=inner, meeting=MeetingFactory(slug=f"x-{number}"))
        assert [one.pk for one in complete_names("country", "niger")] == [niger.pk, nigeria.pk, inner.pk]
        assert [one.pk for one in complete_names("country", "nige")] == [nigeria.pk, niger.pk, inner.pk]

    @pytest.mark.parametrize("typed", ["؟!", "…", "zzzz", "س" * 10_000])
    def test_what_no_name_has_finds_nothing(self, typed):
        CountryFactory()
        assert complete_sides(typed) == []

    def test_an_empty_text_offers_all_by_meetings(self):
        rare, often = CountryFactory(), CountryFactory(code="FR", name_ar="فرنسا", name_en="France")
        ParticipationFactory(country=often)
        assert [one.pk for one in complete_names("country", " ")] == [often.pk, rare.pk]


class TestOthers:
    def test_officials_by_name_then_by_their_office(self):
        france = CountryFactory(code="FR", name_ar="فرنسا", name_en="France")
        macron = OfficialFactory(name_ar="إيمانويل ماكرون", name_en="Emmanuel Macron", slug="macron")
        OfficialNameFactory(official=macron, name="ماكرون")
        AppointmentFactory(official=macron, position=PositionFactory(code="p", title_ar="رئيس", country=france))
        other = OfficialFactory(name_ar="بريجيت ماكرون", name_en="Brigitte Macron", slug="brigitte")
        assert [one.pk for one in complete_names("official", "ماكرون")] == [macron.pk, other.pk]
        assert [one.pk for one in complete_names("official", "brig")] == [other.pk]
        assert [one.pk for one in complete_names("official", "رئيس فرنسا")] == [macron.pk]

    def test_offices_of_the_preferred_side_come_first(self):
        iraq, france = CountryFactory(), CountryFactory(code="FR", name_ar="فرنسا", name_en="France")
        ours = PositionFactory(code="iq", title_ar="وزير الخارجية", country=iraq)
        theirs = PositionFactory(code="fr", title_ar="وزير الخارجية", country=france)
        both = complete_names("position", "وزير خارجية", lambda one: one.side == ("country", france.pk))
        assert [one.pk for one in both] == [theirs.pk, ours.pk]
        assert [one.pk for one in complete_names("position", "وزير خارجية العراق")] == [ours.pk]

    def test_a_country_as_a_place_comes_before_its_cities(self):
        iraq = CountryFactory()
        city = PlaceFactory(city_ar="بغداد", city_en="Baghdad", country=iraq, slug="iq-baghdad")
        land = PlaceFactory(city_ar="", city_en="", country=iraq, slug="iq", kind="country")
        assert [one.pk for one in complete_names("place", "العراق")] == [land.pk, city.pk]
        assert [one.pk for one in complete_names("place", "باغداد بغداد")] == []

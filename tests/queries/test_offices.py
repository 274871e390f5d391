"""The office of a person on a day, now, and earlier, in the words of every page."""

from datetime import date

import pytest
from django.utils import translation

from meetings.models.terms import Holding
from meetings.queries.offices import (
    format_term,
    format_title_with_side,
    get_certain_office_on,
    get_office_on,
    list_offices_on,
)
from tests.factories import AppointmentFactory, CountryFactory, OfficialFactory, PositionFactory

pytestmark = pytest.mark.django_db

TODAY = date(2026, 3, 1)


@pytest.fixture
def merkel():
    """Return an official whose only office has ended."""
    official = OfficialFactory(name_ar="أنغيلا ميركل", name_en="Angela Merkel")
    chancellor = PositionFactory(code="de-chancellor", title_ar="المستشارة الألمانية", title_en="Chancellor of Germany")
    AppointmentFactory(official=official, position=chancellor, start=date(2005, 11, 22), end=date(2021, 12, 8))
    return official


def office(code: str, title: str):
    return PositionFactory(code=code, title_ar=title, title_en="")


def undated(official, position):
    return AppointmentFactory(
        official=official, position=position, start=None, start_precision="unknown", end_precision="unknown"
    )


class TestLabel:
    def test_an_office_that_ended_is_former_in_both_languages(self, merkel):
        with translation.override("en"):
            assert get_office_on(merkel, TODAY).label == "Former Chancellor of Germany"
            assert get_office_on(merkel, TODAY).years == "2005–2021"
        with translation.override("ar"):
            assert get_office_on(merkel, TODAY).label == "المستشارة الألمانية سابقًا"

    def test_the_mark_is_of_the_office_and_not_of_its_side(self, merkel):
        position = merkel.appointments.get().position
        position.title_ar = "المستشارة"
        position.save()
        with translation.override("ar"):
            assert get_office_on(merkel, TODAY).label_with_side == f"المستشارة سابقًا – {position.country}"

    @pytest.mark.parametrize(
        ("language", "code", "title", "shown"),
        [
            ("ar", "IT", "وزير الدفاع الإيطالي", "وزير الدفاع الإيطالي"),
            ("ar", "DE", "المستشارة الألمانية", "المستشارة الألمانية"),
            ("ar", "IT", "وزير الدفاع", "وزير الدفاع – إيطاليا"),
            ("en", "IT", "Italian Minister of Defence", "Italian Minister of Defence"),
            ("en", "IT", "Minister of Defence", "Minister of Defence – Italy"),
            ("ar", "ML", "وزير المالية", "وزير المالية – مالي"),
        ],
    )
    def test_a_title_that_names_its_side_by_a_demonym_is_shown_without_the_side(self, language, code, title, shown):
        names = {"IT": ("إيطاليا", "Italy"), "DE": ("ألمانيا", "Germany"), "ML": ("مالي", "Mali")}[code]
        demonyms = {"IT": ["إيطالي"], "DE": ["ألماني", "ألمانية"], "ML": ["مالي", "مالية"]}[code]
        side = CountryFactory(code=code, name_ar=names[0], name_en=names[1], demonyms={"masculine": demonyms})
        position = PositionFactory(code="one", country=side, title_ar=title, title_en=title)
        with translation.override(language):
            assert format_title_with_side(position) == shown

    def test_in_its_time_it_has_no_mark(self, merkel):
        with translation.override("en"):
            assert get_office_on(merkel, date(2015, 1, 1)).label == "Chancellor of Germany"
            assert get_office_on(merkel, date(2000, 1, 1)).label == "Later Chancellor of Germany"

    def test_without_dates_the_words_say_so(self):
        official = OfficialFactory()
        undated(official, PositionFactory(title_en="Secretary General"))
        with translation.override("en"):
            found = get_office_on(official, TODAY)
            assert (found.label, found.term, found.years) == (
                "Secretary General (dates not known)",
                "dates not known",
                "",
            )

    def test_a_day_in_doubt_has_a_mark(self):
        official = OfficialFactory()
        AppointmentFactory(official=official, start=date(2012, 1, 1), start_precision="year")
        with translation.override("en"):
            assert (
                get_office_on(official, date(2012, 3, 1)).label == "Minister of Foreign Affairs (exact dates not known)"
            )
            assert get_office_on(official, date(2013, 1, 1)).label == "Minister of Foreign Affairs"
            assert format_term(official.appointments.get()) == "since 2012"


class TestChoice:
    def test_the_office_held_comes_before_former_ones_and_those_without_dates(self):
        official = OfficialFactory()
        prime_minister, president, leader = office("pm", "رئيس الوزراء"), office("pr", "الرئيس"), office("le", "الزعيم")
        undated(official, leader)
        AppointmentFactory(official=official, position=prime_minister, start=date(2012, 1, 1), end=date(2019, 6, 1))
        AppointmentFactory(official=official, position=president, start=date(2019, 6, 10))
        assert get_office_on(official, date(2015, 1, 1)).position == prime_minister
        assert get_office_on(official, TODAY).position == president
        assert [one.holding for one in list_offices_on(official.appointments.all(), TODAY)] == [
            Holding.HELD,
            Holding.FORMER,
            Holding.UNKNOWN,
        ]

    def test_of_former_offices_the_last_that_ended(self):
        official = OfficialFactory()
        AppointmentFactory(
            official=official, position=office("a", "سفير"), start=date(2010, 1, 1), end=date(2020, 1, 1)
        )
        AppointmentFactory(
            official=official, position=office("b", "وزير"), start=date(2012, 1, 1), end=date(2014, 1, 1)
        )
        assert get_office_on(official, TODAY).position.code == "a"

    def test_no_office_on_record(self):
        assert get_office_on(OfficialFactory()) is None


class TestCertainty:
    def test_an_office_without_dates_is_neither_the_answer_nor_an_obstacle(self):
        official, position = OfficialFactory(), PositionFactory()
        undated(official, office("le", "الزعيم"))
        assert get_certain_office_on(official, date(2015, 1, 1)) is None
        AppointmentFactory(official=official, position=position, start=date(2014, 1, 1))
        assert get_certain_office_on(official, date(2015, 1, 1)) == position

    def test_not_beside_a_doubtful_one(self):
        official = OfficialFactory()
        AppointmentFactory(official=official, start=date(2014, 1, 1))
        other = office("le", "الزعيم")
        AppointmentFactory(official=official, position=other, start=date(2015, 1, 1), start_precision="year")
        assert get_certain_office_on(official, date(2015, 5, 1)) is None
        assert get_certain_office_on(official, date(2014, 5, 1)) is not None

    def test_a_month_needs_an_office_held_in_all_of_it(self):
        official = OfficialFactory()
        AppointmentFactory(official=official, start=date(2014, 5, 10))
        assert get_certain_office_on(official, date(2014, 5, 20)) is not None
        assert get_certain_office_on(official, date(2014, 5, 1), "month") is None


@pytest.mark.django_db
def test_of_offices_since_one_day_the_first_on_record_comes_first():
    official = OfficialFactory()
    first, second = (
        AppointmentFactory(official=official, position=PositionFactory(code=code), start=date(2022, 1, 1))
        for code in ("one", "two")
    )
    for order in ((first, second), (second, first)):
        assert [held.appointment for held in list_offices_on(order, date(2023, 1, 1))] == [first, second]

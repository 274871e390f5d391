"""Who is meant: across spellings, by office and day, and never by a score alone."""

from datetime import date

import pytest

from meetings.extraction.readings import ParticipantReading
from meetings.matching.officials import KnownOfficials, name_key
from tests.factories import (
    AppointmentFactory,
    CountryFactory,
    MeetingFactory,
    OfficialFactory,
    OfficialNameFactory,
    ParticipationFactory,
    PositionFactory,
)

pytestmark = pytest.mark.django_db

DAY = date(2025, 2, 14)


@pytest.fixture
def italy():
    return CountryFactory(code="IT", name_ar="إيطاليا", name_en="Italy")


def in_office(name: str, side, title: str, code: str, start: date | None = date(2022, 10, 22), end: date | None = None):
    official = OfficialFactory(name_ar=name, name_en="")
    OfficialNameFactory(official=official, name=name)
    AppointmentFactory(
        official=official, position=PositionFactory(code=code, title_ar=title, country=side), start=start, end=end
    )
    return official


def found(day: date | None = DAY, **participant) -> tuple[int, str] | None:
    match = KnownOfficials().find(ParticipantReading(**participant), day)
    return (match.official_id, match.how) if match else None


def test_spellings_of_a_name_meet(italy):
    minister = in_office("غويدو كروسيتو", italy, "وزير الدفاع الإيطالي", "it-defence")
    assert found(name="غويدو كروسيتو", side="IT") == (minister.pk, "name")
    assert found(name="غويدو كروسيتو") == (minister.pk, "name")
    assert found(name="غويدو كروسيتُو", side="IT") == (minister.pk, "name")
    assert found(name="غيدو كروسيتو", side="IT") == (minister.pk, "spelling")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("الشيخ محمد بن زايد", "محمد زايد"),
        ("عبد الفتاح البرهان", "الفريق أول ركن عبدالفتاح البرهان"),
        ("الدكتور أبو بكر كندي", "أبوبكر كندي"),
    ],
)
def test_courtesy_filiation_and_spaces_make_no_other_name(one: str, other: str):
    assert name_key(one) == name_key(other)


def test_a_given_name_that_is_a_rank_too_stays():
    assert name_key("عماد السائح") != name_key("السائح")


def test_a_misspelt_name_needs_the_same_office(italy):
    minister = in_office("غويدو كروسيتو", italy, "وزير الدفاع الإيطالي", "it-defence")
    misspelt = "غويدو كروستينو"
    assert found(name=misspelt, side="IT", title="وزير الدفاع الإيطالي") == (minister.pk, "short-name")
    assert found(name=misspelt, side="IT", title="وزير الخارجية الإيطالي") is None
    assert found(name=misspelt, side="IT") is None
    assert found(name=misspelt, side="FR", title="وزير الدفاع الفرنسي") is None


def test_names_that_only_look_alike_stay_two():
    palestine = CountryFactory(code="PS", name_ar="فلسطين", name_en="Palestine")
    in_office("محمود عباس", palestine, "رئيس دولة فلسطين", "ps-president", start=date(2005, 1, 15))
    assert found(name="محمد عباس", side="PS", title="رئيس دولة فلسطين") is None
    assert found(name="محمد عباس", side="IQ", title="وزير الدفاع العراقي") is None


def test_a_longer_or_shorter_name_of_the_same_side(italy):
    iraq = CountryFactory()
    premier = in_office("محمد شياع السوداني", iraq, "رئيس مجلس الوزراء العراقي", "iq-pm")
    assert found(name="محمد السوداني", side="IQ") == (premier.pk, "short-name")
    assert found(name="السوداني", side="IQ", title="رئيس الوزراء") == (premier.pk, "short-name")
    assert found(name="السوداني", side="IQ") is None  # a family name alone may be anyone's
    assert found(name="محمد السوداني", side="IT") is None


def test_an_office_on_a_day_is_its_holder_and_marked_as_inferred(italy):
    former = in_office(
        "لورينزو غويريني", italy, "وزير الدفاع الإيطالي", "it-defence", date(2019, 9, 5), date(2022, 10, 21)
    )
    present = in_office("غويدو كروسيتو", italy, "وزير الدفاع الإيطالي", "it-defence")
    assert found(title="وزير الدفاع الإيطالي", side="IT", day=date(2020, 9, 28)) == (former.pk, "office")
    assert found(title="وزير الدفاع الإيطالي", side="IT") == (present.pk, "office")
    assert KnownOfficials().find(ParticipantReading(title="وزير الدفاع", side="IT"), DAY).inferred
    assert found(title="وزير الدفاع الإيطالي", side="IT", day=None) is None
    assert found(title="وزير الداخلية الإيطالي", side="IT") is None


def test_a_title_of_several_offices_is_that_of_its_holder(italy):
    title = "نائب رئيس الوزراء وزير الخارجية الإيطالي"
    minister = in_office("أنطونيو تاياني", italy, title, "it-foreign")
    assert found(title=title, side="IT") == (minister.pk, "office")
    assert found(title="وزير الخارجية الإيطالي", side="IT") == (minister.pk, "office")
    assert found(title="نائب رئيس الوزراء وزير البنية التحتية", side="IT") is None


def test_a_holder_without_dates_holds_the_office_on_no_day():
    """A report of 2015 on the Secretary General is not about the one in office since 2023."""
    gulf = CountryFactory(code="KW", name_ar="الكويت", name_en="Kuwait")
    title = "الأمين العام لمجلس التعاون"
    in_office("جاسم محمد البديوي", gulf, title, "gcc-secretary-general", start=None)
    assert found(title=title, side="KW", day=date(2015, 5, 21)) is None
    assert found(title=title, side="KW", day=date(2024, 5, 21)) is None
    assert found(name="البديوي", side="KW", title=title, day=date(2015, 5, 21)) is None
    assert found(name="جاسم البديوي", side="KW", title=title, day=date(2024, 5, 21)) is not None  # the name says who


def test_a_day_in_doubt_is_not_inferred(italy):
    title = "وزير الدفاع الإيطالي"
    official = in_office("لورينزو غويريني", italy, title, "it-defence", date(2019, 9, 1), date(2022, 10, 31))
    official.appointments.update(start_precision="month", end_precision="month")
    assert found(title=title, side="IT", day=date(2019, 9, 3)) is None
    assert found(title=title, side="IT", day=date(2019, 10, 1)) == (official.pk, "office")
    in_office("غويدو كروسيتو", italy, title, "it-defence")
    assert found(title=title, side="IT", day=date(2022, 10, 25)) is None  # either of the two


def test_two_holders_on_record_are_not_guessed_between(italy):
    in_office("لورينزو غويريني", italy, "وزير الدفاع الإيطالي", "it-defence", date(2019, 9, 5), None)
    in_office("غويدو كروسيتو", italy, "وزير الدفاع الإيطالي", "it-defence")
    assert found(title="وزير الدفاع الإيطالي", side="IT") is None


def test_namesakes_are_told_apart_by_side(italy):
    iraq = CountryFactory()
    one = in_office("فؤاد حسين", iraq, "وزير الخارجية العراقي", "iq-foreign")
    in_office("فؤاد حسين", italy, "السفير الإيطالي", "it-ambassador")
    assert found(name="فؤاد حسين", side="IQ") == (one.pk, "name")
    assert found(name="فؤاد حسين") is None


def test_namesakes_of_one_side_are_told_apart_by_office(italy):
    one = in_office("فؤاد حسين", italy, "وزير الدفاع الإيطالي", "it-defence")
    in_office("فؤاد حسين", italy, "السفير الإيطالي", "it-ambassador")
    assert found(name="فؤاد حسين", side="IT", title="وزير الدفاع") == (one.pk, "name")
    assert found(name="فؤاد حسين", side="IT", title="وزير النقل") is None
    assert found(name="فؤاد حسين", side="IT") is None


def test_a_group_is_nobody_in_particular(italy):
    in_office("غويدو كروسيتو", italy, "وزير الدفاع الإيطالي", "it-defence")
    assert found(title="وزير الدفاع الإيطالي", side="IT", is_group=True) is None


@pytest.mark.parametrize(
    ("holder", "name"),
    [
        ("محمد بن سلمان بن عبد العزيز", "محمد بن نايف بن عبد العزيز"),
        ("إبراهيم غندور", "إبراهيم غالي"),
    ],
)
def test_one_office_does_not_make_one_person_of_two_names(holder, name):
    country = CountryFactory(code="SA", name_ar="السعودية", name_en="Saudi Arabia")
    in_office(holder, country, "ولي العهد السعودي", "sa-crown-prince")
    assert found(name=name, side="SA", title="ولي العهد السعودي") is None


def test_a_name_with_the_family_added_is_the_same_holder():
    country = CountryFactory(code="QA", name_ar="قطر", name_en="Qatar")
    emir = in_office("تميم بن حمد", country, "أمير قطر", "qa-emir")
    assert found(name="تميم بن حمد آل ثاني", side="QA", title="أمير قطر") == (emir.pk, "short-name")


class TestSeenInReports:
    """The archive has no appointments, but reports name the official by the office."""

    TITLE = "الرئيس الروسي"
    SEEN = date(2025, 2, 14)

    def seen(self, name: str, title: str = TITLE, side: str = "RU", day: date = SEEN):
        country = CountryFactory(code=side, name_ar=side, name_en=side)
        official = OfficialFactory(name_ar=name, name_en="")
        meeting = MeetingFactory(date=day, date_precision="day")
        ParticipationFactory(meeting=meeting, official=official, country=country, title_ar=title)
        return official

    @pytest.mark.parametrize(("one", "other"), [("بوتين", "فلاديمير بوتين"), ("مايك بومبيو", "مايكل بومبيو")])
    def test_one_name_within_the_other_is_the_same_holder(self, one, other):
        official = self.seen(one)
        assert found(name=other, side="RU", title=self.TITLE) == (official.pk, "short-name")
        assert found(name=other, side="RU", title=self.TITLE, day=date(2026, 1, 1)) == (official.pk, "short-name")
        assert found(name=other, side="RU", title="وزير الدفاع الروسي") is None
        assert found(name=other, side="RU", title=self.TITLE, day=None) is None

    def test_a_family_name_is_the_holder_s_for_a_year_and_a_full_name_for_a_term(self):
        family, full = self.seen("بوتين"), self.seen("سيرغي لافروف", "وزير الخارجية الروسي")
        late, later = date(2027, 2, 14), date(2030, 2, 14)
        assert found(name="فلاديمير بوتين", side="RU", title=self.TITLE, day=late) is None
        spelled = {"name": "سيرجي لافروف", "side": "RU", "title": "وزير خارجية روسيا الاتحادية"}
        assert found(**spelled, day=late) == (full.pk, "short-name")
        assert found(**spelled, day=later) is None
        assert family.pk != full.pk

    def test_a_father_is_not_his_son_in_the_same_office(self):
        self.seen("حمد بن خليفة آل ثاني", "أمير قطر", "QA")
        assert found(name="تميم بن حمد بن خليفة آل ثاني", side="QA", title="أمير قطر") is None

    def test_an_office_among_several_is_the_same_office(self):
        official = self.seen("محمد بن عبد الرحمن", "وزير الخارجية القطري", "QA")
        title = "نائب رئيس مجلس الوزراء وزير الخارجية"
        assert found(name="محمد بن عبدالرحمن بن جاسم آل ثاني", side="QA", title=title) == (official.pk, "short-name")

    def test_no_syllable_of_a_chinese_name_is_left_out(self):
        self.seen("لي كه تشيانغ", "رئيس الوزراء الصيني", "CN")
        assert found(name="لي تشيانغ", side="CN", title="رئيس الوزراء الصيني") is None

    def test_a_shorter_name_is_not_that_of_another_generation(self):
        father = self.seen("جورج بوش", "الرئيس الأمريكي", "US", date(1990, 11, 22))
        assert found(name="جورج دبليو بوش", side="US", day=date(2008, 1, 14)) is None
        assert found(name="جورج هربرت بوش", side="US", day=date(1992, 1, 14)) == (father.pk, "short-name")

    def test_a_namesake_of_another_side_years_apart_is_another_person(self):
        official = self.seen("خالد العطية", "نائب رئيس مجلس النواب العراقي", "IQ", date(2008, 10, 12))
        assert found(name="خالد العطية", side="QA", title="وزير الخارجية القطري", day=date(2014, 2, 26)) is None
        assert found(name="خالد العطية", side="QA", day=date(2008, 11, 1)) == (official.pk, "name")  # a doubt to show
        assert found(name="خالد العطية", side="QA", day=None) == (official.pk, "name")

"""Words against facts, each boundary once: which words state a fact, which contradict it, which leave it open."""

import datetime

import pytest

from meetings.models import Country, Meeting, Place
from meetings.services.facts.words import (
    CONTRADICTS,
    OPEN,
    STATES,
    find_name,
    find_person_names,
    has_name,
    is_naming,
    is_naming_office,
    is_place,
    judge_date,
    judge_kind,
    judge_name,
    judge_person,
    judge_place,
    judge_side,
    judge_title,
)
from tests import factories

PUBLISHED = datetime.date(2025, 3, 15)  # a Saturday


def dated(first: str | None, last: str | None = None, precision: str = "day") -> Meeting:
    days = [datetime.date.fromisoformat(day) if day else None for day in (first, last)]
    return Meeting(date=days[0], date_end=days[1], date_precision=precision if first else "unknown")


# ---------------------------------------------------------------------------------------------------------------- dates
@pytest.mark.parametrize(
    ("quote", "meeting", "verdict"),
    [
        ("في القصر", dated("2025-03-12"), OPEN),
        ("12 آذار 2025", dated("2025-03-12"), STATES),
        ("13 آذار 2025", dated("2025-03-12"), CONTRADICTS),
        ("12 March 2025", dated("2025-03-12"), STATES),
        ("13 March 2025", dated("2025-03-12"), CONTRADICTS),
        ("13 آذار 2025", dated(None), OPEN),
        ("آذار 2025", dated("2025-03-12"), STATES),
        ("نيسان 2025", dated("2025-03-12"), CONTRADICTS),
        ("12 آذار 2025", dated("2025-03-01", precision="month"), STATES),
        ("12 نيسان 2025", dated("2025-03-01", precision="month"), CONTRADICTS),
        # One of several days is enough.
        ("بين 12 آذار 2025 و 20 آذار 2025", dated("2025-03-20"), STATES),
    ],
)
def test_a_day_in_words(quote, meeting, verdict):
    assert judge_date(quote, PUBLISHED, meeting) == verdict


@pytest.mark.parametrize(
    ("day", "verdict"),
    [(10, CONTRADICTS), (11, STATES), (12, STATES), (13, STATES), (14, CONTRADICTS)],
)
def test_each_day_of_a_meeting_of_several_days(day, verdict):
    assert judge_date(f"{day} آذار 2025", PUBLISHED, dated("2025-03-11", "2025-03-13")) == verdict


@pytest.mark.parametrize(
    ("quote", "meeting", "verdict"),
    [
        ("الأربعاء", dated("2025-03-12"), STATES),
        ("الخميس", dated("2025-03-12"), CONTRADICTS),
        # Another Wednesday than that of the week of the report.
        ("الأربعاء", dated("2024-03-13"), STATES),
        ("الأربعاء", dated("2025-03-11", "2025-03-13"), STATES),
        ("الخميس", dated("2025-03-11", "2025-03-13"), STATES),
        ("الجمعة", dated("2025-03-11", "2025-03-13"), CONTRADICTS),
        ("الإثنين", dated("2025-03-11", "2025-03-13"), CONTRADICTS),
        # Five days after the first there is one weekday left, six days after it there is none.
        ("الإثنين", dated("2025-03-11", "2025-03-16"), CONTRADICTS),
        ("الإثنين", dated("2025-03-11", "2025-03-17"), STATES),
        ("الإثنين", dated("2025-03-11", "2025-03-18"), STATES),
        ("الأربعاء", dated(None), OPEN),
        ("الأربعاء", dated("2025-03-01", precision="month"), STATES),
        ("الأربعاء", dated("2025-04-01", precision="month"), CONTRADICTS),
    ],
)
def test_a_weekday_in_words(quote, meeting, verdict):
    assert judge_date(quote, PUBLISHED, meeting) == verdict


@pytest.mark.parametrize(
    ("quote", "meeting", "verdict"),
    [
        ("12 آذار", dated("2025-03-12"), STATES),
        ("13 آذار", dated("2025-03-12"), CONTRADICTS),
        ("12 نيسان", dated("2025-03-12"), CONTRADICTS),
        ("14 آذار", dated("2025-03-12", "2025-03-14"), STATES),
        ("12 آذار", dated("2025-03-12", "2025-03-14"), STATES),
        ("12 آذار", dated(None), OPEN),
        ("12 آذار", dated("2025-04-01", precision="month"), OPEN),
        ("آذار", dated("2025-04-12"), OPEN),
        ("اليوم", dated("2025-04-12"), OPEN),
    ],
)
def test_a_day_without_a_year_in_a_report_without_a_day(quote, meeting, verdict):
    assert judge_date(quote, None, meeting) == verdict


# --------------------------------------------------------------------------------------------------------------- places
def place(city: str, code: str | None) -> Place:
    return Place(city_ar=city, country=Country(code=code) if code else None)


@pytest.mark.parametrize(
    ("city", "country", "on_record", "is_right"),
    [
        ("أربيل", "IQ-KRI", place("اربيل", "IQ-KRI"), True),
        ("أربيل", "IQ-KRI", place("دهوك", "IQ-KRI"), False),
        ("أربيل", "IQ-KRI", place("", "IQ"), True),
        ("أربيل", "IQ-KRI", place("", "FR"), False),
        (None, "IQ", place("اربيل", "IQ-KRI"), True),
        (None, "IQ-KRI", place("بغداد", "IQ"), True),
        (None, "FR", place("بغداد", "IQ"), False),
        (None, "FR", place("بغداد", None), True),
        ("باريس", None, place("", "IQ"), True),
    ],
)
def test_a_city_or_a_country(city, country, on_record, is_right):
    assert is_place(city, country, on_record) is is_right


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("quote", "has_place", "venue", "verdict"),
    [
        ("في بغداد", True, "", STATES),
        ("في باريس", True, "", CONTRADICTS),
        ("في باريس", False, "", OPEN),
        ("في القاعة", True, "", OPEN),
        ("في القاعة الكبرى", True, "القاعة", STATES),
        ("القاعة", True, "القاعة الكبرى", STATES),
        ("القاعة", False, "القاعة الكبرى", STATES),
        ("الحديقة", True, "القاعة الكبرى", OPEN),
        ("في القاعة بباريس", True, "القاعة", CONTRADICTS),
    ],
)
def test_a_place_or_a_venue_in_words(quote, has_place, venue, verdict):
    meeting = Meeting(place=factories.PlaceFactory() if has_place else None, venue_ar=venue)
    assert judge_place(quote, meeting) == verdict


# ----------------------------------------------------------------------------------------------------------------- kind
@pytest.mark.parametrize(
    ("quote", "kind", "verdict"),
    [
        ("استقبل", "in-person", STATES),
        ("استقبل", "phone", CONTRADICTS),
        ("زيارة", "phone", OPEN),
        ("اتصال هاتفي", "phone", STATES),
        ("اتصال هاتفي", "video", CONTRADICTS),
        ("قمة", "summit", STATES),
        ("قمة", "video", STATES),
        ("قمة", "phone", CONTRADICTS),
        ("قمة", "in-person", OPEN),
        ("استقبل", "summit", OPEN),
        ("الحديقة", "phone", OPEN),
    ],
)
def test_a_kind_in_words(quote, kind, verdict):
    assert judge_kind(quote, kind) == verdict


# --------------------------------------------------------------------------------------------------------------- people
@pytest.mark.parametrize(
    ("quote", "names", "verdict"),
    [
        ("وزير الخارجية العراقي فؤاد حسين", ["فؤاد حسين"], STATES),
        ("وزير الخارجية العراقي فؤاد حسين", ["أيمن الصفدي"], CONTRADICTS),
        ("وزير الخارجية العراقي", ["أيمن الصفدي"], OPEN),
        ("وزير الخارجية العراقي فؤاد حسين", [], OPEN),
        ("أيمن الصفدي", ["فؤاد حسين"], CONTRADICTS),
        ("كان فؤاد حسين قد وصل قبل ذلك بيوم", ["فؤاد حسين"], STATES),
        ("كان حسين قد وصل قبل ذلك بيوم", ["حسين"], OPEN),
        ("الرئيس محمود عباس", ["محمد عباس"], CONTRADICTS),
    ],
)
def test_a_person_in_words(quote, names, verdict):
    assert judge_person(quote, names) == verdict


@pytest.mark.parametrize(
    ("name", "names", "verdict"),
    [
        ("أبو رضا", ["فؤاد حسين", "ابو رضا"], STATES),
        ("فواد حسين", ["فؤاد حسين"], STATES),
        ("أيمن الصفدي", ["فؤاد حسين"], CONTRADICTS),
        ("أيمن الصفدي", [], OPEN),
        ("Fuad Hussein", ["فؤاد حسين"], STATES),
    ],
)
def test_a_name_alone(name, names, verdict):
    assert judge_name(name, names) == verdict


@pytest.mark.parametrize(
    ("quote", "names"),
    [
        ("حسين", []),
        ("فؤاد حسين", ["فؤاد حسين"]),
        ("كان في القاعة جمع كبير", ["كان في القاعة جمع كبير"]),
        ("كان في القاعة جمع كبير جدا", []),
        ("الوزير فؤاد حسين", ["فؤاد حسين"]),
        ("الوزير فؤاد حسين والرئيس محمود عباس", ["فؤاد حسين", "محمود عباس"]),
        ("وزير الخارجية العراقي", []),
    ],
)
def test_the_names_in_words(quote, names):
    assert find_person_names(quote) == names


@pytest.mark.parametrize(
    ("text", "name", "others", "place"),
    [
        ("وصل فؤاد حسين أمس", "فؤاد حسين", [], 1),
        ("وصل حسين أمس", "فؤاد حسين", [], 1),
        ("وصل وحسين معه", "فؤاد حسين", [], 1),
        ("وصل حسين أمس", "حسين", [], 1),
        ("وصل حسين أمس", "فؤاد حسين", ["حسين كامل"], None),
        ("وصل فؤاد حسين أمس", "فؤاد حسين", ["حسين كامل"], 1),
        ("وصل فؤاد أمس", "فؤاد حسين", [], None),
        ("سأل عن وصول رضا", "كريم رضا", [], 3),
        ("هو الذي زار", "كريم هو", [], None),  # two letters tell nothing
        ("وصل الوفد", "", [], None),
        ("", "فؤاد حسين", [], None),
        ("فؤاد حسين", "فؤاد حسين", [], 0),
    ],
)
def test_where_a_text_names_a_person(text, name, others, place):
    assert find_name(text, name, others) == place
    assert is_naming(text, name, others) is (place is not None)


@pytest.mark.parametrize(
    ("text", "name", "has"),
    [
        ("في رام الله أمس", "رام الله", True),
        ("في رام أمس الله", "رام الله", False),
        ("برام الله", "رام الله", True),
        ("رام", "رام الله", False),
        ("في رام الله", "", False),
    ],
)
def test_all_words_of_a_name_one_after_the_other(text, name, has):
    assert has_name(text, name) is has


# ----------------------------------------------------------------------------------------------------- sides and titles
@pytest.mark.parametrize(
    ("text", "titles", "others", "is_named"),
    [
        ("تحدث وزير خارجية العراق عن المياه", ["وزير الخارجية العراقي"], [], True),
        ("تحدث وزير خارجية العراق عن المياه", ["وزير الخارجية العراقي"], ["وزير خارجية العراق"], False),
        ("تحدث وزير خارجية فرنسا عن المياه", ["وزير الخارجية العراقي"], [], False),
        ("تحدث الوفد عن المياه", ["وزير الخارجية العراقي"], [], False),
        ("تحدث وزير خارجية العراق عن المياه", [], [], False),
        ("تحدث وزير خارجية العراق عن المياه", ["الوفد"], [], False),
    ],
)
def test_an_office_in_other_words(text, titles, others, is_named):
    assert is_naming_office(text, titles, others) is is_named


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("quote", "code", "verdict"), [("العراقي", "IQ", STATES), ("العراقي", "FR", CONTRADICTS), ("الوزير", "FR", OPEN)]
)
def test_a_side_in_words(quote, code, verdict):
    factories.CountryFactory(code="IQ")
    assert judge_side(quote, code) == verdict


@pytest.mark.parametrize(
    ("quote", "titles", "verdict"),
    [
        ("وزير الخارجية العراقي", ["وزير خارجية العراق"], STATES),
        ("وزير الخارجية", ["نائب وزير الخارجية"], STATES),
        ("نائب وزير الخارجية", ["وزير الخارجية"], STATES),
        ("نظيره", ["وزير الخارجية"], OPEN),
        ("وزير الخارجية", [], OPEN),
        ("وزير الخارجية", [""], OPEN),
        ("", ["وزير الخارجية"], OPEN),
    ],
)
def test_a_title_in_words(quote, titles, verdict):
    assert judge_title(quote, titles, "IQ") == verdict

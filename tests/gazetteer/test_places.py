"""Places, seats and palaces: each in a country that exists, each building in a city of the table."""

from collections import Counter, defaultdict

import pytest

from meetings.gazetteer import load_rows, split_values
from meetings.gazetteer.place_kinds import BUILDING_KINDS, CITY_KINDS
from meetings.text.fold import fold

PLACES = load_rows("places")
COUNTRIES = {row["code"]: row for row in load_rows("countries")}
SIDES = COUNTRIES.keys() | {row["code"] for row in load_rows("organisations")}
CITIES = {row["name_ar"] for row in PLACES if row["kind"] in CITY_KINDS}


def places_named(name: str) -> set[tuple[str, str]]:
    """(name_ar, country) of the places that go by `name`."""
    key = fold(name)
    return {
        (row["name_ar"], row["country"])
        for row in PLACES
        if key in {fold(known) for known in (row["name_ar"], *split_values(row["names"]))}
    }


def test_kinds_countries_sides_and_cities_exist():
    for row in PLACES:
        assert row["kind"] in CITY_KINDS | BUILDING_KINDS, row
        assert not row["region"] or COUNTRIES[row["region"]]["parent"] == row["country"], row
        assert row["country"] in COUNTRIES or row["name_ar"] == "القدس", row
        assert not row["side"] or row["side"] in SIDES, row
        assert not row["city"] or row["city"] in CITIES, row
        assert row["name_en"], row


def test_no_place_is_there_twice():
    assert max(Counter((row["name_ar"], row["country"]) for row in PLACES).values()) == 1


def test_no_two_places_share_a_spelling():
    known = defaultdict(set)
    for row in PLACES:
        for name in (row["name_ar"], *split_values(row["names"])):
            known[fold(name)].add((row["name_ar"], row["country"]))
    assert {name: places for name, places in known.items() if len(places) > 1} == {}


def test_each_country_has_its_capital_in_the_table():
    capitals = {(row["country"], row["name_ar"]) for row in PLACES if row["kind"] == "capital"}
    for code, row in COUNTRIES.items():
        if row["capital"]:
            assert (row["parent"] or code, row["capital"]) in capitals, code
    without = {code for code, row in COUNTRIES.items() if not row["capital"]}
    assert without == {"AQ", "BV", "GS", "HM", "IO", "TF", "UM", "KY", "NF", "IL", "PS"}


@pytest.mark.parametrize(
    ("name", "place", "country"),
    [
        ("هولير", "أربيل", "IQ"), ("اربيل", "أربيل", "IQ"), ("بروكسيل", "بروكسل", "BE"), ("عمان", "عمّان", "JO"),
        ("ميونيخ", "ميونخ", "DE"), ("اسطنبول", "إسطنبول", "TR"), ("الإليزيه", "قصر الإليزيه", "FR"),
        ("قصر الإليزية", "قصر الإليزيه", "FR"), ("تونس العاصمة", "تونس", "TN"), ("مدينة الكويت", "الكويت", "KW"),
        ("بيجين", "بكين", "CN"), ("سيول", "سول", "KR"), ("كابل", "كابول", "AF"), ("شنكال", "سنجار", "IQ"),
    ],
)  # fmt: skip
def test_a_spelling_leads_to_its_place(name, place, country):
    assert places_named(name) == {(place, country)}


@pytest.mark.parametrize(
    ("building", "city", "side"),
    [
        ("قصر الإليزيه", "باريس", "FR"), ("الكرملين", "موسكو", "RU"), ("البيت الأبيض", "واشنطن", "US"),
        ("قصر قرطاج", "قرطاج", "TN"), ("قصر كيجي", "روما", "IT"), ("مقر الأمم المتحدة", "نيويورك", "UN"),
        ("مقر الناتو", "بروكسل", "NATO"), ("قصر المرادية", "الجزائر", "DZ"), ("قصر بيان", "الكويت", "KW"),
        ("قصر بعبدا", "بعبدا", "LB"), ("داونينغ ستريت", "لندن", "GB"), ("قصر الشعب", "دمشق", "SY"),
    ],
)  # fmt: skip
def test_a_seat_implies_its_city_and_whose_it_is(building, city, side):
    [row] = [row for row in PLACES if row["name_ar"] == building]
    assert (row["city"], row["side"]) == (city, side)

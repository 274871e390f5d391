"""Who received whom in a line about known people, and the meaning of English words."""

import pytest

from meetings.extraction.english_phrases import find_english
from meetings.extraction.phrases import look_up_meaning
from meetings.extraction.receptions_in_texts import find_receptions, read_roles
from meetings.text.tokens import fold_words


def roles(text: str, *people: str) -> list[tuple[int, str]]:
    """The roles of people by their numbers, each named by one word."""
    words = fold_words(text)
    places = {words.index(fold_words(name)[0]): number for number, name in enumerate(people)}
    return list(read_roles(words, places))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ماكرون يستقبل السوداني", [(0, "host"), (1, "guest")]),
        ("يستقبل ماكرون السوداني", [(0, "host"), (1, "guest")]),
        ("ماكرون يزور السوداني", [(0, "guest"), (1, "host")]),
        ("ماكرون يستقبل ثم السوداني", [(0, "host"), (1, "guest")]),
        ("السوداني ماكرون يستقبل", [(0, "host")]),
        ("ماكرون يلتقي السوداني", []),
    ],
)
def test_arabic_receptions(text, expected):
    assert roles(text, "ماكرون", "السوداني") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Macron receives Sudani", [(0, "host"), (1, "guest")]),
        ("Macron visits Sudani", [(0, "guest"), (1, "host")]),
        ("Receives Macron Sudani", []),
        ("Macron meets Sudani", []),
    ],
)
def test_english_receptions(text, expected):
    assert roles(text, "Macron", "Sudani") == expected


def test_receptions_are_in_the_order_of_the_text():
    found = find_receptions(fold_words("ماكرون يستقبل السوداني Macron receives Sudani ثم يزور"))
    assert [(one.frame, one.is_arabic) for one in found] == [("receive", True), ("receive", False), ("visit", True)]


def test_the_longer_of_two_english_groups_counts():
    words = fold_words("the United Arab Emirates and the United States met by phone call in France")
    found = [(" ".join(words[hit.start : hit.end]), hit.value) for hit in find_english(words) if hit.frame == "side"]
    assert found == [("united arab emirates", "AE"), ("united states", "US"), ("france", "FR")]
    assert list(find_english([])) == []


@pytest.mark.parametrize(
    ("quote", "sides", "kinds"),
    [
        ("a phone call with France", ["FR"], ["phone"]),
        ("France and Iraq", ["FR", "IQ"], []),
        ("France and France", ["FR"], []),
        ("استقبل في اتصال هاتفي", [], ["phone", "in-person"]),
        ("باريس", ["FR"], []),
    ],
)
def test_sides_and_kinds_of_marked_words(quote, sides, kinds):
    found = look_up_meaning(quote)
    assert (found.sides, found.kinds) == (sides, kinds)


def test_a_city_has_the_country_named_beside_it():
    places = [(one.city, one.country) for one in look_up_meaning("باريس وبغداد في العراق").places]
    assert places == [("بغداد", "IQ"), ("باريس", "FR"), (None, "IQ")]

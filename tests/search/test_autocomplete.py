"""Completions while the reader types: the other keyboard, and the name in the language of the page."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from meetings.search import autocomplete
from meetings.search.query.entity_names import Directory, NamedEntry
from meetings.search.query.role_names import Role, list_wordings
from meetings.search.types import Suggestion

ENTRIES = [
    NamedEntry("official", "nechirvan", 1, ["نيجيرفان بارزاني", "Nechirvan Barzani", "نێچیرڤان بارزانی"], weight=5),
    NamedEntry("country", "IT", 2, ["إيطاليا", "Italy"]),
    NamedEntry("topic", "water", 3, ["المياه"]),
    NamedEntry("official", "macron", 4, ["إيمانويل ماكرون", "Emmanuel Macron"], weight=9),
    NamedEntry("official", "hollande", 5, ["فرانسوا هولاند", "François Hollande"], weight=2),
    NamedEntry("organisation", "G5", 6, ["مجموعة الساحل", "G5 Sahel"], weight=2),
]
FRANCE = ["فرنسا", "France"]
TITLES = ["رئيس فرنسا", "President of France"]
PRESIDENT = Role("fr-president", TITLES, list_wordings(TITLES, "FR", FRANCE), FRANCE, [(4, 9), (5, 2)])


@pytest.fixture(autouse=True)
def names(monkeypatch):
    monkeypatch.setattr(
        autocomplete, "get_searcher", lambda: SimpleNamespace(directory=Directory(ENTRIES, [PRESIDENT]))
    )


def keys(text: str, limit: int = 8) -> list[str]:
    return [one.key for one in autocomplete.suggest(text, limit)]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("بارز", ["nechirvan"]),
        ("  ita ", ["IT"]),
        ("fhv", ["nechirvan"]),  # بار on an English keyboard
        ("fh", []),  # two letters are too few to try it
        ("هفش", ["IT"]),  # ita on an Arabic keyboard
        ("zzz", []),
        ("", []),
        ("رئيس فرنسا", ["macron", "hollande"]),
        ("vzds tvksh", ["macron", "hollande"]),  # رئيس فرنسا on an English keyboard
        ("<b", []),
        ("<b>ماكرون</b>", []),
        ("5", []),
        ("٥", []),
        ("5.", []),
        ("G5", ["G5"]),
    ],
)
def test_names_that_begin_as_it_does(typed, expected):
    assert keys(typed) == expected


def test_the_record_with_exactly_this_name_comes_first(monkeypatch):
    entries = [
        NamedEntry("country", "IQ-KRI", 1, ["إقليم كردستان العراق", "Kurdistan Region of Iraq"], weight=90),
        NamedEntry("country", "IQ", 2, ["العراق", "Iraq"], weight=3),
        NamedEntry("topic", "iraq-debt", 3, ["العراق والديون", "Iraq and debt"], weight=50),
    ]
    monkeypatch.setattr(autocomplete, "get_searcher", lambda: SimpleNamespace(directory=Directory(entries)))
    for typed in ("العراق", "عراق", "Iraq"):
        assert keys(typed)[0] == "IQ"
    assert keys("العرا")[0] == "IQ-KRI"


def test_the_rest_of_a_long_text_is_ignored():
    assert keys("ita" + " " * 77 + "xyz") == ["IT"]
    assert keys("ita" + " " * 76 + "xyz") == []


@pytest.mark.parametrize(("language", "label"), [("ar", "إيطاليا"), ("en", "Italy")])
def test_the_main_name_in_the_language_of_the_page(language, label):
    with translation.override(language):
        (found,) = autocomplete.suggest("ita")
    assert found == Suggestion("country", "IT", label, "Italy", meetings=0)


def test_the_english_name_may_have_signs_that_are_not_ascii(monkeypatch):
    entry = NamedEntry("topic", "relations", 1, ["علاقات أربيل وبغداد", "Erbil–Baghdad relations"])
    monkeypatch.setattr(autocomplete, "get_searcher", lambda: SimpleNamespace(directory=Directory([entry])))
    with translation.override("en"):
        assert [one.label for one in autocomplete.suggest("أربيل")] == ["Erbil–Baghdad relations"]


def test_the_holders_of_an_office_are_suggested_with_it_and_once():
    with translation.override("en"):
        assert autocomplete.suggest("president of fr", 1) == [
            Suggestion("official", "macron", "Emmanuel Macron", "President of France", 9, "fr-president")
        ]


def test_a_name_in_one_language_only_is_the_label_in_both():
    for language in ("ar", "en"):
        with translation.override(language):
            assert [one.label for one in autocomplete.suggest("المياه")] == ["المياه"]


def test_the_page_of_a_suggestion():
    with translation.override("en"):
        assert autocomplete.make_suggestion_url(Suggestion("country", "IT", "Italy", "Italy")) == "/en/sides/it/"
        assert autocomplete.make_suggestion_url(Suggestion("official", "a-b", "A", "A")) == "/en/officials/a-b/"

"""Completions while the reader types: the other keyboard, and the name in the language of the page."""

from types import SimpleNamespace

import pytest
from django.utils import translation

from meetings.search import autocomplete
from meetings.search.query.entity_names import Directory, NamedEntry
from meetings.search.types import Suggestion

ENTRIES = [
    NamedEntry("official", "nechirvan", 1, ["نيجيرفان بارزاني", "Nechirvan Barzani", "نێچیرڤان بارزانی"], weight=5),
    NamedEntry("country", "IT", 2, ["إيطاليا", "Italy"]),
    NamedEntry("topic", "water", 3, ["المياه"]),
]


@pytest.fixture(autouse=True)
def names(monkeypatch):
    monkeypatch.setattr(autocomplete, "get_searcher", lambda: SimpleNamespace(directory=Directory(ENTRIES)))


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
    ],
)
def test_names_that_begin_as_it_does(typed, expected):
    assert keys(typed) == expected


def test_the_rest_of_a_long_text_is_ignored():
    assert keys("ita" + " " * 77 + "xyz") == ["IT"]
    assert keys("ita" + " " * 76 + "xyz") == []


@pytest.mark.parametrize(("language", "label"), [("ar", "إيطاليا"), ("en", "Italy")])
def test_the_main_name_in_the_language_of_the_page(language, label):
    with translation.override(language):
        (found,) = autocomplete.suggest("ita")
    assert found == Suggestion("country", "IT", label, "Italy")


def test_a_name_in_one_language_only_is_the_label_in_both():
    for language in ("ar", "en"):
        with translation.override(language):
            assert [one.label for one in autocomplete.suggest("المياه")] == ["المياه"]


def test_the_page_of_a_suggestion():
    with translation.override("en"):
        assert autocomplete.make_suggestion_url(Suggestion("country", "IT", "Italy", "Italy")) == "/en/sides/it/"
        assert autocomplete.make_suggestion_url(Suggestion("official", "a-b", "A", "A")) == "/en/officials/a-b/"

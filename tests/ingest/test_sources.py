"""The outlet of a text, by its domain or its name. No database."""

import pytest

from meetings.ingest.sources import find_outlet_by_domain, find_outlet_by_name, get_outlet_country


@pytest.mark.parametrize(
    ("host", "code"),
    [
        ("aljazeera.net", "aljazeera"),
        ("www.aljazeera.net", "aljazeera"),
        ("Studies.AlJazeera.net", "aljazeera"),
        ("gov.krd", "krg"),
        ("presidency.gov.krd", "krp"),
        ("notaljazeera.net", None),
        ("example.org", None),
        ("", None),
        (None, None),
    ],
)
def test_a_domain_and_those_under_it(host, code):
    assert find_outlet_by_domain(host) == code


@pytest.mark.parametrize(
    ("name", "code"),
    [("الجزيرة", "aljazeera"), (" الجزيره ", "aljazeera"), ("جريدة لا وجود لها", None), ("", None), (None, None)],
)
def test_a_name_in_any_spelling(name, code):
    assert find_outlet_by_name(name) == code


def test_the_country_whose_officials_an_outlet_names_without_it():
    assert get_outlet_country("alrai-jo") == "JO"
    assert get_outlet_country("aljazeera") is None
    assert get_outlet_country("no-such-outlet") is None
    assert get_outlet_country(None) is None

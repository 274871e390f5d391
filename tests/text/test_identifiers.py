"""Identifiers in all the ways in which people copy them, and wrong ones."""

import pytest

from meetings.text.identifiers import compute_isni_check, format_identifier, make_identifier_url, read_identifier


@pytest.mark.parametrize(
    ("scheme", "text", "value"),
    [
        ("wikidata", "Q42", "Q42"),
        ("wikidata", " q٤٢ ", "Q42"),
        ("wikidata", "https://www.wikidata.org/wiki/Q3318231", "Q3318231"),
        ("wikidata", "http://www.wikidata.org/entity/Q3318231", "Q3318231"),
        ("wikidata", "m.wikidata.org/wiki/Q3318231/", "Q3318231"),
        ("wikidata", "wd:Q796", "Q796"),
        ("viaf", "113230702", "113230702"),
        ("viaf", "https://viaf.org/viaf/113230702/", "113230702"),
        ("viaf", "http://viaf.org/en/viaf/113230702", "113230702"),
        ("viaf", "3523163216400404870007", "3523163216400404870007"),
        # The example of the standard's own agency: https://isni.org/page/technical-documentation/
        ("isni", "0000 0001 2103 2683", "0000000121032683"),
        ("isni", "ISNI: 0000-0001-2103-2683", "0000000121032683"),
        ("isni", "https://isni.org/isni/0000000121032683", "0000000121032683"),
        ("isni", "000000012146438x", "000000012146438X"),
        ("own", "persons/17", "persons/17"),
        ("own", "ABC-2.1", "ABC-2.1"),
    ],
)
def test_an_identifier_has_one_form(scheme, text, value):
    assert read_identifier(scheme, text) == value


@pytest.mark.parametrize(
    ("scheme", "text"),
    [
        ("wikidata", ""),
        ("wikidata", "Q0"),
        ("wikidata", "Q042"),
        ("wikidata", "P31"),
        ("wikidata", "42"),
        ("wikidata", "Q42 Q43"),
        ("wikidata", "https://en.wikipedia.org/wiki/Q42"),
        ("viaf", "0113230702"),
        ("viaf", "1132307021234"),
        ("viaf", "Q42"),
        ("isni", "0000 0001 2103 2684"),
        ("isni", "0000 0001 2103 268"),
        ("isni", "0000 0001 2301 2683"),
        ("own", "two words"),
        ("own", "-x"),
        ("own", "x" * 101),
        ("own", "<script>"),
    ],
)
def test_a_wrong_identifier_is_refused(scheme, text):
    assert read_identifier(scheme, text) == ""


def test_the_last_sign_of_an_isni_checks_the_others():
    assert compute_isni_check("000000012146438") == "X"
    assert compute_isni_check("000000012103268") == "3"


def test_an_identifier_is_shown_with_its_page():
    assert format_identifier("isni", "0000000121032683") == "0000 0001 2103 2683"
    assert format_identifier("wikidata", "Q42") == "Q42"
    assert make_identifier_url("isni", "0000000121032683") == "https://isni.org/isni/0000000121032683"
    assert make_identifier_url("own", "x") == ""

"""How well a name fits what was typed."""

import pytest

from meetings.text.name_ranks import NameFit, RankedNames, read_typed, split_name


@pytest.mark.parametrize(
    ("typed", "fit"),
    [
        ("العراق", NameFit.EXACT), ("عراق", NameFit.EXACT), ("ٱلعِراق", NameFit.EXACT), ("IRAQ", NameFit.EXACT),
        ("iq", NameFit.EXACT_OTHER), ("الجمهورية العراقية", NameFit.EXACT_OTHER), ("العر", NameFit.BEGINS),
        ("الجمهورية ع", NameFit.BEGINS), ("عراقي جمه", NameFit.WORDS), ("راق", NameFit.INSIDE),
        ("العراق بغداد", NameFit.BESIDE), ("بغداد", NameFit.BESIDE), ("العراق فرنسا", None), ("العراقيون", None),
    ],
)  # fmt: skip
def test_the_fit_of_a_record(typed, fit):
    names = RankedNames.of(["العراق", "Iraq"], ["IQ", "الجمهورية العراقية"], ["بغداد"])
    assert names.rank(read_typed(typed)) == fit


def test_no_words_fit_every_record():
    assert RankedNames.of(["Iraq"]).rank(()) == NameFit.INSIDE


def test_single_letters_are_an_acronym_and_a_short_rest_is_a_word():
    assert split_name("U.N.") == ("un",)
    assert split_name("G 20") == ("g", "20")
    assert [one.forms for one in read_typed("الما المان")] == [("الما",), ("المان", "مان")]
    assert len(read_typed("one two three", most=2)) == 2

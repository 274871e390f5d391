"""The words of a document: their weights, their places, and first parts of names that also join the next word."""

import pytest

from meetings.search.documents.analysis import Section, analyse


def test_weights_add_up_and_places_count_on_after_a_gap():
    words, length = analyse([Section("ماء طاقة", 2.0), Section("ماء")])
    assert words == {"ماء": (3.0, [0, 22]), "طاقه": (2.0, [1])}
    assert length == 3


def test_stop_words_have_places_but_no_length():
    words, length = analyse([Section("في بغداد")])
    assert (words["بغداد"], length) == ((1.0, [1]), 1)
    assert "في" in words


def test_the_first_six_words_of_a_lead_have_more_weight():
    words, _ = analyse([Section("one two three four five six seven", has_lead=True)])
    assert words["six"] == (3.0, [5])
    assert words["seven"] == (1.0, [6])
    assert analyse([Section("one")])[0]["one"] == (1.0, [0])


def test_first_parts_of_names_also_join_the_next_word():
    words, length = analyse([Section("عبد الله")])
    assert words == {"عبد": (1.0, [0]), "عبدالله": (1.0, [0]), "الله": (1.0, [1])}
    assert length == 2
    assert set(analyse([Section("مه سرور")])[0]) == {"مه", "مسرور", "سرور"}
    assert set(analyse([Section("له سرور")])[0]) == {"له", "سرور"}  # a stop word
    assert set(analyse([Section("من سرور")])[0]) == {"من", "سرور"}
    assert set(analyse([Section("سرور عبد")])[0]) == {"سرور", "عبد"}  # nothing follows


@pytest.mark.parametrize(
    ("text", "acronyms"),
    [
        ("Envoys of the UN and G20 met.", {"UN": [3], "G20": [5]}),
        ("قال US و«UN» أمس", {"US": [1], "UN": [3]}),
        ("WHO MEETS IN UN", {}),  # capitals throughout say nothing
        ("the un met", {}),
        ("AT&T and A met", {}),
        ("NATOS5 met", {}),  # too long
        ("UN, UN again", {"UN": [0, 1]}),
    ],
)
def test_short_acronyms_are_also_indexed_in_capitals(text, acronyms):
    words, _ = analyse([Section(text)])
    assert {word: places for word, (_, places) in words.items() if word.isupper()} == acronyms


def test_an_acronym_of_a_later_section_has_its_place_and_weight():
    words, _ = analyse([Section("one two", 2.0), Section("of the UN", 3.0)])
    assert words["UN"] == (3.0, [24])


def written_names(text: str) -> dict[str, list[int]]:
    """The words that are indexed with a capital, as names, and their places."""
    words, _ = analyse([Section(text)])
    return {word: places for word, (_, places) in words.items() if word.istitle() and word.isascii()}


def test_latin_words_with_a_capital_are_indexed_as_names_too():
    assert written_names("talks in Turkey about a turkey farm") == {"Turkey": [2]}
    assert written_names("زار الوفد Türkiye أمس") == {"Turkiye": [2]}


def test_the_first_word_of_a_sentence_is_a_name_unless_the_text_has_it_in_small_letters():
    assert written_names("Turkey was served. The guests liked turkey.") == {"The": [3]}
    assert written_names("Turkey opened the border.") == {"Turkey": [0]}


def test_in_a_text_without_capitals_each_word_may_be_a_name():
    assert written_names("turkey opens border") == {"Turkey": [0], "Opens": [1], "Border": [2]}

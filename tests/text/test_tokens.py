"""Words of a text: one tokeniser, places in the original."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.text.fold import fold, fold_map
from meetings.text.tokens import MAX_WORD_CHARACTERS, find, find_tokens, fold_words, stop_words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("صُنّاعُ القَرار", ["صناع", "القرار"]),
        ("البيشمركة؟ نعم!", ["البيشمركه", "نعم"]),
        ("كـــردســـتان", ["كردستان"]),
        ("2021م و٢٠٢٢", ["2021", "م", "و", "2022"]),
        ("سەرۆک بارزانی", ["سروك", "بارزاني"]),
        ("Neçîrvan Barzani", ["necirvan", "barzani"]),
        ("رئيس_الوزراء", ["رييس", "الوزراء"]),
        ("؟؟ !! -- «»", []),
        ("", []),
    ],
)
def test_words(text, expected):
    assert fold_words(text) == expected


def test_tokens_lie_over_the_original():
    text = "قال \u202bمُحَمَّدٌ\u202c في ﷲ 𝕏 ڤيينا."
    assert [(token.word, text[token.start : token.end]) for token in find_tokens(text)][:4] == [
        ("قال", "قال"),
        ("محمد", "مُحَمَّدٌ"),
        ("في", "في"),
        ("الله", "ﷲ"),
    ]


@given(st.text(alphabet="ابةىكگێە\u200c\u200dًّـ 12٣xÉﻻ.،", max_size=40))
def test_every_token_folds_to_its_word(text):
    found = list(find_tokens(text))
    assert [token.word for token in found] == fold_words(text)
    for token in found:
        assert fold_map(text).text
        assert token.start < token.end <= len(text)
    assert find(text, {token.word for token in found}) == found


def test_find_takes_only_what_is_wanted():
    text = "التقى وزير الخارجية وزير الدفاع"
    assert [text[token.start : token.end] for token in find(text, {fold("وزير")})] == ["وزير", "وزير"]
    assert find(text, set()) == []


def test_a_word_without_end_is_cut():
    assert fold_words("ا" * 5_000) == ["ا" * MAX_WORD_CHARACTERS]


def test_stop_words_are_folded():
    assert {"من", "الي", "علي", "هذا", "the"} <= stop_words()
    assert all(fold(word) == word for word in stop_words())
    assert not {"العراق", "وزير", "امن"} & stop_words()


def test_a_letter_that_is_two_and_its_mark_keep_their_places():
    folded = fold_map("ﻻ\u064e")
    assert folded.text == "لا"
    assert [folded.span(0, 1), folded.span(1, 2), folded.span(2, 2)] == [(0, 2), (0, 2), (2, 2)]
    assert fold_map("اب").span(1, 1) == (1, 1)


def test_small_letters_of_the_quran_are_signs():
    assert fold("\u06e5\u06e6") == ""


def test_letters_that_fold_one_by_one_need_no_list_of_places():
    assert fold_map("بغداد 2023").offsets == range(10)
    assert fold_map("بغدادَ").offsets == (0, 1, 2, 3, 4)
    assert [fold_map("بغدادَ").span(4, 5), fold_map("بغداد ").span(0, 5)] == [(4, 6), (0, 5)]

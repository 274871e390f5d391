"""Letters at their places on a page become lines in the order of reading."""

import pytest

from meetings.ingest.documents.pdf_lines import PageLetter, write_page

SIZE = 10.0


def place(shown: str, *, y: float = 700, x: float = 100) -> list[PageLetter]:
    """The letters of a line as a page shows them, from left to right, each as wide as the other."""
    return [PageLetter(sign, x + 5 * at, y, x + 5 * at, x + 5 * at + 5, SIZE) for at, sign in enumerate(shown)]


END = [PageLetter("\r", 0, 0, 0, 0, 1), PageLetter("\n", 0, 0, 0, 0, 1)]


@pytest.mark.parametrize(
    ("shown", "text"),
    [
        ("دادغب", "بغداد"),
        ("12/3/2023 دادغب يف", "في بغداد 12/3/2023"),
        ("(2009 قافتا) هايملا", "المياه (اتفاق 2009)"),
        (")2009 قافتا( هايملا", "المياه (اتفاق 2009)"),
        ("موي Reuters (2023) ةلاكولا", "الوكالة Reuters (2023) يوم"),
        ("Reuters (2023) met.", "Reuters (2023) met."),
    ],
)
def test_a_line_is_turned_around_but_not_its_numbers_and_latin_words(shown, text):
    assert write_page(place(shown)) == text


def test_the_order_in_which_the_file_names_the_letters_does_not_matter():
    letters = place("ةنيتم تاقالع")
    assert write_page(letters[::-1]) == write_page(letters[::2] + letters[1::2]) == "علاقات متينة"


def test_a_mark_follows_its_letter_and_a_form_is_its_letters():
    letters = place("ءانب")
    mark = PageLetter("\u064b", 101, 700, 101, 104, SIZE)
    assert write_page([*letters, mark]) == "بناء\u064b"
    assert write_page(place("\ufefb\ufeb0")) == "زلا"  # lam-alef is one form, and read from the right


def test_parts_at_one_height_are_one_line_and_columns_are_not():
    assert write_page([*place("ريرقتلا"), *END, *place("0 ةرقفلا", x=140)]) == "الفقرة 0 التقرير"
    assert write_page([*place("ريرقتلا"), *END, *place("دادغب", x=300)]) == "التقرير\nبغداد"


def test_a_sentence_runs_over_the_end_of_a_full_line():
    full, rest = place("دادغب يف هريظن", y=700, x=100), place("هايملا اثحبو", y=686, x=115)
    assert write_page([*full, *END, *rest]) == "نظيره في بغداد وبحثا المياه"
    headline, line = place("ءاقل", y=700, x=300), place("هريظن ريزولا ىقتلا", y=686, x=230)
    assert write_page([*headline, *END, *line]) == "لقاء\nالتقى الوزير نظيره"
    assert write_page([*place("The minister", y=700), *END, *place("met him.", y=686)]) == "The minister met him."


def test_a_headline_in_larger_letters_is_a_paragraph():
    large = [PageLetter(one.sign, one.x, one.y, one.left, one.right, 16) for one in place("ءاقل ءاقل ءاقل")]
    assert write_page([*large, *END, *place("دادغب يف", y=684)]) == "لقاء لقاء لقاء\n\nفي بغداد"


def test_a_wide_gap_parts_paragraphs():
    lines = [*place("بأ", y=700), *END, *place("تب", y=688), *END, *place("جث", y=660), *END, *place("دح", y=648)]
    assert write_page(lines) == "أب بت\n\nثج حد"


def test_a_page_without_letters_is_empty():
    assert write_page([]) == write_page(place("  ")) == ""

"""Arabic drawn for what cannot shape by itself. What is right was checked against FriBidi, which most terminals use."""

import re
import unicodedata

import pytest
from bidi.algorithm import get_display
from hypothesis import given
from hypothesis import strategies as st

from meetings.text.canvas import find_paint_direction, measure_width, shape, wrap_paragraph
from meetings.text.visual_order import order_characters

FORMS = re.compile("[\ufb50-\ufdff\ufe70-\ufefe]")
RED, PLAIN = "\x1b[31m", "\x1b[0m"
ARABIC = st.text(alphabet="ابتجدسلمنوي لآأإ،.0123 abXY%-«»" + "\u064b\u0651\u0640", max_size=60)


def read(drawn: str) -> str:
    """A drawn Arabic line as a reader takes it in: from its right end, letter by letter."""
    return unicodedata.normalize("NFKC", "".join(reversed(re.findall(r".[\u064b-\u065f\u0670]*", drawn))))


def test_letters_take_the_forms_of_their_places():
    # isolated and final of beh, initial of seen, final of meem: as the Unicode chart of presentation forms has them
    assert shape("بسم") == "ﻢﺴﺑ"
    assert shape("دار") == "ﺭﺍﺩ"


def test_lam_and_alef_are_one():
    assert shape("سلام") == "ﻡﻼﺳ"
    assert measure_width(shape("سلام")) == 3


def test_the_name_of_god_is_left_as_letters():
    """One ligature of it is as narrow as a letter in a terminal and cannot be read."""
    assert "\ufdf2" not in shape("عبد الله")


def test_signs_stand_after_their_letter():
    drawn = shape("صُنّاع")
    assert [drawn[place - 1] for place, sign in enumerate(drawn) if sign in "\u064f\u0651"] == ["ﻨ", "ﺻ"]


@pytest.mark.parametrize(
    ("line", "drawn"),
    [
        ("في 12/6/2021 زار", "ﺭﺍﺯ 12/6/2021 ﻲﻓ"),
        ("هو (IQ) [x]", "[x] (IQ) ﻮﻫ"),
        ("قال «نعم»", "«ﻢﻌﻧ» ﻝﺎﻗ"),
        ("12 (34) أ", "ﺃ (34) 12"),
        ("abc سلام def", "abc ﻡﻼﺳ def"),
    ],
)
def test_numbers_brackets_and_latin_words_keep_their_order(line, drawn):
    assert shape(line) == drawn


def test_kurdish_letters_without_forms_join_all_the_same():
    assert shape("هەولێر") == "ﺮﯿٚﻟﻭﻪﻫ"
    assert shape("گەل")[-1] == "ﮔ"


def test_controls_that_would_show_as_boxes_are_gone():
    assert shape("\u202bسلام\u202c\u200f\u2066x\u2069") == "xﻡﻼﺳ"


def test_colours_stay_with_their_letters():
    assert shape(f"قال {RED}سلام{PLAIN} ثم") == f"ﻢﺛ {RED}ﻡﻼﺳ{PLAIN} ﻝﺎﻗ"
    assert measure_width(shape(f"{RED}سلام{PLAIN}")) == 3


def test_wrapped_first_and_shaped_then():
    lines = wrap_paragraph("بحث الوزيران العلاقات الثنائية وسبل تعزيزها", 20)
    assert [read(line.strip()) for line in lines] == ["بحث الوزيران", "العلاقات الثنائية", "وسبل تعزيزها"]
    assert {measure_width(line) for line in lines} == {20}  # each begins at the right edge


def test_a_line_that_begins_with_a_number_belongs_to_its_paragraph():
    lines = wrap_paragraph("بحث الوزيران 2023 (ab) سنة", 13)
    assert lines[1].strip() == "ﺔﻨﺳ (ab) 2023"


def test_a_terminal_that_shapes_gets_text():
    text = "بحث الوزيران العلاقات الثنائية"
    assert " ".join(wrap_paragraph(text, 12, shaping=False)) == text


def test_latin_text_is_only_wrapped():
    assert wrap_paragraph("Two ministers met", 13) == ["Two ministers", "met"]
    assert shape("Two ministers (met)") == "Two ministers (met)"


def test_the_direction_of_a_paragraph_is_that_of_its_first_letter():
    assert find_paint_direction("12 سلام abc") == "R"
    assert find_paint_direction(f"{RED}abc سلام") == "L"
    assert find_paint_direction("123") == "L"


@given(ARABIC, st.sampled_from("LR"))
def test_the_order_is_that_of_the_algorithm(line, base):
    assert "".join(sign for sign, _ in order_characters([(sign, None) for sign in line], base)) == get_display(
        line, base_dir=base
    )


@given(st.text(max_size=80), st.integers(1, 40))
def test_any_text_can_be_drawn(text, columns):
    for line in wrap_paragraph(text, columns):
        assert isinstance(line, str)


@given(ARABIC)
def test_no_letter_is_lost(line):
    def letters(text: str) -> list[str]:
        return sorted(sign for sign in unicodedata.normalize("NFKC", text) if not sign.isspace())

    # Mirroring exchanges the signs of a pair, in both directions alike or not at all.
    pairs = str.maketrans("»", "«")
    assert letters(shape(line).translate(pairs)) == letters(line.translate(pairs))


@pytest.mark.parametrize(("depth", "is_resolved"), [(1, True), (63, True), (64, False)])
def test_brackets_are_matched_to_a_depth(depth, is_resolved):
    line = f"هو {'(' * depth}IQ{')' * depth} [x]"
    drawn = "".join(sign for sign, _ in order_characters([(sign, None) for sign in line], "R"))
    assert drawn.startswith("[x] (") is is_resolved

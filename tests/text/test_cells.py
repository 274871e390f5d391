"""Cells of tables are shown, never run."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from meetings.text.cells import make_safe_cell, read_safe_cell


@pytest.mark.parametrize(
    "text",
    ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", " =1", "\u200f=1", "＝1+1", "\n=HYPERLINK(1)"],
)
def test_what_looks_like_a_formula_becomes_text(text):
    assert make_safe_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "بغداد", "12", "-5", "+3.5", "a=b", "فؤاد – ماكرون", "2023-11-03", "'quoted'"])
def test_other_text_stays_as_it_is(text):
    assert make_safe_cell(text) == text
    assert read_safe_cell(text) == text


@given(st.text(st.sampled_from("'=+-@\t\r\n \u200f＝1aب"), max_size=6))
def test_what_comes_back_is_what_went_out(text):
    assert read_safe_cell(make_safe_cell(text)) == text


@given(st.text(st.sampled_from("'=+-@\t\r\n \u200f＝1aب"), max_size=6))
def test_no_cell_begins_as_a_formula_does(text):
    cell = make_safe_cell(text)
    assert cell[:1] not in "=+-@\t\r\n" or cell[:1] == "" or cell[1:].isdigit()

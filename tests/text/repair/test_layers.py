"""The way back from a changed text leads to the characters that were there."""

from hypothesis import given
from hypothesis import strategies as st

from meetings.text.repair.layers import Edit, OrderLayer, RepairedText, apply_edits


@st.composite
def texts_and_edits(draw):
    text = draw(st.text("ابت <>", max_size=30))
    places = sorted(draw(st.lists(st.integers(0, len(text)), max_size=8)))
    edits = [
        Edit(start, end, draw(st.text("xyz", max_size=3)))
        for start, end in zip(places[::2], places[1::2], strict=False)
        if start < end
    ]
    return text, edits


@given(texts_and_edits())
def test_what_was_not_changed_is_found_where_it_was(case):
    text, edits = case
    changed = apply_edits(text, edits)
    if changed is None:
        assert not edits
        return
    before = -1
    for place, character in enumerate(changed.text):
        start, end = changed.layer.span(place, place + 1)
        assert 0 <= start <= end <= len(text)
        assert start >= before  # monotone
        before = start
        if character not in "xyz":
            assert text[start:end] == character


@given(texts_and_edits(), st.integers(0, 40), st.integers(0, 40))
def test_a_stretch_leads_back_to_all_that_its_characters_lead_to(case, first, second):
    text, edits = case
    changed = apply_edits(text, edits)
    if changed is None:
        return
    start, end = sorted((min(first, len(changed.text)), min(second, len(changed.text))))
    spans = [changed.layer.span(place, place + 1) for place in range(start, end)]
    if spans:
        assert changed.layer.span(start, end) == (spans[0][0], max(last for _, last in spans))
    else:
        place = changed.layer.span(start, end)
        assert place[0] == place[1]


def test_a_part_of_a_replacement_is_all_that_it_replaced():
    changed = apply_edits("a &amp; b", [Edit(2, 7, "&")])
    assert changed.text == "a & b"
    assert changed.layer.span(2, 3) == (2, 7)
    assert changed.layer.span(0, 5) == (0, 9)
    assert changed.layer.span(4, 5) == (8, 9)


def test_a_replacement_of_the_same_length_leads_back_letter_by_letter():
    changed = apply_edits("xاأy", [Edit(1, 3, "أا")])
    assert changed.layer.span(1, 2) == (1, 2)
    assert changed.layer.span(2, 4) == (2, 4)


def test_what_was_taken_out_belongs_to_no_stretch():
    changed = apply_edits("[فؤاد](http://x) هنا", [Edit(0, 1), Edit(5, 16)])
    assert changed.text == "فؤاد هنا"
    assert changed.layer.span(0, 4) == (1, 5)
    assert changed.layer.span(4, 8) == (16, 20)


def test_words_that_ran_backwards_lead_back_to_the_smallest_stretch():
    layer = OrderLayer([4, 3, 2, 1, 0])
    assert layer.span(0, 2) == (3, 5)
    assert layer.span(5, 5) == (5, 5)
    assert layer.span(1, 1) == (3, 3)


def test_layers_lead_back_one_after_the_other():
    first = apply_edits("> ab", [Edit(0, 2)])
    second = apply_edits(first.text, [Edit(0, 1, "xyz")])
    repaired = RepairedText(second.text, "> ab", 4, (first.layer, second.layer))
    assert repaired.text == "xyzb"
    assert repaired.span(1, 2) == (2, 3)
    assert repaired.span(3, 4) == (3, 4)

"""Segments: whatever overlaps whatever, the text stays whole and every mark has one beginning."""

from types import SimpleNamespace

from hypothesis import given
from hypothesis import strategies as st

from meetings.queries.articles import cut_segments

TEXT = "التقى الوزيران في بغداد 𝕏 يوم الجمعة."


def mark(number: int, start: int, end: int) -> SimpleNamespace:
    return SimpleNamespace(pk=number, start=start, end=end, fact="date")


@given(st.lists(st.tuples(st.integers(0, len(TEXT) - 1), st.integers(1, 12)), max_size=8))
def test_any_marks_cut_the_text_without_loss(spans):
    marks = [mark(n, start, min(start + length, len(TEXT))) for n, (start, length) in enumerate(spans)]
    pieces = cut_segments(TEXT, marks)
    assert "".join(piece.text for piece in pieces) == TEXT
    assert sorted(m.pk for piece in pieces for m in piece.begins) == [m.pk for m in marks]
    position = 0
    for piece in pieces:
        over = {m.pk for m in marks if m.start <= position and m.end >= position + len(piece.text)}
        assert {m.pk for m in piece.evidence} == over
        position += len(piece.text)


def test_the_most_specific_mark_leads():
    pieces = cut_segments("abcdef", [mark(1, 0, 6), mark(2, 2, 4)])
    assert [(piece.text, [m.pk for m in piece.evidence]) for piece in pieces] == [
        ("ab", [1]),
        ("cd", [2, 1]),
        ("ef", [1]),
    ]


def test_a_text_without_marks_is_one_piece_and_nothing_is_none():
    assert [piece.text for piece in cut_segments("abc", [])] == ["abc"]
    assert cut_segments("", []) == []


def test_a_mark_of_no_words_is_left_out():
    pieces = cut_segments("abcdef", [mark(1, 2, 2), mark(2, 1, 3)])
    assert [(piece.text, [m.pk for m in piece.evidence]) for piece in pieces] == [("a", []), ("bc", [2]), ("def", [])]

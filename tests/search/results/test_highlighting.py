"""A snippet stays among lines of one script."""

import pytest

from meetings.search.results.highlighting import get_wording, make_snippet, mark_matches
from meetings.search.types import HEADLINE_SIGN, PART_SIGNS, WordMatch

ARABIC = "بحث الوزيران في بغداد ملف المياه والطاقة."
ENGLISH = "The two ministers discussed water in Baghdad."
MATCHES = {
    "بغداد": WordMatch("بغداد", "exact", 1.0),
    "baghdad": WordMatch("بغداد", "script", 0.6),
    "water": WordMatch("مياه", "lexicon", 0.6),
}


def shown(text: str, latin: bool | None = None) -> str:
    return "".join(piece.text for piece in make_snippet(text, MATCHES, latin=latin)[0])


def test_a_snippet_of_arabic_stops_before_english():
    assert shown(f"{ARABIC}\n{ENGLISH}") == f"… {ENGLISH}", "it has more of the words asked for"
    assert shown(f"{ARABIC}\nThey spoke of rivers.").strip("… \n") == ARABIC


def test_lines_of_one_script_run_on():
    assert shown(f"{ARABIC}\n\n1.\nثم غادر الوفد بغداد.") == f"{ARABIC}\n\n1.\nثم غادر الوفد بغداد."


def test_without_a_match_the_beginning_is_shown():
    assert shown("التقى الوفدان.\nThe delegations met.").strip("… \n") == "التقى الوفدان."


def test_a_snippet_is_of_the_script_of_the_page_where_that_has_a_match():
    text = f"{ARABIC}\n{ENGLISH}"
    assert shown(text, latin=True) == ENGLISH
    assert shown(text, latin=False).strip("… \n") == ARABIC
    assert shown(f"They spoke.\n{ARABIC}", latin=False).strip("… \n") == ARABIC


def test_a_snippet_of_an_english_page_is_english_where_there_is_english():
    assert shown(f"{ARABIC}\nThey spoke of rivers.", latin=True) == "They spoke of rivers."
    assert shown(ARABIC, latin=True) == ARABIC
    assert shown("They spoke of rivers.\nبغداد بعيدة.", latin=True).strip("… \n") == "They spoke of rivers."
    assert pieces(f"{'كلمة ' * 80}بغداد", latin=True)[-1] == "[بغداد]"


def test_a_match_in_latin_lines_is_shown_on_an_arabic_page_without_any_other():
    text = "التقى الوفدان.\nThe delegations met on water."
    assert pieces(text, latin=False) == ["The delegations met on ", "[water]", "."]


def test_a_snippet_is_of_the_body_and_never_of_a_headline():
    text = f"{ARABIC}\n{HEADLINE_SIGN}Water talks in Baghdad"
    assert shown(text) == shown(text, latin=True) == ARABIC
    assert make_snippet(f"{HEADLINE_SIGN}Water talks", MATCHES)[0] == []
    _, seen = make_snippet(text, MATCHES)
    assert seen["مياه"].written == "Water", "the headline still explains why the meeting was found"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("water, Baghdad water", ["[water]", ", ", "[Baghdad water]"]),
        ("Baghdad  water-Baghdad.", ["[Baghdad  water-Baghdad]", "."]),
        ("water\nBaghdad", ["[water]", "\n", "[Baghdad]"]),
    ],
)
def test_neighbouring_marks_are_one(text, expected):
    assert pieces(text) == expected
    assert [piece.text for piece in mark_matches(text, MATCHES)[0]] == [one.strip("[]") for one in expected]


def test_without_a_match_the_beginning_in_the_script_of_the_page_is_shown():
    text = "التقى الوفدان.\nThe delegations met."
    assert shown(text, latin=True) == "The delegations met."
    assert shown("التقى الوفدان.", latin=True) == "التقى الوفدان."


LINES = "First words here. Then water came. And last words follow here now."


def pieces(text: str, length: int = 240, latin: bool | None = None) -> list[str]:
    """The pieces of a snippet, marked ones in brackets."""
    return [
        f"[{piece.text}]" if piece.marked else piece.text for piece in make_snippet(text, MATCHES, length, latin)[0]
    ]


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        (ENGLISH, 240, ["The two ministers discussed ", "[water]", " in ", "[Baghdad]", "."]),
        (ENGLISH, 20, ["… ", "[water]", " in ", "[Baghdad]", "."]),
        (ENGLISH, 10, ["… ", "[water]", " in", " …"]),
        (LINES, 20, ["… ", "Then ", "[water]", " came. And", " …"]),
        (LINES, 45, ["… ", "Then ", "[water]", " came. And last words follow here", " …"]),
        (f"{'x' * 30} water", 10, ["… ", "[water]"]),
        ("one water two three four five six seven water Baghdad nine", 30,
         ["… ", "seven ", "[water Baghdad]", " nine"]),
        ("nothing here at all to see", 10, ["nothing", " …"]),
        ("nothing here at all to see", 26, ["nothing here at all to see"]),
        ("nothing here at all to see", 25, ["nothing here at all to", " …"]),
        ("", 20, []),
    ],
)  # fmt: skip
def test_a_snippet_begins_and_ends_with_whole_words(text, length, expected):
    assert pieces(text, length) == expected


def test_a_snippet_prefers_different_words_to_one_word_again():
    assert pieces(f"{'water ' * 4}{'and ' * 30}water in Baghdad", 20)[-3:] == ["[water]", " in ", "[Baghdad]"]


def test_a_snippet_of_two_equal_places_is_of_the_first():
    assert pieces(f"water here. {'and ' * 30}. There water", 20)[0] == "[water]"


def test_a_snippet_does_not_run_on_into_lines_of_another_script():
    assert shown("وصل إلى بغداد.\nWater talks.").strip("… \n") == "وصل إلى بغداد."


def test_the_best_match_of_each_word_is_told():
    _, seen = make_snippet("Baghdad is بغداد", MATCHES)
    assert {word: one.written for word, one in seen.items()} == {"بغداد": "بغداد"}
    whole, seen = mark_matches("Water, water", MATCHES)
    assert [piece.text for piece in whole] == ["Water", ", ", "water"]
    assert (seen["مياه"].written, seen["مياه"].word) == ("Water", "water")


def test_a_snippet_is_of_one_author_and_says_whose_words_it_is():
    summary, report = PART_SIGNS["archive"] + "بحث الوزيران المياه.", PART_SIGNS["outlet"] + ARABIC
    text = f"{summary}\n{report}"
    pieces, _ = make_snippet(text, MATCHES)
    assert "".join(piece.text for piece in pieces).strip("… ") == ARABIC
    assert get_wording(pieces, text) == "outlet"
    beginning, _ = make_snippet(text, {})
    assert "".join(piece.text for piece in beginning).strip("… \n") == summary.strip()
    assert get_wording(beginning, text) == "archive"


def test_a_match_at_the_very_beginning_of_a_line_counts():
    assert pieces("Water.\nفي بغداد", latin=True)[:2] == ["[Water]", ".\n"]
    assert pieces("بغداد.\nWater in Baghdad", latin=False)[:2] == ["[بغداد]", ".\n"]


@pytest.mark.parametrize(
    ("length", "marked"), [(16, ["[water]", "[Baghdad]"]), (15, ["[water]"]), (17, ["[water]", "[Baghdad]"])]
)
def test_matches_that_are_just_near_enough_stand_in_one_snippet(length, marked):
    text = f"{'and ' * 20}water in Baghdad{' and' * 20}"
    assert [piece for piece in pieces(text, length) if piece.startswith("[")] == marked

"""A snippet stays among lines of one script."""

from meetings.search.results.highlighting import make_snippet
from meetings.search.types import WordMatch

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
    assert shown(f"{ARABIC}\nThey spoke of rivers.", latin=True).strip("… \n") == ARABIC


def test_without_a_match_the_beginning_in_the_script_of_the_page_is_shown():
    text = "التقى الوفدان.\nThe delegations met."
    assert shown(text, latin=True) == "The delegations met."
    assert shown("التقى الوفدان.", latin=True) == "التقى الوفدان."

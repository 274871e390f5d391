"""Why a word of meeting does not count: the reasons that the reader gives, in the words of the pages and commands."""

from django.utils import translation

from meetings.admin.incoming.preview_forms import REASONS
from meetings.extraction.pipeline import read
from meetings.gazetteer import load_rows


def test_pages_and_explanations_name_the_same_reasons():
    labels = {row["key"]: row["text"] for row in load_rows("explanations") if row["group"] == "reason"}
    with translation.override("ar"):
        assert labels == {name: str(text) for name, text in REASONS.items()}


def test_a_noun_of_meeting_without_a_word_that_it_was_held_is_named_so():
    text = "أثار لقاء وزير الخارجية المصري سامح شكري بوزير الخارجية التركي مولود جاويش أوغلو اهتمام الصحف."
    (dismissed,) = read(text).dismissed
    assert dismissed.reason == "unstated"
    assert str(REASONS[dismissed.reason]) == "the text does not say that it was held"

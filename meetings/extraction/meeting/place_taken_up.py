"""The place to which a sentence refers: "وفي المدينة نفسها التقى س ص", "وهناك استقبله س"."""

from collections.abc import Sequence

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.events.event import Event
from meetings.extraction.meeting.namesakes import choose_namesake
from meetings.extraction.meeting.place_leads import IN
from meetings.extraction.meeting.place_mentions import PlaceMention
from meetings.gazetteer.word_classes import load_word_class

MAX_SENTENCES_TO_SAME = 3  # back from "المدينة نفسها" to the city's name
MAX_SENTENCES_TO_THERE = 1  # back from "وفيها"
_TAKEN_UP, _SAMENESS = load_word_class("place_taken_up"), load_word_class("sameness")
_THERE = load_word_class("there_words")


def find_places_taken_up(text: Text, events: Sequence[Event], inside: set[int]) -> list[PlaceMention] | None:
    """Return the city named before to which the sentence of the first event refers.

    Args:
        text: The report.
        events: The events of one meeting.
        inside: The words of mentions of people, whose cities do not count.
    """
    sentence = events[0].sentence
    if text.words[sentence.start] in _THERE:
        return _find_last_city(text, sentence.start, sentence.index - MAX_SENTENCES_TO_THERE, inside)
    for index in range(sentence.start + 1, events[0].start):
        if text.words[index] in _SAMENESS and text.words[index - 1] in _TAKEN_UP:
            return _find_last_city(text, index, sentence.index - MAX_SENTENCES_TO_SAME, inside)
    return None


def _find_last_city(text: Text, index: int, first: int, inside: set[int]) -> list[PlaceMention] | None:
    """Return the last city before a word, from the sentence number `first` on."""
    for at in range(index - 1, text.sentences[max(0, first)].start - 1, -1):
        city = text.hit(at, "place")
        if city is not None and city.entry.city and at not in inside:
            return [PlaceMention(choose_namesake(text, at, city), IN, city.start, city.end)]
    return None

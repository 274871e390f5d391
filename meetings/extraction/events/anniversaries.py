"""Reports that look back: "45 عاما على زيارة س", "في مثل هذا اليوم من عام 1977". Their events are history."""

import datetime as dt

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.document.lexicon import ARTICLE
from meetings.extraction.events.event import Event
from meetings.extraction.events.event_date import MAX_RECENT_DAYS, find_own_date
from meetings.gazetteer.word_classes import load_word_class
from meetings.text.dates import resolve

MIN_SENTENCE_WORDS = 9  # a shorter line of the body is a caption or a heading
MAX_OPENING_WORDS = 10
_YEARS = load_word_class("year_words")
_REMEMBERED = load_word_class("remembered_events")
_SINCE = load_word_class("since_word")
_THIS_DAY = (load_word_class("like_word"), load_word_class("this_word"), load_word_class("year_of_day"))


def is_looking_back(text: Text) -> bool:
    """Return whether the headline, or the report's first sentence, refers to an anniversary."""
    headlines = [sentence for sentence in text.sentences if sentence.role == "headline"]
    if any(_counts_years(text, sentence) for sentence in headlines):
        return True
    full = (sentence for sentence in text.sentences if sentence.role == "body" and _is_full(sentence))
    first = next(full, None)
    return first is not None and _names_day(text, first)


def is_recalled(text: Text, event: Event, published: dt.date | None) -> bool:
    """Return whether an event of such a report has no recent date."""
    date = find_own_date(text, event)
    if date is None or published is None or date.kind not in ("stated", "hijri"):
        return True
    day = resolve(date, published).day
    return day is None or (published - day).days > MAX_RECENT_DAYS


def _is_full(sentence: Sentence) -> bool:
    return sentence.end - sentence.start >= MIN_SENTENCE_WORDS


def _counts_years(text: Text, sentence: Sentence) -> bool:
    """Return whether the sentence counts years: "45 عاما على زيارة", "بعد 30 عاما على"."""
    words = text.words
    return any(
        words[index] in _YEARS and words[index + 1] in _SINCE and words[index + 2].removeprefix(ARTICLE) in _REMEMBERED
        for index in range(sentence.start, sentence.end - 2)
    )


def _names_day(text: Text, sentence: Sentence) -> bool:
    """Return whether the sentence opens with "في مثل هذا اليوم من عام 1977"."""
    words = text.words[sentence.start : sentence.start + MAX_OPENING_WORDS]
    return all(not group.isdisjoint(words) for group in _THIS_DAY)

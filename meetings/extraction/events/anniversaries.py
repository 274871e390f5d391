"""Reports that look back: "45 عاما على زيارة س", "في مثل هذا اليوم من عام 1977". What they tell of took place then."""

import datetime as dt

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.events.event import Event
from meetings.extraction.events.factuality import own_date
from meetings.text.dates import resolve

_YEARS = frozenset({"عاما", "عام", "سنه", "سنوات", "اعوام", "عقود", "عقدين", "قرن"})
# What a headline remembers; "50 عاما على العلاقات" is an occasion of today's news.
_REMEMBERED = frozenset(
    {
        "زياره",
        "لقاء",
        "قمه",
        "حرب",
        "اتفاقيه",
        "اتفاقيات",
        "اتفاق",
        "معاهده",
        "اغتيال",
        "رحيل",
        "مصافحه",
        "موتمر",
        "خطاب",
    }
)
_RECENT_DAYS = 62


def looks_back(text: Text) -> bool:
    """Whether the headline, or the report's first sentence, says that it is of an anniversary."""
    first = next((sentence for sentence in text.sentences if sentence.role == "body" and _tells(text, sentence)), None)
    headlines = [sentence for sentence in text.sentences if sentence.role == "headline"]
    return any(_passed(text, sentence) for sentence in headlines) or (first is not None and _this_day(text, first))


def is_recalled(text: Text, event: Event, published: dt.date | None) -> bool:
    """Whether an event of such a report has no recent date of its own."""
    date = own_date(text, event)
    day = resolve(date, published).day if date is not None and published is not None else None
    stated = date is not None and date.kind in ("stated", "hijri")
    return day is None or not stated or published is None or (published - day).days > _RECENT_DAYS


def _tells(text: Text, sentence: Sentence) -> bool:
    return sentence.end - sentence.start > 8


def _passed(text: Text, sentence: Sentence) -> bool:
    """ "45 عاما على", "بعد 30 عاما على", "ذكرى مرور ..."."""
    words = text.words
    for index in range(sentence.start, sentence.end - 1):
        what = words[index + 2] if index + 2 < sentence.end else ""
        if words[index] in _YEARS and words[index + 1] == "علي" and what.removeprefix("ال") in _REMEMBERED:
            return True
    return False


def _this_day(text: Text, sentence: Sentence) -> bool:
    """ "في مثل هذا اليوم من عام 1977"."""
    words = text.words[sentence.start : sentence.start + 10]
    return "مثل" in words and "هذا" in words and ("عام" in words or "سنه" in words)

"""Did it take place, now, between sides? What is planned, denied, cancelled, historical or proposed is dismissed with
its reason.

The words before a trigger decide, as far as its own clause goes: a brake behind a full past verb belongs to
something else. The past perfect ("وكان قد التقى") is background unless the text dates it within days of the report.
"""

import datetime as dt
import re

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.events.event import VERBS, Event
from meetings.text.dates import DateWords, resolve

_FUTURE = re.compile("س[يت][^ا]{3,}")
_REACH = 9  # words before a trigger that a brake can stand in
_OLD_DAYS = 62  # a month or year named alone is history when it began longer ago than this
_NEWS_DAYS = 8  # a dated meeting older than this is history
_BRAKES = {"planned": "planned", "proposed": "planned", "denied": "denied", "cancelled": "cancelled"}
_PURPOSE = frozenset({"لاجراء", "لعقد", "للقاء", "لاستقبال", "للاجتماع", "لزياره", "لبحث"})
_AFTER = frozenset({"نتايج", "حصيله", "مخرجات", "محضر", "مناسبه", "غداه", "بعد", "عقب", "بعيد", "اثر", "منذ"})
# "قال عقب اجتماع مع ...": the meeting is the occasion of the news, unless another one stands before it.
_NEWS_AFTER = frozenset({"بعد", "عقب", "بعيد", "اثر"})
_DURING = frozenset({"خلال", "اثناء", "لدي", "في", "ضمن"})
_DENIALS = frozenset({"نفي", "نفت", "ينفي", "تنفي", "ونفي", "ونفت", "نافيا", "نافيه"})
_REFUSALS = frozenset({"رفض", "رفضت", "يرفض", "ترفض", "رفضه", "رفضها", "استبعد", "استبعدت", "يستبعد", "رافضا"})
_HOSTING = frozenset({"استضافه", "لاستضافه", "باستضافه", "ترتيب", "تنظيم", "لترتيب", "لتنظيم", "تسهيل"})
_NOUNS = ("noun", "call-noun")
_BEFORE = frozenset({"قبل", "قبيل", "استعدادا", "تحضيرا", "تمهيدا", "عشيه"})


def brake(text: Text, event: Event, published: dt.date | None) -> str | None:
    """Why `event` is no meeting of this report, or None."""
    if event.tense == "future":
        return "planned"
    reason = _before(text, event) or _around(text, event)
    if reason:
        return reason
    if event.tense == "present" and _then(text, event, published):
        return None
    if event.tense == "present" and event.sentence.role != "headline" and not _narrated(text, event):
        return "planned"
    return _by_date(text, event, published)


def _before(text: Text, event: Event) -> str | None:
    """Brakes in the words before the trigger, nearest first."""
    first = max(event.sentence.start, (event.carrier if event.carrier >= 0 else event.start) - _REACH)
    word = text.words[event.start]
    if (
        event.frame in ("noun", "call-noun")
        and (word.startswith(("لل", "لاستقبال")) or word in _PURPOSE)
        and not word.startswith("لقا")
    ):
        return "purpose"
    if any(text.words[i] in _DENIALS for i in range(max(event.sentence.start, event.start - 25), event.start)):
        return "denied"
    if text.words[event.start - 1] == "قد" and event.start > event.sentence.start and _is_present(word):
        return "planned"  # "قد يلتقيان": perhaps
    if event.frame in ("noun", "call-noun") and any(
        text.words[i] in _REFUSALS for i in range(max(event.sentence.start, event.start - 14), event.start)
    ):
        return "denied"
    for index in range(event.start - 1, first - 1, -1):
        before = text.words[index]
        if before == "بعد" and text.words[index - 1] == "عن":
            continue
        if before in ".;" or (before in "”»" and index < event.start - 3):
            break
        if before in _PURPOSE and index >= event.start - 3 and event.frame in ("noun", "call-noun"):
            return "purpose"
        if (
            before in _AFTER
            and index == event.start - 1
            and event.frame in ("noun", "call-noun")
            and not _possessed(text, event)
            and not (before in _NEWS_AFTER and _first_told(text, event))
        ):
            return "historical"
        if index == event.start - 1 and before in _HOSTING and event.frame in _NOUNS:
            return "planned"
        if before in _BEFORE and index >= event.start - 1 and event.frame in ("noun", "call-noun"):
            return "planned" if before != "عشيه" else None
        for hit in text.hits[index]:
            if hit.entry.kind == "cue" and hit.entry.key in _BRAKES and hit.end <= event.start:
                if hit.entry.key == "denied" and index < event.start - 3:
                    continue
                if hit.entry.key != "planned" and (_is_adjunct(text, event) or hit.particle in ("ب", "ل")):
                    continue  # "دعا إلى الحوار خلال لقائه": what he called for is not the meeting
                if text.words[hit.end - 1].startswith("لاحق") and event.tense == "past" and event.frame not in _NOUNS:
                    continue  # "في وقت لاحق من اليوم، التقى"
                return _BRAKES[hit.entry.key]
            elsewhere = event.frame not in _NOUNS and "," in text.words[hit.end : event.start]
            if hit.entry.kind == "cue" and hit.entry.key == "historical" and hit.end <= event.start and not elsewhere:
                return "historical"
        verb = text.hit(index, "verb")
        if (
            verb is not None
            and verb.entry.number == "past"
            and verb.entry.key in ("say", "light")
            and index < event.start - 4
        ):
            break
    return None


def _around(text: Text, event: Event) -> str | None:
    """What follows a trigger and puts it out of the day: "عدة مرات", "السابقة", "المقبل"."""
    last = max((m.end for m in (*event.subjects, *(m for g in event.objects for m in g))), default=event.end)
    if event.frame in _NOUNS and event.end < last < event.sentence.end and _FUTURE.fullmatch(text.words[last]):
        return "planned"  # "اللقاء بين س وص سينكب على"
    for index in range(event.end, min(event.stop, event.end + 30)):
        for hit in text.hits[index]:
            if hit.entry.kind != "cue":
                continue
            if hit.entry.key == "historical" and index - event.end < 12:
                return "historical"
            if hit.entry.key == "planned" and index - event.end <= 2:
                return "planned"
        if (
            event.frame in ("noun", "call-noun")
            and index not in event.asides
            and (_is_future(text, index) or _may_be(text, index))
        ):
            return "planned"
    return None


def _is_present(word: str) -> bool:
    return word.startswith("ي") or (word.startswith("ت") and word.endswith(("ان", "ي")))


def _possessed(text: Text, event: Event) -> bool:
    """ "عقب لقائه": the meeting of the one who speaks, and so the news; "عقب لقاء" is another."""
    hit = text.hit(event.start, "noun")
    if text.words[event.start - 1] == "غداه":
        return bool(hit and hit.entry.suffix)
    return bool(hit and hit.entry.suffix) or event.mutual


def _first_told(text: Text, event: Event) -> bool:
    """Whether no verb of meeting stands before the event in its sentence."""
    return not any(
        hit.entry.kind == "verb" and hit.entry.key in VERBS
        for index in range(event.sentence.start, event.start)
        for hit in text.hits[index][:1]
    )


def _is_adjunct(text: Text, event: Event) -> bool:
    """Whether a noun of meeting only says when something else happened ("خلال لقائه")."""
    first = max(event.sentence.start, event.start - 2)
    return event.frame in _NOUNS and any(text.words[index] in _DURING for index in range(first, event.start))


def _may_be(text: Text, index: int) -> bool:
    """ "قد يعقد": the particle of what may happen, before a present."""
    if text.words[index] != "قد" or index + 1 >= len(text.words):
        return False
    following = text.words[index + 1]
    verb = text.hit(index + 1, "verb")
    return (
        following[0] in "يت" and (verb is None or verb.entry.number == "present") and text.lexicon.is_common(following)
    )


def _is_future(text: Text, index: int) -> bool:
    """Whether the word is a verb with the س of the future ("ستتركز")."""
    word = text.words[index]
    if len(word) < 5 or word[:2] not in ("سي", "ست", "سن") or (text.hits[index] and not text.hit(index, "verb")):
        return False
    verb = text.hit(index, "verb")
    return (verb is not None and verb.entry.number == "future") or (verb is None and text.lexicon.is_common(word))


def _then(text: Text, event: Event, published: dt.date | None) -> bool:
    """ "..., ليجتمع يوم الجمعة 3 أكتوبر", "أول زعيم يجتمع": presents that go on with a story in the past."""
    before = text.words[max(event.sentence.start, event.start - 4) : event.start]
    if "اول" in before:
        return True
    date = own_date(text, event)
    if (not text.words[event.start].startswith("لي") and not text.words[event.start].startswith("لت")) or date is None:
        return False
    day = resolve(date, published).day
    return day is not None and (published is None or day <= published)


def _narrated(text: Text, event: Event) -> bool:
    """A present that reports: behind a relative pronoun, or of a verb of talking in a caption-like dual."""
    return event.tense == "present" and event.mutual and event.frame == "discuss"


def own_date(text: Text, event: Event) -> DateWords | None:
    """The date words in the reach of a trigger, nearest behind it, else before it in its clause."""
    reach = range(event.end, min(event.stop, event.sentence.end))
    behind = [
        text.date_at[i] for i in reach if i in text.date_at and i not in event.asides and i - 1 not in event.asides
    ]
    exact = [date for date in behind if date.kind in ("stated", "hijri", "weekday", "relative")]
    first = max(event.sentence.start, event.start - 40)
    ahead = [text.date_at[i] for i in range(event.start - 1, first - 1, -1) if i in text.date_at]
    near = [date for date in ahead if date.kind in ("stated", "hijri", "weekday", "relative")]
    if exact:
        return exact[0]
    if near:
        return near[0]
    return next(iter(behind or ahead), None)


def _by_date(text: Text, event: Event, published: dt.date | None) -> str | None:
    """The date in a trigger's own reach, compared with the report's."""
    date = own_date(text, event)
    earlier = _is_past_perfect(text, event)
    if date is None:
        return "historical" if earlier else None
    if date.direction > 0 or (date.offset or 0) > 0:
        return (
            "planned"
            if event.tense != "past" or (date.direction > 0 and text.starts[event.end - 1] < date.start)
            else None
        )
    if date.kind in ("loose", "month", "year"):
        behind = date.start > text.starts[event.start]
        if date.year and published is not None:
            day = resolve(date, published).day
            return "historical" if day is not None and (published - day).days > _OLD_DAYS else None
        old = (date.offset or -99) < -2 if date.kind == "loose" else date.direction < 0 or bool(date.year)
        return "historical" if earlier or ((behind or date.direction < 0) and old) else None
    day = resolve(date, published).day
    if day is not None and published is not None:
        if (published - day).days > _NEWS_DAYS:
            return "historical"
        if day > published:
            return "planned"
        return None
    return "historical" if earlier and date.kind == "stated" else None


def _is_past_perfect(text: Text, event: Event) -> bool:
    """ "وكان قد التقى", "وكان س التقى", "يشار إلى أن": background."""
    first = event.sentence.start
    for index in range(first, min(event.start, first + 16)):
        for hit in text.hits[index]:
            if hit.entry.kind == "cue" and hit.entry.key == "earlier" and index <= first + 6:
                return (event.tense == "past" and event.frame not in ("noun", "call-noun")) or index == first
    return False

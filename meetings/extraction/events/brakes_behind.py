"""Words after a trigger that exclude the event from the report's day: "عدة مرات", "السابقة", "المقبل"."""

from typing import TypeAlias

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.events.brake_place import MEETING_NOUNS, BrakePlace
from meetings.extraction.events.event import Event
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class

MAX_REACH_WORDS = 30  # after a trigger, in which a brake can be
MAX_HISTORY_WORDS = 12
MAX_PLAN_WORDS = 2
_FUTURE_PREFIXES = ("سي", "ست", "سن")
_PERHAPS = load_word_class("perfect_particle")
_ALLEGED = load_word_class("qualities_of_made_up_meetings")
_TIMES, _NUMBERS = load_word_class("times_counted"), load_word_class("numbers_of_times")

_Rules: TypeAlias = "RuleSet[BrakePlace, str]"


def find_brake_behind(text: Text, event: Event) -> str | None:
    """Find the reason in the words after `event` why it is not a meeting of this report."""
    if _has_future_verb(text, event):
        return "planned"
    place = BrakePlace(text, event, event.end)
    for place.index in range(event.end, min(event.stop, event.end + MAX_REACH_WORDS)):
        if (reason := BRAKES_BEHIND.decide(place)) is not None:
            return reason
    return None


def _has_future_verb(text: Text, event: Event) -> bool:
    """Return whether a future verb follows the parties of a noun: "اللقاء بين س وص سينكب على"."""
    last = max((mention.end for mention in event.people), default=event.end)
    is_inside = event.frame in MEETING_NOUNS and event.end < last < event.sentence.end
    return is_inside and text.is_future_verb(last)


def _has_cue(place: BrakePlace, key: str) -> bool:
    return any(hit.entry.kind == "cue" and hit.entry.key == key for hit in place.text.hits[place.index])


def _history(place: BrakePlace) -> str | None:
    is_near = place.index - place.event.end < MAX_HISTORY_WORDS
    return "historical" if is_near and _has_cue(place, "historical") else None


def _alleged(place: BrakePlace) -> str | None:
    """Find a meeting that is said to be made up: "اللقاء المزعوم بين س وص"."""
    is_near = place.is_noun and place.index - place.event.end < MAX_PLAN_WORDS
    return "denied" if is_near and place.word in _ALLEGED else None


def _times(place: BrakePlace) -> str | None:
    """Find a number of times: "زارت كندا 22 مرة", "التقيا تسع مرات"; "لأول مرة" counts none."""
    text, index = place.text, place.index
    if place.word not in _TIMES or index - place.event.end > MAX_HISTORY_WORDS:
        return None
    before = text.words[index - 1]
    return "historical" if before.isdigit() or before in _NUMBERS else None


def _plan(place: BrakePlace) -> str | None:
    last = max((mention.end for mention in place.event.people), default=place.event.end)
    is_after_parties = place.is_noun and 0 <= place.index - last <= MAX_PLAN_WORDS
    is_near = place.index - place.event.end <= MAX_PLAN_WORDS or is_after_parties
    return "planned" if is_near and _has_cue(place, "planned") else None


def _future_verb(place: BrakePlace) -> str | None:
    """Find a verb with the س of the future: "اتصال مع ص ستتركز ..."."""
    word = place.word
    if not _is_of_noun(place) or len(word) < 5 or not word.startswith(_FUTURE_PREFIXES):
        return None
    verb = place.text.hit(place.index, "verb")
    if verb is not None:
        return "planned" if verb.entry.number == "future" else None
    return "planned" if not place.text.hits[place.index] and place.text.lexicon.is_common(word) else None


def _perhaps(place: BrakePlace) -> str | None:
    """Find the particle of possibility before a present: "قد يعقد"."""
    text, following = place.text, place.index + 1
    if not _is_of_noun(place) or place.word not in _PERHAPS or following >= len(text.words):
        return None
    word, verb = text.words[following], text.hit(following, "verb")
    is_present = word[0] in "يت" and (verb is None or verb.entry.number == "present")
    return "planned" if is_present and text.lexicon.is_common(word) else None


def _is_of_noun(place: BrakePlace) -> bool:
    """Return whether the word is in the reach of a noun of meeting, outside its asides."""
    return place.is_noun and place.index not in place.event.asides


_AMERICAN, _TURK = "وزير الخارجية الأمريكي أنتوني بلينكن", "وزير الخارجية التركي هاكان فيدان"

BRAKES_BEHIND: _Rules = RuleSet(
    "brakes_behind.words",
    Rule("history", f"والتقى {_AMERICAN} {_TURK} عدة مرات.", _history),
    Rule(
        "alleged",
        f"نفت الوزارة أمس أي علم لها بما كتبته الصحف. والاجتماع المزعوم بين {_AMERICAN} و{_TURK} لم يكن.",
        _alleged,
    ),
    Rule("times", f"والتقى {_AMERICAN} {_TURK} 13 مرة.", _times),
    Rule("plan", f"تناول اللقاء المرتقب بين {_AMERICAN} و{_TURK} ملف سوريا.", _plan),
    Rule("future_verb", f"وجرى اتصال هاتفي بين {_AMERICAN} و{_TURK} في أنقرة سيكون مفيدا.", _future_verb),
    Rule("perhaps", f"ولقاء {_AMERICAN} مع {_TURK} قد يكون مفيدا.", _perhaps),
)

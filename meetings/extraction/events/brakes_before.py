"""Words before a trigger, in its clause, that exclude the event from the report's day.

Such a word (a brake) before a full past verb belongs to that verb.
"""

from typing import TypeAlias

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.events.brake_place import BrakePlace
from meetings.extraction.events.event import VERBS, Event
from meetings.extraction.events.markers import ABOUT, BI, FOR
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_REACH_WORDS = 9  # before a trigger, in which a brake can be
MAX_DENIAL_WORDS = 25
MAX_REFUSAL_WORDS = 14
MAX_JOURNEY_WORDS = 12  # from "يتوجه" to the purpose of the journey
_NO_BRAKE = ""  # the answer of a rule that ends the search
_BRAKES = {"planned": "planned", "proposed": "planned", "denied": "denied", "cancelled": "cancelled"}
_PURPOSE = load_word_class("purpose_words")
_PURPOSE_PREFIXES = load_word_list("purpose_prefixes")
_MEETING_STEMS = load_word_list("meeting_stems")
_OCCASIONS = load_word_class("occasion_words")
_NEWS_OCCASIONS = load_word_class("news_occasions")
_MORROW = load_word_class("morrow_word")
_ADJUNCTS = load_word_class("adjunct_words")
_DENIALS = load_word_class("denial_words")
_REFUSALS = load_word_class("refusal_words")
_PREPARATIONS = load_word_class("preparation_words")
_PRECEDING = load_word_class("preceding_words")
_EVE = load_word_class("eve_word")
_OUTCOMES = load_word_class("outcome_words")
_AFTERWARDS = load_word_class("news_occasions")
_TIMES = load_word_class("times_of_news")
_TO_COME = load_word_class("journeys_to_come")
_LATER = load_word_list("later_prefix")
_PERHAPS = load_word_class("perfect_particle")
_AFTER = load_word_class("after_word")

_Rules: TypeAlias = "RuleSet[BrakePlace, str]"


def find_brake_before(text: Text, event: Event) -> str | None:
    """Find the reason in the words before `event`, nearest first, why it is not a meeting of this report."""
    place = BrakePlace(text, event, event.start)
    if (reason := CLAUSE_BRAKES.decide(place)) is not None:
        return reason
    first = event.carrier if event.carrier >= 0 else event.start
    for place.index in range(event.start - 1, max(event.sentence.start, first - MAX_REACH_WORDS) - 1, -1):
        if _is_at_a_distance(place):
            continue
        if _ends_clause(place) or _opens_time_clause(place):
            return None
        reason = WORD_BRAKES.decide(place)
        reason = _find_cue(place) if reason is None else reason
        if reason is not None:
            return reason or None
        if _is_other_verb(place):
            return None
    return None


def _is_at_a_distance(place: BrakePlace) -> bool:
    """Return whether the word is the second of "عن بعد", which does not mean "after"."""
    return place.word in _AFTER and place.text.words[place.index - 1] == ABOUT


def _ends_clause(place: BrakePlace) -> bool:
    return place.word in ".;" or (place.word in "”»" and place.distance > 3)


def _opens_time_clause(place: BrakePlace) -> bool:
    """Return whether the noun opens a clause of time: "الغداء المقرر الجمعة سيجري، بعد اتصال هاتفي"."""
    is_time = place.is_noun and place.word == "," and place.distance == 2
    return is_time and place.text.words[place.index + 1] in _AFTERWARDS


def _is_other_verb(place: BrakePlace) -> bool:
    """Return whether the word is a full past verb, to which the words before it belong."""
    verb = place.text.hit(place.index, "verb")
    is_full = verb is not None and verb.entry.number == "past" and verb.entry.key in ("say", "light")
    return is_full and place.distance > 4


# The words before a trigger together


def _purpose_to_come(place: BrakePlace) -> str | None:
    """Find the purpose of a journey that has not begun: "قبيل مغادرته للاجتماع مع ص", "يتوجه ... لإجراء محادثات"."""
    words = place.words_before_event(MAX_JOURNEY_WORDS)
    is_purpose = place.is_noun and (
        place.word.startswith(_PURPOSE_PREFIXES) or not _PURPOSE.isdisjoint([place.word, *words[-2:]])
    )
    return "planned" if is_purpose and not _TO_COME.isdisjoint(words) else None


def _purpose_in_noun(place: BrakePlace) -> str | None:
    word = place.word
    is_purpose = word.startswith(_PURPOSE_PREFIXES) or word in _PURPOSE
    return "purpose" if place.is_noun and is_purpose and not word.startswith(_MEETING_STEMS) else None


def _denial(place: BrakePlace) -> str | None:
    return None if _DENIALS.isdisjoint(place.words_before_event(MAX_DENIAL_WORDS)) else "denied"


def _perhaps(place: BrakePlace) -> str | None:
    """Find a possible event: "قد يلتقيان"."""
    is_behind = place.index > place.event.sentence.start and place.text.words[place.index - 1] in _PERHAPS
    return "planned" if is_behind and _is_present(place.word) else None


def _is_present(word: str) -> bool:
    return word.startswith("ي") or (word.startswith("ت") and word.endswith(("ان", "ي")))


def _refusal(place: BrakePlace) -> str | None:
    is_refused = (
        place.is_noun
        and place.word not in _TIMES
        and not _REFUSALS.isdisjoint(place.words_before_event(MAX_REFUSAL_WORDS))
    )
    return "denied" if is_refused else None


_AMERICAN, _TURK = "وزير الخارجية الأمريكي أنتوني بلينكن", "وزير الخارجية التركي هاكان فيدان"

CLAUSE_BRAKES: _Rules = RuleSet(
    "brakes_before.clause",
    Rule("purpose_to_come", f"تحدث {_AMERICAN} قبيل مغادرته إلى أنقرة للاجتماع مع {_TURK}.", _purpose_to_come),
    Rule("purpose_in_noun", f"وصل {_AMERICAN} إلى أنقرة للاجتماع مع {_TURK}.", _purpose_in_noun),
    Rule("denial", f"نفى المتحدث أن يكون {_AMERICAN} قد التقى {_TURK}.", _denial),
    Rule("perhaps", f"{_AMERICAN} قد يلتقي {_TURK}.", _perhaps),
    Rule("refusal", f"رفض {_AMERICAN} عقد أي لقاء مع {_TURK}.", _refusal),
)

# One word before a trigger


def _purpose(place: BrakePlace) -> str | None:
    return "purpose" if place.is_noun and place.distance <= 3 and place.word in _PURPOSE else None


def _occasion(place: BrakePlace) -> str | None:
    """Find a meeting named as an occasion: "نتائج لقاء س وص"; but "قال عقب اجتماع مع ..." is the news."""
    if not place.is_noun or place.distance > 1 or place.word not in _OCCASIONS:
        return None
    if place.word in _OUTCOMES and not _is_first_meeting(place):
        return "historical"  # "أطلع س ص على نتائج مباحثاته مع ع"
    if _is_possessed(place):
        return None
    return None if place.word in _NEWS_OCCASIONS and _is_first_meeting(place) else "historical"


def _is_possessed(place: BrakePlace) -> bool:
    """Return whether the meeting is the speaker's and so the news: "عقب لقائه"; "عقب لقاء" is another meeting."""
    hit = place.text.hit(place.event.start, "noun")
    has_owner = hit is not None and bool(hit.entry.suffix)
    return has_owner or (place.event.mutual and place.word not in _MORROW)


def _is_first_meeting(place: BrakePlace) -> bool:
    """Return whether no verb of meeting precedes the event in its sentence."""
    return not any(
        hit.entry.kind == "verb" and hit.entry.key in VERBS
        for index in range(place.event.sentence.start, place.event.start)
        for hit in place.text.hits[index][:1]
    )


def _preparation(place: BrakePlace) -> str | None:
    return "planned" if place.is_noun and place.distance == 1 and place.word in _PREPARATIONS else None


def _preceding(place: BrakePlace) -> str | None:
    return "planned" if place.is_noun and place.distance == 1 and place.word in _PRECEDING else None


def _eve(place: BrakePlace) -> str | None:
    return _NO_BRAKE if place.is_noun and place.distance == 1 and place.word in _EVE else None


WORD_BRAKES: _Rules = RuleSet(
    "brakes_before.words",
    Rule("purpose", f"وصل {_AMERICAN} إلى أنقرة لإجراء مباحثات مع {_TURK}.", _purpose),
    Rule("occasion", f"ناقش البرلمان نتائج لقاء {_AMERICAN} مع {_TURK}.", _occasion),
    Rule("preparation", f"تابع {_AMERICAN} تنظيم لقاء مع {_TURK}.", _preparation),
    Rule("preceding", f"تحدث {_AMERICAN} قبيل لقاء مع {_TURK}.", _preceding),
    Rule("eve", f"أكد {_AMERICAN} أهمية الحوار عشية لقاء مع {_TURK}.", _eve),
)


def _find_cue(place: BrakePlace) -> str | None:
    """Find the brake among the readings of one word."""
    for hit in place.text.hits[place.index]:
        if hit.entry.kind == "cue" and hit.end <= place.event.start:
            place.hit = hit
            if reason := CUE_BRAKES.decide(place):
                return reason
    return None


def _distant_denial(place: BrakePlace) -> str | None:
    return _NO_BRAKE if place.cue() == "denied" and place.distance > 3 else None


def _other_purpose(place: BrakePlace) -> str | None:
    """Find a purpose other than the meeting: "دعا إلى الحوار خلال لقائه": he called for something else."""
    if place.cue() not in _BRAKES or place.cue() == "planned" or place.hit is None:
        return None
    return _NO_BRAKE if place.hit.particle in (BI, FOR) or _is_adjunct(place) else None


def _is_adjunct(place: BrakePlace) -> bool:
    """Return whether a noun of meeting only gives the time of another event ("خلال لقائه")."""
    return place.is_noun and not _ADJUNCTS.isdisjoint(place.words_before_event(2))


def _later_that_day(place: BrakePlace) -> str | None:
    """Find a later hour of the same day: "في وقت لاحق من اليوم، التقى"."""
    if place.cue() not in _BRAKES or place.hit is None or place.event.tense != "past":
        return None
    if place.is_noun and place.event.carrier < 0:
        return None
    return _NO_BRAKE if place.text.words[place.hit.end - 1].startswith(_LATER) else None


def _brake(place: BrakePlace) -> str | None:
    return _BRAKES.get(place.cue())


def _history(place: BrakePlace) -> str | None:
    if place.cue() != "historical" or place.hit is None:
        return None
    is_elsewhere = not place.is_noun and "," in place.text.words[place.hit.end : place.event.start]
    return None if is_elsewhere else "historical"


CUE_BRAKES: _Rules = RuleSet(
    "brakes_before.cues",
    Rule(
        "distant_denial",
        f"تحدث الوزير عن عدم رضاه، ومن ثم التقى {_AMERICAN} {_TURK}.",
        _distant_denial,
    ),
    Rule("other_purpose", f"ودعا إلى الحوار {_TURK} خلال لقائه {_AMERICAN}.", _other_purpose),
    Rule("later_that_day", f"وفي وقت لاحق من اليوم، التقى {_AMERICAN} {_TURK}.", _later_that_day),
    Rule("brake", f"من المقرر أن يجتمع {_AMERICAN} مع {_TURK}.", _brake),
    Rule("history", f"وسبق أن التقى {_AMERICAN} {_TURK} في نيويورك.", _history),
)

"""The words by which a noun of meeting ("لقاء", "قمة", "محادثات") states that people met.

A noun alone states nothing: "لقاء س وص مهم" may be planned, hoped for or long past. One of these rules must hold: a
past verb carries the noun, it gives the time of what happened ("خلال لقائه"), a past date is its own, or a past verb
follows.
"""

from dataclasses import dataclass
from typing import TypeAlias

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.events.event import Event
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_VERB_GAP_WORDS = 8  # from the last party of a noun to the past verb that tells of it
MAX_RESULT_GAP_WORDS = 24  # ... to the word that tells how it ended
MAX_DESCRIBING_GAP_WORDS = 14  # from "وصف" to "لقاءه"
MAX_REACTION_GAP_WORDS = 8  # from a verb of reaction to the noun ("نددت الحركة بلقاء س مع ص")
MAX_WISH_GAP_WORDS = 4  # from a word of wish to the noun
MAX_FUTURE_GAP_WORDS = 9  # from a future verb to the noun that gives its time
MAX_OPENING_GAP_WORDS = 24  # from a verb of beginning or outcome to the noun
MAX_HOURS_GAP_WORDS = 4  # from "بعد" to the noun in "بعد ساعات قليلة من استقباله"
_CREDENTIALS = load_word_class("credentials")
_TIMES = load_word_class("times_of_news")
_MANNERS = load_word_class("manners_of_news")
_PROPOSING = load_word_class("words_of_possible_meetings")
_IN = load_word_class("inside_words")
_WISHES = load_word_class("wish_words")
_PRESENT_OPENINGS = load_word_class("present_openings_of_meetings")
_ABOUT = load_word_class("about_word")
_PERHAPS = load_word_class("perfect_particle")
_CLAUSE_SIGNS = frozenset(".;:”»")
_FROM, _AFTER = load_word_class("since_words"), load_word_class("after_word")
_BY = load_word_list("particle_by")[0]
_REACTIONS = load_word_class("reactions_to_meetings")
_DESCRIBING = load_word_class("describing_verbs")
_OPENED = load_word_class("openings_and_outcomes")
_RESULTS = load_word_class("results_of_meetings")


@dataclass(slots=True)
class NounStatement:
    """A noun of meeting with its parties in the text."""

    text: Text
    event: Event
    has_past_date: bool  # its own date, not after the report's

    @property
    def before(self) -> str:
        """Return the word before the noun."""
        return self.text.words[self.event.start - 1] if self.event.start > self.event.sentence.start else ""

    @property
    def particle(self) -> str:
        """Return the particle of the noun."""
        hit = self.text.hit(self.event.start, "noun")
        return hit.particle if hit is not None else ""

    @property
    def has_owner(self) -> bool:
        """Return whether the noun has a pronoun: "لقائه"."""
        hit = self.text.hit(self.event.start, "noun")
        return hit is not None and bool(hit.entry.suffix)


def is_stated_meeting(statement: NounStatement) -> bool:
    """Return whether the words around a noun of meeting state that it took place."""
    return REASONS.holds(statement)


_TELLING = frozenset({"discuss", "light", "gather"})  # frames of the verbs that tell of a meeting
_Rules: TypeAlias = "RuleSet[NounStatement, bool]"


def _wished(statement: NounStatement) -> bool | None:
    """Reject a noun shortly after a word of wish, purpose or readiness: "يرغب في لقاء", "أماكن مقترحة لاجتماعه"."""
    start = statement.event.start
    words = statement.text.words[max(statement.event.sentence.start, start - MAX_WISH_GAP_WORDS) : start]
    is_time = statement.has_owner and statement.before in _TIMES  # "عزمه مواصلة الحوار خلال لقائه"
    return False if not is_time and not _WISHES.isdisjoint(words) else None


def _to_come(statement: NounStatement) -> bool | None:
    """Reject a noun right after a present verb of beginning or content: "تتركز مباحثات س مع ص على الملف"."""
    return False if statement.before in _PRESENT_OPENINGS else None


def _own_account(statement: NounStatement) -> bool | None:
    """Accept a noun in "تحدث س عن لقائه ص"."""
    return True if statement.has_owner and statement.before in _ABOUT else None


def _possible(statement: NounStatement) -> bool | None:
    """Reject a noun that gives the time of what is still to come: "قد يوضع خلال محادثات", "ستشارك في اجتماع"."""
    text, event = statement.text, statement.event
    if event.carrier >= 0:
        return None
    for index in range(event.start - 1, max(event.sentence.start, event.start - MAX_FUTURE_GAP_WORDS) - 1, -1):
        if text.words[index] in _CLAUSE_SIGNS:
            return None
        verb = text.hit(index, "verb")
        if verb is not None and verb.entry.number == "past":
            return None
        is_perhaps = text.words[index] in _PERHAPS and text.words[index + 1][0] in "يت"
        if text.is_future_verb(index) or is_perhaps:
            return False
    return None


def _proposed(statement: NounStatement) -> bool | None:
    """Reject a noun right after a word of wish or possibility: "أي محادثات", "على لقاء", "أماكن مقترحة لاجتماعه"."""
    return False if statement.before in _PROPOSING else None


def _carried(statement: NounStatement) -> bool | None:
    return True if statement.event.carrier >= 0 and statement.event.tense == "past" else None


def _credentials(statement: NounStatement) -> bool | None:
    """Accept the credentials that an ambassador hands over."""
    return True if statement.text.words[statement.event.start] in _CREDENTIALS else None


def _time(statement: NounStatement) -> bool | None:
    return True if statement.before in _TIMES else None


def _manner(statement: NounStatement) -> bool | None:
    is_manner = statement.before in _MANNERS or statement.before in _IN
    return True if is_manner and not statement.event.dropped_subject else None


def _hours_later(statement: NounStatement) -> bool | None:
    """Accept a noun in "بعد ساعات قليلة من استقباله": it happened hours before."""
    text, start = statement.text, statement.event.start
    words = text.words[max(statement.event.sentence.start, start - MAX_HOURS_GAP_WORDS) : start]
    return True if statement.before in _FROM and not _AFTER.isdisjoint(words) else None


def _judged(statement: NounStatement) -> bool | None:
    """Accept a noun that follows a reaction: "نددت الحركة بلقاء س مع ص", "أشاد س باللقاء مع ص"."""
    start = statement.event.start
    words = statement.text.words[max(statement.event.sentence.start, start - MAX_REACTION_GAP_WORDS) : start]
    is_object = statement.has_owner and not _DESCRIBING.isdisjoint(
        statement.text.words[max(statement.event.sentence.start, start - MAX_DESCRIBING_GAP_WORDS) : start]
    )
    return True if is_object or (statement.particle == _BY and not _REACTIONS.isdisjoint(words)) else None


def _ended(statement: NounStatement) -> bool | None:
    """Accept a noun whose end the report states: "المفاوضات مع وفد ص فشلت"."""
    text, event = statement.text, statement.event
    last = max((mention.end for mention in event.people), default=event.end)
    behind = text.words[last : min(event.sentence.end, last + MAX_RESULT_GAP_WORDS)]
    return True if not _RESULTS.isdisjoint(behind) else None


def _dated(statement: NounStatement) -> bool | None:
    return True if statement.has_past_date else None


def _opened(statement: NounStatement) -> bool | None:
    """Accept a noun that a verb of beginning, end or outcome governs: "خرجت محادثات س مع ص باتفاق"."""
    start = statement.event.start
    words = statement.text.words[max(statement.event.sentence.start, start - MAX_OPENING_GAP_WORDS) : start]
    return True if not _OPENED.isdisjoint(words) else None


def _taken_up(statement: NounStatement) -> bool | None:
    """Accept a noun that a later sentence takes up as past: "وجرى اللقاء", "تطرق الاجتماع إلى"."""
    text = statement.text
    noun = text.hit(statement.event.start, "noun")
    if noun is not None and noun.entry.definite:
        return None  # "القمة مع ص" is as often the one to come
    if text.last_taken_up is None:
        text.last_taken_up = _find_last_taken_up(text)
    return True if text.last_taken_up >= statement.event.sentence.end else None


def _find_last_taken_up(text: Text) -> int:
    """Find the last word such as "اللقاء" beside a past verb of telling; -1 where there is none. Asked once a text."""
    for index in range(len(text.words) - 2, -1, -1):
        if any(hit.entry.kind == "cue" and hit.entry.key == "both" for hit in text.hits[index]):
            verbs = (text.hit(near, "verb") for near in (index - 1, index + 1))
            if any(v.entry.number == "past" and v.entry.key in _TELLING for v in verbs if v is not None):
                return index
    return -1


def _told_behind(statement: NounStatement) -> bool | None:
    """Accept a noun whose parties are followed by a past verb: "لقاء س مع ص تناول", "اللقاء الذي جمع"."""
    text, event = statement.text, statement.event
    last = max((mention.end for mention in event.people), default=event.end)
    stop = min(event.sentence.end, last + MAX_VERB_GAP_WORDS)
    verbs = (text.hit(index, "verb") for index in (*range(event.end, min(event.end + 2, stop)), *range(last, stop)))
    is_told = any(verb.entry.number == "past" and verb.entry.key in _TELLING for verb in verbs if verb is not None)
    return True if is_told else None


_AMERICAN, _TURK = "وزير الخارجية الأمريكي أنتوني بلينكن", "وزير الخارجية التركي هاكان فيدان"

REASONS: _Rules = RuleSet(
    "noun_reasons.reasons",
    Rule("wished", f"تحدث {_AMERICAN} عن الرغبة في لقاء {_TURK}.", _wished),
    Rule("to_come", f"تتركز محادثات {_AMERICAN} مع {_TURK} على ملف سوريا.", _to_come),
    Rule("possible", f"قال {_AMERICAN} إن الاتفاق قد يوضع خلال محادثات مع {_TURK}.", _possible),
    Rule("carried", f"أجرى {_AMERICAN} مباحثات مع {_TURK}.", _carried),
    Rule("opened", f"خرجت محادثات {_AMERICAN} مع {_TURK} باتفاق على التنسيق.", _opened),
    Rule("told_behind", f"لقاء {_AMERICAN} مع {_TURK} تناول ملف سوريا.", _told_behind),
    Rule("proposed", f"قال المتحدث إن أي محادثات بين {_AMERICAN} و{_TURK} تحتاج إلى وقت.", _proposed),
    Rule("credentials", "تسلم الرئيس التركي رجب طيب أردوغان أوراق اعتماد سفير روسيا سيرغي فيرشينين.", _credentials),
    Rule("time", f"أكد {_AMERICAN} خلال لقائه {_TURK} أهمية الحوار.", _time),
    Rule("own_account", f"تحدث {_AMERICAN} عن لقائه {_TURK}.", _own_account),
    Rule("manner", f"أكد {_AMERICAN} في اتصال هاتفي مع {_TURK} أهمية الحوار.", _manner),
    Rule("dated", f"أنقرة وواشنطن\n14/03/2024\nتناقلت الصحف لقاء {_AMERICAN} مع {_TURK} أمس.", _dated),
    Rule("hours_later", f"تحدث المراسل مع الوزير بعد ساعات قليلة من لقاء {_AMERICAN} مع {_TURK}.", _hours_later),
    Rule("judged", f"نددت الحركة بلقاء {_AMERICAN} مع {_TURK}.", _judged),
    Rule("ended", f"أعلنت الوزارة أن المحادثات بين {_AMERICAN} و{_TURK}، بشأن سوريا، فشلت.", _ended),
    Rule("taken_up", f"محادثات بين {_AMERICAN} و{_TURK}. وجرى اللقاء في أنقرة.", _taken_up),
)

"""A noun of meeting with the words to its right, and the question whether it is a separate meeting."""

import functools

from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.events.event import VERBS, Argument, ArgumentReading, group_arguments, is_grant, list_mentions
from meetings.extraction.events.markers import BI, WITH
from meetings.extraction.events.noun_carriers import find_chairing, find_initiative, find_telling_verb
from meetings.extraction.events.right_window import read_right
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_MEDIUM_GAP_WORDS = 3  # from "مقابلة" to the newspaper or channel
MAX_VERB_GAP_WORDS = 5  # from a verb of meeting to "ختام لقاءاته"
_HOSTING = load_word_list("hosting_words")
_OPENINGS = load_word_class("gathering_openings")
_ROUNDS = load_word_class("round_words")
_MARGIN = load_word_class("occasion_margin")
_MEDIA, _MEDIA_FORMS = load_word_class("media"), load_word_class("media_forms")
_INTERVIEWS, _HELD, _WITH_THEM = (load_word_class(name) for name in ("interviews", "held_verbs", "with_them"))
_DOMESTIC = load_word_class("domestic_gatherings")
RECEPTION_PART = load_word_list("reception_part")[0]


class NounCase:
    """A noun of meeting in its sentence."""

    def __init__(self, context: SentenceContext, hit: LexiconHit) -> None:
        self.context, self.hit, self.entry = context, hit, hit.entry
        self.word = context.text.words[hit.start]
        self.previous = context.word_before(hit.start)

    @functools.cached_property
    def telling_verb(self) -> int | None:
        """Return the verb of a relative clause that tells of the meeting: "القمة التي جرت بين س وص"."""
        return find_telling_verb(self.context, self.hit)

    @functools.cached_property
    def initiative(self) -> int | None:
        """Return the verb by which the holder called: "بادر س إلى الاتصال بـ ص"."""
        return find_initiative(self.context, self.hit)

    @functools.cached_property
    def chairing(self) -> int | None:
        """Return the word that brings those who led the meeting: "مباحثات برئاسة س وص"."""
        return find_chairing(self.context, self.hit) if self.telling_verb is None else None

    @property
    def chaired(self) -> int | None:
        """Return the past verb that brings those who led the meeting: "جلسة ترأسها س وص"."""
        is_verb = self.chairing is not None and self.context.text.hit(self.chairing, "verb") is not None
        return self.chairing if is_verb else None

    @functools.cached_property
    def reading(self) -> ArgumentReading:
        """Return the reading of the words to the right; it gives sides to companions, so it happens once."""
        before = self.telling_verb if self.telling_verb is not None else self.chairing
        start = self.hit.end if before is None else before + 1
        return read_right(self.context, start)

    @functools.cached_property
    def groups(self) -> list[list[Argument]]:
        """Return the parties after the noun."""
        return group_arguments(self.reading.arguments)

    @functools.cached_property
    def party(self) -> list[Mention]:
        """Return the first party after the noun."""
        return list_mentions(self.groups[0])

    @property
    def is_bare_definite(self) -> bool:
        """Return whether the noun has an article and no pronoun: "اللقاء"."""
        return self.entry.definite and not self.entry.suffix

    @property
    def is_bare_first(self) -> bool:
        """Return whether the first party follows in construct: "لقاء س"."""
        first = self.groups[0][0]
        return first.marker == "" and not self.entry.suffix and first.mention.start - self.hit.end <= 1

    @property
    def is_word_of_reception(self) -> bool:
        """Return whether the noun is a form of استقبال."""
        return RECEPTION_PART in self.word


def _hosting_offered(case: NounCase) -> bool | None:
    """Recognise an offer to host the meeting that follows: "عرض استضافة لقاء"."""
    is_followed = case.hit.end < case.context.sentence.end and case.context.text.hit(case.hit.end, "noun") is not None
    return True if case.word.endswith(_HOSTING) and is_followed else None


def _opening_of_gathering(case: NounCase) -> bool | None:
    """Recognise a gathering that gives the time of another event: "قبيل انطلاق القمة"."""
    return True if case.is_bare_definite and case.previous in _OPENINGS else None


def _round_of_meetings(case: NounCase) -> bool | None:
    """Recognise a round of meetings, of which the verb before states one: "استقبل س في ختام لقاءاته ص"."""
    return True if case.entry.suffix and case.previous in _ROUNDS and _has_verb_before(case) else None


def _has_verb_before(case: NounCase) -> bool:
    """Return whether a verb of meeting shortly before still needs its object."""
    start = case.hit.start
    return any(
        hit.entry.kind == "verb" and hit.entry.key in VERBS
        for index in range(max(case.context.sentence.start, start - MAX_VERB_GAP_WORDS), start)
        for hit in case.context.text.hits[index][:1]
    )


def _margin_of_occasion(case: NounCase) -> bool | None:
    """Recognise an occasion beside which people met: "على هامش اجتماع ..."."""
    is_behind = case.previous in _MARGIN and case.hit.start > case.context.sentence.start
    return True if is_behind and not case.entry.suffix else None


def _gathering_of_body(case: NounCase) -> bool | None:
    """Recognise the gathering of an organisation: "قمة مجموعة العشرين", "اجتماع لوزراء حلف شمال الأطلسي"."""
    if case.entry.suffix or case.entry.definite or case.hit.end >= case.context.sentence.end:
        return None
    text, end = case.context.text, case.hit.end
    body = text.hit(end, "org")
    if body is not None and not body.particle:
        return True
    members = text.hit(end, "head")
    if members is None or members.entry.number == "one" or members.end >= case.context.sentence.end:
        return None
    portfolio = text.hit(members.end, "portfolio")
    at = portfolio.end if portfolio is not None else members.end
    return True if at < case.context.sentence.end and text.hit(at, "org") is not None else None


def _interview(case: NounCase) -> bool | None:
    """Recognise an interview: "مقابلة مع بي بي سي", "لقاء تلفزيوني"."""
    text, end = case.context.text, case.hit.end
    behind = text.words[end : min(case.context.sentence.end, end + MAX_MEDIUM_GAP_WORDS)]
    if behind and behind[0] in _MEDIA_FORMS:
        return True
    if case.word in _INTERVIEWS and len(behind) > 1 and behind[0] in _HELD and behind[1] in _WITH_THEM:
        return True  # "مقابلة أجريت معه"
    if WITH not in behind:
        return None
    place = behind.index(WITH) + 1  # the medium itself: "محادثات حول برنامج إيران مع الوزير" is not an interview
    return True if place < len(behind) and (behind[place] in _MEDIA or text.hit(end + place, "outlet")) else None


def _domestic_gathering(case: NounCase) -> bool | None:
    """Recognise a gathering of one government, party or council: "اجتماع حكومي", "اجتماع للحزب"."""
    behind = case.context.text.words[case.hit.end : case.hit.end + 1]
    return True if not case.entry.suffix and not _DOMESTIC.isdisjoint(behind) else None


def _granted(case: NounCase) -> bool | None:
    """Recognise the meeting that خص before it has stated: "خص س ص باستقبال"."""
    before = case.context.events[-1] if case.context.events else None
    is_stated = before is not None and is_grant(case.context.text.words[before.start])
    return True if is_stated and case.hit.particle == BI else None


OCCASIONS: "RuleSet[NounCase, bool]" = RuleSet(
    "noun_case.occasions",
    Rule(
        "hosting_offered",
        "عرض الرئيس التركي رجب طيب أردوغان استضافة لقاء بين الرئيس الروسي والرئيس الأوكراني.",
        _hosting_offered,
    ),
    Rule(
        "opening_of_gathering",
        "وصل وزير الخارجية الأمريكي أنتوني بلينكن قبيل انطلاق القمة مع وزير الخارجية التركي هاكان فيدان.",
        _opening_of_gathering,
    ),
    Rule(
        "round_of_meetings",
        "الرئيس التركي رجب طيب أردوغان استقبل في ختام لقاءاته وزير الخارجية الأمريكي أنتوني بلينكن.",
        _round_of_meetings,
    ),
    Rule(
        "margin_of_occasion",
        "التقى وزير الخارجية الأمريكي أنتوني بلينكن على هامش اجتماع الحلف وزير الخارجية التركي هاكان فيدان.",
        _margin_of_occasion,
    ),
    Rule(
        "gathering_of_body",
        "شارك وزير الخارجية الأمريكي أنتوني بلينكن في قمة حلف شمال الأطلسي.",
        _gathering_of_body,
    ),
    Rule(
        "granted",
        "خص الرئيس التركي رجب طيب أردوغان وزير الخارجية الأمريكي أنتوني بلينكن باستقبال في أنقرة.",
        _granted,
    ),
    Rule(
        "interview",
        "قال وزير الخارجية الأمريكي أنتوني بلينكن في مقابلة مع صحيفة إن الرئيس التركي رجب طيب أردوغان مستعد للحوار.",
        _interview,
    ),
    Rule(
        "domestic_gathering",
        "سئل الرئيس التركي رجب طيب أردوغان خلال اجتماع حكومي عن الرئيس الروسي فلاديمير بوتين.",
        _domestic_gathering,
    ),
)

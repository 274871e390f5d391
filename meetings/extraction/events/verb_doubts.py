"""Verbs of meeting that do not state a meeting: a party is missing, or the telephone."""

from typing import TypeAlias

from meetings.extraction.events.event import Parties
from meetings.extraction.events.markers import BI, NONE, TO, WITH
from meetings.extraction.events.verb_case import VerbCase
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import word_class

MAX_CALL_GAP_WORDS = 14  # from ودعت to "إلى"
MAX_RESPONSE_GAP_WORDS = 8
_FAREWELLS = word_class("farewell_stem")
_RESPONSES = word_class("responses")
_PROGRAMMES = word_class("programmes")

_Doubted: TypeAlias = tuple[VerbCase, Parties]


def _pronoun_of_nobody(doubted: _Doubted) -> bool | None:
    case, parties = doubted
    return True if case.entry.suffix and not parties.objects else None


def _discussed_alone(doubted: _Doubted) -> bool | None:
    """Return whether بحث or a similar verb is not a meeting: it needs a partner after مع, or two subjects."""
    case, parties = doubted
    is_shared = parties.mutual or any(argument.marker == WITH for argument in case.reading.arguments)
    return True if case.entry.key == "discuss" and not is_shared else None


def _called_without_telephone(doubted: _Doubted) -> bool | None:
    """Return whether اتصل is not a call: a call has its ب or the word هاتفيا."""
    case, _ = doubted
    if case.entry.key != "call" or any(argument.marker == BI for argument in case.reading.arguments):
        return None
    reach = range(case.hit.start, case.reading.stop)
    has_telephone = any(hit.entry.key == "phone" for index in reach for hit in case.context.text.hits[index])
    return None if has_telephone else True


def _talked_to_nobody(doubted: _Doubted) -> bool | None:
    case, parties = doubted
    has_partner = parties.mutual or any(a.marker in (WITH, BI, TO, NONE) for a in case.reading.arguments)
    return True if case.entry.key == "talk" and not has_partner else None


def _called_upon(doubted: _Doubted) -> bool | None:
    """Return whether ودع is "and called upon" (ودعت الجماهير إلى ...), not a farewell."""
    case, _ = doubted
    stop = min(case.context.sentence.end, case.hit.end + MAX_CALL_GAP_WORDS)
    return (
        True
        if case.context.text.words[case.hit.start] in _FAREWELLS and TO in case.context.text.words[case.hit.end : stop]
        else None
    )


def _met_with_response(doubted: _Doubted) -> bool | None:
    """Return whether لاقى or قابل has a response as its object: "لاقى الاقتراح استحسان الوزيرين"."""
    case, _ = doubted
    stop = min(case.context.sentence.end, case.hit.end + MAX_RESPONSE_GAP_WORDS)
    behind = case.context.text.words[case.hit.end : stop]
    return True if case.entry.key == "meet" and not _RESPONSES.isdisjoint(behind) else None


def _guest_of_programme(doubted: _Doubted) -> bool | None:
    """Return whether a programme received its guest: "استقبل في برنامجه ثلاثة رؤساء"."""
    case, _ = doubted
    stop = min(case.context.sentence.end, case.hit.end + MAX_RESPONSE_GAP_WORDS)
    behind = case.context.text.words[case.hit.end : stop]
    return True if case.entry.key == "receive" and not _PROGRAMMES.isdisjoint(behind) else None


DOUBTS: "RuleSet[_Doubted, bool]" = RuleSet(
    "verb_doubts.doubts",
    Rule("pronoun_of_nobody", "واستقبله الرئيس التركي رجب طيب أردوغان.", _pronoun_of_nobody),
    Rule(
        "discussed_alone",
        "بحث وزير الخارجية الأمريكي أنتوني بلينكن ملف سوريا.",
        _discussed_alone,
    ),
    Rule(
        "called_without_telephone",
        "اتصل وزير الخارجية الأمريكي أنتوني بلينكن اليوم.",
        _called_without_telephone,
    ),
    Rule(
        "talked_to_nobody",
        "الرئيس التركي رجب طيب أردوغان تشاور ووزير الخارجية الأمريكي أنتوني بلينكن.",
        _talked_to_nobody,
    ),
    Rule(
        "called_upon",
        "ودعت الرئيسة المكسيكية كلاوديا شينباوم الرئيس الأمريكي دونالد ترامب إلى الحوار.",
        _called_upon,
    ),
    Rule(
        "met_with_response",
        "قابل وزير الخارجية التركي هاكان فيدان بالرفض وزير الخارجية الأمريكي أنتوني بلينكن.",
        _met_with_response,
    ),
    Rule(
        "guest_of_programme",
        "استقبل الرئيس التركي في برنامجه وزير الخارجية الأمريكي أنتوني بلينكن.",
        _guest_of_programme,
    ),
)

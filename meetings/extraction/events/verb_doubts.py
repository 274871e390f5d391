"""Verbs of meeting that do not state a meeting: a party is missing, or the telephone."""

from typing import TypeAlias

from meetings.extraction.events.event import Parties, is_grant
from meetings.extraction.events.markers import AND, BI, NONE, TO, WITH
from meetings.extraction.events.verb_case import VerbCase
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_CALL_GAP_WORDS = 14  # from ودعت to "إلى"
MAX_RESPONSE_GAP_WORDS = 8
MAX_GRANT_GAP_WORDS = 40  # from خص to "باستقبال"
_FAREWELLS = load_word_class("farewell_stem")
_GRANT = load_word_list("granting_verbs")[0]
_RESPONSES = load_word_class("responses")
_READ, _UPON_IT = load_word_class("verbs_of_reading"), load_word_class("pronouns_of_what_was_read")
_OFFERS = load_word_class("offering_verbs")
_PROGRAMMES = load_word_class("programmes")

_Doubted: TypeAlias = tuple[VerbCase, Parties]


def _pronoun_of_nobody(doubted: _Doubted) -> bool | None:
    case, parties = doubted
    return True if case.entry.suffix and not parties.objects else None


def _discussed_alone(doubted: _Doubted) -> bool | None:
    """Return whether بحث or a similar verb is not a meeting: it needs a partner after مع, or two subjects."""
    case, parties = doubted
    is_shared = parties.mutual or any(argument.marker == WITH for argument in case.reading.arguments)
    return True if case.entry.key == "discuss" and not is_shared else None


def _discussed_with_leaders(doubted: _Doubted) -> bool | None:
    """Return whether a matter was discussed with leaders whom nothing names: over weeks and in many meetings."""
    case, parties = doubted
    others = [mention for side in parties.objects for mention in side]
    groups = [one for one in others if one.name is None and one.title is not None and one.title.head.number == "many"]
    return True if case.entry.key == "discuss" and groups and len(groups) == len(others) else None


def _offered(doubted: _Doubted) -> bool | None:
    """Return whether عرض is an offer: "عرض س وساطة بلاده مع ص"; a matter discussed is named, or nothing but مع."""
    case, _ = doubted
    text, end = case.context.text, case.hit.end
    if text.words[case.hit.start].removeprefix(AND) not in _OFFERS or case.marker_of(0) == WITH:
        return None
    first = case.people[0] if case.people else None
    is_direct = first is not None and first.start == end and text.words[first.end : first.end + 1] == [WITH]
    return None if is_direct or case.reading.asides else True


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


def _looked_at(doubted: _Doubted) -> bool | None:
    """Return whether أطلع is اطلع على, "read": "رسائل اطلعت عليها الصحيفة"."""
    case, _ = doubted
    text, end = case.context.text, case.hit.end
    is_reading = text.words[case.hit.start].removeprefix(AND) in _READ and end < case.context.sentence.end
    return True if is_reading and text.words[end] in _UPON_IT else None


def _granted_no_audience(doubted: _Doubted) -> bool | None:
    """Return whether خص grants something else than a meeting: "خص س ص بالشكر", and not "باستقبال"."""
    case, _ = doubted
    word = case.context.text.words[case.hit.start]
    if case.entry.key != "receive" or _GRANT not in word:
        return None
    stop = min(case.context.sentence.end, case.hit.end + MAX_GRANT_GAP_WORDS)
    nouns = (case.context.text.hit(index, "noun") for index in range(case.hit.end, stop))
    is_audience = any(noun is not None and noun.particle == BI for noun in nouns)
    return None if is_grant(word) and is_audience else True  # "لخصهما س" is another verb


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
        "discussed_with_leaders",
        "ناقش وزير الخارجية الأمريكي أنتوني بلينكن مع وزراء خارجية الاتحاد الأوروبي ملف سوريا.",
        _discussed_with_leaders,
    ),
    Rule(
        "offered",
        "عرض وزير الخارجية الأمريكي أنتوني بلينكن وساطة بلاده مع وزير الخارجية التركي هاكان فيدان.",
        _offered,
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
        "looked_at",
        "رسائل اطلعت عليها الصحيفة من شخصيات مثل وزير الخارجية التركي هاكان فيدان ووزير الخارجية الأمريكي "
        "أنتوني بلينكن.",
        _looked_at,
    ),
    Rule(
        "granted_no_audience",
        "خص الرئيس التركي رجب طيب أردوغان وزير الخارجية الأمريكي أنتوني بلينكن بالشكر.",
        _granted_no_audience,
    ),
    Rule(
        "guest_of_programme",
        "استقبل الرئيس التركي في برنامجه وزير الخارجية الأمريكي أنتوني بلينكن.",
        _guest_of_programme,
    ),
)

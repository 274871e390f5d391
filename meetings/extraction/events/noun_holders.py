"""The holders of the meeting that a noun names: one before it and a party after it, or both before it."""

from typing import TypeAlias

from meetings.extraction.events.event import NO_MEETING, VERBS, Parties, count_sides, list_mentions, list_parties
from meetings.extraction.events.left_context import find_holder, find_opener, find_subject_before
from meetings.extraction.events.left_window import read_left
from meetings.extraction.events.markers import ABOUT, AND, ASIDE, FROM, IN_THE_NAME_OF, NONE, UNGOVERNED, WITH
from meetings.extraction.events.noun_case import NounCase
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class

MAX_HOLDERS = 4  # people before a noun who may have held the meeting together
_SEPARATE = load_word_class("separate_meetings")
_PASSIVE = load_word_class("passive_carriers")
_AFTERWARDS = load_word_class("occasion_words")
_COMMA = ","
_THEN = load_word_class("following_word")

_Rules: TypeAlias = "RuleSet[NounCase, Parties]"

# Parties follow the noun; these rules find the person who met them.


def _unread_party(case: NounCase) -> Parties | None:
    """Find no meeting where مع brings people who are not read, and the main verb its subject.

    "خلال اجتماع مع ضباط الشرطة، انتقد س الأداء": who met were س and the officers.
    """
    text, behind = case.context.text, case.hit.end
    first = case.groups[0][0].mention.start
    is_fronted = case.hit.start - case.context.sentence.start <= 1
    if not is_fronted or behind + 1 >= first or text.words[behind] != WITH or behind + 1 in case.context.inside:
        return None
    return NO_MEETING if _COMMA in text.words[behind + 1 : first] else None


def _said_later(case: NounCase) -> Parties | None:
    """Find the subject of the main verb, to whom the clause's pronoun refers: "خلال استقباله س، شدد ص على ..."."""
    context, verb = case.context, case.reading.stop
    if not case.entry.suffix or read_left(context, case.hit.start):
        return None
    if verb + 1 >= context.sentence.end or context.text.hit(verb, "verb") is None:
        return None
    later = next((m for m in context.mentions if verb < m.start <= verb + 3 and m.particle == NONE), None)
    return Parties([later], list_parties(case.groups)) if later is not None else None


def _subject_of_main_verb(case: NounCase) -> Parties | None:
    """Find the subject of the verb of meeting before "غداة استقباله", whose the pronoun is."""
    events = case.context.events
    if not case.entry.suffix or case.previous not in _AFTERWARDS or not events or not events[-1].subjects:
        return None
    return Parties(events[-1].subjects, list_parties(case.groups)) if events[-1].frame in VERBS else None


def _same_speaker(case: NounCase) -> Parties | None:
    """Find the guest who acts after ثم without a new subject: "استقبله س، ثم عقد مباحثات مع ص"."""
    context = case.context
    topic = context.events[-1].topic if context.events else None
    if topic is None:
        return None
    for index in range(case.hit.start - 1, context.sentence.start, -1):
        if index in context.inside:
            return None
        verb = context.text.hit(index, "verb")
        if verb is not None:
            goes_on = context.word_before(index) in _THEN or verb.particle in (AND, "ف")
            return Parties([topic], list_parties(case.groups)) if verb.entry.key == "light" and goes_on else None
    return None


def _opener(case: NounCase) -> Parties | None:
    opener = find_opener(case.context, case.hit.start) if case.entry.key == "joint" else []
    return Parties(opener, list_parties(case.groups)) if opener else None


def _holder(case: NounCase) -> Parties | None:
    holder = find_holder(case.context, case.hit.start) if case.entry.key != "joint" else []
    return Parties(holder, list_parties(case.groups)) if holder else None


def _first_behind(case: NounCase) -> Parties | None:
    return Parties(case.party, list_parties(case.groups[1:]), mutual=True) if case.is_bare_first else None


def _discussing(case: NounCase) -> Parties | None:
    """Find the subject of a verb of talking for which the noun is the occasion: "بحث س الملف في اتصال مع ص"."""
    context = case.context
    for index in range(case.hit.start - 1, context.sentence.start, -1):
        verb = context.text.hit(index, "verb")
        if verb is not None and index not in context.inside:
            subject = find_subject_before(context, index) if verb.entry.key == "discuss" else []
            return Parties(subject, list_parties(case.groups)) if subject else None
    return None


def _acting(case: NounCase) -> Parties | None:
    acting = case.context.acting
    return Parties([acting], list_parties(case.groups), dropped_subject=True) if acting is not None else None


HOLDERS: _Rules = RuleSet(
    "noun_holders.holders",
    Rule(
        "unread_party",
        "وصل وزير الخارجية الأمريكي أنتوني بلينكن إلى أنقرة. وخلال اجتماع مع ضباط الشرطة، انتقد الرئيس التركي "
        "رجب طيب أردوغان الأداء.",
        _unread_party,
    ),
    Rule(
        "said_later",
        "خلال استقباله وزير الخارجية الأمريكي أنتوني بلينكن، شدد الرئيس التركي رجب طيب أردوغان على الحوار.",
        _said_later,
    ),
    Rule(
        "subject_of_main_verb",
        "استقبل وزير الخارجية التركي هاكان فيدان وزير الخارجية السعودي فيصل بن فرحان، وذلك بعد استقباله "
        "وزير الخارجية الأمريكي أنتوني بلينكن.",
        _subject_of_main_verb,
    ),
    Rule(
        "same_speaker",
        "وصل وزير الخارجية الأمريكي أنتوني بلينكن إلى أنقرة. واستقبله وزير الخارجية التركي هاكان فيدان، "
        "ثم عقد مباحثات مع الرئيس التركي رجب طيب أردوغان.",
        _same_speaker,
    ),
    Rule(
        "opener",
        "أكد وزير الخارجية الأمريكي أنتوني بلينكن أهمية الحوار في مؤتمر صحفي مشترك مع وزير الخارجية التركي "
        "هاكان فيدان.",
        _opener,
    ),
    Rule(
        "holder",
        "أجرى وزير الخارجية الأمريكي أنتوني بلينكن مباحثات مع وزير الخارجية التركي هاكان فيدان.",
        _holder,
    ),
    Rule(
        "first_behind",
        "تناول لقاء وزير الخارجية الأمريكي أنتوني بلينكن ملف سوريا.",
        _first_behind,
    ),
    Rule(
        "discussing",
        "وزير الخارجية الأمريكي أنتوني بلينكن يبحث ملف سوريا في اتصال هاتفي مع وزير الخارجية التركي هاكان فيدان.",
        _discussing,
    ),
    Rule(
        "acting",
        "وصل وزير الخارجية الأمريكي أنتوني بلينكن إلى أنقرة. وجرت مباحثات مع الرئيس التركي رجب طيب أردوغان.",
        _acting,
    ),
)

# No people follow the noun: both precede it, as in "أجرى س وص اتصالا هاتفيا".


def _find_pair(case: NounCase) -> list[Mention]:
    """Find the people before a noun of meeting who may have held it together."""
    people = find_holder(case.context, case.hit.start)
    if len({mention.side for mention in people if mention.side}) >= 2:
        return people
    before = read_left(case.context, case.hit.start, whole=True)
    free = [a for a in before if a.mention.is_person and a.marker not in (ABOUT, IN_THE_NAME_OF, FROM)]
    present = [a for a in free if a.marker in UNGOVERNED]
    if count_sides(list_mentions(present)) >= 2 and any(a.marker == ASIDE for a in free):
        free = present  # "سلم س رسالة بعثها ملك بلاده إلى ص، تسلمها ع في لقاء": س met ع
    return list_mentions(free)[:MAX_HOLDERS]


def _gathering_taken_up(case: NounCase) -> Parties | None:
    return NO_MEETING if case.is_bare_definite else None


def _separate_meetings(case: NounCase) -> Parties | None:
    """Reject a noun that describes how people named before met: "..., في لقاءات منفصلة"."""
    behind = case.context.text.words[case.hit.end : case.hit.end + 2]
    return NO_MEETING if not _SEPARATE.isdisjoint(behind) else None


def _one_side(case: NounCase) -> Parties | None:
    people = _find_pair(case)
    return NO_MEETING if count_sides(people) < 2 or not any(mention.side for mention in people) else None


def _host_and_guest(case: NounCase) -> Parties | None:
    """Read the first as the host, unless the carrier is passive: "أبلغ س ص خلال استقباله"."""
    if not case.entry.suffix and not case.is_word_of_reception:
        return None
    people, start = _find_pair(case), case.hit.start
    is_passive = not _PASSIVE.isdisjoint(case.context.text.words[max(0, start - 3) : start])
    host = people[-1] if is_passive else people[0]
    guests = [m for m in people if m is not host and (m.side != host.side or m.side is None)]
    return Parties([host], [guests[-1:]]) if guests else NO_MEETING


def _pair(case: NounCase) -> Parties | None:
    return Parties(_find_pair(case), mutual=True)


PAIRS: _Rules = RuleSet(
    "noun_holders.pairs",
    Rule(
        "gathering_taken_up",
        "أكد وزير الخارجية الأمريكي أنتوني بلينكن أن اللقاء كان مفيدا.",
        _gathering_taken_up,
    ),
    Rule(
        "separate_meetings",
        "التقى وزير الخارجية الأمريكي أنتوني بلينكن الرئيس التركي رجب طيب أردوغان في لقاءات منفصلة.",
        _separate_meetings,
    ),
    Rule("one_side", "عقد وزير الخارجية الأمريكي أنتوني بلينكن لقاء في أنقرة.", _one_side),
    Rule(
        "host_and_guest",
        "أبلغ الرئيس التركي رجب طيب أردوغان وزير الخارجية الأمريكي أنتوني بلينكن خلال استقباله أمس موقف بلاده.",
        _host_and_guest,
    ),
    Rule(
        "pair",
        "أجرى وزير الخارجية الأمريكي أنتوني بلينكن ووزير الخارجية التركي هاكان فيدان اتصالا هاتفيا.",
        _pair,
    ),
)

"""Verbs that carry a noun of meeting, before it ("أجرى س مباحثات") or behind it ("المباحثات التي أجراها س")."""

from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.events.event import (
    NOUNS,
    Argument,
    Event,
    Parties,
    group_arguments,
    list_mentions,
    list_parties,
)
from meetings.extraction.events.left_context import find_holder, has_pronoun_behind
from meetings.extraction.events.markers import BI, FOR, FROM, TO, WITH
from meetings.extraction.events.right_window import read_right
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_NEXT_NOUN_WORDS = 2  # between two nouns of meeting that one verb carries: "مباحثات ولقاءات"
MAX_WEAK_GAP_WORDS = 4  # from كان to the noun that it carries
MAX_OWNER_GAP_WORDS = 10  # from its owner: "كان للرئيس س ظهر اليوم في القصر لقاء"
MAX_ADJECTIVES = 2  # from a noun of meeting to its relative pronoun: "القمة الثلاثية التي"
MAX_WORDS_TO_CHAIR = 9  # from a noun of meeting to "برئاسة": "مباحثات موسعة في مقر الوزارة برئاسة"
MAX_WORDS_TO_BOTH = 3  # from a noun of meeting to "بينهما"
MAX_CARRIER_GAP_WORDS = 40  # from the verb that carries a noun of meeting to the noun
_RELATIVES = load_word_class("relatives_of_meetings")
_OBJECTS = load_word_list("object_pronouns")
_LONG_A, _YA = "ا", "ي"
_CLAUSE_ENDS = frozenset(";:”»")
_AFTERWARDS = load_word_class("news_occasions")
_WEAK_CARRIERS = load_word_class("weak_carriers")
_GRANTS = load_word_class("grants_with_pronoun")
_CHAIRS = load_word_class("chairing_words")
_INITIATIVES = load_word_class("initiatives")
_TELLING, _BOTH = load_word_class("verbs_of_told_meetings"), load_word_class("between_both")
_CARRIERS = frozenset({"light", "gather"})
_VERBAL_NOUNS, _GOVERNORS = load_word_class("verbs_like_verbal_nouns"), load_word_class("governors_of_verbal_nouns")


def carry_tense(context: SentenceContext, event: Event) -> None:
    """Give a noun of meeting the tense of the verb that carries it: "أجرى س مباحثات", "يعقد ... لقاء"."""
    if event.frame not in NOUNS or event.carrier >= 0:
        return
    carrier = _find_carrier_before(context, event)
    if carrier is None:
        return
    words, index = context.text.words, carrier.start
    is_verbal_noun = words[index] in _VERBAL_NOUNS and words[index - 1] in _GOVERNORS
    event.tense, event.carrier = "future" if is_verbal_noun else carrier.entry.number, index


def _find_carrier_before(context: SentenceContext, event: Event) -> LexiconHit | None:
    """Find the nearest verb before a noun, if it can carry it and no other noun of meeting is between."""
    text, start = context.text, event.start
    if start > context.sentence.start and text.words[start - 1] in _AFTERWARDS:
        return None  # "بعد اتصال": the verb before tells of something else
    for index in range(start - 1, max(context.sentence.start, start - MAX_CARRIER_GAP_WORDS) - 1, -1):
        if _is_passed_over(context, index, start):
            continue
        verb = text.hit(index, "verb")
        if verb is not None and verb.entry.key in _CARRIERS and verb.end <= start:
            return verb
        is_other_noun = start - index > MAX_NEXT_NOUN_WORDS and _is_noun_of_meeting(context, index)
        if verb is not None or is_other_noun or text.words[index] in _CLAUSE_ENDS:
            return None
    return None


def _is_passed_over(context: SentenceContext, index: int, start: int) -> bool:
    """Return whether a word is inside a mention, a weak verb too far, or بحضور: "عقد س، بحضور ع، لقاء مع ص"."""
    if index in context.inside or _is_weak_and_far(context, index, start):
        return True
    verb = context.text.hit(index, "verb")
    return verb is not None and verb.entry.key == "attend" and context.text.words[index].startswith(BI)


def _is_weak_and_far(context: SentenceContext, index: int, start: int) -> bool:
    """Return whether كان is too far to carry a noun; in "كانت للوزير س محادثات" the holder's words do not count."""
    if context.text.words[index] not in _WEAK_CARRIERS:
        return False
    owner = context.at.get(index + 1)
    if owner is not None and owner.particle == FOR:
        return start - owner.end > MAX_OWNER_GAP_WORDS
    return start - index > MAX_WEAK_GAP_WORDS


def _is_noun_of_meeting(context: SentenceContext, index: int) -> bool:
    noun = context.text.hit(index, "noun")
    return noun is not None and noun.entry.key in NOUNS


def read_carried_behind(context: SentenceContext, hit: LexiconHit) -> Event | None:
    """Read "المباحثات التي أجراها س وص", "اتصال تلقاه س من ص": the verb behind the noun carries it."""
    index = _find_verb_behind(context, hit)
    if index >= context.sentence.end or hit.entry.key == "joint":
        return None
    is_grant = context.text.words[index] in _GRANTS
    if not is_grant and not _is_carrier_with_pronoun(context, index):
        return None
    reading = read_right(context, index + 1)
    groups = group_arguments(reading.arguments)
    if not groups:
        return None
    event = context.new_event(hit, f"noun:{hit.entry.key}", reading.stop)
    event.take_reading(reading)
    event.carrier = index
    if is_grant:  # "بمقابلة خصه بها س": the grantor receives
        event.frame = "receive"
        event.take_parties(Parties(list_mentions(groups[0]), [find_holder(context, hit.start)]))
    else:
        event.take_parties(_parties_of_carrier(context, hit, index, groups))
    return event


def _find_verb_behind(context: SentenceContext, hit: LexiconHit) -> int:
    """Find the word behind a noun of meeting, its adjectives and relative pronoun: "لقاءين منفصلين أجراهما"."""
    words, index, stop = context.text.words, hit.end, context.sentence.end
    is_direct = True
    for at in range(index, min(index + MAX_ADJECTIVES + 2, stop)):
        is_direct = is_direct and words[at] not in _RELATIVES
        if words[at] in _GRANTS or (is_direct and _is_carrier_with_pronoun(context, at)):
            return at
        if at in context.inside or not context.text.is_word(at):
            break
    return index + 1 if index < stop and words[index] in _RELATIVES else index


def find_telling_verb(context: SentenceContext, hit: LexiconHit) -> int | None:
    """Find the past verb of a relative clause that tells of the meeting: "المكالمة التي جرت أمس بين س وص"."""
    text, index, stop = context.text, hit.end, context.sentence.end
    while index < min(hit.end + MAX_ADJECTIVES, stop) and _is_adjective(context, index):
        index += 1
    is_relative = index + 1 < stop and text.words[index] in _RELATIVES and hit.entry.key != "joint"
    return index + 1 if is_relative and text.words[index + 1] in _TELLING else None


def find_initiative(context: SentenceContext, hit: LexiconHit) -> int | None:
    """Find the past verb by which the holder called: "بادر س إلى الاتصال بـ ص", "قام س بالاتصال بـ ص"."""
    is_call = hit.entry.key == "call-noun" and hit.entry.definite and not hit.entry.suffix
    before = context.word_before(hit.start) if hit.start > context.sentence.start else ""
    if not is_call or not (hit.particle == BI or before == TO):
        return None
    for index in range(hit.start - 1, context.sentence.start - 1, -1):
        if context.text.words[index] in _INITIATIVES:
            return index
        if index not in context.inside and context.text.hit(index, "verb") is not None:
            return None
    return None


def find_chairing(context: SentenceContext, hit: LexiconHit) -> int | None:
    """Find the word behind a noun of meeting that brings those who led it: "مباحثات برئاسة س وص", "ترأسها س وص"."""
    if hit.entry.key == "joint" or hit.entry.suffix:
        return None
    for index in range(hit.end, min(hit.end + MAX_WORDS_TO_CHAIR, context.sentence.end)):
        if context.text.words[index] in _CHAIRS:
            return index
        if index in context.inside or context.text.words[index] in _CLAUSE_ENDS:
            return None
    return None


def is_of_those_before(context: SentenceContext, hit: LexiconHit) -> bool:
    """Return whether a noun is of the people named before: "القمة المنعقدة بينهما", "اتصال هاتفي بينهما"."""
    for index in range(hit.end, min(hit.end + MAX_WORDS_TO_BOTH, context.sentence.end)):
        if context.text.words[index] in _BOTH:
            return True
        if index in context.inside or not context.text.is_word(index):
            return False
    return False


def _is_adjective(context: SentenceContext, index: int) -> bool:
    is_free = index not in context.inside and context.text.words[index] not in _RELATIVES
    return is_free and context.text.has_article(index)


def _parties_of_carrier(context: SentenceContext, hit: LexiconHit, index: int, groups: list[list[Argument]]) -> Parties:
    """Return the parties behind the verb; the one before the noun where a pronoun or no word refers to that person."""
    first = list_mentions(groups[0])
    if len(groups) > 1:
        return Parties(first, list_parties(groups[1:]))
    holder = find_holder(context, hit.start)
    if groups[0][0].marker in (WITH, BI, FROM):
        return Parties(holder, [first])  # "محادثة هاتفية أجرتها اليوم مع ص"
    if has_pronoun_behind(context, index + 1):
        return Parties(first, [holder])  # "اتصال هاتفي أجراه معه ص"
    return Parties(first, mutual=True)


def _is_carrier_with_pronoun(context: SentenceContext, index: int) -> bool:
    """Return whether a word is a past carrier with the noun as its object: "أجراها", "تلقاه", "عقده"."""
    word, text = context.text.words[index], context.text
    for ending in _OBJECTS:
        stem = word.removesuffix(ending)
        if stem == word:
            continue
        forms = (stem, stem.removesuffix(_LONG_A) + _YA) if stem.endswith(_LONG_A) else (stem,)
        for form in forms:
            hits = text.lexicon.hits([form], 0, 1)
            if any(h.entry.kind == "verb" and h.entry.key == "light" and h.entry.number == "past" for h in hits):
                return True
    return False

"""The people that the words before a trigger add to it: holder, subject, antecedent of a pronoun."""

from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.events.event import NOUNS, Argument, list_mentions
from meetings.extraction.events.left_window import read_left
from meetings.extraction.events.markers import AND, FOR, NONE, UNGOVERNED
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_SUBJECT_GAP_WORDS = 14  # between a subject and its verb
MAX_NOUN_GAP_WORDS = 7  # between a noun of meeting and the verb that gathers
_OWNING = load_word_class("weak_carriers")
_SUBORDINATORS = load_word_class("subordinators")
_OTHER_CLAUSE = load_word_class("other_clause_words")
_PERFECT_PARTICLE = load_word_list("perfect_particle")[0]
_INDEFINITE_RELATIVES = load_word_class("indefinite_relatives")
_PRONOUNS = load_word_class("pronouns_with_preposition")


def find_topic(context: SentenceContext, start: int, others: list[Mention]) -> Mention | None:
    """Find the person of a dropped subject or a pronoun: the subject of the sentence so far, else the last subject.

    `others` are the people after the trigger, who are excluded.
    """
    taken = {mention.entity for mention in others}
    for argument in read_left(context, start, whole=True):
        mention = argument.mention
        is_ungoverned = argument.marker == NONE or _is_owner(context, argument)
        is_free = is_ungoverned and mention.is_person and mention.kind != "group"
        if is_free and mention.entity not in taken:
            return mention
    if context.acting is not None and context.acting.entity not in taken:
        return context.acting
    return None


def _is_owner(context: SentenceContext, argument: Argument) -> bool:
    """Return whether كان with ل makes a person its subject: "وكانت للوزير س محطة في القاهرة حيث التقى ص"."""
    start = argument.mention.start
    is_first = start > context.sentence.start and context.word_before(start) in _OWNING
    return is_first and argument.marker == FOR


def find_antecedent(context: SentenceContext, start: int) -> Mention | None:
    """Find the antecedent of a relative pronoun right before the verb ("س الذي التقى", "التي استقبلها")."""
    text, index = context.text, start - 1
    if index >= context.sentence.start and text.words[index] == _PERFECT_PARTICLE:
        index -= 1
    if index < context.sentence.start:
        return None
    relative = text.hit(index, "cue")
    if relative is None or relative.entry.key != "relative" or text.words[index] in _INDEFINITE_RELATIVES:
        return None
    before = [mention for mention in context.mentions if mention.end <= index]
    return before[-1] if before and index - before[-1].end <= 2 else None


def has_pronoun_behind(context: SentenceContext, index: int) -> bool:
    """Return whether the second party is a pronoun: "اجتمع به", "التقى معها"."""
    return index < context.sentence.end and context.text.words[index] in _PRONOUNS


def find_noun_before(context: SentenceContext, start: int) -> LexiconHit | None:
    """Find a noun of meeting shortly before `start`."""
    for index in range(start - 1, max(context.sentence.start, start - MAX_NOUN_GAP_WORDS) - 1, -1):
        hit = context.text.hit(index, "noun")
        if hit is not None and hit.entry.key in NOUNS:
            return hit
        if index in context.inside:
            return None
    return None


def find_opener(context: SentenceContext, start: int) -> list[Mention]:
    """Find the subject of the whole sentence, who also speaks in its subordinate clauses."""
    first = next((m for m in context.mentions if m.end <= start and m.particle == NONE), None)
    return [first] if first is not None else find_ungoverned(context, start)[:1]


def find_holder(context: SentenceContext, start: int) -> list[Mention]:
    """Find the holder of the meeting that a noun names: the nearest people before it without a preposition."""
    before = read_left(context, start)
    owner = next((argument for argument in reversed(before) if _is_owner(context, argument)), None)
    if owner is not None:
        return [owner.mention]  # "كان للرئيس س، بحضور ع، لقاء مع ص"
    free = [argument for argument in before if argument.marker in UNGOVERNED]
    able = [argument for argument in free or before[:1] if argument.mention.is_person]
    return _last_party([argument for argument in able if _may_act(argument)])


def find_ungoverned(context: SentenceContext, start: int) -> list[Mention]:
    """Find all people before a verb without a preposition."""
    return list_mentions([a for a in read_left(context, start) if a.marker in UNGOVERNED])


def find_subject_before(context: SentenceContext, start: int) -> list[Mention]:
    """Find the subject of a verb that follows it ("بومبيو يلتقي ...") with only asides between."""
    before = [a for a in read_left(context, start) if a.marker in UNGOVERNED and _may_act(a)]
    return _last_party(before) if before and _is_open_gap(context, before[-1].mention.end, start) else []


def _may_act(argument: Argument) -> bool:
    """Return whether a mention can be a subject; a delegation of no side cannot: "ترأس س وفد بلاده في لقاء مع ص"."""
    return bool(argument.mention.side) or argument.mention.kind != "group"


def _is_open_gap(context: SentenceContext, end: int, start: int) -> bool:
    """Return whether the words [end, start) between people and a verb contain no clause of another subject."""
    text, gap = context.text, range(end, start)
    if start > context.sentence.start and context.word_before(start) in _SUBORDINATORS:
        return False
    if len(gap) > MAX_SUBJECT_GAP_WORDS or text.words[start].startswith(AND):
        return False
    return not any(text.words[index] in _OTHER_CLAUSE or _has_full_verb(context, index) for index in gap)


def _has_full_verb(context: SentenceContext, index: int) -> bool:
    return any(hit.entry.kind == "verb" and hit.entry.key != "light" for hit in context.text.hits[index])


def _last_party(arguments: list[Argument]) -> list[Mention]:
    """Return the last of `arguments` and the people right before it that و joins to it, in their order."""
    if not arguments:
        return []
    people = [arguments[-1].mention]
    for argument in reversed(arguments[:-1]):
        if people[-1].start - argument.mention.end > 1 or people[-1].particle != AND:
            break
        people.append(argument.mention)
    return people[::-1]

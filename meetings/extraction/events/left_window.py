"""The people to the left of a trigger in its clause, each with its preposition."""

from meetings.extraction.document.lexicon import ARTICLE
from meetings.extraction.events.event import VERBS, Argument
from meetings.extraction.events.markers import ASIDE
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.gazetteer.word_classes import load_word_class, load_word_list

_GOVERNING = load_word_class("governing_prepositions")
_NO_ASIDES = load_word_class("clause_words")
_COMPANION_PREFIXES = load_word_list("companion_prefixes")
_CLAUSE_ENDS = frozenset(";:?”»")


def read_left(context: SentenceContext, start: int, *, whole: bool = False) -> list[Argument]:
    """Read the people to the left of word `start`, nearest last.

    Args:
        context: The sentence.
        start: The first word of the trigger.
        whole: Read from the sentence's first word, also beyond another verb of meeting.
    """
    found: list[Argument] = []
    marker = zone = ""
    index = context.sentence.start if whole else _find_clause_start(context, start)
    while index < start:
        mention = context.at.get(index)
        if mention is not None:
            found.append(Argument(mention, zone or marker or mention.particle))
            marker = ""
            index = max(mention.end, index + 1)
        elif (passed := context.set_phrase_end(index)) > index:
            index = passed
        else:
            zone = _zone_after(context, index, zone)
            marker = _marker_after(context, index, marker)
            index += 1
    return found


def _find_clause_start(context: SentenceContext, start: int) -> int:
    """Return the word after the last sign or verb of meeting before `start`."""
    words = context.text.words
    for index in range(start - 1, context.sentence.start - 1, -1):
        if index in context.inside:
            continue
        if words[index] in _CLAUSE_ENDS or _is_verb_of_meeting(context, index):
            return index + 1
    return context.sentence.start


def _is_verb_of_meeting(context: SentenceContext, index: int) -> bool:
    return any(hit.entry.kind == "verb" and hit.entry.key in VERBS for hit in context.text.hits[index])


def _zone_after(context: SentenceContext, index: int, zone: str) -> str:
    if context.text.words[index] == ",":
        return ""
    return ASIDE if _opens_aside(context, index) else zone


def _marker_after(context: SentenceContext, index: int, marker: str) -> str:
    word = context.text.words[index]
    if word in _GOVERNING:
        return word
    ends_phrase = bool(marker) and context.text.is_word(index) and not word.startswith(ARTICLE)
    return "" if ends_phrase else marker


def _opens_aside(context: SentenceContext, index: int) -> bool:
    """Return whether a relative or time clause begins, which has its own people; "أن" does not open one."""
    hits, word = context.text.hits[index], context.text.words[index]
    if not hits or word in _NO_ASIDES:
        return False
    entry = hits[0].entry
    if word.startswith(_COMPANION_PREFIXES) and entry.key == "attend":
        return True
    return entry.kind == "cue" and entry.key in ("relative", "apart")

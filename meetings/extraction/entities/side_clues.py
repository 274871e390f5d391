"""Further clues to a person's side, or to the owner of a name: a relative clause, a ministry, an inner title."""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.entities.entities import list_core_words, name_words
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_CLAUSE_WORDS = 7  # from "الذي يقود" to the side
MAX_MINISTRY_GAP_WORDS = 8  # from a ministry to its minister
_LEADING_VERBS = load_word_class("leading_verbs")
_RELATIVES = load_word_class("person_relatives")
_OF_OTHERS = load_word_class("clause_prepositions_of_others")
_MINISTER = load_word_list("minister_head")[0]
_RULERS = load_word_class("ruler_heads")
_DEPUTIES = load_word_class("deputy_heads")
_GOVERNMENTS = load_word_class("governments")
_GOVERNMENT_KINDS = frozenset({"office", "aide"})
MAX_GOVERNMENT_GAP_WORDS = 12
_AIDES = frozenset({"aide", "envoy"})


def take_sides_of_clauses(text: Text, mentions: list[Mention]) -> None:
    """Give a person without an office the side of a clause: "الجنرال س، الذي يقود قوات التحالف"."""
    for mention in mentions:
        has_office = mention.title is not None and not mention.title.is_bare
        if mention.side is not None or mention.name is None or has_office:
            continue
        index = _find_leading_clause(text, mention.end)
        if index is None:
            continue
        for at in range(index, min(index + MAX_CLAUSE_WORDS, len(text.words))):
            if text.words[at] in _OF_OTHERS:
                break  # "الذي يقود الحرب ضد القوات الروسية"
            hit = text.hit(at, "org", "country") or _find_nation_of_body(text, at)
            if hit is not None:
                mention.side = hit.entry.key
                mention.rank = mention.rank or (hit.start, hit.end)
                break


def _find_nation_of_body(text: Text, at: int) -> LexiconHit | None:
    """Return the nation of a body or field right before it: "وزارة الدفاع الفرنسية"."""
    nation = text.hit(at, "demonym")
    if nation is None or nation.particle or not nation.entry.definite:
        return None
    kinds = ("body", "portfolio")
    before = [hit for index in range(max(0, at - 3), at) for hit in text.hits[index] if hit.end == at]
    return nation if any(hit.entry.kind in kinds for hit in before) else None


def _find_leading_clause(text: Text, index: int) -> int | None:
    """Return the first word after "الذي يقود" at `index`, or None."""
    if index < len(text.words) and text.words[index] == ",":
        index += 1
    if index + 1 >= len(text.words) or text.words[index] not in _RELATIVES:
        return None
    return index + 2 if text.words[index + 1] in _LEADING_VERBS else None


def take_sides_of_ministries(text: Text, mentions: list[Mention]) -> None:
    """Give a minister the side of the ministry: "قالت وزارة الخارجية الإيرانية إن الوزير س"."""
    for mention in mentions:
        if _is_plain_minister(mention):
            mention.side = _find_side_of_ministry(text, mention.start)


def take_sides_of_governments(text: Text, mentions: list[Mention]) -> None:
    """Give an official without a side that of the government before: "أوفدت الحكومة التركية نائب وزير الخارجية س"."""
    for mention in mentions:
        if mention.side is not None or mention.title is None or mention.title.kind not in _GOVERNMENT_KINDS:
            continue
        if mention.title.accredited is None and mention.title.head.number == "one":
            mention.side = _find_government(text, mention.start, text.sentences[mention.sentence].start)


def _find_government(text: Text, start: int, first: int) -> str | None:
    """Return the side of the nearest government that acts before word `start` in the sentence."""
    for index in range(start - 1, max(first, start - MAX_GOVERNMENT_GAP_WORDS) - 1, -1):
        body = text.hit(index, "body")
        if body is None or body.particle or body.end > start:
            continue
        if body.entry.side and index > first:
            return body.entry.side  # "البنتاغون"
        nation = text.hit(body.end, "demonym", "country") if body.end < start else None
        if text.words[index] in _GOVERNMENTS and nation is not None and not nation.particle:
            return nation.entry.key
    return None


def _is_plain_minister(mention: Mention) -> bool:
    """Return whether a mention is "الوزير" without a side."""
    title = mention.title
    if mention.side is not None or title is None or not title.is_bare:
        return False
    return title.head.key == _MINISTER and title.head.definite and title.head.number == "one"


def _find_side_of_ministry(text: Text, start: int) -> str | None:
    for index in range(start - 1, max(-1, start - MAX_MINISTRY_GAP_WORDS - 1), -1):
        nation = text.hit(index, "demonym")
        if nation is not None and not nation.particle and text.hit(index - 1, "portfolio"):
            return nation.entry.key
        if text.words[index] in ".;":
            return None
    return None


def drop_inner_names(text: Text, mentions: list[Mention]) -> None:
    """Remove the name of an aide where it belongs to the inner title: "كبير مساعدي زعيم س".

    This is so where the text gives that person the inner office elsewhere; the outer office then has no name.
    """
    rulers = [other for other in mentions if _is_ruler(other)]
    for mention in mentions:
        if mention.name is None or not _is_aide_of_ruler(mention):
            continue
        words = set(list_core_words(name_words(text, mention.name)))
        if any(_shares_name(text, words, other) for other in rulers):
            mention.name = None


def _is_ruler(mention: Mention) -> bool:
    title = mention.title
    return title is not None and title.inner is None and title.head.key in _RULERS


def _is_aide_of_ruler(mention: Mention) -> bool:
    title = mention.title
    if title is None or title.inner is None or title.head.key in _DEPUTIES or mention.more_titles:
        return False
    return title.inner.head.key in _RULERS and title.kind in _AIDES


def _shares_name(text: Text, words: set[str], other: Mention) -> bool:
    """Return whether one name contains the other."""
    theirs = set(list_core_words(name_words(text, other.name))) if other.name else set()
    return bool(words & theirs) and (words <= theirs or theirs <= words)

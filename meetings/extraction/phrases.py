"""The meaning of a few words, Arabic or English: the place, side, kind or topic that they name.

Unlike the extraction from whole reports it needs no verb and no sentence: the editor who marked the words decides that
they state the fact. No Django here.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from meetings.extraction.document.lexicon import LexiconHit, get_lexicon
from meetings.extraction.english_phrases import find_english
from meetings.extraction.meeting.topics import find_terms_at
from meetings.extraction.readings import PlaceReading
from meetings.gazetteer.meeting_kinds import IN_PERSON, PHONE, SUMMIT, VIDEO, VISIT
from meetings.gazetteer.place_kinds import BUILDING_KINDS
from meetings.text.tokens import fold_words as words_of_text

_KINDS = frozenset({PHONE, VIDEO, SUMMIT, VISIT})
_RECEPTION = "receive"  # the frame of verbs that say that the parties were in one place


@dataclass(frozen=True, slots=True)
class Meaning:
    """Possible meanings, the likeliest first: places, codes of sides, kinds of meeting, codes of topics.

    Words of reception alone mean a meeting in person; beside other kinds it comes last.
    """

    places: list[PlaceReading] = field(default_factory=list)
    sides: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)


def look_up_meaning(quote: str) -> Meaning:
    """Return the meaning of `quote`, in any spelling; empty lists where the gazetteer has no entry."""
    words = words_of_text(quote)
    found = Meaning()
    hits = list(_longest(words))
    found.places.extend(_places(hits))
    for hit in hits:
        entry = hit.entry
        if entry.kind in ("country", "demonym", "org"):
            _add(found.sides, entry.key)
        elif entry.kind == "place" and entry.side:
            _add(found.sides, entry.side)
        for kind in (entry.detail, entry.key) if entry.kind in ("verb", "noun", "cue") else ():
            if kind in _KINDS:
                _add(found.kinds, kind)
    _add_english(found, words)
    if any(hit.entry.key == _RECEPTION for hit in hits):
        _add(found.kinds, IN_PERSON)
    for index in range(len(words)):
        for code, _end in find_terms_at(words, index, len(words)):
            _add(found.topics, code)
    return found


def _add_english(found: Meaning, words: list[str]) -> None:
    """Add the sides and kinds that English words name, a meeting in person last."""
    english = list(find_english(words))
    for hit in sorted(english, key=lambda hit: hit.value == IN_PERSON):
        _add(found.sides if hit.frame == "side" else found.kinds, hit.value)


def _longest(words: list[str]) -> Iterator[LexiconHit]:
    """Yield the hits of `words` that are not inside a longer one."""
    covered = 0
    for index in range(len(words)):
        hits = get_lexicon().hits(words, index, len(words))
        if not hits or hits[0].end <= covered:
            continue
        covered = max(covered, hits[0].end)
        yield from (hit for hit in hits if hit.end == hits[0].end)


def _places(hits: list[LexiconHit]) -> Iterator[PlaceReading]:
    """Yield the places of `hits`: a city with the country named beside it, or else with its own."""
    lands = [hit.entry.key for hit in hits if hit.entry.kind == "country"]
    cities = [hit.entry for hit in hits if hit.entry.kind == "place" and hit.entry.city]
    for entry in sorted(cities, key=lambda entry: entry.country not in lands):
        venue = entry.key if entry.detail in BUILDING_KINDS else None
        yield PlaceReading(entry.city, entry.country or (lands[0] if lands else None), venue)
    for code in lands:
        yield PlaceReading(None, code)


def _add(values: list[str], value: str) -> None:
    if value not in values:
        values.append(value)

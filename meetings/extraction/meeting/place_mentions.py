"""The places of meeting in a text: cities, countries and buildings.

The dateline and matters discussed are left out.
"""

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.document.lexicon import LexiconEntry, LexiconHit
from meetings.extraction.events.event import Event
from meetings.extraction.meeting.namesakes import choose_namesake
from meetings.extraction.meeting.place_leads import IN, TRAVEL, identify_lead
from meetings.gazetteer import load_rows
from meetings.gazetteer.word_classes import load_word_class, load_word_list

_PREPOSITIONS = load_word_class("governing_prepositions")
_CAPITAL, _AT = load_word_class("capital_word"), load_word_class("at_particle")
_CAPITAL_KIND = "capital"
_TOWN = load_word_class("town_word")
_AND = load_word_list("and_particle")[0]
_THAT_IS = load_word_class("and_that")
_ARRIVAL = load_word_class("arrival_nouns")
_MAX_WORDS_TO_VISITOR = 20
_MAX_WORDS_TO_COUNTRY = 3
_RANKS = {"in": 0, "conference": 1, "travel": 2}


@dataclass(slots=True)
class PlaceMention:
    """A place after leading words: how they refer to it (in, travel, conference) and where it is."""

    hit: LexiconHit
    lead: str
    start: int
    end: int

    @property
    def country(self) -> str:
        """Return its ISO code, empty where the gazetteer does not know it."""
        return self.hit.entry.key if self.hit.entry.kind == "country" else self.hit.entry.country

    @property
    def city(self) -> str | None:
        """Return the city, None for a country."""
        return None if self.hit.entry.kind == "country" else self.hit.entry.city or None


def find_places_of_sentence(
    text: Text, sentence: Sentence, inside: set[int], start: int | None = None, *, strict: bool = False
) -> list[PlaceMention]:
    """Return the places of a sentence that have leading words.

    Args:
        text: The report.
        sentence: One of its sentences.
        inside: The words of people's mentions: a place in them is not a place of the meeting.
        start: The first word to look at; that of the sentence if None.
        strict: Whether to leave out matters discussed in a headline too.
    """
    found: list[PlaceMention] = []
    keeps_content = not strict and sentence.role != "body"
    first = sentence.start if start is None else start
    for index, is_content in _open_words(text, range(first, sentence.end), inside):
        if is_content and not keeps_content:
            continue
        place = _led_to(text, index, sentence) or _visited(text, index, sentence, inside)
        if place is None or _is_listed(text, place, sentence):
            continue
        if not (found and found[-1].hit.end > place.hit.start):
            found.append(place)
    return found


def _open_words(text: Text, words: range, inside: set[int]) -> Iterator[tuple[int, bool]]:
    """Yield the words outside quotations and mentions, and whether they belong to a matter discussed."""
    is_content = is_to_come = False
    depth = 0
    is_told_inside = _is_one_quotation(text, words)
    for index in words:
        word = text.words[index]
        if word in "“«":
            depth += 1
        elif word in "”»":
            depth = max(0, depth - 1)
        if (depth and not is_told_inside) or index in inside:
            continue
        if index in text.date_at or word in _ARRIVAL:
            is_content = False  # "بعد وصوله إلى مسقط", "عشية اليوم الاثنين بقصر قرطاج": the place of the event again
        if word == ",":
            is_to_come = False
            is_content = is_content and index + 1 < words.stop and _continues_content(text, index + 1)
        is_content = _is_content_after(text.hits[index], is_content)
        # "إن اللجنة ستجتمع في لندن": what is still to come is elsewhere.
        is_to_come = text.is_future_verb(index) or (is_to_come and not _is_past_verb(text, index))
        yield index, is_content or is_to_come


def _is_past_verb(text: Text, index: int) -> bool:
    verb = text.hit(index, "verb")
    return verb is not None and verb.entry.number == "past"


def _is_one_quotation(text: Text, words: range) -> bool:
    """Return whether nearly the whole sentence is a quotation ("قالت الرئاسة إن: “استقبل س في قصر بغداد ...”")."""
    opened = next((index for index in words if text.words[index] in "“«"), None)
    closed = next((index for index in reversed(words) if text.words[index] in "”»"), None)
    return opened is not None and closed is not None and (closed - opened) * 3 >= len(words) * 2


def _is_content_after(hits: list[LexiconHit], is_content: bool) -> bool:
    """Return whether a matter discussed follows: a verb or a noun of meeting ends it, "بشأن" opens it."""
    for hit in hits:
        kind, key = hit.entry.kind, hit.entry.key
        if kind == "cue" and key == "time":
            break  # "قبل ظهر اليوم": no other matter begins here
        if kind == "cue" and key in ("content", "apart"):
            is_content = True
        elif kind in ("verb", "noun"):
            is_content = False
    return is_content


def _continues_content(text: Text, index: int) -> bool:
    """Return whether one more matter follows ("بحثا الأوضاع في ليبيا، ووقف إطلاق النار في غزة")."""
    word = text.words[index]
    joined = word.startswith(_AND) and word not in _THAT_IS
    return joined and not text.hits[index] and text.lexicon.is_common(word.removeprefix(_AND))


def _led_to(text: Text, index: int, sentence: Sentence) -> PlaceMention | None:
    for hit in text.hits[index]:
        if hit.entry.kind in ("place", "country") and (lead := identify_lead(text, index, hit, sentence)):
            return PlaceMention(choose_namesake(text, index, hit), lead, hit.start, hit.end)
    return _capital_of_nation(text, index, sentence) or _unknown_city(text, index, sentence)


@functools.cache
def _capitals() -> dict[str, str]:
    """Return the capital of each country that has one in the table."""
    return {row["country"]: row["name_ar"] for row in load_rows("places") if row["kind"] == _CAPITAL_KIND}


def _capital_of_nation(text: Text, index: int, sentence: Sentence) -> PlaceMention | None:
    """Return the capital that a demonym names: "في العاصمة الألمانية", "بالعاصمة الأردنية"."""
    nation = text.hit(index, "demonym")
    before = text.words[index - 1] if index > sentence.start else ""
    if before not in _CAPITAL or nation is None or nation.particle or not nation.entry.definite:
        return None
    following = text.hit(nation.end, "place") if nation.end < sentence.end else None
    city = _capitals().get(nation.entry.key)
    if city is None or (following is not None and not following.particle):
        return None
    entry = LexiconEntry("place", city, _CAPITAL_KIND, country=nation.entry.key, city=city)
    lead = identify_lead(text, index - 1, LexiconHit(entry, index - 1, nation.end, _particle_of(before)), sentence)
    return PlaceMention(LexiconHit(entry, index - 1, nation.end, ""), lead, index - 1, nation.end) if lead else None


def _particle_of(word: str) -> str:
    """Return the preposition written with "العاصمة"."""
    return word[0] if word[0] in _AT else ""


def _unknown_city(text: Text, index: int, sentence: Sentence) -> PlaceMention | None:
    """Return a city that no table has, from the word before it ("في مدينة مرسين جنوب تركيا")."""
    before = text.words[index - 1] if index > sentence.start else ""
    if before not in _TOWN or not text.is_word(index) or text.words[index] in _PREPOSITIONS:
        return None
    if text.hits[index] or text.lexicon.is_common(text.words[index]) or index in text.date_at:
        return None
    near = range(index + 1, min(sentence.end, index + 1 + _MAX_WORDS_TO_COUNTRY))
    land = next((h.entry.key for i in near if (h := text.hit(i, "country", "demonym"))), "")
    name = text.quote(index, index + 1)
    hit = LexiconHit(LexiconEntry("place", name, "city", country=land, city=name), index, index + 1, "")
    return PlaceMention(hit, IN, index, index + 1)


def _visited(text: Text, index: int, sentence: Sentence, inside: set[int]) -> PlaceMention | None:
    """Return a place without a preposition after its visitor ("زار س دمشق")."""
    if index - 1 not in inside:
        return None
    hit = text.hit(index, "place", "country")
    if hit is None or hit.particle:
        return None
    for before in range(index - 1, max(sentence.start, index - _MAX_WORDS_TO_VISITOR) - 1, -1):
        verb = text.hit(before, "verb") if before not in inside else None
        if verb is not None:
            return PlaceMention(hit, TRAVEL, hit.start, hit.end) if verb.entry.key == "visit" else None
    return None


def _is_listed(text: Text, place: PlaceMention, sentence: Sentence) -> bool:
    """Return whether one more place is joined to it ("في بغداد ولندن"): one meeting has one place."""
    if place.end >= sentence.end:
        return False
    following = text.hit(place.end, "place", "country")
    return following is not None and following.particle == _AND and place.hit.entry.kind == following.entry.kind


def find_places_of_event(text: Text, event: Event, inside: set[int]) -> list[PlaceMention]:
    """Return the places of the event's sentence: first in its own reach, then before it, then journeys."""

    def order(place: PlaceMention) -> tuple[int, bool, int]:
        in_reach = event.start <= place.start < event.stop and event.frame != "discuss"
        return _RANKS[place.lead], not in_reach, abs(place.start - event.start)

    return sorted(find_places_of_sentence(text, event.sentence, inside), key=order)

"""The countries in the sentence of a meeting: visited, or of the city of the meeting."""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.events.event import Event
from meetings.extraction.meeting.namesakes import choose_namesake
from meetings.gazetteer.meeting_kinds import is_remote
from meetings.gazetteer.sides import is_state
from meetings.gazetteer.word_classes import load_word_class, load_word_list

_LEADING_PARTICLE = load_word_class("leading_particle")
_LEAD = load_word_class("country_lead")
_JOINING, _PREPOSITION = load_word_list("joining_prefixes"), load_word_class("preposition_of_place")
_RELATIVE = load_word_class("relative_pronoun")
_WORLD_CITIES = load_word_list("cities_of_world_bodies")
_WORLD_OCCASIONS = load_word_class("occasions_in_world_cities")
_VISITING_STEM = load_word_list("visiting_stem")


def find_nearby_countries(text: Text, event: Event) -> list[str]:
    """Return the countries visited, and those of cities of meeting, in the sentence of the event."""
    if is_remote(event.kind):
        return []  # without a place of meeting a country is a matter discussed
    found = []
    for index in range(event.sentence.start, event.sentence.end):
        if index in event.asides:
            continue  # "قبيل سفره إلى لندن": another journey
        hit = text.hit(index, "place", "country")  # the longest: "جمهورية الصين الشعبية" is not Taiwan
        if hit is None or _is_world_city(text, index):
            continue
        chosen = choose_namesake(text, index, hit)
        country = _country(chosen)
        if country and _is_led_to(text, index, chosen, event.sentence.end):
            found.append(country)
    return found


def _country(hit: LexiconHit) -> str:
    entry = hit.entry
    if entry.kind == "country":
        return entry.key
    return entry.side if entry.country and is_state(entry.side) else entry.country


def _is_led_to(text: Text, index: int, hit: LexiconHit, stop: int) -> bool:
    before = text.words[index - 1] if index else ""
    is_joined = before[:1] in _JOINING and before[1:] in _PREPOSITION  # "ففي جيبوتي التقى"
    return hit.particle in _LEADING_PARTICLE or before in _LEAD or is_joined or _is_visited(text, hit.end, stop)


def _is_world_city(text: Text, index: int) -> bool:
    """Return whether a city is that of an occasion of all states, to which a minister comes as a guest."""
    return text.words[index].endswith(_WORLD_CITIES) and not _WORLD_OCCASIONS.isdisjoint(text.words)


def _is_visited(text: Text, index: int, stop: int) -> bool:
    """Return whether a relative clause states a visit ("الجزائر التي زارها أمس")."""
    return index + 1 < stop and text.words[index] in _RELATIVE and text.words[index + 1].startswith(_VISITING_STEM)

"""The place of a meeting from the places in the text: city, country, venue."""

from typing import NamedTuple

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.entities.entities import Cast
from meetings.extraction.meeting.drafts import Draft
from meetings.extraction.meeting.hosts import host_by_words
from meetings.extraction.meeting.place_leads import CONFERENCE, IN, TRAVEL
from meetings.extraction.meeting.place_mentions import PlaceMention, places_of_event, places_of_sentence
from meetings.extraction.readings import EvidenceReading, PlaceReading
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.meeting_kinds import is_remote
from meetings.gazetteer.place_kinds import BUILDING_KINDS
from meetings.gazetteer.sides import state_of
from meetings.gazetteer.word_classes import word_class, word_list

_FRINGES = word_class("fringes_word")
_THAT = word_class("taking_up_pronoun")
_TAKING_UP = word_list("taking_up_verb")
_DURING, _AND = word_class("during_words"), word_list("and_particle")[0]
MAX_WORDS_TO_PLACE = 8  # from the beginning of the sentence


class StatedPlace(PlaceReading):
    """A place with the words that state it."""

    __slots__ = ("inferred", "words")

    def __init__(
        self, city: str | None, country: str | None, venue: str | None, words: tuple[int, int] | None, inferred: bool
    ) -> None:
        """Make a place of its parts; `words` are offsets into the report's words."""
        super().__init__(city, country, venue)
        self.words, self.inferred = words, inferred


class PlaceSituation(NamedTuple):
    """A draft in its text; `inside` are the words of people's mentions, `own` the places of the events' sentences."""

    text: Text
    draft: Draft
    cast: Cast
    inside: set[int]
    own: list[PlaceMention]


def place_evidence(text: Text, place: PlaceReading | None) -> list[EvidenceReading]:
    """Return the words that state a place."""
    if not isinstance(place, StatedPlace) or place.words is None:
        return []
    rule = "place:inferred" if place.inferred else "place:words"
    return [EvidenceReading("place", *text.span(*place.words), rule, place.inferred)]


def meeting_place(text: Text, draft: Draft, cast: Cast, inside: set[int]) -> PlaceReading | None:
    """Return city, country and venue of a meeting, where words state them or the host implies them."""
    if is_remote(draft.kind):
        return None
    own = [place for event in draft.events for place in places_of_event(text, event, inside)]
    told = _TOLD.decide(PlaceSituation(text, draft, cast, inside, own))
    return _combine(text, told or []) or _country_of_host(text, draft, cast)


def _in_own_sentence(situation: PlaceSituation) -> list[PlaceMention] | None:
    own = situation.own
    return own if any(place.lead != TRAVEL for place in own) else None


def _in_headline(situation: PlaceSituation) -> list[PlaceMention] | None:
    """Find the place in a headline that is neither a matter discussed nor the country of a participant."""
    text, inside = situation.text, situation.inside
    sides = {situation.cast.entities[index].side for index in situation.draft.order}
    found: list[PlaceMention] = []
    for sentence in text.sentences:
        if sentence.role == "headline":
            sure = places_of_sentence(text, sentence, inside, strict=True)
            told = places_of_sentence(text, sentence, inside)
            found.extend(p for p in told if p.lead == IN and (p in sure or p.country in sides))
            if not _FRINGES.isdisjoint(text.words[sentence.start : sentence.end]):
                found.extend(p for p in told if p.lead == CONFERENCE)
    return [*situation.own, *found] if found else None


def _in_sentence_that_takes_up(situation: PlaceSituation) -> list[PlaceMention] | None:
    """Find the place in a sentence that refers to the meeting: "جاء ذلك خلال استقباله في أبوظبي"."""
    text = situation.text
    told = {event.sentence.index for event in situation.draft.events}
    for sentence in text.sentences:
        words = text.words[sentence.start : sentence.start + 4]
        if sentence.index - 1 in told and not _THAT.isdisjoint(words[:2]) and words[0].endswith(_TAKING_UP):
            return places_of_sentence(text, sentence, situation.inside) or None
    return None


def _beside_the_meeting(situation: PlaceSituation) -> list[PlaceMention] | None:
    """Find the place right behind "خلال اللقاء" in a later sentence: "وخلال اللقاء - في العاصمة السعودية الرياض -"."""
    text = situation.text
    first = situation.draft.events[0].sentence.index
    for sentence in text.sentences:
        words = text.words[sentence.start : sentence.start + 2]
        is_time = len(words) == 2 and words[0].removeprefix(_AND) in _DURING
        if sentence.index > first and is_time and _takes_up(text, sentence.start + 1):
            near = [p for p in places_of_sentence(text, sentence, situation.inside) if p.lead == IN]
            near = [p for p in near if p.start - sentence.start <= MAX_WORDS_TO_PLACE]
            if near:
                return near
    return None


def _takes_up(text: Text, index: int) -> bool:
    return any(hit.entry.kind == "cue" and hit.entry.key == "both" for hit in text.hits[index])


def _at_end_of_journey(situation: PlaceSituation) -> list[PlaceMention] | None:
    """Find a participant's destination in an earlier sentence, in the country of another participant."""
    draft = situation.draft
    sides = {situation.cast.entities[index].side for index in draft.parties}
    earlier = {event.sentence.index - back for event in draft.events for back in (1, 2)}
    for sentence in situation.text.sentences:
        if sentence.index not in earlier or sentence.role != "body":
            continue
        travellers = _sides_named_in(situation, sentence)
        goals = places_of_sentence(situation.text, sentence, situation.inside) if travellers else []
        goal = next((place for place in goals if place.lead == TRAVEL and place.country in sides), None)
        if goal is not None and travellers - {goal.country}:
            return [goal]
    return None


def _sides_named_in(situation: PlaceSituation, sentence: Sentence) -> set[str | None]:
    """Return the sides of the draft's people whom a sentence mentions."""
    cast = situation.cast
    named = {mention.entity for mention in cast.mentions if mention.sentence == sentence.index}
    return {cast.entities[index].side for index in situation.draft.order if index in named}


_TOLD: RuleSet[PlaceSituation, list[PlaceMention]] = RuleSet(
    "meeting_place.told",
    Rule(
        "own_sentence",
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني في باريس.",
        _in_own_sentence,
    ),
    Rule(
        "headline",
        "السوداني في باريس لبحث الشراكة الاقتصادية\n\n"
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني.",
        _in_headline,
    ),
    Rule(
        "own_journey",
        "التقى الرئيس الفرنسي إيمانويل ماكرون خلال زيارة بغداد رئيس الوزراء العراقي محمد شياع السوداني.",
        lambda situation: situation.own or None,
    ),
    Rule(
        "sentence_that_takes_up",
        "بحث الرئيس الفرنسي إيمانويل ماكرون مع رئيس الوزراء العراقي محمد شياع السوداني العلاقات الثنائية. "
        "جاء ذلك خلال استقباله في باريس.",
        _in_sentence_that_takes_up,
    ),
    Rule(
        "beside_the_meeting",
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني. "
        "وخلال اللقاء - في العاصمة الإيطالية روما - أشاد السوداني بالدعم.",
        _beside_the_meeting,
    ),
    Rule(
        "earlier_journey",
        "وصل الرئيس الفرنسي إيمانويل ماكرون إلى بغداد. "
        "والتقى ماكرون رئيس الوزراء العراقي محمد شياع السوداني وبحث معه العلاقات الثنائية.",
        _at_end_of_journey,
    ),
)


def _country_of_host(text: Text, draft: Draft, cast: Cast) -> StatedPlace | None:
    host = host_by_words(text, draft, cast)
    state = state_of(host.side) if host else None
    return StatedPlace(None, state, None, None, True) if state else None


def _combine(text: Text, places: list[PlaceMention]) -> StatedPlace | None:
    """Return one place of several words: the building's city, the city's country."""
    city = _city_in(places)
    land = next((place for place in places if place.country), None)
    if city and land and _is_elsewhere(city, land):
        city = None
    main = city or land
    if main is None:
        return None
    venue = _venue_in(text, places, main.country)
    words = (main.start, main.end)
    return StatedPlace(city.city if city else None, main.country or None, venue, words, main.lead == TRAVEL)


def _city_in(places: list[PlaceMention]) -> PlaceMention | None:
    """Return the first city, a place of meeting before a destination."""
    cities = [place for place in places if place.city]
    return next((place for place in cities if place.lead != TRAVEL), cities[0] if cities else None)


def _is_elsewhere(city: PlaceMention, land: PlaceMention) -> bool:
    """Return whether the place of meeting is in one country and the destination a city of another."""
    return land.lead == IN and city.lead == TRAVEL and land.country != city.country


def _venue_in(text: Text, places: list[PlaceMention], country: str) -> str | None:
    for place in places:
        entry = place.hit.entry
        if entry.kind == "place" and entry.detail in BUILDING_KINDS and place.country == country:
            return text.quote(place.start, place.end).removeprefix(place.hit.particle)
    return None


def share_places(drafts: list[Draft], found: list[PlaceReading | None], cast: Cast) -> None:
    """Give a meeting without a city the place of another meeting of the same people."""
    for number, draft in enumerate(drafts):
        own = found[number]
        if not is_remote(draft.kind) and (own is None or not own.city):
            others = [
                (other, place)
                for other, place in zip(drafts, found, strict=True)
                if other is not draft and place is not None and place.country and set(other.order) & set(draft.order)
            ]
            found[number] = _shared_place(draft, own, others, cast) or own


def _shared_place(
    draft: Draft, own: PlaceReading | None, others: list[tuple[Draft, PlaceReading]], cast: Cast
) -> PlaceReading | None:
    """Return the place of the larger meeting around it, or the country that both lead to."""
    sides = {cast.entities[index].side for index in draft.order}
    for other, place in others:
        if set(draft.order) < set(other.order) and all(event.apart for event in draft.events):
            return place
        if place.country in sides and (own is None or own.country == place.country):
            return StatedPlace(None, place.country, None, getattr(place, "words", None), True)
    return None

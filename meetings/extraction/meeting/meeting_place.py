"""The place of a meeting from the places in the text: city, country, venue."""

from typing import NamedTuple

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.document.page_metadata import find_dateline_city
from meetings.extraction.entities.entities import Cast
from meetings.extraction.meeting.drafts import Draft
from meetings.extraction.meeting.hosts import find_host_by_words
from meetings.extraction.meeting.place_leads import CONFERENCE, IN, TRAVEL
from meetings.extraction.meeting.place_mentions import PlaceMention, find_places_of_event, find_places_of_sentence
from meetings.extraction.meeting.place_taken_up import find_places_taken_up
from meetings.extraction.readings import EvidenceReading, PlaceReading
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.meeting_kinds import is_remote
from meetings.gazetteer.place_kinds import BUILDING_KINDS
from meetings.gazetteer.sides import get_state
from meetings.gazetteer.word_classes import load_word_class, load_word_list

_HERE, _BARE_ALIF = load_word_class("here_word"), "ا"
_WEAK_CARRIERS, _FRINGES = load_word_class("auxiliary_verbs"), load_word_class("fringes_word")
_THAT = load_word_class("taking_up_pronoun")
_TAKING_UP = load_word_list("taking_up_verb")
_DURING, _AND = load_word_class("during_words"), load_word_list("and_particle")[0]
MAX_SENTENCES_TO_PLACE = 2  # from the sentence of the meeting to the one that says where it was
MAX_WORDS_TO_PLACE = 8  # from the beginning of the sentence, or the noun that takes the meeting up


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


def find_meeting_place(text: Text, draft: Draft, cast: Cast, inside: set[int]) -> PlaceReading | None:
    """Return city, country and venue of a meeting, where words state them or the host implies them."""
    if is_remote(draft.kind):
        return None
    own = [place for event in draft.telling_events for place in find_places_of_event(text, event, inside)]
    told = _TOLD.decide(PlaceSituation(text, draft, cast, inside, own))
    return _combine(text, told or []) or _country_of_host(text, draft, cast)


def _in_own_sentence(situation: PlaceSituation) -> list[PlaceMention] | None:
    own = situation.own
    return own if any(place.lead != TRAVEL for place in own) else None


def _here(situation: PlaceSituation) -> list[PlaceMention] | None:
    """Find the city of the dateline where the report says "هنا": "باريس 3 مايو (شينخوا) التقى س ص هنا أمس"."""
    text = situation.text
    for event in situation.draft.events:
        for index in range(event.sentence.start, event.sentence.end):
            is_here = text.words[index] in _HERE and text.quote(index, index + 1).endswith(_BARE_ALIF)  # not هنأ
            city = find_dateline_city(text) if is_here else None
            if city is not None:
                return [PlaceMention(LexiconHit(city, index, index + 1, ""), IN, index, index + 1)]
    return None


def _in_headline(situation: PlaceSituation) -> list[PlaceMention] | None:
    """Find the place in a headline that is neither a matter discussed nor the country of a participant."""
    text, inside = situation.text, situation.inside
    sides = {situation.cast.entities[index].side for index in situation.draft.order}
    found: list[PlaceMention] = []
    for sentence in text.sentences:
        if sentence.role == "headline":
            sure = find_places_of_sentence(text, sentence, inside, strict=True)
            told = find_places_of_sentence(text, sentence, inside)
            told = [place for place in told if not _is_of_another(situation, sentence, place)]
            found.extend(p for p in told if p.lead == IN and (p in sure or p.country in sides))
            if not _FRINGES.isdisjoint(text.words[sentence.start : sentence.end]):
                found.extend(p for p in told if p.lead == CONFERENCE)
    return [*situation.own, *found] if found else None


def _is_of_another(situation: PlaceSituation, sentence: Sentence, place: PlaceMention) -> bool:
    """Return whether the place in a headline is where another person is: "س في الرياض، وص يدعو إلى الحوار"."""
    named = [m for m in situation.cast.mentions if m.sentence == sentence.index and m.name is not None]
    before = [m.entity in situation.draft.slots for m in named if m.end <= place.start]
    behind = [m.entity in situation.draft.slots for m in named if m.start >= place.end]
    return bool(before) and not any(before) and any(behind)


def _in_sentence_that_takes_up(situation: PlaceSituation) -> list[PlaceMention] | None:
    """Find the place in a sentence that refers to the meeting: "جاء ذلك خلال استقباله في أبوظبي"."""
    text = situation.text
    told = {event.sentence.index for event in situation.draft.events}
    for sentence in text.sentences:
        words = text.words[sentence.start : sentence.start + 4]
        if sentence.index - 1 in told and not _THAT.isdisjoint(words[:2]) and words[0].endswith(_TAKING_UP):
            return find_places_of_sentence(text, sentence, situation.inside) or None
    return None


def _where_it_was_held(situation: PlaceSituation) -> list[PlaceMention] | None:
    """Find the place beside the verb that takes the meeting up: "وجرى اللقاء في أنقرة"."""
    text = situation.text
    last = max(event.sentence.index for event in situation.draft.events)
    for sentence in text.sentences[last + 1 : last + 1 + MAX_SENTENCES_TO_PLACE]:
        for index in range(sentence.start, sentence.end):
            stop = _end_of_taking_up(text, index, sentence)
            near = find_places_of_sentence(text, sentence, situation.inside) if stop else []
            near = [place for place in near if place.lead == IN and index < place.start < stop]
            if near:
                return near
    return None


def _end_of_taking_up(text: Text, index: int, sentence: Sentence) -> int:
    """Return the last word that may be the place of "وجرى اللقاء"; 0 behind another word."""
    verb = text.hit(index, "verb")
    if verb is None or verb.entry.number != "past" or verb.entry.key not in ("light", "receive"):
        return 0
    if text.words[index] in _WEAK_CARRIERS:
        return 0  # "كانت صلاتهما بموسكو حاضرة في المحادثات": of what they spoke
    for at in range(verb.end, min(sentence.end, verb.end + MAX_WORDS_TO_PLACE)):
        noun = text.hit(at, "noun")
        if noun is not None and noun.entry.definite and not noun.entry.suffix and not noun.particle:
            return min(sentence.end, noun.end + MAX_WORDS_TO_PLACE)
    return 0


def _with_those_present(situation: PlaceSituation) -> list[PlaceMention] | None:
    """Find the place in the next sentence, which says who was there: "رافق س خلال الزيارة ص في العاصمة المصرية"."""
    text = situation.text
    told = {event.sentence.index for event in situation.draft.events}
    for sentence in text.sentences:
        opening = text.hit(sentence.start, "verb") if sentence.index - 1 in told else None
        if opening is not None and opening.entry.key == "attend" and opening.entry.number == "past":
            return [p for p in find_places_of_sentence(text, sentence, situation.inside) if p.lead == IN] or None
    return None


def _beside_the_meeting(situation: PlaceSituation) -> list[PlaceMention] | None:
    """Find the place right behind "خلال اللقاء" in a later sentence: "وخلال اللقاء - في العاصمة السعودية الرياض -"."""
    text = situation.text
    first = situation.draft.events[0].sentence.index
    for sentence in text.sentences:
        words = text.words[sentence.start : sentence.start + 2]
        is_time = len(words) == 2 and words[0].removeprefix(_AND) in _DURING
        if sentence.index > first and is_time and _takes_up(text, sentence.start + 1):
            near = [p for p in find_places_of_sentence(text, sentence, situation.inside) if p.lead == IN]
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
        goals = find_places_of_sentence(situation.text, sentence, situation.inside) if travellers else []
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
        "place_taken_up",
        "وصل الرئيس الفرنسي إيمانويل ماكرون إلى بغداد. وفي المدينة نفسها التقى ماكرون الرئيس الفلسطيني محمود عباس.",
        lambda situation: find_places_taken_up(situation.text, situation.draft.events, situation.inside),
    ),
    Rule(
        "where_it_was_held",
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني. وجرى اللقاء في باريس.",
        _where_it_was_held,
    ),
    Rule(
        "here",
        "باريس 3 مايو 2024 (شينخوا) التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني "
        "هنا يوم الجمعة.",
        _here,
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
        "with_those_present",
        "استقبل الأمين العام لجامعة الدول العربية أحمد أبو الغيط رئيس المجلس الرئاسي الليبي محمد المنفي. "
        "وحضر اللقاء مندوب ليبيا لدى الجامعة عبد المطلب ثابت في العاصمة المصرية القاهرة.",
        _with_those_present,
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
    host = find_host_by_words(text, draft, cast)
    state = get_state(host.side) if host else None
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

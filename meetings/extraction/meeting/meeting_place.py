"""From the places that words lead to, to the one place of a meeting: city, country, venue."""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.entities.entities import Cast
from meetings.extraction.meeting.drafts import Draft
from meetings.extraction.meeting.place_mentions import Found, place_of, places_of_sentence
from meetings.extraction.meeting.roles import host_by_words
from meetings.extraction.readings import EvidenceReading, PlaceReading
from meetings.gazetteer.meeting_kinds import is_remote
from meetings.gazetteer.sides import state_of


class Spot(PlaceReading):
    """A place with the words that told it."""

    __slots__ = ("inferred", "words")

    def __init__(
        self, city: str | None, country: str | None, venue: str | None, words: tuple[int, int] | None, inferred: bool
    ) -> None:
        super().__init__(city, country, venue)
        self.words, self.inferred = words, inferred


def place_evidence(text: Text, place: PlaceReading | None) -> list[EvidenceReading]:
    """The words that told a place."""
    if not isinstance(place, Spot) or place.words is None:
        return []
    return [
        EvidenceReading(
            "place", *text.span(*place.words), "place:inferred" if place.inferred else "place:words", place.inferred
        )
    ]


def meeting_place(text: Text, draft: Draft, cast: Cast, inside: set[int]) -> PlaceReading | None:
    """City, country and venue: of the events' own sentences, else of the headline, else implied by the host."""
    if is_remote(draft.kind):
        return None
    candidates: list[Found] = []
    for event in draft.events:
        candidates.extend(place_of(text, event, inside))
    sides = {cast.entities[i].side for i in draft.order}
    if not [p for p in candidates if p.lead != "travel"]:
        for sentence in text.sentences:
            if sentence.role == "headline":
                sure = places_of_sentence(text, sentence, inside, strict=True)
                told = places_of_sentence(text, sentence, inside)
                candidates.extend(p for p in told if p.lead == "in" and (p in sure or p.country in sides))
                fringes = "هامش" in text.words[sentence.start : sentence.end]
                candidates.extend(p for p in told if p.lead == "conference" and fringes)
    if not candidates:
        candidates = _taken_up(text, draft, inside)
    if not candidates:
        candidates = _travelled(text, draft, cast, inside)
    spot = _combine(text, candidates)
    if spot is not None:
        return spot
    host = host_by_words(text, draft, cast)
    state = state_of(host[0]) if host is not None else None
    return Spot(None, state, None, None, True) if state else None


def _taken_up(text: Text, draft: Draft, inside: set[int]) -> list[Found]:
    """ "جاء ذلك خلال استقباله في أبوظبي": the sentence that takes the meeting up may say where."""
    told = {event.sentence.index for event in draft.events}
    for sentence in text.sentences:
        words = text.words[sentence.start : sentence.start + 4]
        if sentence.index - 1 in told and "ذلك" in words[:2] and words[0].endswith(("جاء", "وذلك", "تم", "ياتي")):
            return places_of_sentence(text, sentence, inside)
    return []


def _travelled(text: Text, draft: Draft, cast: Cast, inside: set[int]) -> list[Found]:
    """Where one of them travelled, as another sentence tells, if it is the country of another: "بدأ س زيارة
    إلى ...".
    """
    sides = {cast.entities[i].side for i in draft.order if draft.slots[i] != "attendee"}
    told = {event.sentence.index - back for event in draft.events for back in (1, 2)}
    for sentence in text.sentences:
        if sentence.index not in told:
            continue
        here = {m.entity for m in cast.mentions if m.sentence == sentence.index}
        who = {cast.entities[i].side for i in draft.order if i in here}
        if sentence.role != "body" or not who:
            continue
        found = [p for p in places_of_sentence(text, sentence, inside) if p.lead == "travel" and p.country in sides]
        if found and who - {found[0].country}:
            return found[:1]
    return []


def _combine(text: Text, candidates: list[Found]) -> PlaceReading | None:
    """One place of several words: the building's city, the city's country."""
    city = next((p for p in candidates if p.city and p.lead != "travel"), None) or next(
        (p for p in candidates if p.city), None
    )
    land = next((p for p in candidates if p.country), None)
    if city is None and land is None:
        return None
    main = city or land
    assert main is not None
    if (
        city is not None
        and land is not None
        and land.lead == "in"
        and city.lead == "travel"
        and land.country != city.country
    ):
        main, city = land, None
    venue = next(
        (
            p
            for p in candidates
            if p.hit.entry.kind == "place"
            and p.hit.entry.detail in ("seat", "palace", "venue")
            and p.country == main.country
        ),
        None,
    )
    words = text.quote(venue.start, venue.end).removeprefix(venue.hit.particle) if venue else None
    return Spot(city.city if city else None, main.country or None, words, (main.start, main.end), main.lead == "travel")


def share_places(drafts: list[Draft], found: list[PlaceReading | None], cast: Cast) -> None:
    """A traveller's other meeting with the same country's people was in that country too."""
    for number, draft in enumerate(drafts):
        mine_already = found[number]
        if is_remote(draft.kind) or (mine_already is not None and mine_already.city):
            continue
        mine = {cast.entities[i].side for i in draft.order}
        for other, place in zip(drafts, found, strict=True):
            if place is None or other is draft or not place.country or not set(other.order) & set(draft.order):
                continue
            if set(draft.order) < set(other.order) and all(event.apart for event in draft.events):
                found[number] = place  # on the fringes of the larger meeting
                break
            if place.country in mine and (mine_already is None or mine_already.country == place.country):
                found[number] = Spot(None, place.country, None, getattr(place, "words", None), True)
                break

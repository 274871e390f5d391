"""Places that meetings of the same people lend each other."""

from meetings.extraction.entities.entities import Cast
from meetings.extraction.meeting.drafts import Draft
from meetings.extraction.meeting.meeting_place import StatedPlace
from meetings.extraction.readings import PlaceReading
from meetings.gazetteer.meeting_kinds import is_remote


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

"""The countries that the sentence of a meeting leads to: visited, or of the city they meet in."""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.events.event import Event
from meetings.extraction.meeting.place_mentions import right_one
from meetings.gazetteer.meeting_kinds import is_remote
from meetings.gazetteer.sides import is_state


def near_countries(text: Text, event: Event) -> list[str]:
    """Countries visited, and cities they meet in, in the sentence of the event."""
    found: list[str] = []
    if is_remote(event.kind):
        return found  # they met nowhere: a country told is what they spoke of
    for index in range(event.sentence.start, event.sentence.end):
        for found_hit in text.hits[index]:
            hit = right_one(text, index, found_hit, event.sentence)
            entry = hit.entry
            before = text.words[index - 1] if index else ""
            led = hit.particle in ("ب", "ل") or before in (
                "في",
                "الي",
                "يزور",
                "تزور",
                "زار",
                "زارت",
                "مدينه",
                "العاصمه",
            )
            led = led or _visited(text, hit.end, event.sentence.end)
            if entry.kind == "place" and led and entry.country:
                found.append(entry.side if is_state(entry.side) else entry.country)
            elif entry.kind == "country" and led:
                found.append(entry.key)
    return found


def _visited(text: Text, index: int, stop: int) -> bool:
    """ "الجزائر التي زارها أمس": the country of the clause."""
    return (
        index + 1 < stop and text.words[index] in ("التي", "الذي") and text.words[index + 1].startswith(("زار", "يزور"))
    )

"""Facts in the words that an editor marks in a report; the import and the review share this reader.

It returns plain records and writes nothing; each page shows the records in its own form.
"""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from meetings.extraction.document.annotated_text import read_text
from meetings.extraction.meeting.meeting_date import explain_day
from meetings.extraction.mentions.mention_finder import find_mentions
from meetings.extraction.mentions.title_wording import join_title_words
from meetings.extraction.phrases import look_up_meaning
from meetings.extraction.readings import ParticipantReading, PlaceReading
from meetings.matching.officials import KnownOfficials, OfficialMatch
from meetings.models import Country, Organisation, Place, Topic
from meetings.models.people import Precision
from meetings.text.date_words import find_dates
from meetings.text.dates import resolve
from meetings.text.fold import fold, fold_map

_FINEST_FIRST = (Precision.DAY, Precision.MONTH, Precision.YEAR, Precision.UNKNOWN)


@dataclass(frozen=True, slots=True)
class MarkedDate:
    """The day that words name, how exact it is, and the explanation in Arabic. `day` is None where it is not clear.

    `basis` says how the words tell the day, as `Meeting.DateBasis` has it.
    """

    day: datetime.date | None
    precision: str
    explanation: str
    basis: str = "unknown"


@dataclass(frozen=True, slots=True)
class MarkedPerson:
    """The person that words name: the name without the title before it, the title, the side, the official on record."""

    name: str
    title: str | None = None
    side: str | None = None
    match: OfficialMatch | None = None


def read_date(quote: str, published: datetime.date | None) -> MarkedDate | None:
    """Return the most exact date in the words, relative to the day of publication; None where they hold no date."""
    folded = fold_map(quote)
    found = [(words, resolve(words, published)) for words in find_dates(folded.text)]
    if not found:
        return None
    words, best = min(found, key=lambda one: (one[1].day is None, _FINEST_FIRST.index(Precision(one[1].precision))))
    start, end = folded.span(words.start, words.end)
    precision = best.precision if best.day else Precision.DAY
    return MarkedDate(best.day, precision, explain_day(quote[start:end], words.words, best), best.basis)


def read_person(
    quote: str, *, side: str | None = None, title: str | None = None, day: datetime.date | None = None
) -> MarkedPerson:
    """Return the person whom the words name; without a recognisable name, all the words are the name.

    Args:
        quote: The marked words.
        side: The code of the side that is known already; without it the one that the words name.
        title: The title that is known already; without it the one before the name.
        day: The day of the meeting, or of the report.
    """
    text = read_text(quote)
    mention = next((one for one in find_mentions(text) if one.name), None)
    name = join_words(quote)
    if mention and mention.name:
        name = join_words(text.quote(*mention.name))
        if mention.particle and mention.name[0] == mention.start and name.startswith(mention.particle):
            name = name[len(mention.particle) :]
        title = title or (join_title_words(text, mention.title) if mention.title else None)
    side = side or next(iter(read_sides(quote)), None)
    match = KnownOfficials().find(ParticipantReading(name=name, title=title, side=side), day)
    return MarkedPerson(name, title, side, match)


def read_places(quote: str) -> list[PlaceReading]:
    """Return the places that the words name, the likeliest first: of the gazetteer, else of the archive."""
    places = look_up_meaning(quote).places
    if places:
        return places
    words = f" {fold(quote)} "
    known = Place.objects.exclude(city_ar="").select_related("country")
    return [
        PlaceReading(place.city_ar, place.country.code if place.country else None)
        for place in known
        if f" {fold(place.city_ar)} " in words
    ]


def read_sides(quote: str) -> list[str]:
    """Return the codes of the sides on record that the words name, in their order."""
    codes = look_up_meaning(quote).sides
    countries = Country.objects.filter(code__in=codes).values_list("code", flat=True)
    bodies = Organisation.objects.filter(code__in=codes).values_list("code", flat=True)
    return _on_record(codes, [*countries, *bodies])


def read_topics(quote: str) -> list[str]:
    """Return the codes of the topics on record that the words name, in their order."""
    codes = look_up_meaning(quote).topics
    return _on_record(codes, Topic.objects.filter(code__in=codes).values_list("code", flat=True))


def read_kind(quote: str) -> str | None:
    """Return the kind of meeting that the words state; None where they leave it open."""
    return next(iter(read_kinds(quote)), None)


def read_kinds(quote: str) -> list[str]:
    """Return the kinds of meeting that the words state, the likeliest first."""
    return look_up_meaning(quote).kinds


def join_words(quote: str) -> str:
    """Return the words with single spaces between them, as a form field needs them."""
    return " ".join(quote.split())


def _on_record(codes: Iterable[str], known: Iterable[str]) -> list[str]:
    recorded = set(known)
    return [code for code in codes if code in recorded]

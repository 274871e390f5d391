"""Disagreements between sources and the record of a meeting, in words for readers."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from meetings.matching.contradictions import read_date_value
from meetings.models import Article, Country, Disagreement, Evidence, Meeting, Place
from meetings.models.people import Precision


@dataclass(frozen=True, slots=True)
class WordedDisagreement:
    """A fact on which a source differs: its name, the record's value and the source's value. Days are dates."""

    label: str
    recorded: str | date
    said: str | date
    article: Article
    entry: Disagreement


def open_differences(meeting: Meeting) -> list[WordedDisagreement]:
    """Return the meeting's disagreements that no editor has settled, in the language of the page.

    It makes at most two queries, for the names of places.
    """
    return describe_disagreements(entry for entry in meeting.disagreements.all() if not entry.settled)


def describe_disagreements(disagreements: Iterable[Disagreement]) -> list[WordedDisagreement]:
    """Return `disagreements` in the language of the page; at most two queries, for the names of places."""
    entries = list(disagreements)
    countries = _names(entries, "country")
    cities = _names(entries, "city")
    labels = dict(Evidence.Fact.choices) | {
        "date": _("Date"),
        "kind": _("Kind of meeting"),
        "city": _("City"),
        "country": _("Country"),
    }

    def worded(fact: str, value: str) -> str | date:
        if fact == "date":
            return _day(value)
        if fact == "kind":
            return str(dict(Meeting.Kind.choices).get(value, value))
        return {"country": countries, "city": cities}.get(fact, {}).get(value, value)

    return [
        WordedDisagreement(
            label=str(labels.get(entry.fact, entry.fact)),
            recorded=worded(entry.fact, entry.recorded),
            said=worded(entry.fact, entry.said),
            article=entry.article,
            entry=entry,
        )
        for entry in entries
    ]


def _names(entries: list[Disagreement], fact: str) -> dict[str, str]:
    """Return the names of the countries (by code) or cities (by Arabic name) in `entries`, in the page's language."""
    values = {value for entry in entries if entry.fact == fact for value in (entry.recorded, entry.said) if value}
    if not values:
        return {}
    if fact == "country":
        return {country.code: country.name for country in Country.objects.filter(code__in=values)}
    return {place.city_ar: place.city for place in Place.objects.filter(city_ar__in=values)}


def _day(value: str) -> str | date:
    read = read_date_value(value)
    return read[0] if read and read[1] == Precision.DAY else value  # a month, or what an editor typed

"""Rules on places: a city in its country, a venue in its city."""

from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from meetings import gazetteer
from meetings.gazetteer.sides import state_of
from meetings.models import Place
from meetings.queries.checks.finding import Finding, Named
from meetings.queries.checks.scope import Scope
from meetings.text.fold import fold


@cache
def _countries_of_cities() -> dict[str, frozenset[str]]:
    """Return the countries of each city of the gazetteer, by its folded names; towns of one name have several.

    A city whose status is disputed has none, and no rule.
    """
    found: dict[str, set[str]] = defaultdict(set)
    disputed = set()
    for row in gazetteer.rows("places"):
        for name in (row["name_ar"], row["name_en"], *gazetteer.values(row["names"])):
            if row["country"]:
                found[fold(name)].add(row["country"])
            else:
                disputed.add(fold(name))
    return {name: frozenset(codes) for name, codes in found.items() if name and name not in disputed}


@cache
def _venues() -> dict[str, frozenset[str]]:
    """Return the cities of each building of the gazetteer, by its folded names; palaces of one name have several."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in gazetteer.rows("places"):
        if row["city"]:
            for name in (row["name_ar"], *gazetteer.values(row["names"])):
                found[fold(name)].add(fold(row["city"]))
    return {name: frozenset(cities) for name, cities in found.items()}


def city_elsewhere(scope: Scope) -> Iterator[Finding]:
    """Yield the places whose city lies in another country, by the gazetteer."""
    known = _countries_of_cities()
    places = scope.within(Place.objects.order_by(), place="pk", meeting="meetings").distinct()
    rows = places.filter(country__isnull=False).exclude(city_ar="")
    columns = ("pk", "city_ar", "city_en", "country__code", "country__name_ar", "country__name_en")
    for pk, city_ar, city_en, code, name_ar, name_en in rows.values_list(*columns):
        countries = known.get(fold(city_ar), frozenset())
        if countries and not any(_is_within(code, other) for other in countries):
            values = {
                "city": Named(city_ar, city_en),
                "country": Named(name_ar, name_en),
                "known": ", ".join(sorted(countries)),
            }
            yield Finding("place-country", ("place", pk), values)


def _is_within(code: str, other: str) -> bool:
    """Return whether one is the other, or the state that it belongs to: Erbil is in IQ-KRI and in IQ."""
    return code == other or state_of(code) == other or state_of(other) == code


def venue_elsewhere(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings whose venue is in another city than their place, by the gazetteer."""
    venues = _venues()
    rows = scope.meetings().exclude(venue_ar="").exclude(place__isnull=True).exclude(place__city_ar="")
    columns = ("pk", "venue_ar", "venue_en", "place__city_ar", "place__city_en")
    for pk, venue_ar, venue_en, city_ar, city_en in rows.values_list(*columns):
        cities = venues.get(fold(venue_ar), frozenset())
        if cities and fold(city_ar) not in cities:
            values = {"venue": Named(venue_ar, venue_en), "city": Named(city_ar, city_en)}
            yield Finding("venue-place", ("meeting", pk), values)

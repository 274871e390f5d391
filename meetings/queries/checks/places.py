"""Rules on places: a city in its country, a venue in its city."""

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache

from meetings import gazetteer
from meetings.gazetteer.sides import get_state
from meetings.models import Place
from meetings.queries.checks.finding import Finding, Named, named_place, place_columns
from meetings.queries.checks.scope import Scope
from meetings.text.fold import fold


@cache
def _countries_of_cities() -> dict[str, frozenset[str]]:
    """Return the countries of each city of the gazetteer, by its folded names; towns of one name have several.

    A city whose status is disputed has none, and no rule.
    """
    found: dict[str, set[str]] = defaultdict(set)
    disputed = set()
    for row in gazetteer.load_rows("places"):
        for name in (row["name_ar"], row["name_en"], *gazetteer.split_values(row["names"])):
            if row["country"]:
                found[fold(name)].add(row["country"])
            else:
                disputed.add(fold(name))
    return {name: frozenset(codes) for name, codes in found.items() if name and name not in disputed}


@cache
def _venues() -> dict[str, tuple[frozenset[str], frozenset[str]]]:
    """Return the cities and the countries of each building of the gazetteer, by its folded names.

    Palaces of one name have several.
    """
    cities: dict[str, set[str]] = defaultdict(set)
    countries: dict[str, set[str]] = defaultdict(set)
    for row in gazetteer.load_rows("places"):
        if row["city"]:
            for name in (row["name_ar"], row["name_en"], *gazetteer.split_values(row["names"])):
                cities[fold(name)].add(fold(row["city"]))
                countries[fold(name)].add(row["country"])
    return {name: (frozenset(found), frozenset(countries[name])) for name, found in cities.items()}


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
                "known": _name_countries(countries),
            }
            yield Finding("place-country", ("place", pk), values)


def _name_countries(codes: Collection[str]) -> Named:
    """Return the names of the countries and regions with these codes."""
    rows = [row for row in gazetteer.load_rows("countries") if row["code"] in codes]
    return Named("، ".join(row["name_ar"] for row in rows), ", ".join(row["name_en"] for row in rows))


def _is_within(code: str, other: str) -> bool:
    """Return whether one is the other, or the state that it belongs to: Erbil is in IQ-KRI and in IQ."""
    return code == other or get_state(code) == other or get_state(other) == code


def venue_in_another_country(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings whose venue is in another country than their place, by the gazetteer."""
    for pk, venue, place, _city, code in _meetings_with_venues(scope):
        _cities, countries = venue.cities_and_countries
        if code and countries and "" not in countries and not any(_is_within(code, other) for other in countries):
            yield Finding("venue-country", ("meeting", pk), {"venue": venue.name, "place": place})


def venue_in_another_city(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings whose venue is in another city of the same country; often it is in a suburb of that city."""
    for pk, venue, place, city, code in _meetings_with_venues(scope):
        cities, countries = venue.cities_and_countries
        is_near = not code or any(_is_within(code, other) for other in countries)
        if city and cities and is_near and fold(city) not in cities:
            yield Finding("venue-city", ("meeting", pk), {"venue": venue.name, "place": place})


@dataclass(frozen=True, slots=True)
class _Venue:
    """A building as a meeting names it."""

    name: Named

    @property
    def cities_and_countries(self) -> tuple[frozenset[str], frozenset[str]]:
        known = (_venues().get(fold(name)) for name in (self.name.ar, self.name.en) if name)
        return next(filter(None, known), (frozenset(), frozenset()))


def _meetings_with_venues(scope: Scope) -> Iterator[tuple[int, _Venue, Named, str, str]]:
    """Yield the id, the venue, the place in words, its city and the code of its country; one query."""
    columns = ("pk", "venue_ar", "venue_en", "place__country__code", *place_columns("place"))
    rows = scope.meetings().exclude(venue_ar="", venue_en="").exclude(place__isnull=True)
    for pk, venue_ar, venue_en, code, city_ar, *place in rows.values_list(*columns):
        yield pk, _Venue(Named(venue_ar, venue_en)), named_place(city_ar, *place), city_ar, code or ""

"""Records of the places that reports name."""

from meetings import gazetteer
from meetings.extraction.readings import PlaceReading
from meetings.models import Country, Place
from meetings.models.slugs import make_unique_slug


def find_or_make_place(read: PlaceReading | None, countries: dict[str, Country]) -> Place | None:
    """Return the record of the city or country of `read`, created where needed; None when the text names neither."""
    place = find_known_place(read, countries)
    if place or read is None:
        return place
    country, city = countries.get(read.country or ""), read.city or ""
    if country is None and not city:
        return None
    known = _row_of(city, read.country)
    slug = make_unique_slug(Place, [country.code if country else "", known.get("name_en") or city])
    kind = known.get("kind", "")
    made: Place = Place.objects.create(
        slug=slug,
        country=country,
        region=countries.get(known.get("region", "")),
        kind=kind if kind in Place.Kind.values else Place.Kind.CITY,
        city_ar=city,
        city_en=known.get("name_en", ""),
    )
    return made


def find_known_place(read: PlaceReading | None, countries: dict[str, Country]) -> Place | None:
    """Return the record of the city or country of `read` where the archive has one; write nothing."""
    country, city = countries.get((read and read.country) or ""), (read and read.city) or ""
    if country is None and not city:
        return None
    return Place.objects.filter(country=country, city_ar=city).first()


def _row_of(city: str, country: str | None) -> dict[str, str]:
    """Return the row of the city in the gazetteer, empty where it has none."""
    rows = (
        row for row in gazetteer.load_rows("places") if row["name_ar"] == city and country in (None, row["country"])
    )
    return next(rows, {})

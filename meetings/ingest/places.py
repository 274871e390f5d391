"""Records of the places that reports name."""

from meetings import gazetteer
from meetings.extraction.readings import PlaceReading
from meetings.models import Country, Place
from meetings.models.slugs import unique_slug


def place_of(read: PlaceReading | None, countries: dict[str, Country]) -> Place | None:
    """Return the record of the city or country of `read`, created where needed; None when the text names neither."""
    place = known_place(read, countries)
    if place or read is None:
        return place
    country, city = countries.get(read.country or ""), read.city or ""
    if country is None and not city:
        return None
    city_en = _english_name(city, read.country)
    slug = unique_slug(Place, [country.code if country else "", city_en or city])
    made: Place = Place.objects.create(slug=slug, country=country, city_ar=city, city_en=city_en)
    return made


def known_place(read: PlaceReading | None, countries: dict[str, Country]) -> Place | None:
    """Return the record of the city or country of `read` where the archive has one; write nothing."""
    country, city = countries.get((read and read.country) or ""), (read and read.city) or ""
    if country is None and not city:
        return None
    return Place.objects.filter(country=country, city_ar=city).first()


def _english_name(city: str, country: str | None) -> str:
    """Return the city's English name where the gazetteer has it, else an empty text."""
    for row in gazetteer.rows("places"):
        if row["name_ar"] == city and country in (None, row["country"]):
            return row["name_en"]
    return ""

"""Records that an editor creates by naming them in a box of another record's form."""

from typing import Any

from django.db.models import Model

from meetings.extraction.readings import PlaceReading
from meetings.ingest.marked_words import read_places
from meetings.ingest.places import find_or_make_place
from meetings.models import Country, Official, Outlet, Place, Position
from meetings.models.slugs import make_unique_slug
from meetings.queries.completion import complete_names, complete_sides
from meetings.services.addresses import make_address_parts
from meetings.services.new_people import NewPerson, find_or_create_position, make_official, may_create
from meetings.services.people import get_script
from meetings.services.roles import may_import, require

_CREATABLE = {"official": Official, "position": Position, "place": Place, "outlet": Outlet}


def may_name_new(user: Any, kind: str) -> bool:
    """Return whether the role of `user` allows a new record of `kind` by its name alone."""
    if kind == "place":
        return may_import(user)  # reports create places too
    return kind in _CREATABLE and may_create(user, _CREATABLE[kind])


def make_named_record(kind: str, text: str, user: Any, about: Any = None) -> Model:
    """Create the record that an editor names; return the one on record where it turns out to be the same.

    Args:
        kind: The kind of record.
        text: Its name or title, in Arabic or English.
        user: The editor.
        about: What else is known: the side of an office, the reading of a place.

    Raises:
        PermissionDenied: The role does not allow it.
    """
    require(may_name_new(user, kind))
    if kind == "official":
        return make_official(NewPerson(text), user)
    if kind == "position":
        return find_or_create_position(text, about, user)
    if kind == "place":
        return _make_place(about)
    return _find_or_make_outlet(text)


# --- Places -----------------------------------------------------------------------------------------------------------
def read_new_place(text: str, country: Country | None) -> PlaceReading | None:
    """Return the place that an editor names, with its country; None where the country is not known.

    Args:
        text: The name of a city, or of a country, or of both with a comma between them.
        country: The country, if the editor chose it.
    """
    if country is None and (named := _find_country(text)):
        return PlaceReading(None, named.code)
    city, comma, land = text.replace("،", ",").rpartition(",")
    if comma and city.strip() and (named := _find_country(land.strip())) and country in (None, named):
        text, country = text[: len(city)].strip(), named
    read = next(iter(read_places(text)), None)
    code = country.code if country else read.country if read else None
    city = read.city if read and read.city else text
    return PlaceReading(city[:120], code) if code else None


def _find_country(text: str) -> Country | None:
    """Return the country or region that is called `text`; where it is the place, the archive knows no city."""
    found = next(iter(complete_sides(text)), None)
    return Country.objects.filter(pk=found.pk).first() if found and found.is_exact and found.kind == "country" else None


def _make_place(read: PlaceReading) -> Place:
    countries = {one.code: one for one in Country.objects.filter(code=read.country)}
    made = find_or_make_place(read, countries)
    assert made is not None  # the reading has a country
    return made


# --- Outlets ----------------------------------------------------------------------------------------------------------
def _find_or_make_outlet(text: str) -> Outlet:
    """Return the outlet of exactly this name; a new one, without domain and country, if the archive has none."""
    name = " ".join(text.split())[:120]
    found = next(iter(complete_names("outlet", name)), None)
    if found and found.is_exact:
        return Outlet.objects.get(pk=found.pk)  # type: ignore[no-any-return]
    is_english = get_script(name)[1] == "en"
    made = Outlet(name_ar=name, name_en=name if is_english else "")
    made.code = make_unique_slug(Outlet, make_address_parts(made))
    made.save()
    return made

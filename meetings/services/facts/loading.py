"""Meetings with everything that follows from their facts, and the names of their people, sides and places."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Prefetch

from meetings.models import (
    Article,
    Country,
    EditedFact,
    Evidence,
    Meeting,
    Official,
    OfficialName,
    Organisation,
    Participation,
    Place,
    Position,
)

State = dict[str, Any]  # of a meeting, as in services/history/states.py
Row = dict[str, Any]  # of a participation, in a state


def load_meetings(ids: Iterable[int]) -> dict[int, Meeting]:
    """Return the meetings with participants, evidence, edited facts and disagreements, in a fixed number of queries."""
    people = Participation.objects.select_related("official", "position", "country", "organisation")
    articles = Article.objects.only("published_on")
    found = Meeting.objects.select_related("place__country").prefetch_related(
        Prefetch("participations", queryset=people),
        Prefetch("evidence", queryset=Evidence.objects.prefetch_related(Prefetch("article", queryset=articles))),
        Prefetch("edited_facts", queryset=EditedFact.objects.order_by("pk")),
        "disagreements",
    )
    return found.in_bulk(list(ids))


class RecordNames:
    """Names of officials, codes of sides and names of places, each read once."""

    def __init__(self) -> None:
        self._names: dict[int, list[str]] = {}
        self._codes: dict[tuple[str, int | None], str | None] = {}
        self._places: dict[int, list[str]] = {}

    def learn_officials(self, ids: Iterable[int | None]) -> None:
        """Read the names of these officials; of one who no longer exists there are none."""
        new = {pk for pk in ids if pk is not None} - self._names.keys()
        if not new:
            return
        self._names |= {pk: [] for pk in new}
        for official in Official.objects.filter(pk__in=new).only("name_ar", "name_en"):
            self._names[official.pk] += filter(None, [official.name_ar, official.name_en])
        for pk, name in OfficialName.objects.filter(official__in=new).values_list("official_id", "name"):
            if name not in self._names[pk]:
                self._names[pk].append(name)

    def names_of_official(self, pk: int) -> list[str]:
        """Return all names of an official, the shown ones first."""
        self.learn_officials([pk])
        return self._names[pk]

    def names_of_row(self, row: Row) -> list[str]:
        """Return the names of a former participant; of one without a name there are none."""
        names = self.names_of_official(row["official_id"]) if row["official_id"] else []
        return list(dict.fromkeys(name for name in (row["name_as_written"], *names) if name))

    def titles_of_row(self, row: Row) -> list[str]:
        """Return the titles of a former participant, those of the report first."""
        office = Position.objects.filter(pk=row["position_id"]).first() if row["position_id"] else None
        titles = (row["title_ar"], row["title_en"], *((office.title_ar, office.title_en) if office else ()))
        return [title for title in titles if title]

    def side_of_row(self, row: Row) -> str | None:
        """Return the code of the side of a former participant."""
        model = Country if row["country_id"] else Organisation
        key = model.__name__, row["country_id"] or row["organisation_id"]
        if key not in self._codes:
            self._codes[key] = (
                model.objects.filter(pk=key[1]).values_list("code", flat=True).first() if key[1] else None
            )
        return self._codes[key]

    def names_of_place(self, pk: int | None) -> list[str]:
        """Return the names of a place: of the city, or of the country if the place is a country."""
        if pk is not None and pk not in self._places:
            place = Place.objects.select_related("country").filter(pk=pk).first()
            names = [place.city_ar, place.city_en] if place else []
            if place and not any(names) and place.country:
                names = [place.country.name_ar, place.country.name_en]
            self._places[pk] = [name for name in names if name]
        return self._places[pk] if pk is not None else []

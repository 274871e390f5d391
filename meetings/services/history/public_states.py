"""The part of a version that the public may read: the facts of its record that a page shows, and nothing else.

It is a list of what is public, so that a new column stays private until it is added here. Notes, confidence, names of
editors and their reasons, addresses and the order of parts are not in it.
"""

from collections.abc import Iterable
from typing import Any

from meetings.models import Official, ReviewState, Version
from meetings.queries.archive import select_public_articles
from meetings.services.history.states import RecordState
from meetings.services.history.values import Row

_NAMES = ("name_ar", "name_en")
_IDENTIFIER = ("scheme", "value")
# Kind of record -> its public columns.
FIELDS: dict[str, tuple[str, ...]] = {
    "meeting": (
        "kind", "date", "date_end", "date_precision", "date_basis", "date_explanation", "place_id", "venue_ar",
        "venue_en", "occasion_ar", "occasion_en", "headline_ar", "headline_en", "summary_ar", "summary_en",
    ),
    "official": _NAMES,
    "article": (
        *("outlet_id", "original_outlet_id", "url", "headline", "headline_wording"),
        *("language", "text_kind", "published_on"),
    ),
    "place": ("city_ar", "city_en", "kind", "country_id", "region_id"),
    "topic": _NAMES,
    "outlet": (*_NAMES, "country_id", "domain"),
    "country": (*_NAMES, "parent_id"),
    "organisation": (*_NAMES, "kind"),
}  # fmt: skip
# Kind of record -> its public parts, each with its public columns.
PARTS: dict[str, dict[str, tuple[str, ...]]] = {
    "meeting": {
        "participations": (
            "official_id", "position_id", "country_id", "organisation_id", "name_as_written", "title_ar", "title_en",
            "is_group", "role", "basis",
        ),
        "ranked_topics": ("topic_id",),
        "sources": ("article_id",),
    },
    "official": {
        "names": ("name", "kind"),
        "appointments": ("position_id", "start", "start_precision", "end", "end_precision", "source_url"),
        "identifiers": _IDENTIFIER,
    },
    **{kind: {"identifiers": _IDENTIFIER} for kind in ("place", "outlet", "country", "organisation")},
}  # fmt: skip


class PublicStates:
    """The public states of many versions; it asks once which people and reports the public sees now."""

    def __init__(self, versions: Iterable[Version]) -> None:
        rows = [row for version in versions for rows in _parts_of(version).values() for row in rows]
        self.people = _public_people({row["official_id"] for row in rows if row.get("official_id")})
        articles = {row["article_id"] for row in rows if row.get("article_id")}
        self.articles = (
            set(select_public_articles().filter(pk__in=articles).values_list("pk", flat=True)) if articles else set()
        )

    def of(self, version: Version) -> Version:
        """Return an unsaved version with the public part of the state."""
        fields = FIELDS.get(version.kind, ())
        state: RecordState = {
            "fields": {name: value for name, value in version.state["fields"].items() if name in fields},
            "parts": {name: self._rows(name, rows, version.kind) for name, rows in _parts_of(version).items()},
        }
        return Version(kind=version.kind, record_id=version.record_id, change=version.change, state=state)

    def _rows(self, part: str, rows: list[Row], kind: str) -> list[Row]:
        columns = ("id", *PARTS[kind][part])
        found = [{name: value for name, value in row.items() if name in columns} for row in rows]
        if part == "sources":
            return [row for row in found if row["article_id"] in self.articles]
        return [self._person(row) if row.get("official_id") else row for row in found]

    def _person(self, row: Row) -> Row:
        """Return a participation; without its names if the public does not see the official (any more)."""
        return row if row["official_id"] in self.people else {**row, "official_id": None, "name_as_written": ""}


def _parts_of(version: Version) -> dict[str, list[Any]]:
    parts = version.state.get("parts", {})
    return {name: parts.get(name, []) for name in PARTS.get(version.kind, {})}


def _public_people(ids: set[int]) -> set[int]:
    """Return the officials among `ids` whose names the public sees: published ones, and ones that a merge deleted."""
    states = dict(Official.objects.filter(pk__in=ids).values_list("pk", "review_state")) if ids else {}
    found = {pk for pk, state in states.items() if state == ReviewState.PUBLISHED}
    if missing := ids - states.keys():
        merged = Version.objects.filter(kind="official", record_id__in=missing, change=Version.Change.DELETED)
        merged = merged.filter(way=Version.Way.MERGE, state__fields__review_state=ReviewState.PUBLISHED)
        found |= set(merged.values_list("record_id", flat=True))
    return found

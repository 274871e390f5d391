"""Rules on the texts that the archive stores: unwanted characters, and missing English names."""

from collections.abc import Iterator
from typing import Any

from django.db.models import Q, QuerySet

from meetings.models import (
    Article,
    Country,
    Meeting,
    Official,
    OfficialName,
    Organisation,
    Outlet,
    Participation,
    Place,
    Position,
    Topic,
)
from meetings.queries.checks.finding import Finding, Record
from meetings.queries.checks.scope import Scope
from meetings.text.unwanted_characters import find_unwanted

MAX_SHOWN_CHARACTERS = 5

_NAMES = ("name_ar", "name_en")
# Each table with texts of the archive: its model, the kind of record to correct and the path to it, its columns. The
# raw text of an article is not among them: it is evidence and stays as its outlet wrote it.
_TEXTS = (
    (Meeting, "meeting", "pk", (
        "headline_ar", "headline_en", "summary_ar", "summary_en", "venue_ar", "venue_en", "occasion_ar", "occasion_en",
        "date_explanation",
    )),
    (Participation, "meeting", "meeting", ("name_as_written", "title_ar", "title_en")),
    (Official, "official", "pk", _NAMES),
    (OfficialName, "official", "official", ("name",)),
    (Article, "article", "pk", ("headline",)),
    (Position, "position", "pk", ("title_ar", "title_en")),
    (Place, "place", "pk", ("city_ar", "city_en")),
    (Outlet, "outlet", "pk", _NAMES),
    (Topic, "topic", "pk", _NAMES),
    (Country, "country", "pk", _NAMES),
    (Organisation, "organisation", "pk", _NAMES),
)  # fmt: skip
# The kinds of record that have an English name, with its column and the Arabic one.
_ENGLISH = (
    (Meeting, "meeting", "headline_en", "headline_ar"),
    (Official, "official", "name_en", "name_ar"),
    (Position, "position", "title_en", "title_ar"),
    (Place, "place", "city_en", "city_ar"),
    (Outlet, "outlet", "name_en", "name_ar"),
    (Topic, "topic", "name_en", "name_ar"),
    (Country, "country", "name_en", "name_ar"),
    (Organisation, "organisation", "name_en", "name_ar"),
)
_OF_MEETINGS = {"article": "sources__meeting", "place": "meetings"}
KINDS_WITH_TEXTS = tuple(dict.fromkeys(kind for _model, kind, _path, _columns in _TEXTS))
KINDS_WITH_ENGLISH = tuple(kind for _model, kind, *_columns in _ENGLISH)


def unwanted_characters(scope: Scope) -> Iterator[Finding]:
    """Yield the records with bidirectional controls, presentation forms or broken characters in a stored text."""
    found: dict[Record, list[str]] = {}
    for model, kind, path, columns in _TEXTS:
        for pk, *texts in _rows(scope, model, kind, path).values_list(path, *columns):
            if characters := find_unwanted("".join(filter(None, texts))):
                found.setdefault((kind, pk), []).extend(characters)
    for record, characters in found.items():
        shown = list(dict.fromkeys(characters))[:MAX_SHOWN_CHARACTERS]
        yield Finding("characters", record, {"characters": ", ".join(shown)})


def no_english_name(scope: Scope) -> Iterator[Finding]:
    """Yield the records with an Arabic name and no English one."""
    for model, kind, english, arabic in _ENGLISH:
        rows = _rows(scope, model, kind, "pk").filter(Q(**{english: ""}) & ~Q(**{arabic: ""}))
        for pk in rows.values_list("pk", flat=True):
            yield Finding("english-name", (kind, pk))


def _rows(scope: Scope, model: Any, kind: str, path: str) -> QuerySet[Any]:
    rows = model._default_manager.order_by()
    if kind in ("meeting", "official"):
        rows = scope.unless_rejected(rows, "" if path == "pk" else f"{path}__")
    paths = {kind: path}
    if kind in _OF_MEETINGS and path == "pk":  # publishing a meeting shows its articles and its place
        return scope.within(rows, **paths, meeting=_OF_MEETINGS[kind]).distinct()
    return scope.within(rows, **paths)

"""The columns of a file: which column of the list each heading means, for certain or as a guess."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import override
from rapidfuzz import fuzz, process

from meetings.ingest.documents.rows import load_columns, make_column_key
from meetings.models.languages import list_language_codes
from meetings.queries.fields.meetings import MEETING
from meetings.queries.fields.shared import ADDRESS
from meetings.queries.kinds import QUERIES_BY_KIND
from meetings.services.lists.resource import ListTable

MIN_LIKENESS = 72  # of 100: a heading less like a column's name is not a guess
MAX_HEADING_CHARACTERS = 100


class ColumnError(Exception):
    """The columns of a file cannot be imported. The message says why, in the language of the page."""


@dataclass(frozen=True, slots=True)
class FileColumn:
    """A column of a file.

    Attributes:
        place: Its place in the file, from 0.
        heading: Its heading.
        name: The column of the list, "" for one that is left out; None where the heading is unknown.
        guess: The column that an unknown heading is nearly called; "" without any.
    """

    place: int
    heading: str
    name: str | None
    guess: str = ""


def find_columns(table: ListTable, headings: Sequence[str]) -> list[FileColumn]:
    """Return the columns of a file with these headings: labels of either language, names in the code, usual names."""
    own = _load_own_names(table)
    public = _find_public_columns(table, own, headings)
    usual = load_columns(table.kind, frozenset(table.fields))
    found: list[FileColumn] = []
    for place, heading in enumerate(headings):
        key = make_column_key(heading[:MAX_HEADING_CHARACTERS])
        name = "" if not key else public.get(key, own.get(key, usual.get(key)))
        found.append(FileColumn(place, heading, name, "" if name is not None else _guess(key, own | usual)))
    return found


def _load_own_names(table: ListTable) -> dict[str, str]:
    known: dict[str, str] = {}
    for language in (*list_language_codes(), None):
        with override(language):
            known |= {make_column_key(str(cell.label)): cell.column_name for cell in table.columns}
    return known | {make_column_key(cell.column_name): cell.column_name for cell in table.columns}


def _find_public_columns(table: ListTable, own: dict[str, str], headings: Sequence[str]) -> dict[str, str]:
    """Return the columns of a table that readers exported, if the file has all of them: many are for reading only."""
    columns = MEETING.columns if table.kind == "meeting" else ()
    if table.kind in QUERIES_BY_KIND:
        columns = QUERIES_BY_KIND[table.kind].in_exports.columns
    here = {make_column_key(heading) for heading in headings}
    with override("en"):  # in other languages a column for reading can have the heading of another one of the list
        names = [own.get(make_column_key(str(column.heading)), "") for column in columns]
        names = [table.address if one in ADDRESS.columns else name for one, name in zip(columns, names, strict=True)]
    for language in list_language_codes() if columns else ():
        with override(language):
            keys = [make_column_key(str(column.heading)) for column in columns]
        if here.issuperset(keys):
            return dict(zip(keys, names, strict=True))
    return {}


def _guess(key: str, known: dict[str, str]) -> str:
    best = process.extractOne(key, list(known), scorer=fuzz.ratio, score_cutoff=MIN_LIKENESS)
    return known[best[0]] if best else ""


def choose_columns(table: ListTable, found: Sequence[FileColumn], chosen: dict[int, str]) -> list[str]:
    """Return the name of the list's column for each column of a file; "" for one that is left out.

    Args:
        table: The list.
        found: The columns of the file.
        chosen: What an editor chose for unknown columns, by their places.

    Raises:
        ColumnError: Two columns of the file are one of the list, or none can be imported.
    """
    names = [chosen.get(one.place, one.name or "") for one in found]
    for name in names:
        if name and name not in table.fields:
            raise ColumnError(_("This list has no column “%(wrong)s”.") % {"wrong": name[:60]})
        if name and names.count(name) > 1:
            twice = ", ".join(f"“{other.heading[:60]}”" for other in found if names[other.place] == name)
            text = _("Two columns of the file are the column “%(name)s”: %(columns)s. Leave one of them out.")
            raise ColumnError(text % {"name": table.get_label(name), "columns": twice})
    if not any(name and not table.fields[name].readonly for name in names):
        raise ColumnError(_("The file has no column that can be imported."))
    return names


def list_unknown(found: Sequence[FileColumn], chosen: dict[int, str]) -> list[FileColumn]:
    """Return the columns of a file whose headings are unknown and about which no editor decided."""
    return [one for one in found if one.name is None and one.place not in chosen]

"""The formats of exports, and which of them each kind of page has.

The address of an export is that of the page with the format instead of the last slash: /meetings.csv,
/officials/fuad-hussein.ics, /between/fr/iq.xlsx, /search.json?q=... Pages link to the formats in this list, and the
package `exports` writes them.
"""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class Format:
    """A format of exports: `name` is the same in all languages; `purpose` is a phrase in the language of the page.

    The content of its files is one of three: text, which is sent while it is written; a file, which is written first;
    or bytes, which are cached. The tables of `exports/writers.py` have the writers of each.
    """

    extension: str
    media_type: str
    name: str
    purpose: Promise
    saved: bool = True  # whether a browser saves the file instead of showing it
    has_day: bool = False  # whether it depends on the day: the day is in it, or the office that someone holds on it


_EVERY = (
    Format("csv", "text/csv", "CSV", _("a table for any program")),
    Format(
        "xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "Excel",
        _("a workbook with a sheet of meetings and one of people"),
    ),
    Format("pdf", "application/pdf", "PDF", _("for printing and filing"), saved=False, has_day=True),
    Format("json", "application/json", "JSON", _("for programs"), saved=False, has_day=True),
    Format("jsonl", "application/jsonl", "JSON Lines", _("for programs, one record per line"), has_day=True),
    Format(
        "jsonld",
        "application/ld+json",
        "JSON-LD",
        _("linked data in the terms of schema.org"),
        saved=False,
        has_day=True,
    ),
    Format("ics", "text/calendar", "iCalendar", _("for calendars")),
    Format("bib", "application/x-bibtex", "BibTeX", _("for reference managers and LaTeX"), has_day=True),
    Format("ris", "application/x-research-info-systems", "RIS", _("for reference managers"), has_day=True),
    Format("atom", "application/atom+xml", "Atom", _("a feed of new and changed meetings"), saved=False),
)
FORMATS = {one.extension: one for one in _EVERY}

# Content of a page (`RecordKind.holds`) -> the formats of its exports.
OFFERED = {
    "meetings": ("csv", "xlsx", "pdf", "json", "jsonl", "jsonld", "ics", "bib", "ris", "atom"),
    "meeting": ("pdf", "csv", "xlsx", "json", "jsonld", "ics", "bib", "ris"),
    "article": ("json", "jsonld", "bib", "ris"),
    "records": ("csv", "xlsx", "json", "jsonl", "jsonld"),
}


def make_address(path: str, extension: str, query: str = "") -> str:
    """Return the address of the export of the page at `path` (with its last slash).

    `query` is the query string of the page, without the question mark.
    """
    return f"{path.rstrip('/')}.{extension}{f'?{query}' if query else ''}"

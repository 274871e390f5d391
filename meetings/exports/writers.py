"""The functions that write text formats, by the name of the format."""

from collections.abc import Callable, Iterator

from meetings.exports import calendars, feeds, json_records, references, spreadsheets
from meetings.exports.output import Output
from meetings.exports.selections import Selection

TEXT_WRITERS: dict[str, Callable[[Selection, Output], Iterator[str]]] = {
    "csv": spreadsheets.csv_text,
    "json": json_records.json_text,
    "jsonl": json_records.json_lines,
    "jsonld": json_records.json_ld,
    "ics": calendars.calendar_text,
    "bib": references.bibtex,
    "ris": references.ris,
    "atom": feeds.atom,
}

"""The functions that write formats, by the name of the format, in one table for each kind of content."""

from collections.abc import Callable, Iterator
from typing import IO

from meetings.exports import calendars, feeds, json_records, references, spreadsheets
from meetings.exports.output import Output
from meetings.exports.pdf.documents import make_pdf
from meetings.exports.selections import Selection

# Text, in pieces; sent while it is written, so that memory does not grow with the archive.
TEXT_WRITERS: dict[str, Callable[[Selection, Output], Iterator[str]]] = {
    "csv": spreadsheets.write_csv,
    "json": json_records.write_json,
    "jsonl": json_records.write_json_lines,
    "jsonld": json_records.write_json_ld,
    "ics": calendars.write_calendar,
    "bib": references.write_bibtex,
    "ris": references.write_ris,
    "atom": feeds.write_atom,
}
# A temporary file, which closes itself when the response is sent.
FILE_WRITERS: dict[str, Callable[[Selection, Output], IO[bytes]]] = {"xlsx": spreadsheets.write_workbook}
# The whole content; its file is kept until the archive changes, since it takes long to make.
BYTES_WRITERS: dict[str, Callable[[Selection, Output], bytes]] = {"pdf": make_pdf}

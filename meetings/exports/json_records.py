"""JSON, JSON Lines and JSON-LD: records with all their fields, in both languages, with stable names."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from meetings.exports.output import Output
from meetings.exports.selections import Selection
from meetings.queries import articles, linked_data
from meetings.queries.attachments import list_attachments
from meetings.queries.fields.meetings import MEETING
from meetings.queries.fields.reports import ARTICLE, EVIDENCE
from meetings.queries.kinds import QUERIES_BY_KIND, KindQueries
from meetings.queries.licence import DATA_LICENCE
from meetings.queries.linked_data import CONTEXT
from meetings.queries.records import Address, Record

PIECE_RECORDS = 50  # records in one piece of the response


def _queries_of(record: Any) -> KindQueries:
    return QUERIES_BY_KIND[str(record._meta.model_name)]


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _each(selection: Selection, output: Output) -> Iterator[Record]:
    """Yield the records of a selection."""
    if selection.kind == "records":
        for item in selection.rows:
            yield _queries_of(item).in_exports.record(item, output.address, "api")
    elif selection.kind == "article":
        yield ARTICLE.record(selection.about, output.address) | {
            "meetings": [
                MEETING.record(meeting, output.address) for meeting in articles.select_meetings_in(selection.about)
            ],
            "evidence": [EVIDENCE.record(evidence) for evidence in articles.list_evidence_in(selection.about)],
        }
    else:
        for meeting in selection.meetings():
            yield MEETING.record(meeting, output.address)


def write_json(selection: Selection, output: Output) -> Iterator[str]:
    """Yield the JSON of a selection in pieces.

    A page about one record gives that record. A list gives an object with the records under `meetings` or the name of
    the list.
    """
    if selection.kind in ("meeting", "article"):
        yield _written(next(_each(selection, output))) + "\n"
        return
    head: Record = {"title": selection.title, "address": output.page, "licence": DATA_LICENCE.url}
    if selection.as_record:
        head["about"] = selection.as_record(selection.about, output.address)
    name = selection.table or "meetings"
    yield f'{_written(head)[:-1]}, "{name}": [\n'
    yield from _listed(_each(selection, output))
    yield "]}\n"


def write_json_lines(selection: Selection, output: Output) -> Iterator[str]:
    """Yield the records, one on each line."""
    for some in _together(_each(selection, output)):
        yield "".join(_written(record) + "\n" for record in some)


def write_json_ld(selection: Selection, output: Output) -> Iterator[str]:
    """Yield the records in the terms of schema.org; a list is the graph of one document."""
    address = output.address
    if selection.kind == "meeting":
        meeting = next(selection.meetings())
        event = linked_data.describe_event(meeting, address, attachments=list_attachments(meeting))
        yield _written(event) + "\n"
        return
    if selection.kind == "article":
        attached = list_attachments(selection.about)
        yield _written(linked_data.report(selection.about, address, context=True, attachments=attached)) + "\n"
        return
    yield f'{{"@context": "{CONTEXT}", "@graph": [\n'
    yield from _listed(_graph(selection, address))
    yield "]}\n"


def _graph(selection: Selection, address: Address) -> Iterator[Record]:
    if selection.as_linked:
        yield {key: value for key, value in selection.as_linked(selection.about, address).items() if key != "@context"}
    if selection.kind == "records":
        for item in selection.rows:
            described = _queries_of(item).linked(item, address)
            yield {key: value for key, value in described.items() if key != "@context"}
    for meeting in selection.meetings():
        yield linked_data.describe_event(meeting, address, context=False)


def _listed(found: Iterable[Record]) -> Iterator[str]:
    """Yield the records with commas between them, one on each line."""
    between = ""
    for some in _together(found):
        yield between + ",\n".join(map(_written, some))
        between = ",\n"
    yield "\n"


def _together(found: Iterable[Record]) -> Iterator[list[Record]]:
    some: list[Record] = []
    for record in found:
        some.append(record)
        if len(some) == PIECE_RECORDS:
            yield some
            some = []
    if some:
        yield some

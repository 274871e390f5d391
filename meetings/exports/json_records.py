"""JSON, JSON Lines and JSON-LD: records with all they have, both languages, stable names."""

import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from meetings.exports.output import Output
from meetings.exports.selections import Selection
from meetings.queries import articles, linked_data, records
from meetings.queries.linked_data import CONTEXT
from meetings.queries.records import LICENCE, Address, Record

TOGETHER = 50  # records written in one piece
# The lists of records other than meetings.
RECORDS: dict[str, Callable[[Any, Address], Record | None]] = {
    "officials": records.official_record,
    "sides": records.side_record,
    "topics": records.topic_record,
    "places": records.place_record,
    "outlets": records.outlet_record,
}
LINKED: dict[str, Callable[[Any, Address], Record]] = {"officials": linked_data.person, "sides": linked_data.side}


def _written(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _each(selection: Selection, output: Output) -> Iterator[Record]:
    """The records of a selection."""
    if selection.kind == "records":
        for item in selection.rows:
            record = RECORDS[selection.table](item, output.address)
            yield {**(record or {}), "meetings_count": item.meetings_count}
    elif selection.kind == "article":
        yield records.article_record(selection.about, output.address) | {
            "meetings": [
                records.meeting_record(meeting, output.address) for meeting in articles.meetings_in(selection.about)
            ],
            "evidence": [records.evidence_record(evidence) for evidence in articles.evidence_in(selection.about)],
        }
    else:
        for meeting in selection.meetings():
            yield records.meeting_record(meeting, output.address)


def json_text(selection: Selection, output: Output) -> Iterator[str]:
    """One record of a page about one; otherwise an object with what is listed, under `meetings` or its own name."""
    if selection.kind in ("meeting", "article"):
        yield _written(next(_each(selection, output))) + "\n"
        return
    head: Record = {"title": selection.title, "address": output.page, "licence": LICENCE}
    if selection.as_record:
        head["about"] = selection.as_record(selection.about, output.address)
    name = selection.table or "meetings"
    yield f'{_written(head)[:-1]}, "{name}": [\n'
    yield from _listed(_each(selection, output))
    yield "]}\n"


def json_lines(selection: Selection, output: Output) -> Iterator[str]:
    """A record in each line."""
    for some in _together(_each(selection, output)):
        yield "".join(_written(record) + "\n" for record in some)


def json_ld(selection: Selection, output: Output) -> Iterator[str]:
    """What is exported, in the terms of schema.org; a list of them as the graph of one document."""
    address = output.address
    if selection.kind == "meeting":
        yield _written(linked_data.event(next(selection.meetings()), address)) + "\n"
        return
    if selection.kind == "article":
        yield _written(linked_data.report(selection.about, address, context=True)) + "\n"
        return
    yield f'{{"@context": "{CONTEXT}", "@graph": [\n'
    yield from _listed(_graph(selection, address))
    yield "]}\n"


def _graph(selection: Selection, address: Address) -> Iterator[Record]:
    if selection.as_linked:
        yield {key: value for key, value in selection.as_linked(selection.about, address).items() if key != "@context"}
    if selection.kind == "records":
        describe = LINKED.get(selection.table, linked_data.subject)
        for item in selection.rows:
            yield {key: value for key, value in describe(item, address).items() if key != "@context"}
    for meeting in selection.meetings():
        yield linked_data.event(meeting, address, context=False)


def _listed(found: Iterable[Record]) -> Iterator[str]:
    """Records with commas between them, a line for each."""
    between = ""
    for some in _together(found):
        yield between + ",\n".join(map(_written, some))
        between = ",\n"
    yield "\n"


def _together(found: Iterable[Record]) -> Iterator[list[Record]]:
    some: list[Record] = []
    for record in found:
        some.append(record)
        if len(some) == TOGETHER:
            yield some
            some = []
    if some:
        yield some

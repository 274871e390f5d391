"""The records of a preview: those that its boxes name, and those whose codes the reading has."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from meetings.admin.participants.picking import PickedRecords
from meetings.extraction.readings import MeetingReading
from meetings.ingest.proposal import MeetingProposal
from meetings.models import Outlet, Topic
from meetings.queries.sides import find_sides

# The last part of the names of boxes -> the kind of record that the box holds.
_KINDS = {
    "official": "official", "side": "side", "country": "side", "place": "place", "topics": "topic", "outlet": "outlet",
}  # fmt: skip


class PreviewRecords(PickedRecords):
    """The records of one preview, with a fixed number of queries.

    Attributes:
        sides: The countries, regions and organisations of the reading, by code.
        topics: Its topics, by code.
        outlet: Its outlet; None where the archive does not have it.
    """

    def __init__(
        self,
        proposals: Sequence[MeetingProposal],
        outlet_code: str | None = None,
        data: Mapping[str, Any] | None = None,
        known: Iterable[Any] = (),
    ) -> None:
        reads = [proposal.read for proposal in proposals]
        self.sides = find_sides(_list_sides(reads))
        codes = {topic.code for read in reads for topic in read.topics}
        self.topics: dict[str, Any] = {one.code: one for one in Topic.objects.filter(code__in=codes)}
        self.outlet: Any = Outlet.objects.filter(code=outlet_code).first() if outlet_code else None
        loaded = [*self.sides.values(), *self.topics.values(), self.outlet, *known]
        super().__init__([*_propose(proposals), *_read_sent(data or {})], [one for one in loaded if one])


def _list_sides(reads: Iterable[MeetingReading]) -> Iterator[str]:
    for read in reads:
        yield from (one.side for one in read.participants if one.side)
        if read.place and read.place.country:
            yield read.place.country


def _propose(proposals: Iterable[MeetingProposal]) -> Iterator[tuple[str, str]]:
    for proposal in proposals:
        yield from (("official", str(match.official_id)) for match in proposal.matches if match)
        if proposal.place:
            yield "place", str(proposal.place.pk)


def _read_sent(data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name in data:
        if kind := _KINDS.get(name.rpartition("-")[2]):
            sent = data.getlist(name) if hasattr(data, "getlist") else [data[name]]
            yield from ((kind, str(value)) for value in sent)

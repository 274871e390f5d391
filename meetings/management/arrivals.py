"""What the commands that fetch reports for the desk have in common: they print each outcome and count."""

from collections.abc import Iterable
from dataclasses import dataclass

from meetings.ingest.arrivals import ArrivalOutcome, add_unread
from meetings.ingest.documents.limits import LeftOutError
from meetings.management.terminal import Screen


@dataclass(slots=True)
class ArrivalCounts:
    """How many texts are new at the desk, known before, unreadable (they wait with the reason) or left out."""

    new: int = 0
    known: int = 0
    unread: int = 0
    left_out: int = 0

    def describe(self) -> str:
        """Return the counts in words."""
        return (
            f"{self.new} new texts at the desk, {self.known} known already, {self.unread} could not be read, "
            f"{self.left_out} left out."
        )


def report_arrivals(outcomes: Iterable[ArrivalOutcome], way: str, counts: ArrivalCounts, screen: Screen) -> int:
    """Print each outcome and count it; return how many could not be read. These wait at the desk with the reason."""
    unread = 0
    for one in outcomes:
        if one.incoming:
            counts.new += 1
            screen.line(f"new: {one.incoming}", indent=2)
        elif one.error is None:
            counts.known += 1
            screen.line(f"known already: {one.name}", indent=2)
        else:
            screen.line(str(one.error), indent=2)
            if isinstance(one.error, LeftOutError):
                counts.left_out += 1
            else:
                unread += 1
                add_unread(one.name, one.error, way)
    counts.unread += unread
    return unread

"""A planned query: what an engine runs, and what the result page needs to explain the result."""

from dataclasses import dataclass, field

from meetings.search.engines.protocol import AllDocuments, Group, Node
from meetings.search.query.tiers import Unit
from meetings.search.types import Notice, QueryPart, WordMatch


@dataclass(slots=True)
class PlannedQuery:
    """The nodes and groups to run, and the data that the result page needs to explain the result."""

    match: Node = field(default_factory=AllDocuments)  # of the first tier
    partial: Node | None = None  # of both tiers; None where no meeting can have a part of the query only
    fallbacks: list[Node] = field(default_factory=list)  # tried in turn when both tiers are empty
    groups: list[Group] = field(default_factory=list)
    near: list[tuple[frozenset[str], frozenset[str]]] = field(default_factory=list)  # neighbours in the query
    matches: dict[str, WordMatch] = field(default_factory=dict)  # words to mark
    words: list[str] = field(default_factory=list)  # the query's words without stop words
    runs: dict[str, str] = field(default_factory=dict)  # names of several words that are aliases -> as typed
    unknown: list[str] = field(default_factory=list)  # words without a strong relation to a word of the index
    typed: dict[str, str] = field(default_factory=dict)  # folded word of the query -> the word as typed
    notices: list[Notice] = field(default_factory=list)
    parts: list[QueryPart] = field(default_factory=list)  # what was read as conditions on facts
    units: list[Unit] = field(default_factory=list)  # what a meeting of the second tier may lack
    has_other_words: bool = False  # whether it has words that were not read as conditions
    narrowed: bool = False  # whether the query has any condition

    def add_notice(self, code: str, detail: str = "") -> None:
        """Add a notice for the reader, once."""
        notice = Notice(code, detail)
        if notice not in self.notices:
            self.notices.append(notice)

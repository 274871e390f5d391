"""What a search engine is given and what it must answer, whichever engine it is.

Documents come with ready-made words (folded, weighted, with positions) and queries as ready-made plans over words, so
every engine finds the same documents. The contract tests run every engine against a plain scan.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self


@dataclass(slots=True)
class IndexDocument:
    """One document as an engine stores it.

    `words`: word -> (weight, positions); the weight is the sum of its occurrences, each counted by its section.
    `length`: words of its text, for the length norm. `facets`: facet -> values; `state` among them. `day`: ordinal of
    its date, 0 for none. `title` and `text` are kept as they are written, for snippets.
    """

    id: int
    words: dict[str, tuple[float, list[int]]]
    length: int
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    day: int = 0
    title: str = ""
    text: str = ""


# ---------------------------------------------------------------------------------------------- which documents match
@dataclass(frozen=True, slots=True)
class AllDocuments:
    """All documents."""


@dataclass(frozen=True, slots=True)
class AnyWord:
    """Documents that hold one of the words."""

    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents that hold the words one after the other; each part lists the words that may stand there."""

    parts: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class FacetFilter:
    """Documents with one of the values in a facet."""

    facet: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class DateRange:
    """Documents dated from `first` to `last`, inclusive ordinals; those without a date are out."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Conjunction:
    """Documents that match all parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class MinimumMatch:
    """Documents that match so many of the parts; one is OR."""

    number: int
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """Documents that do not match."""

    part: "Node"


Node = AllDocuments | AnyWord | Phrase | FacetFilter | DateRange | Conjunction | MinimumMatch | Negation


# ------------------------------------------------------------------------------------------------------ how they rank
@dataclass(frozen=True, slots=True)
class Level:
    """Words that are scored as one term: their weighted occurrences are added, their documents counted together."""

    weight: float
    words: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """One query word in its readings, from the exact word to its root; the levels' scores are added."""

    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """A query as an engine runs it. `filters` holds one node per chosen facet; a facet's counts disregard its own."""

    match: Node = field(default_factory=AllDocuments)
    filters: Mapping[str, Node] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    near: tuple[tuple[frozenset[str], frozenset[str]], ...] = ()  # neighbours in the query, closer is better
    sort: str = "relevance"  # relevance | newest | oldest
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()


@dataclass(slots=True)
class Answer:
    """`ids` and `scores` of the asked page, best first; `facets`: facet -> value -> number of documents (no zeros)."""

    total: int = 0
    ids: list[int] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(slots=True)
class StoredText:
    """A document's own title and text."""

    title: str
    text: str


class IndexMissingError(Exception):
    """There is no index yet, or its folder is damaged; `manage.py rebuild_index` makes one."""


class Engine(Protocol):
    """One index. Reading is safe from several threads; writing is for one writer at a time."""

    folder: Path  # on this machine, for what goes with the index: its files, the lock of its writer, the vocabulary

    @classmethod
    def from_url(cls, location: str, folder: Path) -> Self:
        """Return the engine at `location`, which is what SEARCH_URL has after the colon; `folder` where it is empty."""

    def generation(self) -> str:
        """Changes whenever the index does; "" when there is none."""

    def analysis_version(self) -> int | None:
        """The version of the analysis that the index was built with; None when there is no index."""

    def count(self) -> int:
        """Number of documents."""

    def frequencies(self) -> Mapping[str, int]:
        """Every word of the index with the number of documents that hold it (deleted ones may still count)."""

    def run(self, plan: SearchPlan) -> Answer:
        """Run a plan."""

    def alike(
        self, document_id: int, groups: tuple[Group, ...], shared: tuple[Node, ...], within: Node, limit: int
    ) -> list[int]:
        """Documents like one: each of the `shared` sets that a document is in counts more the rarer the set is, and
        the groups' scores break the rest. Documents in none of the sets are left out when there are any sets."""

    def stored(self, ids: Iterable[int]) -> dict[int, StoredText]:
        """Titles and texts of documents by id; unknown ids are left out."""

    def words_of(self, document_id: int) -> dict[str, float]:
        """The words of one document with their weights; empty when it is not there."""

    def facets_of(self, document_id: int) -> dict[str, tuple[str, ...]]:
        """The facet values of one document."""

    def write(self, add: Iterable[IndexDocument], delete: Iterable[int] = ()) -> None:
        """Put documents in and take others out, in one commit; a document with a known id replaces the old one."""

    def rebuild(self, documents: Iterator[IndexDocument], analysis_version: int) -> int:
        """Build a new index beside the old one and swap; readers see the old one until then. Returns the number."""

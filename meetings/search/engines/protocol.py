"""The protocol of search engines: documents, query plans and answers.

Documents have ready-made words (folded, weighted, with positions) and queries are ready-made plans over words, so
every engine finds the same documents. The contract tests compare every engine with a plain scan.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol, Self
from weakref import ref


@dataclass(slots=True)
class IndexDocument:
    """One document as an engine stores it.

    `words`: word -> (weight, positions); the weight is the sum over its occurrences, each with the weight of its
    section. `length`: number of words, for the length norm. `facets`: facet -> values, including `state`. `day`:
    ordinal of the date, 0 for none. `title` and `text` are the original texts, for snippets.
    """

    id: int
    words: dict[str, tuple[float, list[int]]]
    length: int
    facets: dict[str, tuple[str, ...]] = field(default_factory=dict)
    day: int = 0
    title: str = ""
    text: str = ""


# ------------------------------------------------------------------------------------------------ matching documents
@dataclass(frozen=True, slots=True)
class AllDocuments:
    """All documents."""


@dataclass(frozen=True, slots=True)
class AnyWord:
    """Documents that contain at least one of the words."""

    words: frozenset[str]


@dataclass(frozen=True, slots=True)
class Phrase:
    """Documents that contain the parts one after the other; each part lists its alternative words."""

    parts: tuple[frozenset[str], ...]


@dataclass(frozen=True, slots=True)
class FacetFilter:
    """Documents with one of the values in a facet."""

    facet: str
    values: frozenset[str]


@dataclass(frozen=True, slots=True)
class DateRange:
    """Documents dated from `first` to `last`, inclusive ordinals; documents without a date do not match."""

    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Conjunction:
    """Documents that match all parts."""

    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class MinimumMatch:
    """Documents that match at least `number` of the parts; 1 is OR."""

    number: int
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """Documents that do not match the part."""

    part: "Node"


Node = AllDocuments | AnyWord | Phrase | FacetFilter | DateRange | Conjunction | MinimumMatch | Negation


# ----------------------------------------------------------------------------------------------------------- ranking
@dataclass(frozen=True, slots=True)
class Level:
    """Words that are scored as one term: their weighted occurrences and their documents are counted together."""

    weight: float
    words: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The readings of one query word, from the exact word to its root; the scores of the levels are added."""

    levels: tuple[Level, ...]


@dataclass(frozen=True, slots=True)
class SearchPlan:
    """A query for an engine. `filters` has one node per chosen facet; a facet's counts ignore its own filter."""

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
    """The `ids` and `scores` of one page, best first; `facets`: facet -> value -> number of documents (no zeros)."""

    total: int = 0
    ids: list[int] = field(default_factory=list)
    scores: list[float] = field(default_factory=list)
    facets: dict[str, dict[str, int]] = field(default_factory=dict)


@dataclass(slots=True)
class StoredText:
    """The original title and text of a document."""

    title: str
    text: str


class WordCounts(dict[str, int]):
    """The number of documents that contain each word; never changed.

    `before` is an earlier count that this one was made of, and `added` are the words which that one had not. Without
    them, all words may be new.
    """

    before: "ref[WordCounts] | None" = None
    added: tuple[str, ...] = ()

    def list_added(self, since: Mapping[str, int]) -> Iterable[str]:
        """Return the words that may be missing from an earlier count."""
        if since is self:
            return ()
        return self.added if self.before is not None and self.before() is since else self


class IndexMissingError(Exception):
    """A missing index; `manage.py rebuild_index` makes one."""


class IndexDamagedError(IndexMissingError):
    """An index with files that are not as they were written; it has to be built again."""


class Engine(Protocol):
    """One index. Reading is safe from several threads; writing is for one writer at a time."""

    folder: Path  # on this machine: files of the index, the lock of its writer, the vocabulary

    @classmethod
    def from_url(cls, location: str, folder: Path) -> Self:
        """Return the engine at `location`, the part of SEARCH_URL after the colon; at `folder` where it is empty."""

    def generation(self) -> str:
        """Return a value that changes whenever the index changes; "" when the index is missing."""

    def analysis_version(self) -> int | None:
        """Return the version of the analysis that the index was built with; None when the index is missing."""

    def find_damage(self) -> str:
        """Read the whole index; return what is damaged or missing, "" if nothing is."""

    def count(self) -> int:
        """Return the number of documents."""

    def frequencies(self) -> WordCounts:
        """Return every word of the index with the number of documents that contain it; deleted ones may count."""

    def run(self, plan: SearchPlan) -> Answer:
        """Run a plan and return its answer."""

    def alike(
        self, document_id: int, groups: tuple[Group, ...], shared: tuple[Node, ...], within: Node, limit: int
    ) -> list[int]:
        """Return the documents that are similar to one, the most similar first.

        Args:
            document_id: The document.
            groups: The words that order equally similar documents.
            shared: Sets of documents; each set that a document is in raises it, a smaller set more. Documents in none
                of the sets are left out unless `shared` is empty.
            within: The documents to choose from.
            limit: The number of documents to return.
        """

    def stored(self, ids: Iterable[int]) -> dict[int, StoredText]:
        """Return titles and texts of documents by id; unknown ids are left out."""

    def words_of(self, document_id: int) -> dict[str, float]:
        """Return the words of one document with their weights; empty for an unknown id."""

    def facets_of(self, document_id: int) -> dict[str, tuple[str, ...]]:
        """Return the facet values of one document."""

    def write(self, add: Iterable[IndexDocument], delete: Iterable[int] = ()) -> None:
        """Add and delete documents in one commit; a document with a known id replaces the old one."""

    def rebuild(self, documents: Iterator[IndexDocument], analysis_version: int) -> int:
        """Build a new index beside the old one and swap them; return the number of documents.

        Readers use the old index until the swap.
        """

"""What a search is asked and what it answers: plain records, the same for every engine and every page.

Facet values are slugs and codes; their labels come from the database. Several chosen values of one facet widen it
(OR), several facets narrow the result (AND).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Sort = Literal["relevance", "newest", "oldest"]


@dataclass(frozen=True)
class SearchRequest:
    """One search as the page, the API or the exports ask for it.

    `chosen` has the chosen values of facets by the facet's name (see facets.py). `date_from` and `date_to` are
    inclusive. Without a query, relevance has no meaning and the newest come first. `public` leaves out what is not
    published.
    """

    query: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date_from: date | None = None
    date_to: date | None = None
    sort: Sort = "relevance"
    page: int = 1
    page_size: int = 20
    public: bool = True


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of the original text of a title or a snippet; `marked` when the query matched these words."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class MatchReason:
    """Why a document matched where that is not plain: a word of the query, one of the document, and how they meet.

    `how`: spelling (another spelling of the word), form (the same word with other affixes), root (a related word),
    lexicon (a plural, a derived noun), script (the same name in other letters), typo (one letter off), parts (written
    apart or together), prefix (a wildcard), alias (a word that is indexed but not shown: another name of someone who
    took part, a place, a topic).
    """

    query_word: str
    matched_word: str
    how: str


@dataclass(frozen=True, slots=True)
class WordMatch:
    """What a word of a document stands for: a word of the query, how the two meet (see `MatchReason`), and how well."""

    query_word: str
    how: str
    weight: float


@dataclass(slots=True)
class Hit:
    """One meeting that was found."""

    meeting_id: int
    score: float
    title: list[Piece] = field(default_factory=list)
    snippet: list[Piece] = field(default_factory=list)
    why: list[MatchReason] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet and how many meetings one would see with it chosen."""

    value: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the reader should know of how the query was read; the view words it, translated.

    Codes: quotes-repaired, query-cut (detail: characters kept), terms-cut, no-words (only punctuation), stop-words,
    unknown-field (detail: the word), bad-date (detail: the words), wildcard-refused (detail: the pattern),
    wildcard-cut, only-exclusions, fewer-words, page-cut, index-old, index-missing.
    """

    code: str
    detail: str = ""


@dataclass(slots=True)
class SearchResult:
    """One page of what was found, and everything around it.

    `facets` counts disregard the facet's own choice: a number says how many meetings one would see with that value
    chosen in addition to the other facets. `suggestions` are whole queries, each with results. `officials` (ids),
    `countries` and `organisations` (codes) are the people and sides whose names match the words, best first.
    """

    request: SearchRequest
    total: int = 0
    page: int = 1
    pages: int = 1
    hits: list[Hit] = field(default_factory=list)
    facets: dict[str, list[FacetValue]] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)
    officials: list[int] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One completion while the reader types. `key` is a slug (official) or a code; `matched` the name that matched.

    `kind`: official, country, organisation or topic.
    """

    kind: str
    key: str
    label: str
    matched: str

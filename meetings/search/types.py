"""Requests and results of searches: plain records, the same for every engine and every page.

Facet values are slugs and codes; their labels come from the database. Several chosen values of one facet widen it
(OR), several facets narrow the result (AND).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Sort = Literal["relevance", "newest", "oldest"]

# A text of the index has several parts. Each begins with a sign that says whose words the part is (`models.Wording`).
# The signs are white space, so that neither the analysis nor a reader sees them.
PART_SIGNS = {"archive": "\u2029", "outlet": "\u2028", "translation": "\x1f", "editor": "\x1e"}
WORDING_OF_SIGN = {sign: wording for wording, sign in PART_SIGNS.items()}


@dataclass(frozen=True)
class SearchRequest:
    """A search of the page, the API or the exports.

    `chosen` has the chosen values of facets by the facet's name (see facets.py). `date_from` and `date_to` are
    inclusive. Without a query, relevance has no meaning and the newest come first. With `public`, only published
    meetings are found.
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
    """The reason for a match that is not obvious: a word of the query, a word of the document, and their relation.

    `how`: spelling (another spelling of the word), form (the same word with other affixes), root (a related word),
    lexicon (a plural, a derived noun), script (the same name in other letters), typo (one letter off), parts (written
    apart or together), prefix (a wildcard), alias (a word that is indexed but not shown: another name of a participant,
    a place, a topic).
    """

    query_word: str
    matched_word: str
    how: str


@dataclass(frozen=True, slots=True)
class WordMatch:
    """The match of a word of a document: the query word, their relation (see `MatchReason`), and the weight."""

    query_word: str
    how: str
    weight: float


@dataclass(slots=True)
class Hit:
    """One meeting that was found. `snippet_wording` says whose words the snippet is."""

    meeting_id: int
    score: float
    title: list[Piece] = field(default_factory=list)
    snippet: list[Piece] = field(default_factory=list)
    why: list[MatchReason] = field(default_factory=list)
    snippet_wording: str = "archive"


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, and the number of meetings with it chosen."""

    value: str
    count: int
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Notice:
    """A message for the reader about how the query was read; `messages.py` has its translated text.

    Codes: quotes-repaired, query-cut (detail: characters kept), terms-cut, no-words (only punctuation), stop-words,
    unknown-field (detail: the word), bad-date (detail: the words), wildcard-refused (detail: the pattern),
    wildcard-cut, only-exclusions, fewer-words, page-cut, index-old, index-missing.
    """

    code: str
    detail: str = ""


@dataclass(slots=True)
class SearchResult:
    """One page of results, with facets, notices and suggestions.

    The counts in `facets` ignore the facet's own choice: a number is that of the meetings with this value chosen in
    addition to the other facets. `suggestions` are whole queries, each with results. `officials` (ids), `countries` and
    `organisations` (codes) are the people and sides whose names match the words, best first.
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

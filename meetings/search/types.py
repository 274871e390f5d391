"""Requests and results of searches: plain records, the same for every engine and every page.

Facet values are slugs and codes; their labels come from the database. Several facets narrow the result (AND). Several
values of one facet widen it (OR), but those of the facets of parties (people, countries, organisations) narrow it: two
people mean the meetings of both.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Sort = Literal["relevance", "newest", "oldest"]

# A text of the index has several parts. Each begins with a sign that says whose words the part is (`models.Wording`).
# The signs are white space, so that neither the analysis nor a reader sees them.
PART_SIGNS = {"archive": "\u2029", "outlet": "\u2028", "translation": "\x1f", "editor": "\x1e"}
HEADLINE_SIGN = "\x1d"  # headlines without a text come last: they are searched, but no snippet is made of them
WORDING_OF_SIGN = {sign: wording for wording, sign in PART_SIGNS.items()}


@dataclass(frozen=True)
class SearchRequest:
    """A search of the page, the API or the exports.

    `chosen` has the chosen values of facets by the facet's name (see facets.py); of the facets of parties in `any_of`,
    one value is enough. `date_from` and `date_to` are inclusive. A request with a filter that `is_unreadable` finds
    nothing. Without a query, relevance has no meaning and the
    newest come first. With `public`, only published meetings are found.
    """

    query: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    date_from: date | None = None
    date_to: date | None = None
    sort: Sort = "relevance"
    page: int = 1
    page_size: int = 20
    public: bool = True
    any_of: frozenset[str] = frozenset()
    is_unreadable: bool = False


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
    apart or together), prefix (a wildcard), alias (another name of the same person, side or place, from the table of
    aliases or from a word that is indexed but not shown).
    """

    query_word: str
    matched_word: str
    how: str


@dataclass(frozen=True, slots=True)
class WordMatch:
    """The match of a word of a document: the query word, their relation (see `MatchReason`), and the weight.

    A word with `phrases` matches only as a part of one of them; each part of a phrase has its alternative words.
    """

    query_word: str
    how: str
    weight: float
    phrases: tuple[tuple[frozenset[str], ...], ...] = ()


@dataclass(frozen=True, slots=True)
class QueryPart:
    """A part of a query that was read as a condition on the facts of a meeting, from `start` to `end` of the query.

    `kind`: person, role, side, place, topic, kind or period. `values`: (facet, value) pairs of which one is enough; the
    value of a role is "office:side". A period has days from `first` to `last` (None: without a limit), or a `month` of
    any year.
    """

    kind: str
    typed: str
    start: int
    end: int
    values: tuple[tuple[str, str], ...] = ()
    first: date | None = None
    last: date | None = None
    month: int | None = None


@dataclass(frozen=True, slots=True)
class MissingPart:
    """A part of the query that a meeting lacks. `is_named`: its texts name it, but its record does not have it."""

    typed: str
    is_named: bool = False


@dataclass(slots=True)
class Hit:
    """One meeting that was found. `snippet_wording` says whose words the snippet is.

    A meeting of the second tier has some parts of the query only: `missing` are the others.
    """

    meeting_id: int
    score: float
    title: list[Piece] = field(default_factory=list)
    snippet: list[Piece] = field(default_factory=list)
    why: list[MatchReason] = field(default_factory=list)
    snippet_wording: str = "archive"
    is_partial: bool = False
    missing: list[MissingPart] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """One value of a facet, and the number of meetings with it chosen."""

    value: str
    count: int
    chosen: bool = False


NOT_READY = ("index-missing", "index-damaged")  # codes of notices: the index has to be built first


@dataclass(frozen=True, slots=True)
class Notice:
    """A message for the reader about how the query was read; `messages.py` has its translated text.

    Codes: quotes-repaired, query-cut (detail: characters kept), terms-cut, no-words (only punctuation), stop-words,
    unknown-field (detail: the word), bad-date (detail: the words), wildcard-refused and wildcard-misplaced (detail: the
    pattern), wildcard-cut, only-exclusions, page-cut, index-old, and those of NOT_READY.
    """

    code: str
    detail: str = ""


@dataclass(slots=True)
class SearchResult:
    """One page of results, with facets, notices and suggestions.

    `total` is the number of meetings with everything that the query asks for: the exact set, to which order and facets
    belong. `partial` is the number of those with some of it; they follow it, the best first. `parts` are the parts of
    the query that were read as conditions; with `only_parts` it has no other words.

    The counts in `facets` ignore the facet's own choice: a number is that of the meetings with this value chosen in
    addition to the other facets. `suggestions` are whole queries, each with results. `officials` (ids), `countries` and
    `organisations` (codes) are the people and sides whose names match the words, best first. `matches` are the words to
    mark in what the page shows beside the texts.
    """

    request: SearchRequest
    total: int = 0
    partial: int = 0
    page: int = 1
    pages: int = 1
    parts: list[QueryPart] = field(default_factory=list)
    only_parts: bool = False
    hits: list[Hit] = field(default_factory=list)
    facets: dict[str, list[FacetValue]] = field(default_factory=dict)
    notices: list[Notice] = field(default_factory=list)
    suggestions: list[str] = field(default_factory=list)
    officials: list[int] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    matches: Mapping[str, WordMatch] = field(default_factory=dict)

    @property
    def not_ready(self) -> Notice | None:
        """Why there is no answer, if the index is missing or damaged."""
        return next((notice for notice in self.notices if notice.code in NOT_READY), None)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One completion while the reader types. `key` is a slug (official, place) or a code; `matched` the matching name.

    `kind`: official, country, organisation, place or topic. `meetings` is the number of its published meetings.
    `office` is the code of the position by whose title (`matched`) an official was found; otherwise it is empty.
    """

    kind: str
    key: str
    label: str
    matched: str
    meetings: int = 0
    office: str = ""

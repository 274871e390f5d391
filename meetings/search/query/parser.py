"""The query language and its parser, which turns any text into a small tree without errors.

Words; "phrases" in any quotes; - or بدون or وليس or NOT before an excluded part; و or AND between required parts; أو or
OR between alternatives; (groups); fields such as شخص:بارزاني or سنة: 2019-2021; a wildcard at the end of a word
(دبلوماس*).
For words without an operator, documents with all of them come first, but documents with fewer also match.
"""

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TypeVar

from django.utils.timezone import localdate

from meetings import gazetteer
from meetings.search.facets import FACETS_BY_NAME
from meetings.search.query.periods import read_typed_days
from meetings.search.types import Notice
from meetings.text.fold import fold
from meetings.text.tokens import find_tokens, fold_words
from meetings.text.typed_dates import MAX_YEAR, DaySpan

MAX_QUERY_CHARACTERS = 1_000
MAX_QUERY_WORDS = 40
MIN_WILDCARD_LETTERS = 2  # before the star
MAX_DEPTH = 6  # of parentheses
MAX_SHORT_QUERY_WORDS = 6  # in a longer query, a question most likely, و only joins
MAX_YEARS = 200  # of a range


_Some = TypeVar("_Some")


@dataclass(slots=True)
class Word:
    """A folded word; `typed` is the text as it was typed, `start` and `end` are its place in the query."""

    word: str
    typed: str
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)


@dataclass(slots=True)
class QuotedWords:
    """Words in quotation marks: a phrase."""

    words: list[str]


@dataclass(slots=True)
class Prefix:
    """The beginning of a word, before a wildcard."""

    prefix: str


@dataclass(slots=True)
class FieldClause:
    """A field word and its value as typed: `name` is a facet, or "from" or "to"."""

    name: str
    value: str


@dataclass(slots=True)
class Clause:
    """A part of a sequence: optional unless an operator makes it required or excluded."""

    item: "Word | QuotedWords | Prefix | FieldClause | Alternatives"
    must: bool = False
    without: bool = False


@dataclass(slots=True)
class Alternatives:
    """Sequences joined by OR; usually one."""

    sequences: list[list[Clause]] = field(default_factory=list)


@dataclass(slots=True)
class ParsedQuery:
    """A parsed query, with notices about it for the reader."""

    tree: Alternatives
    notices: list[Notice] = field(default_factory=list)
    query: str = ""  # the text that was read


_QUOTES = '"“”„‟«»‹›❝❞＂'
_SPACED_COLON = re.compile(r"([^\W\d_]+)\s*[:：]\s+(?=\S)")
_WILDCARD = re.compile(r"\*+[^\w*]*$")
_PIECE = re.compile(
    rf"""(?P<field>[^\W\d_]+)\s?[:：](?=\S)(?:[{_QUOTES}](?P<quoted_value>[^{_QUOTES}]*)[{_QUOTES}]?|(?P<value>[^\s()]+))
    |(?P<open>\()|(?P<close>\))
    |[{_QUOTES}](?P<phrase>[^{_QUOTES}]*)(?P<closed>[{_QUOTES}]?)
    |(?P<minus>(?:(?<=\s)|^)[-−–](?=\S))
    |(?P<plus>(?:(?<=\s)|^)\+(?=\S))
    |(?P<word>[^\s(){_QUOTES}]+)""",
    re.VERBOSE,
)


@cache
def load_field_words() -> dict[str, str]:
    """Return {folded field word: field} for both languages."""
    return {
        fold(word): row["field"] for row in gazetteer.load_rows("search_words") if row["kind"] == "field"
        for word in gazetteer.split_values(row["words"])
    }  # fmt: skip


@cache
def load_operators() -> dict[str, str]:
    """Return {operator as typed, folded: AND, OR or NOT}; English ones are in capitals."""
    return {
        word if word.isascii() else fold(word): row["field"] for row in gazetteer.load_rows("search_words")
        if row["kind"] == "operator" for word in gazetteer.split_values(row["words"])
    }  # fmt: skip


def parse(query: str) -> ParsedQuery:
    """Parse `query`; a part with a wrong syntax is read as words, with a notice."""
    notices: list[Notice] = []
    if len(query) > MAX_QUERY_CHARACTERS:
        query = query[:MAX_QUERY_CHARACTERS].rpartition(" ")[0] or query[:MAX_QUERY_CHARACTERS]
        notices.append(Notice("query-cut", str(MAX_QUERY_CHARACTERS)))
    query = _SPACED_COLON.sub(_join_field, query)
    reader = _Reader(query, notices)
    tree = reader.alternatives(0)
    return ParsedQuery(tree, reader.notices, query)


def _join_field(match: "re.Match[str]") -> str:
    """Return a field word and its colon without space; the colon after another word is only a sign of its sentence."""
    return f"{match[1]}:" if fold(match[1]) in load_field_words() else match[0]


@dataclass(slots=True)
class _PendingOperator:
    """The effect of an operator or a sign on the next word."""

    must: bool = False
    without: bool = False


class _Reader:
    """A reader of the pieces of a query from left to right."""

    def __init__(self, query: str, notices: list[Notice]) -> None:
        self.pieces = list(_PIECE.finditer(query))
        self.at = 0
        self.is_short = sum(1 for piece in self.pieces if piece["word"]) <= MAX_SHORT_QUERY_WORDS
        self.words_left = MAX_QUERY_WORDS
        self.notices = notices

    def alternatives(self, depth: int) -> Alternatives:
        """Read to the end, or to the bracket that closes this group."""
        found = Alternatives([[]])
        following = _PendingOperator()
        while self.at < len(self.pieces):
            piece = self.pieces[self.at]
            self.at += 1
            if piece["close"] and depth:
                break
            if piece["close"] or self._sign(piece, following) or self._operator(piece, found, following):
                continue
            for item in self._items(piece, depth):
                must = following.must or isinstance(item, QuotedWords | FieldClause | Prefix)
                found.sequences[-1].append(Clause(item, must and not following.without, following.without))
            following = _PendingOperator()
        found.sequences = [sequence for sequence in found.sequences if sequence]
        return found

    def _sign(self, piece: "re.Match[str]", following: "_PendingOperator") -> bool:
        """Read + or - before a word; return whether the piece is one of them."""
        if not (piece["minus"] or piece["plus"]):
            return False
        following.must, following.without = bool(piece["plus"]), bool(piece["minus"])
        return True

    def _operator(self, piece: "re.Match[str]", found: Alternatives, following: "_PendingOperator") -> bool:
        """Read AND, OR or NOT in either language; return whether the piece is one of them."""
        typed = piece["word"] or ""
        if typed.isascii() and not typed.isupper() and typed not in load_operators():
            return False  # "and" in an English sentence
        operator = load_operators().get(typed) or load_operators().get(fold(typed), "")
        sequence = found.sequences[-1]
        if operator == "NOT":
            following.without = True
        elif operator == "OR" and sequence:
            found.sequences.append([])
        elif operator == "AND" and sequence and (typed.isascii() or self.is_short):
            sequence[-1].must = following.must = True
        return bool(operator)

    def _items(
        self, piece: "re.Match[str]", depth: int
    ) -> "list[Word | QuotedWords | Prefix | FieldClause | Alternatives]":
        if piece["open"]:
            return [self.alternatives(depth + 1)] if depth < MAX_DEPTH else []
        if piece["phrase"] is not None:
            return self._phrase(piece)
        if piece["field"]:
            return self._field(piece)
        return self._words(piece["word"] or "", piece.start("word"))

    def _phrase(self, piece: "re.Match[str]") -> "list[Word | QuotedWords | Prefix | FieldClause | Alternatives]":
        if not piece["closed"]:
            self._notice("quotes-repaired")
            if len(fold_words(piece["phrase"])) < 2:
                return self._words(piece["phrase"], piece.start("phrase"))
        return self._quoted(piece["phrase"])

    def _quoted(self, text: str) -> "list[Word | QuotedWords | Prefix | FieldClause | Alternatives]":
        inside = self._taken(fold_words(text))
        return [QuotedWords(inside)] if inside else []

    def _field(self, piece: "re.Match[str]") -> "list[Word | QuotedWords | Prefix | FieldClause | Alternatives]":
        value = piece["quoted_value"] if piece["quoted_value"] is not None else piece["value"]
        name = load_field_words().get(fold(piece["field"]))
        if name is None:
            self._notice("unknown-field", piece["field"])
            at = piece.start("value") if piece["value"] is not None else piece.start("quoted_value")
            return [*self._words(piece["field"], piece.start("field")), *self._words(value, at)]
        is_year = name in FACETS_BY_NAME and FACETS_BY_NAME[name].is_number
        if (name in ("from", "to") and read_span(value) is None) or (is_year and read_years(value) is None):
            self._notice("bad-date", value)  # the planner finds nothing for it
        return [FieldClause(name, value)]

    def _words(self, text: str, at: int) -> "list[Word | QuotedWords | Prefix | FieldClause | Alternatives]":
        if "*" in text:
            beginning = _WILDCARD.sub("", text)
            stem = fold_words(beginning)
            is_misplaced = "*" in beginning
            if is_misplaced or not stem or len(stem[-1]) < MIN_WILDCARD_LETTERS:
                self._notice("wildcard-misplaced" if is_misplaced else "wildcard-refused", text)
                text = text.replace("*", " ")
            else:
                before: list[Word | QuotedWords | Prefix | FieldClause | Alternatives] = [
                    Word(w, w) for w in self._taken(stem[:-1])
                ]
                return [*before, *(Prefix(w) for w in self._taken(stem[-1:]))]
        tokens = self._taken(list(find_tokens(text)))
        return [Word(token.word, text, at + token.start, at + token.end) for token in tokens]

    def _taken(self, some: list[_Some]) -> list[_Some]:
        taken = some[: self.words_left]
        if len(taken) < len(some):
            self._notice("terms-cut", str(MAX_QUERY_WORDS))
        self.words_left -= len(taken)
        return taken

    def _notice(self, code: str, detail: str = "") -> None:
        notice = Notice(code, detail)
        if notice not in self.notices:
            self.notices.append(notice)


def read_span(text: str) -> DaySpan | None:
    """Return the days that a value of من or إلى names, also "أمس" or "last month"; None where it is not a date."""
    return read_typed_days(text, localdate())


_YEARS = re.compile(r"(\d{4})(?:\s*(?:-|–|\.\.|,)\s*(\d{4})?)?$")


def read_years(text: str) -> tuple[int, ...] | None:
    """Return the years in 2019, 2019-2021 (also 2019..2021) or 2019- (and later); None for another text.

    Both sets of digits are read.
    """
    match = _YEARS.match(fold(text).strip().replace("،", ","))
    if not match:
        return None
    is_open = bool(match[2] is None and match[0] != match[1])
    first, last = int(match[1]), MAX_YEAR if is_open else int(match[2] or match[1])
    if "," in fold(text):
        return first, last
    first, last = min(first, last), max(first, last)
    return tuple(range(first, last + 1)) if is_open or last - first <= MAX_YEARS else None

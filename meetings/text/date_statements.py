"""Statements of the day on which a report was published, and what follows from them together. No Django here.

The sources are asked in the order of `SOURCES`. The feed's entry is about this very report and beats its page. Where a
page contradicts itself the day is unknown until an editor chooses: no source of one page is better than another.
"""

import datetime
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

SOURCES = ("feed", "table", "json-ld", "meta", "markup", "address", "date-line")
PUBLISHED, UPDATED, FUTURE, CONTRADICTED = "published", "updated", "future", "contradicted"
MAX_WORDS_CHARACTERS = 200


@dataclass(frozen=True, slots=True)
class DateStatement:
    """One day that a source states, to the day.

    Attributes:
        source: One of `SOURCES`: the feed's entry; the row of an imported table; the page's JSON-LD, metadata or marked
            elements; its address; its date line.
        day: The day; of an instant the day in the archive's time zone.
        words: The words or the markup that state it.
        printed: The day as the source writes it; another one than `day` where the time zones differ.
        kind: `published`; or `updated` (a change of the page), `future` and `contradicted` (by the weekday or the other
            calendar beside it), which are not days of publication.
    """

    source: str
    day: datetime.date
    words: str
    printed: datetime.date | None = None
    kind: str = PUBLISHED

    @property
    def days(self) -> set[datetime.date]:
        """Return the days that agree with the statement."""
        return {self.day, self.printed or self.day}

    def packed(self) -> dict[str, str]:
        """Return the statement as the database stores it."""
        return {
            "source": self.source,
            "day": self.day.isoformat(),
            "words": self.words,
            "printed": self.printed.isoformat() if self.printed else "",
            "kind": self.kind,
        }


def unpack_statements(rows: Iterable[Any] | None) -> tuple[DateStatement, ...] | None:
    """Return the statements that `DateStatement.packed` made; None where no page was asked."""
    if rows is None:
        return None
    return tuple(
        DateStatement(
            row["source"],
            datetime.date.fromisoformat(row["day"]),
            row["words"],
            datetime.date.fromisoformat(row["printed"]) if row.get("printed") else None,
            row.get("kind", PUBLISHED),
        )
        for row in rows
    )


def sort_statements(statements: Iterable[DateStatement], today: datetime.date) -> tuple[DateStatement, ...]:
    """Return the statements by source, each once; a day to come is marked as no day of publication."""
    found: dict[tuple[str, datetime.date, str], DateStatement] = {}
    for one in sorted(statements, key=lambda one: SOURCES.index(one.source)):
        kind = FUTURE if one.kind == PUBLISHED and one.day > today else one.kind
        shown = DateStatement(one.source, one.day, shorten_words(one.words), one.printed, kind)
        found.setdefault((shown.source, shown.day, shown.kind), shown)
    return tuple(found.values())


def shorten_words(words: str) -> str:
    """Return words of a page in one line, as many as the archive keeps."""
    line = " ".join(words.split())
    return line if len(line) <= MAX_WORDS_CHARACTERS else f"{line[: MAX_WORDS_CHARACTERS - 1]}…"


def list_published_statements(statements: Sequence[DateStatement] | None) -> list[DateStatement]:
    """Return the statements of the day of publication, the best source first."""
    return [one for one in statements or () if one.kind == PUBLISHED]


def list_contradicting(statements: Sequence[DateStatement] | None) -> list[DateStatement]:
    """Return the first statement and those that name other days; none where all of them agree."""
    published = list_published_statements(statements)
    others = [one for one in published[1:] if not one.days & published[0].days]
    return [published[0], *others] if others else []


def choose_statement(statements: Sequence[DateStatement] | None) -> DateStatement | None:
    """Return the statement whose day counts: none where a page contradicts itself, unless a feed states the day."""
    published = list_published_statements(statements)
    if not published:
        return None
    first = published[0]
    return first if first.source in ("feed", "table") or not list_contradicting(published) else None

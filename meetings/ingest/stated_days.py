"""The day of publication with what states it, as articles and reports at the desk store it.

Where the statements contradict each other the day is unknown until an editor chooses. What the text then calls "today"
or "on Friday" has no day either; a day that the text states in full stays.
"""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from django.utils import timezone

from meetings.extraction.readings import ReportReading
from meetings.ingest.sources import SourceText
from meetings.models import Incoming
from meetings.models.stated_days import PublishedBasis
from meetings.text.date_statements import (
    DateStatement,
    choose_statement,
    list_contradicting,
    shorten_words,
    sort_statements,
)


def set_day(source: SourceText, statements: Iterable[DateStatement]) -> SourceText:
    """Return `source` with `statements` and the day that follows from them."""
    ordered = sort_statements(statements, timezone.localdate())
    stated = choose_statement(ordered)
    return replace(source, statements=ordered, published=stated.day if stated else None)


def make_day_columns(source: SourceText) -> dict[str, Any]:
    """Return the columns of an Incoming that hold its day of publication and what states it."""
    stated = choose_statement(source.statements)
    basis = _basis_without_day(source)
    if source.published and not source.dated_by_editor:
        basis = stated.source if stated and stated.day == source.published else ""
    return {"published_on": source.published, "published_basis": basis, "date_statements": _packed(source)}


def complete_day(incoming: Incoming, source: SourceText) -> None:
    """Add what the page of an Incoming states to what its feed states, unless an editor has decided."""
    if incoming.published_basis == PublishedBasis.EDITOR or source.statements is None:
        return
    if incoming.statements is None and incoming.published_on:  # of a feed before statements were kept
        incoming.date_statements = _packed(source)
        return
    for name, value in make_day_columns(set_day(source, [*(incoming.statements or ()), *source.statements])).items():
        setattr(incoming, name, value)


def get_known_day(report: ReportReading, source: SourceText) -> date | None:
    """Return the day of publication that the text states, else its source; a reading that failed has none."""
    return report.published or source.published


def make_article_day_columns(report: ReportReading, source: SourceText) -> dict[str, Any]:
    """Return the columns of an Article that hold its day of publication, what states it, and the words."""
    day = get_known_day(report, source)
    basis, words = _basis(report, source, day) if day else (_basis_without_day(source), "")
    if source.dated_by_editor:
        basis = PublishedBasis.EDITOR
    return {
        "published_on": day,
        "published_basis": basis,
        "published_words": words,
        "date_statements": _packed(source),
    }


def _basis_without_day(source: SourceText) -> str:
    """Return why no day is known: an editor decided so, or the statements contradict each other."""
    if source.dated_by_editor:
        return PublishedBasis.EDITOR
    return PublishedBasis.OPEN if list_contradicting(source.statements) else ""


def _basis(report: ReportReading, source: SourceText, day: date) -> tuple[str, str]:
    """Return what states `day`, with its words; nothing where it came without a statement, as from a caller's table."""
    stated = choose_statement(source.statements)
    if stated and stated.day == day:
        return stated.source, stated.words
    if report.published_span:
        return PublishedBasis.TEXT, shorten_words(report.raw[slice(*report.published_span)])
    words = next((one.words for one in source.statements or () if one.day == day), "")
    return "", words


def _packed(source: SourceText) -> list[dict[str, str]] | None:
    return None if source.statements is None else [one.packed() for one in source.statements]

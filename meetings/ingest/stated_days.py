"""The day of publication with what states it, as articles and reports at the desk store it.

Where the statements contradict each other the day is unknown until an editor chooses. What the text then calls "today"
or "on Friday" has no day either; a day that the text states in full stays.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from django.utils import timezone

from meetings.extraction.readings import ReportReading
from meetings.ingest.sources import SourceText
from meetings.models import Incoming
from meetings.models.stated_days import PublishedBasis
from meetings.text.date_statements import (
    DateStatement,
    chosen_statement,
    contradicting,
    in_order,
    short_words,
)


def with_day(source: SourceText, statements: Iterable[DateStatement]) -> SourceText:
    """Return `source` with `statements` and the day that follows from them."""
    ordered = in_order(statements, timezone.localdate())
    stated = chosen_statement(ordered)
    return replace(source, statements=ordered, published=stated.day if stated else None)


def day_of(source: SourceText) -> dict[str, Any]:
    """Return the columns of an Incoming that hold its day of publication and what states it."""
    stated = chosen_statement(source.statements)
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
    for name, value in day_of(with_day(source, [*(incoming.statements or ()), *source.statements])).items():
        setattr(incoming, name, value)


def day_of_article(report: ReportReading, source: SourceText) -> dict[str, Any]:
    """Return the columns of an Article that hold its day of publication, what states it, and the words."""
    day = report.published or source.published
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
    return PublishedBasis.OPEN if contradicting(source.statements) else ""


def _basis(report: ReportReading, source: SourceText, day: Any) -> tuple[str, str]:
    stated = chosen_statement(source.statements)
    if stated and stated.day == day:
        return stated.source, stated.words
    if report.published_span:
        return PublishedBasis.TEXT, short_words(report.raw[slice(*report.published_span)])
    words = next((one.words for one in source.statements or () if one.day == day), "")
    return PublishedBasis.EDITOR, words


def _packed(source: SourceText) -> list[dict[str, str]] | None:
    return None if source.statements is None else [one.packed() for one in source.statements]

"""What states the day of publication of a report, for the pages and the desk."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from meetings.models import Article
from meetings.models.stated_days import PublishedBasis
from meetings.text.date_statements import CONTRADICTED, FUTURE, UPDATED, DateStatement


@dataclass(frozen=True, slots=True)
class StatedDayRow:
    """One statement of the day: who makes it, its words, and why it does not count if it does not."""

    day: datetime.date
    source: str
    words: str
    is_markup: bool  # words of a program, to be shown left to right
    note: str
    is_publication: bool


def make_rows(statements: Iterable[DateStatement] | None) -> list[StatedDayRow]:
    """Return the statements of a page and its feed, the best source first."""
    return [
        StatedDayRow(
            one.day,
            str(PublishedBasis(one.source).label),
            one.words,
            PublishedBasis(one.source).is_markup,
            _note(one),
            one.kind not in (UPDATED, FUTURE, CONTRADICTED),
        )
        for one in statements or ()
    ]


def _note(one: DateStatement) -> str:
    if one.kind == UPDATED:
        return _("day of a change, not of publication")
    if one.kind == FUTURE:
        return _("in the future, so it is not a day of publication")
    if one.kind == CONTRADICTED:
        return _("the weekday or the other calendar beside it names another day, so it does not count")
    if one.printed and one.printed != one.day:
        return _("the day in the archive's time zone")
    return ""


def make_rows_of_article(article: Article) -> list[StatedDayRow]:
    """Return what states the day of publication of an article: the statements of its page, or the words of its text."""
    rows = make_rows(article.statements)
    if article.published_basis == PublishedBasis.TEXT and article.published_on:
        label = str(PublishedBasis.TEXT.label)
        rows.append(StatedDayRow(article.published_on, label, article.published_words, False, "", True))
    return rows

"""Dates of meetings that hang on the day of a report: "yesterday" is another day when the report is of another day."""

from datetime import date

from meetings.models import Article, Evidence, Meeting, ReviewState
from meetings.text.date_words import find_dates
from meetings.text.dates import resolve
from meetings.text.fold import fold


def meetings_dated_by(article: Article, former: date | None) -> list[Meeting]:
    """Return the meetings whose words of the date in `article` name another day than when it was of the day `former`.

    Nothing is changed: an editor may have settled the date in another way, and looks at each.
    """
    marks = Evidence.objects.filter(article=article, fact=Evidence.Fact.DATE).exclude(
        meeting__review_state=ReviewState.REJECTED
    )
    found = {
        mark.meeting_id
        for mark in marks.only("meeting_id", "quote")
        if _days(mark.quote, former) != _days(mark.quote, article.published_on)
    }
    return list(Meeting.objects.filter(pk__in=found).order_by("pk"))


def _days(quote: str, published: date | None) -> list[date | None]:
    return [resolve(words, published).day for words in find_dates(fold(quote))]

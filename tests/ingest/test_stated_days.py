"""What states the day of publication, as articles store it."""

from datetime import date

import pytest

from meetings.extraction.readings import ReportReading
from meetings.ingest.sources import SourceText
from meetings.ingest.stated_days import make_article_day_columns
from meetings.text.date_statements import DateStatement

DAY = date(2025, 4, 14)
STATEMENT = DateStatement("meta", DAY, "<meta …>")


@pytest.mark.parametrize(
    ("report", "source", "basis"),
    [
        ({"published": DAY}, {"published": DAY, "statements": (STATEMENT,)}, "meta"),
        ({"published": DAY, "published_span": (0, 4)}, {}, "text"),
        ({"published": DAY}, {"published": DAY, "dated_by_editor": True}, "editor"),
        ({}, {"dated_by_editor": True}, "editor"),
        ({"published": DAY}, {"published": DAY}, ""),  # a caller's day, without an editor
        ({"published": DAY}, {"published": DAY, "statements": ()}, ""),
        ({}, {"published": DAY, "statements": (STATEMENT,)}, "meta"),  # of a reading that failed
    ],
)
def test_the_basis_of_a_day(report: dict, source: dict, basis: str):
    found = make_article_day_columns(ReportReading("text", **report), SourceText("text", "a.txt", **source))
    assert found["published_basis"] == basis
    assert (found["published_on"] is None) == (not report and "published" not in source)

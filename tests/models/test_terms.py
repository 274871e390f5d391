"""What the dates of an appointment say about a day, and what they leave open."""

from datetime import date

import pytest

from meetings.models.terms import Holding, Term


def term(start=None, end=None) -> Term:
    """Return the term between two dates written as they are known: "2019", "2019-08" or "2019-08-05"."""

    def known(text: str | None) -> tuple[date | None, str]:
        if text is None:
            return None, "unknown"
        parts = [int(part) for part in text.split("-")]
        return date(*([*parts, 1, 1])[:3]), ("year", "month", "day")[len(parts) - 1]

    return Term.of(*known(start), *known(end))


@pytest.mark.parametrize(
    ("start", "end", "day", "holding"),
    [
        ("2014-06-01", "2024-07-03", (2020, 1, 1), Holding.HELD),
        ("2014-06-01", "2024-07-03", (2014, 6, 1), Holding.HELD),
        ("2014-06-01", "2024-07-03", (2024, 7, 3), Holding.HELD),
        ("2014-06-01", "2024-07-03", (2024, 7, 4), Holding.FORMER),
        ("2014-06-01", "2024-07-03", (2014, 5, 31), Holding.LATER),
        ("2024-08-21", None, (2025, 1, 1), Holding.HELD),
        ("2024-08-21", None, (2015, 1, 1), Holding.LATER),
        # The month or year of a date is in doubt, the time beside it is not.
        ("2012", "2019-06", (2012, 5, 1), Holding.DOUBTFUL),
        ("2012", "2019-06", (2013, 1, 1), Holding.HELD),
        ("2012", "2019-06", (2011, 12, 31), Holding.LATER),
        ("2012", "2019-06", (2019, 6, 30), Holding.DOUBTFUL),
        ("2012", "2019-06", (2019, 7, 1), Holding.FORMER),
        ("2021", "2021", (2021, 6, 1), Holding.DOUBTFUL),
        # Nothing says when it began.
        (None, "2017", (2016, 1, 1), Holding.DOUBTFUL),
        (None, "2017", (2018, 1, 1), Holding.FORMER),
        # Without dates it covers no day at all.
        (None, None, (2015, 1, 1), Holding.UNKNOWN),
        (None, None, (2026, 1, 1), Holding.UNKNOWN),
    ],
)
def test_a_day(start, end, day, holding):
    assert term(start, end).holding_on(date(*day)) == holding


@pytest.mark.parametrize(
    ("day", "precision", "holding"),
    [
        ((2020, 3, 1), "year", Holding.HELD),
        ((2019, 6, 10), "month", Holding.DOUBTFUL),
        ((2019, 6, 10), "day", Holding.HELD),
        ((2019, 1, 1), "year", Holding.DOUBTFUL),
        ((2018, 1, 1), "year", Holding.LATER),
        ((2020, 1, 1), "unknown", Holding.UNKNOWN),
    ],
)
def test_a_month_or_year_of_a_meeting_is_all_its_days(day, precision, holding):
    assert term("2019-06-10").holding_on(date(*day), precision) == holding


def test_the_end_of_a_year_counts_whether_its_first_or_last_day_is_stored():
    for stored in (date(2017, 1, 1), date(2017, 12, 31)):
        held = Term.of(date(2005, 1, 1), "year", stored, "year")
        assert held.holding_on(date(2017, 6, 1)) == Holding.DOUBTFUL
        assert held.holding_on(date(2018, 1, 1)) == Holding.FORMER


@pytest.mark.parametrize(
    ("one", "other", "overlap"),
    [
        (("2014-10-01", "2024-10-01"), ("2024-10-01", None), False),  # the day of the handover
        (("2014-10-01", "2024-10-02"), ("2024-10-01", None), True),
        (("2012", "2019"), ("2019", None), False),  # perhaps, not certainly
        (("2012", None), ("2019", None), True),
        ((None, None), ("2019", None), False),
        ((None, "2017-05-01"), ("2010", "2018"), True),
        ((None, "2017-05-01"), ("2018", None), False),
    ],
)
def test_terms_that_certainly_overlap(one, other, overlap):
    assert term(*one).overlaps(term(*other)) is overlap
    assert term(*other).overlaps(term(*one)) is overlap

"""Extractors: the protocol, and the one of Mahdar, which works by rules. No Django here."""

import datetime as dt
from typing import Protocol

from meetings.extraction import pipeline
from meetings.extraction.readings import ReportReading


class Extractor(Protocol):
    """A reader of reports. The setting EXTRACTOR names the class; Mahdar calls it without arguments."""

    def read(
        self,
        raw: str,
        *,
        outlet_country: str | None = None,
        published: dt.date | None = None,
        dated_by_source: bool = False,
    ) -> ReportReading:
        """Return the meetings of the report `raw`, every fact with its words as offsets into `raw`.

        It never raises an exception, for any text; a text without meetings gives a reading without meetings.

        Args:
            raw: The text as Mahdar received it.
            outlet_country: ISO 3166-1 code of the outlet's country, where the source states it.
            published: The day of publication, where the source states it.
            dated_by_source: Whether the page or feed was asked for the day: where it states none (or several that
                contradict each other) the report has no day, and no line of its text is taken for one. Mahdar passes it
                only then.
        """
        ...


class RuleExtractor:
    """The extractor of this package: tables of words and ordered rules."""

    def read(
        self,
        raw: str,
        *,
        outlet_country: str | None = None,
        published: dt.date | None = None,
        dated_by_source: bool = False,
    ) -> ReportReading:
        """Return the reading of `pipeline.read`."""
        return pipeline.read(raw, outlet_country=outlet_country, published=published, dated_by_source=dated_by_source)

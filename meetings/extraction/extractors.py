"""What reads a report: the protocol that any extractor follows, and ours, which reads by rules. No Django here."""

import datetime as dt
from typing import Protocol

from meetings.extraction import pipeline
from meetings.extraction.readings import ReportReading


class Extractor(Protocol):
    """A reader of reports. The setting EXTRACTOR names the class in use; it is made without arguments."""

    def read(self, raw: str, *, outlet_country: str | None = None, published: dt.date | None = None) -> ReportReading:
        """Return the meetings of the report `raw`, every fact with its words as offsets into `raw`.

        It never raises, whatever the text; a text without meetings gives a reading without meetings.

        Args:
            raw: The text as it was received.
            outlet_country: ISO 3166-1 code of the outlet's country, where the source states it.
            published: The day of publication, where the source states it.
        """
        ...


class RuleExtractor:
    """The reader of this package: tables of words and ordered rules."""

    def read(self, raw: str, *, outlet_country: str | None = None, published: dt.date | None = None) -> ReportReading:
        """Return what `pipeline.read` finds."""
        return pipeline.read(raw, outlet_country=outlet_country, published=published)

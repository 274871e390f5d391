"""Pages with and without a stated day of publication, and how many of these days are read, missed or invented.

A folder of pages has pages.tsv (one row a page), prose.tsv (the prose that the pages share) and NAME.html for each row.
"""

import datetime
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from meetings.ingest.errors import SourceError
from meetings.ingest.readers import read_page
from meetings.ingest.run import read_source
from meetings.text.date_statements import DateStatement, list_contradicting
from meetings.text.tables import read_table

CONTRADICTION = "contradiction"


@dataclass(frozen=True, slots=True)
class SamplePage:
    """A page, the day that it states, and the source that states it ("contradiction": several days)."""

    name: str
    html: str
    states: datetime.date | None
    by: str
    batch: str  # see pages.tsv
    address: str | None


@dataclass(frozen=True, slots=True)
class PageOutcome:
    """What was read from a page: the day, and the days of its meetings."""

    page: SamplePage
    published: datetime.date | None
    statements: tuple[DateStatement, ...]
    meeting_days: tuple[datetime.date | None, ...]

    @property
    def result(self) -> str:
        """Return right, missed (a stated day that was not read) or invented (a day that the page does not state)."""
        if self.published == self.page.states:
            return "right"
        return "missed" if self.published is None else "invented"

    @property
    def is_shown_as_contradiction(self) -> bool:
        """Return whether an editor sees that the page states several days."""
        return bool(list_contradicting(self.statements))


def read_samples(folder: Path) -> list[SamplePage]:
    """Return the pages of a folder, in the order of its table."""
    prose = {row["place"]: row["text"] for row in read_table(folder / "prose.tsv")}
    return [
        SamplePage(
            row["name"],
            _filled((folder / f"{row['name']}.html").read_text(encoding="utf-8"), prose),
            None if row["states"] == "-" else datetime.date.fromisoformat(row["states"]),
            row["by"],
            row["batch"],
            row["address"] or None,
        )
        for row in read_table(folder / "pages.tsv")
    ]


def _filled(html: str, prose: dict[str, str]) -> str:
    for place, text in prose.items():
        html = html.replace(f"[[{place}]]", text)
    return html


def read_dates(pages: list[SamplePage]) -> Iterator[PageOutcome]:
    """Yield what the archive reads from each page, after its text was read as well."""
    for page in pages:
        try:
            source = read_page(page.html, f"{page.name}.html", page.address)
        except SourceError:  # no article was found in the page
            yield PageOutcome(page, None, (), ())
            continue
        report = read_source(source)
        days = tuple(meeting.when.day for meeting in report.meetings)
        yield PageOutcome(page, report.published, source.statements or (), days)


def measure(outcomes: list[PageOutcome]) -> dict[str, float]:
    """Return the figures of the reading.

    `stated_read`: of the days that pages state, the share that was read. `invented`: days that a page does not state.
    `contradictions_shown`: of the pages that contradict themselves, the share that is shown to an editor as such.
    """
    stated = [one for one in outcomes if one.page.states]
    open_to_choice = [one for one in outcomes if one.page.by == CONTRADICTION]
    return {
        "pages": len(outcomes),
        "stated": len(stated),
        "stated_read": _share(stated, lambda one: one.result == "right"),
        "invented": sum(one.result == "invented" for one in outcomes),
        "contradictions_shown": _share(open_to_choice, lambda one: one.is_shown_as_contradiction),
    }


def _share(outcomes: list[PageOutcome], is_right: Callable[[PageOutcome], bool]) -> float:
    return sum(map(is_right, outcomes)) / len(outcomes) if outcomes else 1.0

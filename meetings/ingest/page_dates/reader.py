"""The one reader of the days that a saved or fetched page states for its article."""

from collections.abc import Sequence

from django.utils import timezone

from meetings.ingest.page_dates.date_line import read_agency_line, read_date_lines
from meetings.ingest.page_dates.json_ld import collect_page_names, read_json_ld
from meetings.ingest.page_dates.layout import lay_out
from meetings.ingest.page_dates.markup import read_markup
from meetings.ingest.page_dates.metadata import read_metadata
from meetings.ingest.page_dates.web_address import read_address
from meetings.ingest.page_text import parse_page
from meetings.text.date_statements import DateStatement, sort_statements


def read_page_dates(
    page: str, *, headline: str | None = None, text: str = "", addresses: Sequence[str | None] = ()
) -> tuple[DateStatement, ...]:
    """Return what a page states of the day of its publication, the best source first; empty where it states nothing.

    Args:
        page: The HTML.
        headline: The headline of its article.
        text: The article's text, by which the reader finds the article in the page.
        addresses: The addresses of the page: the one that answered, and the one that it names itself.
    """
    known = [address for address in addresses if address]
    found = [one for address in known for one in read_address(address)]
    root = parse_page(page)
    if root is not None:
        paragraphs = [line for line in text.splitlines() if line.strip()]
        layout = lay_out(root, headline, paragraphs)
        body = [line for line in paragraphs if line.strip() != (headline or "").strip()]
        found += read_json_ld(root, collect_page_names(root, known))
        found += read_metadata(root)
        found += read_markup(layout)
        found += read_date_lines(layout) or read_agency_line(body)
    return sort_statements(found, timezone.localdate())

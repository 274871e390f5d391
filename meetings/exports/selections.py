"""The records of an export: the meetings of a page, the records of a list, or one record."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from meetings.models import Article, Meeting
from meetings.models.kinds import RecordKind
from meetings.queries import articles, between
from meetings.queries import meetings as meeting_queries
from meetings.queries.attribution import get_attribution
from meetings.queries.days import format_long_date
from meetings.queries.exporting import list_ids, load_batches
from meetings.queries.kinds import QUERIES_BY_KIND, get_kinds_of_list
from meetings.queries.records import Address, Record
from meetings.search import FACETS_BY_NAME, RequestReading, find_ids, read_request

MAX_QUICK_MEETINGS = 200  # meetings that are exported at once
MAX_QUICK_RECORDS = 2_000  # rows of a list
Described = Callable[[Any, Address], Record]
Select = Callable[..., "Selection"]  # takes a request and the key of its address


@dataclass(slots=True)
class Selection:
    """The records that the exports of one page have.

    `kind` is "meetings" (any number, in order), "meeting" (one), "article" (one) or "records" (of a list: officials,
    sides ...). `about` is the record of the page; `as_record` and `as_linked` describe it for programs.
    """

    kind: str
    title: str
    ids: Sequence[int] = ()
    about: Any = None
    as_record: Described | None = None
    as_linked: Described | None = None
    rows: list[Any] = field(default_factory=list)
    table: str = ""
    described: Sequence[str] = ()  # the filters of a search in words

    @property
    def is_large(self) -> bool:
        """Whether writing it takes so long that few are made at once, and their files are kept."""
        return len(self.ids) > MAX_QUICK_MEETINGS or len(self.rows) > MAX_QUICK_RECORDS

    def batches(self) -> Iterator[list[Meeting]]:
        """Return the meetings in batches of some hundred."""
        return load_batches(self.ids)

    def meetings(self) -> Iterator[Meeting]:
        """Yield the meetings one by one; at most one batch of them is in memory."""
        for some in self.batches():
            yield from some


def require_record(record: Any) -> Any:
    """Return `record`; raise Http404 if it is None."""
    if record is None:
        raise Http404(_("There is no such record in the archive."))
    return record


# ------------------------------------------------------------------------------------------------------------ meetings
def search(request: HttpRequest) -> Selection:
    """Return all results of a search, in their order."""
    reading = read_request(request.GET)
    asked = reading.request
    title = _("Search: %(query)s") % {"query": asked.query} if asked.query else _("Search")
    return Selection("meetings", title, find_ids(asked), described=list(_filters(reading)))


def _filters(reading: RequestReading) -> Iterator[str]:
    """Yield the chosen filters in words, one line for each."""
    for facet, names in reading.labels.items():
        if names:
            yield f"{FACETS_BY_NAME[facet].label}: {' / '.join(names.values())}"
    for label, day in ((_("From"), reading.request.date_from), (_("To"), reading.request.date_to)):
        if day:
            yield f"{label} {format_long_date(day)}"


def select_all_meetings(request: HttpRequest) -> Selection:
    """Return the whole archive, the latest meeting first."""
    return Selection("meetings", _("Meetings"), list_ids(meeting_queries.select_published()))


def select_meeting(request: HttpRequest, slug: str) -> Selection:
    """Return one meeting."""
    record = require_record(meeting_queries.select_published().filter(slug=slug).first())
    return Selection("meeting", meeting_queries.get_title(record), [record.pk], record)


def record_selector(kind: RecordKind) -> Select:
    """Return the function that selects the meetings of a record of `kind`."""

    def select(request: HttpRequest, **where: str) -> Selection:
        [key] = where.values()
        queries = QUERIES_BY_KIND[kind.name]
        about = require_record(queries.find_record(key))
        meetings = list_ids(queries.latest_meetings_of(about))
        return Selection("meetings", str(about), meetings, about, queries.in_exports.record, LINKED.get(kind.name))

    return select


# The kinds of record that the JSON-LD export of their page includes, besides the meetings.
LINKED = {name: QUERIES_BY_KIND[name].linked for name in ("official", "country", "organisation", "place")}


def select_between(request: HttpRequest, first: str, second: str) -> Selection:
    """Return the meetings between two sides or people."""
    one, other = require_record(between.find_party(first)), require_record(between.find_party(second))
    title = _("%(first)s and %(second)s") % {"first": one.name, "second": other.name}
    return Selection("meetings", title, list_ids(between.select_meetings_between(one, other).latest_first()))


# --------------------------------------------------------------------------------------------------------------- other
def select_article(request: HttpRequest, slug: str) -> Selection:
    """Return one article."""
    record: Article = require_record(articles.find_article(slug))
    return Selection("article", get_attribution(record).title, about=record)


def list_selector(list_name: str) -> Select:
    """Return the function that selects all records of the list page `list_name`."""

    def select(request: HttpRequest) -> Selection:
        rows = get_kinds_of_list(list_name)
        title = _("Sides") if list_name == "sides" else str(rows[0].kind.list_label)
        return Selection("records", title, rows=[one for row in rows for one in row.all_described()], table=list_name)

    return select

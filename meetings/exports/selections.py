"""What an export holds: the meetings of a page, the records of a list, or one record."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from meetings.models import Article, Meeting
from meetings.models.kinds import RecordKind
from meetings.queries import articles, between
from meetings.queries import meetings as meeting_queries
from meetings.queries.days import long_date
from meetings.queries.exporting import batches, ids_of
from meetings.queries.kinds import OF_KIND, listed_under
from meetings.queries.records import Address, Record
from meetings.search import FACETS_BY_NAME, RequestReading, find_ids, read_request

Described = Callable[[Any, Address], Record]
Select = Callable[..., "Selection"]  # of a request: what its export holds


@dataclass(slots=True)
class Selection:
    """What is exported from one page.

    `kind`: meetings (any number, in order), meeting (one), article (one), records (of a list: officials, sides ...).
    `about` is the record whose page it is, with its descriptions for programs. `terms` is the query of a search.
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

    def batches(self) -> Iterator[list[Meeting]]:
        """Return the meetings, some hundred at once."""
        return batches(self.ids)

    def meetings(self) -> Iterator[Meeting]:
        """Yield the meetings, one by one; no more than a batch of them is in memory."""
        for some in self.batches():
            yield from some


def found(record: Any) -> Any:
    """Return `record`, or a 404 where there is none."""
    if record is None:
        raise Http404(_("There is no such record in the archive."))
    return record


# ------------------------------------------------------------------------------------------------------------ meetings
def search(request: HttpRequest) -> Selection:
    """Return everything that a search finds, in its order."""
    reading = read_request(request.GET)
    asked = reading.request
    title = _("Search: %(query)s") % {"query": asked.query} if asked.query else _("Search")
    return Selection("meetings", title, find_ids(asked), described=list(_filters(reading)))


def _filters(reading: RequestReading) -> Iterator[str]:
    """Yield the chosen filters in words, a line each."""
    for facet, names in reading.labels.items():
        if names:
            yield f"{FACETS_BY_NAME[facet].label}: {' / '.join(names.values())}"
    for label, day in ((_("From"), reading.request.date_from), (_("To"), reading.request.date_to)):
        if day:
            yield f"{label} {long_date(day)}"


def all_meetings(request: HttpRequest) -> Selection:
    """Return the whole archive, the latest meeting first."""
    return Selection("meetings", _("Meetings"), ids_of(meeting_queries.published()))


def meeting(request: HttpRequest, slug: str) -> Selection:
    """Return one meeting."""
    record = found(meeting_queries.published().filter(slug=slug).first())
    return Selection("meeting", meeting_queries.title_of(record), [record.pk], record)


def record(kind: RecordKind) -> Select:
    """Return what selects the meetings of a record of `kind`."""

    def select(request: HttpRequest, **where: str) -> Selection:
        [key] = where.values()
        queries = OF_KIND[kind.name]
        about = found(queries.record_of(key))
        meetings = ids_of(queries.latest_meetings_of(about))
        return Selection("meetings", str(about), meetings, about, queries.in_exports.record, LINKED.get(kind.name))

    return select


# The kinds of record that stand in the graph of the exports of their own page.
LINKED = {name: OF_KIND[name].linked for name in ("official", "country", "organisation", "place")}


def two(request: HttpRequest, first: str, second: str) -> Selection:
    """Return the meetings between two sides or people."""
    one, other = found(between.party(first)), found(between.party(second))
    title = _("%(first)s and %(second)s") % {"first": one.name, "second": other.name}
    return Selection("meetings", title, ids_of(between.meetings_between(one, other).latest_first()))


# --------------------------------------------------------------------------------------------------------------- other
def article(request: HttpRequest, slug: str) -> Selection:
    """Return what the archive knows of a report."""
    record: Article = found(articles.article(slug))
    return Selection("article", articles.title_of(record), about=record)


def listed(list_name: str) -> Select:
    """Return what selects all records that the list page `list_name` shows."""

    def select(request: HttpRequest) -> Selection:
        rows = listed_under(list_name)
        title = _("Sides") if list_name == "sides" else str(rows[0].kind.list_label)
        return Selection("records", title, rows=[one for row in rows for one in row.all_listed()], table=list_name)

    return select

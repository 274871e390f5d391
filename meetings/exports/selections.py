"""What an export holds: the meetings of a page, the records of a list, or one record."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from meetings.models import Article, Meeting
from meetings.queries import articles, between, linked_data, people, records, sides, subjects
from meetings.queries import meetings as meeting_queries
from meetings.queries.days import long_date
from meetings.queries.exporting import batches, ids_of
from meetings.queries.records import Address, Record
from meetings.search import FACETS_BY_NAME, RequestReading, ids, read_request

Described = Callable[[Any, Address], Record]


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
        """The meetings, some hundred at once."""
        return batches(self.ids)

    def meetings(self) -> Iterator[Meeting]:
        """The meetings, one by one; no more than a batch of them is in memory."""
        for some in self.batches():
            yield from some


def found(record: Any) -> Any:
    """`record`, or a 404 where there is none."""
    if record is None:
        raise Http404(_("There is no such record in the archive."))
    return record


def _of(meetings: QuerySet[Meeting], about: Any, record: Described, linked: Described | None = None) -> Selection:
    return Selection("meetings", str(about), ids_of(meetings), about, record, linked)


# ------------------------------------------------------------------------------------------------------------ meetings
def search(request: HttpRequest) -> Selection:
    """Everything that a search finds, in its order."""
    reading = read_request(request.GET)
    asked = reading.request
    title = _("Search: %(query)s") % {"query": asked.query} if asked.query else _("Search")
    return Selection("meetings", title, ids(asked), described=list(_filters(reading)))


def _filters(reading: RequestReading) -> Iterator[str]:
    """The chosen filters in words, a line each."""
    for facet, names in reading.labels.items():
        if names:
            yield f"{FACETS_BY_NAME[facet].label}: {' / '.join(names.values())}"
    for label, day in ((_("From"), reading.request.date_from), (_("To"), reading.request.date_to)):
        if day:
            yield f"{label} {long_date(day)}"


def all_meetings(request: HttpRequest) -> Selection:
    """The whole archive, the latest meeting first."""
    return Selection("meetings", _("Meetings"), ids_of(meeting_queries.published()))


def meeting(request: HttpRequest, slug: str) -> Selection:
    """One meeting."""
    record = found(meeting_queries.published().filter(slug=slug).first())
    return Selection("meeting", meeting_queries.title_of(record), [record.pk], record)


def official(request: HttpRequest, slug: str) -> Selection:
    """The meetings of an official."""
    record = found(people.official(slug))
    return _of(people.meetings_of(record), record, records.official_record, linked_data.person)


def country(request: HttpRequest, code: str) -> Selection:
    """The meetings of a country or region."""
    return _side(found(sides.country(code)))


def organisation(request: HttpRequest, code: str) -> Selection:
    """The meetings of an organisation."""
    return _side(found(sides.organisation(code)))


def _side(record: Any) -> Selection:
    return _of(sides.meetings_of(record), record, records.side_record, linked_data.side)  # type: ignore[arg-type]


def topic(request: HttpRequest, code: str) -> Selection:
    """The meetings about a topic."""
    record = found(subjects.topics().filter(code=code).first())
    return _of(subjects.meetings_about(record), record, records.topic_record)


def place(request: HttpRequest, slug: str) -> Selection:
    """The meetings in a place."""
    record = found(subjects.places().filter(slug=slug).first())
    return _of(subjects.meetings_in(record), record, records.place_record, linked_data.place)  # type: ignore[arg-type]


def outlet(request: HttpRequest, code: str) -> Selection:
    """The meetings that an outlet reports."""
    record = found(subjects.outlets().filter(code=code).first())
    return _of(subjects.meetings_reported_by(record), record, records.outlet_record)  # type: ignore[arg-type]


def two(request: HttpRequest, first: str, second: str) -> Selection:
    """The meetings between two sides or people."""
    one, other = found(between.party(first)), found(between.party(second))
    title = _("%(first)s and %(second)s") % {"first": one.name, "second": other.name}
    return Selection("meetings", title, ids_of(between.meetings_between(one, other).latest_first()))


# --------------------------------------------------------------------------------------------------------------- other
def article(request: HttpRequest, slug: str) -> Selection:
    """What the archive knows of a report."""
    record: Article = found(articles.article(slug))
    return Selection("article", articles.title_of(record), about=record)


def officials(request: HttpRequest) -> Selection:
    """All officials with their offices."""
    return Selection("records", _("Officials"), rows=list(people.officials()), table="officials")


def all_sides(request: HttpRequest) -> Selection:
    """All countries, regions and organisations that met others."""
    rows = [*sides.countries(), *sides.organisations()]
    return Selection("records", _("Sides"), rows=rows, table="sides")


def topics(request: HttpRequest) -> Selection:
    """All topics."""
    return Selection("records", _("Topics"), rows=list(subjects.topics()), table="topics")


def places(request: HttpRequest) -> Selection:
    """All places of meetings."""
    return Selection("records", _("Places"), rows=list(subjects.places()), table="places")


def outlets(request: HttpRequest) -> Selection:
    """All outlets."""
    return Selection("records", _("Sources"), rows=list(subjects.outlets()), table="outlets")

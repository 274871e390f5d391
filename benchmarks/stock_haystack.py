"""Stock Haystack with Whoosh, set up as its documentation says, to measure beside: English analysis, AND, facets."""

from typing import Any

from haystack import connections, indexes
from haystack.inputs import AutoQuery
from haystack.query import SearchQuerySet

from benchmarks.generated_reports import GeneratedReport
from meetings.models import Meeting

ALIAS = "stock"


class StockIndex(indexes.SearchIndex, indexes.Indexable):  # type: ignore[misc]  # Haystack has no types
    """The search index of stock Haystack: one document for each report, with the same facets."""

    text = indexes.CharField(document=True)
    title = indexes.CharField()
    person = indexes.MultiValueField(faceted=True)
    country = indexes.MultiValueField(faceted=True)
    topic = indexes.MultiValueField(faceted=True)
    kind = indexes.CharField(faceted=True)
    year = indexes.CharField(faceted=True)
    date = indexes.DateField()

    def get_model(self) -> type[Meeting]:
        return Meeting

    def full_prepare(self, obj: Any) -> dict[str, Any]:
        report: GeneratedReport = obj.report
        self.prepared_data = {
            "id": f"meetings.meeting.{report.id}",
            "django_ct": "meetings.meeting",
            "django_id": str(report.id),
            "text": f"{report.title}\n{report.text}",
            "title": report.title,
            "person": [person.slug for person in report.people],
            "country": report.countries,
            "topic": report.topics,
            "kind": report.kind,
            "year": str(report.day.year),
            "date": report.day,
        }
        for facet in ("person", "country", "topic", "kind", "year"):
            self.prepared_data[f"{facet}_exact"] = self.prepared_data[facet]
        return self.prepared_data


class StockHaystack:
    """A separate connection with the Whoosh backend that comes with Haystack."""

    def __init__(self, folder: str) -> None:
        connections.connections_info[ALIAS] = {
            "ENGINE": "haystack.backends.whoosh_backend.WhooshEngine",
            "PATH": folder,
        }
        connections.reload(ALIAS)
        self.index = StockIndex()
        connections[ALIAS].get_unified_index().build(indexes=[self.index])
        self.backend = connections[ALIAS].get_backend()

    def close(self) -> None:
        """Remove the connection."""
        connections.thread_local.connections.pop(ALIAS, None)
        connections.connections_info.pop(ALIAS, None)

    def write(self, reports: list[GeneratedReport]) -> None:
        meetings = []
        for report in reports:
            meeting = Meeting(pk=report.id)
            meeting.report = report  # type: ignore[attr-defined]
            meetings.append(meeting)
        self.backend.update(self.index, meetings)

    def search(
        self, query: str = "", country: tuple[str, ...] = (), topic: tuple[str, ...] = (), year: tuple[int, ...] = ()
    ) -> int:
        """Make a whole call: a page of twenty with highlights, the total, the facets."""
        found = SearchQuerySet(using=ALIAS)
        if query:
            found = found.filter(content=AutoQuery(query)).highlight()
        if country:
            found = found.filter(country__in=list(country))
        if topic:
            found = found.filter(topic__in=list(topic))
        if year:
            found = found.filter(year__in=[str(one) for one in year])
        for facet in ("person", "country", "topic", "kind", "year"):
            found = found.facet(facet)
        page = found[:20]
        found.facet_counts()
        return len(page) + int(found.count())

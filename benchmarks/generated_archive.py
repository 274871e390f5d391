"""An archive of generated meetings to measure on: of any size, the same each time, and separate from a real one."""

from collections.abc import Callable, Iterator
from itertools import islice

from benchmarks.generated_reports import GeneratedReport, ReportGenerator
from meetings.models import (
    Article,
    Country,
    IndexChange,
    Meeting,
    MeetingTopic,
    Official,
    Outlet,
    Participation,
    Place,
    ReviewState,
    Source,
    Topic,
)

BATCH_MEETINGS = 1_000
SUMMARY_WORDS = 30  # from the beginning of a report
Progress = Callable[[int], None]


def fill(number: int, progress: Progress) -> None:
    """Add `number` generated meetings to an archive that has the sample archive's people and reference data."""
    officials = dict(Official.objects.values_list("slug", "pk"))
    countries = dict(Country.objects.values_list("code", "pk"))
    topics = dict(Topic.objects.values_list("code", "pk"))
    places = list(Place.objects.order_by("slug").values_list("pk", flat=True))
    outlets = list(Outlet.objects.order_by("code").values_list("pk", flat=True))
    done = 0
    for reports in _batches(ReportGenerator().reports(number)):
        meetings = Meeting.objects.bulk_create(_meeting(report, places) for report in reports)
        articles = Article.objects.bulk_create(_article(report, outlets) for report in reports)
        together = list(zip(reports, meetings, articles, strict=True))
        Participation.objects.bulk_create(
            Participation(
                meeting=meeting, official_id=officials[person.slug], order=order,
                country_id=countries[report.countries[order % len(report.countries)]], title_ar="وزير الخارجية",
            )
            for report, meeting, _ in together
            for order, person in enumerate(report.people)
        )  # fmt: skip
        MeetingTopic.objects.bulk_create(
            MeetingTopic(meeting=meeting, topic_id=topics[code], rank=rank)
            for report, meeting, _ in together
            for rank, code in enumerate(report.topics)
        )
        Source.objects.bulk_create(Source(meeting=meeting, article=article) for _, meeting, article in together)
        IndexChange.objects.all().delete()  # an index covers all of the meetings or none
        done += len(reports)
        progress(done)


def _batches(reports: Iterator[GeneratedReport]) -> Iterator[list[GeneratedReport]]:
    while some := list(islice(reports, BATCH_MEETINGS)):
        yield some


def _meeting(report: GeneratedReport, places: list[int]) -> Meeting:
    return Meeting(
        slug=f"generated-{report.id}",
        date=report.day,
        kind=report.kind,
        place_id=places[report.id % len(places)],
        headline_ar=report.title[:400],
        summary_ar=" ".join(report.text.split()[:SUMMARY_WORDS]),
        review_state=ReviewState.PUBLISHED,
    )


def _article(report: GeneratedReport, outlets: list[int]) -> Article:
    return Article(
        slug=f"generated-{report.id}",
        outlet_id=outlets[report.id % len(outlets)],
        url=f"https://example.org/{report.id}",
        headline=report.title[:500],
        text_kind=Article.TextKind.REFERENCE,
        published_on=report.day,
    )

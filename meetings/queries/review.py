"""The review of one meeting: each fact with its evidence, each report with its marks."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Prefetch, prefetch_related_objects

from meetings.models import Article, Evidence, Meeting, Participation, Source, Topic, Version
from meetings.queries.edited_facts import EditedLine, collect_edited_facts
from meetings.queries.meetings import prefetch_everything

Fact = Evidence.Fact
# Facts of a meeting as a whole, in the order in which an editor reviews them.
OF_THE_MEETING = (Fact.MEETING, Fact.DATE, Fact.KIND, Fact.PLACE)
OF_A_PARTICIPANT = (Fact.PARTICIPANT, Fact.TITLE, Fact.SIDE, Fact.ROLE)


@dataclass(slots=True)
class FactLine:
    """One fact, participant or topic of the record, with its evidence in the order of the text."""

    fact: str
    evidence: list[Evidence] = field(default_factory=list)
    participation: Participation | None = None
    topic: Topic | None = None
    edited: list[EditedLine] = field(default_factory=list)
    former_words: list[str] = field(default_factory=list)  # they state another value than the one an editor entered

    @property
    def label(self) -> str:
        """The name of the fact; empty for marks that do not belong to any line."""
        return str(Fact(self.fact).label) if self.fact else ""

    @property
    def key(self) -> str:
        """The key of the form that corrects the fact; empty for a fact that only marks have."""
        if self.participation is not None:
            return f"part-{self.participation.pk}"
        if self.topic is not None:
            return f"topic-{self.topic.pk}"
        return self.fact if self.fact in (Fact.DATE, Fact.KIND, Fact.PLACE) else ""

    @property
    def keys(self) -> str:
        """The keys of its marks, for the attribute `data-lights`."""
        return " ".join(str(mark.pk) for mark in self.evidence)


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """A source of a meeting and the meeting's evidence in it."""

    article: Article
    evidence: list[Evidence]


def find_meeting(pk: int) -> Meeting | None:
    """Return the meeting with everything that its review shows, also if it is a draft or rejected."""
    return prefetch_everything(Meeting.objects.filter(pk=pk).select_related("created_by"), withdrawn=True).first()


def list_facts(record: Meeting) -> list[FactLine]:
    """Return a line for every fact that a record can have, also without evidence; other evidence comes last."""
    left = list(record.evidence.all())

    def taken(wanted: Iterable[Evidence]) -> list[Evidence]:
        found = list(wanted)
        for mark in found:
            left.remove(mark)
        return found

    edited = collect_edited_facts(record)
    lines = [
        FactLine(fact, taken([mark for mark in left if mark.fact == fact and not mark.participation_id]))
        for fact in OF_THE_MEETING
    ]
    for line in lines:
        line.edited = getattr(edited, line.fact, [])
    for part in record.participations.all():
        words = taken([mark for mark in left if mark.participation_id == part.pk])
        lines.append(FactLine(Fact.PARTICIPANT, words, participation=part, edited=edited.parts.get(part.pk, [])))
    for ranked in record.ranked_topics.all():
        words = taken([mark for mark in left if mark.topic_id == ranked.topic_id])
        shown = edited.topics.get(ranked.topic_id, [])
        lines.append(FactLine(Fact.TOPIC, words, topic=ranked.topic, edited=shown))
    if left:
        lines.append(FactLine("", left))
    _add_former_words(record, lines)
    return lines


def _add_former_words(record: Meeting, lines: list[FactLine]) -> None:
    """Give each fact that an editor corrected the words that stated its former value, from the history."""
    if not any(line.edited for line in lines):
        return
    former = _load_former_words(record)
    for line in lines:
        present = {mark.quote for mark in line.evidence}
        line.former_words = [words for words in former.get(line.key, ()) if words not in present and line.edited]


def _load_former_words(record: Meeting) -> dict[str, list[str]]:
    """Return the words that stopped to be evidence when an editor corrected a fact, by the key of its line."""
    versions = Version.objects.filter(kind="meeting", record_id=record.pk)
    ways = (Version.Way.CORRECTION, Version.Way.FORM)
    numbers = set(versions.filter(way__in=ways).values_list("number", flat=True))
    if not numbers:
        return {}
    wanted = versions.filter(number__in=numbers | {number - 1 for number in numbers})
    marks = {version.number: version.state["parts"].get("evidence", []) for version in wanted.defer("rows")}
    found: dict[str, list[str]] = {}
    for number in sorted(numbers):
        left = {row["id"] for row in marks[number]}
        for row in marks.get(number - 1, ()):
            key = f"part-{row['participation_id']}" if row["participation_id"] else row["fact"]
            if row["id"] not in left and row["quote"] not in found.setdefault(key, []):
                found[key].append(row["quote"])
    return found


def list_reports(record: Meeting) -> list[MarkedArticle]:
    """Return the sources of a meeting in their order, then the other articles that have evidence for it."""
    articles = {source.article_id: source.article for source in record.sources.all()}
    for mark in record.evidence.all():
        articles.setdefault(mark.article_id, mark.article)
    return [
        MarkedArticle(article, [mark for mark in record.evidence.all() if mark.article_id == article.pk])
        for article in articles.values()
    ]


def load_marked_reports(meeting: Meeting) -> list[MarkedArticle]:
    """Return the reports of a meeting with its evidence in them, in two queries."""
    sources = Source.objects.select_related("article__outlet", "article__original_outlet")
    evidence = Evidence.objects.select_related("article__outlet", "article__original_outlet").order_by("start", "pk")
    prefetch_related_objects([meeting], Prefetch("sources", sources), Prefetch("evidence", evidence))
    return list_reports(meeting)


def collect_lights(reports: Iterable[MarkedArticle]) -> dict[int | None, str]:
    """Return the keys of the marks about each participant, by its id, for the attribute `data-lights`."""
    found: dict[int | None, list[str]] = {}
    for mark in (mark for report in reports for mark in report.evidence):
        found.setdefault(mark.participation_id, []).append(str(mark.pk))
    return {part: " ".join(keys) for part, keys in found.items()}

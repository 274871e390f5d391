"""What of a meeting hangs on a report of it: a date counted from the day of the report, and the report's headline."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from meetings.ingest.marked_words import MarkedDate, join_words, read_date
from meetings.matching.contradictions import date_value, is_contradiction
from meetings.models import Article, Disagreement, EditedFact, Evidence, Meeting, ReviewState, Source, Wording
from meetings.services.facts.changes import RowLog
from meetings.services.facts.loading import State
from meetings.services.facts.texts import WORDINGS
from meetings.text.date_reasons import read_reason

DateBasis = Meeting.DateBasis
Watch = Callable[[Iterable[tuple[str, int]]], None]
_OF_ITSELF = ("hijri", "address")  # reasons whose day is not that of publication
_OF_THE_TEXT = {"headline", "headline_wording", "text_kind"}


@dataclass(frozen=True, slots=True)
class NewDay:
    """What a report says of the date of a meeting since the report is of another day.

    `is_followed` says that the date was inferred from this report alone and no editor stated it: then it follows.
    """

    meeting: Meeting
    read: MarkedDate
    is_followed: bool


def find_new_days(article: Article, former: date | None, present: date | None) -> list[NewDay]:
    """Return the meetings of which `article` says another date or reason than when it was of the day `former`.

    Nothing is changed.
    """
    marks: dict[int, list[Evidence]] = {}
    of_article = Evidence.objects.filter(article=article, fact=Evidence.Fact.DATE).order_by("start", "pk")
    for mark in of_article.exclude(meeting__review_state=ReviewState.REJECTED).select_related("meeting"):
        marks.setdefault(mark.meeting_id, []).append(mark)
    found = [_read_again(some, former, present) for some in marks.values()]
    plain = Meeting.objects.filter(sources__article=article, date_basis=DateBasis.PUBLICATION, date=former)
    # Another report of the former day leaves the meeting its day.
    others = Source.objects.filter(meeting=OuterRef("pk"), article__published_on=former).exclude(article=article)
    for meeting in plain.exclude(Exists(others)).exclude(pk__in=marks).exclude(review_state=ReviewState.REJECTED):
        now = MarkedDate(present, "day" if present else "unknown", "", DateBasis.PUBLICATION)
        found.append(NewDay(meeting, now, _rests_on_article(meeting, article)))
    return sorted((one for one in found if one), key=lambda one: one.meeting.pk)


def _read_again(marks: list[Evidence], former: date | None, present: date | None) -> NewDay | None:
    """Read the words that gave a meeting its date as a report of the day `present`; None if they say the same."""
    meeting = marks[0].meeting
    readings = [(read_date(mark.quote, former), read_date(mark.quote, present)) for mark in marks]
    pairs = [(was, now) for was, now in readings if was and now]
    own = next(((was, now) for was, now in pairs if was.day == meeting.date), None)
    was, now = own or next(iter(pairs), (None, None))
    if was is None or now is None or was == now:
        return None
    return NewDay(meeting, now, own is not None and _rests_on_article(meeting, marks[0].article))


def _rests_on_article(meeting: Meeting, article: Article) -> bool:
    if meeting.date_basis == DateBasis.EDITOR or meeting.edited_facts.filter(fact=EditedFact.Fact.DATE).exists():
        return False
    return not meeting.evidence.filter(fact=Evidence.Fact.DATE).exclude(article=article).exists()


def follow_articles(changed: Iterable[tuple[int, State, State]], watch: Watch, log: RowLog) -> set[int]:
    """Make meetings follow their reports, and return the ids of those that changed.

    Args:
        changed: The id of each changed article, its state before and its present state.
        watch: A function that notes the state of meetings, by kind and id, before they change.
        log: The rows of the action.
    """
    found: set[int] = set()
    for pk, before, after in changed:
        was, now = before["fields"], after["fields"]
        article = Article.objects.get(pk=pk)
        if was["published_on"] != now["published_on"]:
            former = date.fromisoformat(was["published_on"]) if was["published_on"] else None
            found |= {
                _follow_day(article, former, one, watch, log)
                for one in find_new_days(article, former, article.published_on)
            }
        if any(was[name] != now[name] for name in _OF_THE_TEXT):
            _follow_kind_of_text(article, was, now)
            found |= set(_follow_headline(article, was, watch, log))
    return found


def _follow_day(article: Article, former: date | None, new: NewDay, watch: Watch, log: RowLog) -> int:
    meeting, read = new.meeting, new.read
    watch([("meeting", meeting.pk)])
    log.touch(meeting)
    columns = ["date_explanation"]
    if new.is_followed:
        _give_day(meeting, read)
        columns += ["date", "date_end", "date_precision", "date_basis"]
    else:
        _note_disagreement(meeting, article, read, log)
        reason = read_reason(meeting.date_explanation)
        if former and reason and reason.day == former and reason.code not in _OF_ITSELF:
            meeting.date_explanation = ""  # the source does not have that day any more
    meeting.save(update_fields=[*columns, "updated_at"])
    return int(meeting.pk)


def _give_day(meeting: Meeting, read: MarkedDate) -> None:
    if meeting.date and meeting.date_end and read.day:
        meeting.date_end += read.day - meeting.date
    elif read.day is None:
        meeting.date_end = None
    meeting.date = read.day
    meeting.date_precision = read.precision if read.day else "unknown"
    meeting.date_basis = read.basis if read.day else DateBasis.UNKNOWN
    meeting.date_explanation = read.explanation[:300]


def _note_disagreement(meeting: Meeting, article: Article, read: MarkedDate, log: RowLog) -> None:
    """Record that the report now says another date, and forget what it said before."""
    recorded, said = date_value(meeting.date, meeting.date_precision), date_value(read.day, read.precision)
    for one in meeting.disagreements.filter(article=article, fact="date").exclude(said=said):
        log.touch(one)
        one.delete()
    if is_contradiction("date", recorded, said):
        row, is_new = Disagreement.objects.get_or_create(
            meeting=meeting, article=article, fact="date", said=said, defaults={"recorded": recorded}
        )
        if is_new:
            log.made(row)


def _follow_kind_of_text(article: Article, was: dict[str, object], now: dict[str, object]) -> None:
    """Give a headline the author of the text in which it stands, unless the editor says whose words it is."""
    is_chosen = was["headline_wording"] != now["headline_wording"] or was["text_kind"] == now["text_kind"]
    stands_in_text = article.headline and join_words(article.headline) in join_words(article.raw_text)
    if stands_in_text and not is_chosen and article.headline_wording != article.text_wording:
        article.headline_wording = article.text_wording
        article.save(update_fields=["headline_wording"])


def _follow_headline(article: Article, was: State, watch: Watch, log: RowLog) -> Iterator[int]:
    """Give the meetings that have the report's headline its present words and author."""
    former = join_words(was["headline"])[:400]
    for meeting in Meeting.objects.filter(sources__article=article).distinct() if former else ():
        columns = [
            column for column, wording in WORDINGS.items()
            if getattr(meeting, wording) == was["headline_wording"] != Wording.EDITOR
            and getattr(meeting, column) == former
        ]  # fmt: skip
        if not columns:
            continue
        watch([("meeting", meeting.pk)])
        log.touch(meeting)
        for column in columns:
            setattr(meeting, column, join_words(article.headline)[:400])
            setattr(meeting, WORDINGS[column], article.headline_wording if article.headline else Wording.ARCHIVE)
        meeting.save(update_fields=[*columns, *(WORDINGS[column] for column in columns), "updated_at"])
        yield int(meeting.pk)

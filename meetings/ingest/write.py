"""The only writer of readings: article, meetings, participations and evidence, in one transaction."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from meetings.extraction.readings import EvidenceReading, MeetingReading, ParticipantReading, ReportReading
from meetings.gazetteer.person_names import name_words
from meetings.ingest.confirmed import BY_EDITOR, OF_NEW_RECORD, ConfirmedMeeting, TakenFacts, save_edited_facts
from meetings.ingest.differences import note_differences
from meetings.ingest.headlines import choose_headline
from meetings.ingest.learned_names import learn_name
from meetings.ingest.new_officials import add_official
from meetings.ingest.originals import keep_original
from meetings.ingest.places import find_or_make_place
from meetings.ingest.sources import SourceText
from meetings.ingest.stated_days import make_article_day_columns
from meetings.matching.meetings import find_known
from meetings.matching.officials import KnownOfficials, OfficialMatch
from meetings.matching.participants import find_recorded, make_compared_participants
from meetings.models import (
    Article,
    Country,
    Evidence,
    Meeting,
    MeetingTopic,
    Official,
    Organisation,
    Outlet,
    Participation,
    Place,
    ReviewState,
    Source,
    Topic,
    Wording,
)
from meetings.models.articles import hash_text, is_address_only
from meetings.models.saving import save_again_if_refused
from meetings.models.slugs import make_meeting_parts, make_unique_slug
from meetings.text.scripts import guess_report_language


@dataclass(slots=True)
class StoredReport:
    """The result of storing one article."""

    article: Article | None = None
    new_meetings: list[Meeting] = field(default_factory=list)
    known_meetings: list[Meeting] = field(default_factory=list)
    already_there: bool = False


class Writer:
    """A writer of reports into the archive, as drafts: `services/review.py` publishes, and asks the rules first.

    It holds the sides, topics and people in memory during one run.
    """

    def __init__(self, *, user: Any = None, learn_names: bool = False) -> None:
        self.user = user  # who imports the reports; None: a command
        self.learn_names = learn_names  # whether to add a name by which an editor recognised an official to their names
        self.people = KnownOfficials()
        self.countries = {country.code: country for country in Country.objects.all()}
        self.organisations = {body.code: body for body in Organisation.objects.all()}
        self.topics = {topic.code: topic for topic in Topic.objects.all()}
        self.outlets = {outlet.code: outlet for outlet in Outlet.objects.all()}

    def store(
        self, report: ReportReading, source: SourceText, confirmed: Sequence[ConfirmedMeeting] | None = None
    ) -> StoredReport:
        """Write `report` and its meetings, all or nothing.

        An article that is already in the archive changes nothing; a report without a meeting is not stored.

        Args:
            report: The reading.
            source: The text that was read.
            confirmed: An editor's decisions about each meeting; without them the archive's rules find the people, the
                place and the known meetings.
        """
        digest = hash_text(report.raw)
        known = Article.objects.filter(sha256=digest).first()
        if known := known or Article.objects.of_page(source.url).exclude(is_address_only()).first():
            return StoredReport(article=known, already_there=True)
        if not report.meetings:
            return StoredReport()
        write = partial(self._store_new, report, source, digest, confirmed or [None] * len(report.meetings))
        return save_again_if_refused(lambda: self._write(write), lambda: _find_stored(digest))

    def _write(self, write: Callable[[], StoredReport]) -> StoredReport:
        try:
            with transaction.atomic():
                return write()
        except Exception:
            self.people = KnownOfficials()  # the old one may hold officials whose rows were rolled back
            raise

    def _store_new(
        self, report: ReportReading, source: SourceText, digest: str, confirmed: Sequence[ConfirmedMeeting | None]
    ) -> StoredReport:
        article = self._article(report, source, digest)
        stored, self.made = StoredReport(article=article), dict[tuple[str, ...], int]()
        for read, decided in zip(report.meetings, confirmed, strict=True):
            meeting, is_new = self._meeting(read, report, article, decided)
            target = stored.new_meetings if is_new else stored.known_meetings
            if meeting not in target:
                target.append(meeting)
        return stored

    def _article(self, report: ReportReading, source: SourceText, digest: str) -> Article:
        """Return the article's row, new or a reference that had only the address and now gets its text."""
        article = Article.objects.of_page(source.url).filter(is_address_only()).first()
        article = article or Article(
            slug=make_unique_slug(Article, [str(report.published or source.published or ""), digest[:8]]),
            created_by=self.user,
        )
        article.outlet = article.outlet or self.outlets.get(source.outlet_code or report.outlet_code or "")
        article.url = article.url or source.url
        article.headline = (report.headline or source.headline or "")[:500]
        article.headline_wording = Wording.OUTLET
        article.language = article.language or guess_report_language(report.raw)
        article.raw_text = report.raw
        article.text_kind = Article.TextKind.ORIGINAL
        for name, value in make_article_day_columns(report, source).items():
            setattr(article, name, value)
        article.file_name = source.name[:255]
        article.original_id = keep_original(source)
        article.save()
        return article

    def _meeting(
        self, read: MeetingReading, report: ReportReading, article: Article, decided: ConfirmedMeeting | None
    ) -> tuple[Meeting, bool]:
        day = read.when.day or article.published_on
        if decided:
            matches = self._chosen(read, decided)
            meeting = Meeting.objects.get(pk=decided.into) if decided.into else None
        else:
            matches = [self.people.find(participant, day) for participant in read.participants]
            meeting = find_known(read, make_compared_participants(read, matches), article)
        is_new, filled = meeting is None, OF_NEW_RECORD
        if meeting is None:
            meeting = self._new_meeting(read, report, decided)
        else:
            note_differences(meeting, read, article)
            filled = self._complete(meeting, read, self._place(read, decided))
        known = set(meeting.participations.values_list("pk", flat=True))
        Source.objects.get_or_create(meeting=meeting, article=article, defaults={"order": meeting.sources.count()})
        parts = self._participations(meeting, read, matches, day)
        topics = self._topics(meeting, read)
        self._evidence(meeting, read, parts, article)
        if decided:
            new = [part if part and part.pk not in known else None for part in parts]
            save_edited_facts(meeting, decided, TakenFacts(filled, new, topics), self.user)
        return meeting, is_new

    def _chosen(self, read: MeetingReading, decided: ConfirmedMeeting) -> list[OfficialMatch | None]:
        """Return the officials that the editor chose; a new name in two meetings of one report is one official."""
        matches: list[OfficialMatch | None] = []
        for participant, official_id in zip(read.participants, decided.officials, strict=True):
            name = participant.name or ""
            if official_id and name and self.learn_names:
                learn_name(official_id, name)
            found = official_id or (self.made.get(name_words(name)) if name else None)
            matches.append(OfficialMatch(found, "editor" if name else "office") if found else None)
        return matches

    def _place(self, read: MeetingReading, decided: ConfirmedMeeting | None) -> Place | None:
        if decided and decided.place_id:
            chosen: Place = Place.objects.get(pk=decided.place_id)
            return chosen
        return find_or_make_place(read.place, self.countries)

    def _new_meeting(self, read: MeetingReading, report: ReportReading, decided: ConfirmedMeeting | None) -> Meeting:
        place = self._place(read, decided)
        confirmed = decided.signed_headline(report.headline) if decided else None
        headline, wording = confirmed or choose_headline(read, report)
        meeting = Meeting(
            slug=make_unique_slug(Meeting, make_meeting_parts(read.when.day, [one.side for one in read.participants])),
            kind=read.kind,
            date=read.when.day,
            date_end=read.when.end,
            date_precision=read.when.precision if read.when.day else "unknown",
            date_basis=read.when.basis if read.when.day else "unknown",
            date_explanation=read.when.explanation[:300],
            place=place,
            venue_ar=((read.place.venue if read.place else "") or "")[:200],
            occasion_ar=(read.occasion or "")[:250],
            headline_ar=headline[:400],
            headline_ar_wording=wording,
            confidence=read.confidence,
            doubts=list(read.doubts),
            review_state=ReviewState.DRAFT,
            created_by=self.user,
        )
        meeting.full_clean(exclude=["place"])
        meeting.save()
        return meeting

    def _complete(self, meeting: Meeting, read: MeetingReading, place: Place | None) -> set[str]:
        """Fill in the facts that this source gives and the record does not have; return their names."""
        filled = {name for name in ("date", "place") if getattr(meeting, name) is None}
        if meeting.date is None and read.when.day:
            meeting.date, meeting.date_end = read.when.day, read.when.end
            meeting.date_precision, meeting.date_basis = read.when.precision, read.when.basis
            meeting.date_explanation = read.when.explanation[:300]
        if meeting.place is None:
            meeting.place = place
        if not meeting.venue_ar and read.place:
            meeting.venue_ar = (read.place.venue or "")[:200]
        meeting.save()
        return filled

    def _participations(
        self, meeting: Meeting, read: MeetingReading, matches: list[OfficialMatch | None], day: date | None
    ) -> list[Participation | None]:
        """Return the rows of the participants, in their order; rows that the record has are used, not duplicated."""
        recorded = list(meeting.participations.all())
        rows: list[Participation | None] = []
        for participant, match in zip(read.participants, matches, strict=True):
            row = find_recorded(recorded, participant, match)
            if row is None:
                recorded.append(row := self._new_participation(meeting, participant, match, len(recorded)))
                self.people.learn(row.official_id, participant, day)
            rows.append(row)
        return rows

    def _new_participation(
        self, meeting: Meeting, participant: ParticipantReading, match: OfficialMatch | None, order: int
    ) -> Participation:
        official_id = match.official_id if match else None
        if official_id is None and participant.name:
            official_id = self._new_official(participant).pk
        made: Participation = Participation.objects.create(
            meeting=meeting,
            order=order,
            official_id=official_id,
            country=self.countries.get(participant.side or ""),
            organisation=self.organisations.get(participant.side or ""),
            name_as_written=(participant.name or "")[:200],
            title_ar=(participant.title or "")[:250],
            is_group=participant.is_group,
            role=participant.role,
            basis=Participation.Basis.INFERRED if match and match.inferred else Participation.Basis.STATED,
        )
        return made

    def _new_official(self, participant: ParticipantReading) -> Official:
        """Create an official whom the archive does not have, as a draft."""
        official = add_official(participant.name or "", self.user)
        self.people.learn_new(official)
        self.made[name_words(official.name_ar)] = official.pk
        return official

    def _topics(self, meeting: Meeting, read: MeetingReading) -> list[Topic]:
        """Store the topics of a meeting that has none yet; a further source adds none to the first one's."""
        if meeting.ranked_topics.exists():
            return []
        topics = [self.topics[one.code] for one in read.topics if one.code in self.topics]
        MeetingTopic.objects.bulk_create(
            MeetingTopic(meeting=meeting, topic=topic, rank=rank) for rank, topic in enumerate(topics)
        )
        return topics

    def _evidence(
        self, meeting: Meeting, read: MeetingReading, parts: Iterable[Participation | None], article: Article
    ) -> None:
        rows = [self._evidence_row(meeting, article, one, None) for one in read.evidence]
        for participant, part in zip(read.participants, parts, strict=True):
            rows += [self._evidence_row(meeting, article, one, part) for one in participant.evidence]
        Evidence.objects.bulk_create(rows, ignore_conflicts=True)

    def _evidence_row(
        self, meeting: Meeting, article: Article, one: EvidenceReading, participation: Participation | None
    ) -> Evidence:
        return Evidence(
            meeting=meeting,
            article=article,
            participation=participation,
            topic=self.topics.get(one.value or ""),
            fact=one.fact,
            start=one.start,
            end=one.end,
            quote=article.raw_text[one.start : one.end],
            rule="" if one.rule == BY_EDITOR else one.rule[:80],
            author=self.user if one.rule == BY_EDITOR else None,
            inferred=one.inferred,
        )


def _find_stored(digest: str) -> StoredReport | None:
    """Return the report of the text with this hash, which another process stored meanwhile."""
    known = Article.objects.filter(sha256=digest).first()
    return StoredReport(article=known, already_there=True) if known else None

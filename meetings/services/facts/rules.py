"""The ordered table of facts: the columns of each fact, the evidence that states it, and how words contradict it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from meetings.models import EditedFact, Evidence, Meeting, Participation
from meetings.services.facts.loading import RecordNames
from meetings.services.facts.words import (
    CONTRADICTS,
    OPEN,
    judge_date,
    judge_kind,
    judge_person,
    judge_place,
    judge_side,
    judge_title,
)

Fact = EditedFact.Fact
Mark = Evidence.Fact


@dataclass(frozen=True, slots=True)
class FactOnRecord:
    """What a mark is judged against: the meeting, for a participant's fact the participant with all their names."""

    meeting: Meeting
    part: Participation | None = None
    names: tuple[str, ...] = ()


Records = dict[int | None, FactOnRecord]  # by the id of the participation; None for the meeting
Judge = Callable[[Evidence, FactOnRecord], str]


@dataclass(frozen=True, slots=True)
class FactRule:
    """One fact of a meeting or of a participant.

    Attributes:
        fact: Its name.
        columns: Its columns, in the meeting or the participation; none for topics, which are rows.
        marks: The evidence that states this fact. When the fact gets another value, such words go unless they state it.
        also: Evidence of other facts whose words may contradict this one too; such words go only if they do.
        judge: Whether words state the fact, contradict it or leave it open.
    """

    fact: Fact
    columns: tuple[str, ...]
    marks: tuple[Mark, ...] = ()
    also: tuple[Mark, ...] = ()
    judge: Judge = field(default=lambda mark, record: OPEN)

    @property
    def is_written(self) -> bool:
        """Whether the fact is a text about the other facts: a headline, a summary or the name of an occasion."""
        return self.fact in EditedFact.TEXTS

    @property
    def is_of_participant(self) -> bool:
        """Whether each participant has this fact."""
        return self.fact in (Fact.PARTICIPANT, Fact.SIDE, Fact.TITLE, Fact.ROLE)

    def columns_with(self, official: int | None) -> tuple[str, ...]:
        """Return the columns that make the fact; the spelling of a report is not the fact if the person is known."""
        return ("official_id",) if self.fact == Fact.PARTICIPANT and official is not None else self.columns

    def is_about(self, mark: Evidence) -> bool:
        """Return whether the words of `mark` are judged by this rule; a role contradicts the kind for everyone."""
        if mark.fact in self.marks:
            return self.is_of_participant == bool(mark.participation_id)
        return mark.fact in self.also and (bool(mark.participation_id) or not self.is_of_participant)


def _person(mark: Evidence, record: FactOnRecord) -> str:
    return judge_person(mark.quote, record.names)


def _side(mark: Evidence, record: FactOnRecord) -> str:
    code = record.part.side_code if record.part else None
    if not code:
        return OPEN
    verdict = judge_side(mark.quote, code)
    is_body = record.part is not None and record.part.country_id is None
    return OPEN if is_body and verdict == CONTRADICTS else verdict  # words for a body often name its country


def _title(mark: Evidence, record: FactOnRecord) -> str:
    part = record.part
    return judge_title(mark.quote, list_titles(part), part.side_code) if part else OPEN


def list_titles(part: Participation) -> list[str]:
    """Return the titles of a participant, those of the report first."""
    office = part.position
    titles = (part.title_ar, part.title_en, office.title_ar if office else "", office.title_en if office else "")
    return [title for title in titles if title]


FACTS = (
    FactRule(Fact.HEADLINE_AR, ("headline_ar",)),
    FactRule(Fact.HEADLINE_EN, ("headline_en",)),
    FactRule(Fact.SUMMARY_AR, ("summary_ar",)),
    FactRule(Fact.SUMMARY_EN, ("summary_en",)),
    FactRule(Fact.OCCASION_AR, ("occasion_ar",)),
    FactRule(Fact.OCCASION_EN, ("occasion_en",)),
    FactRule(
        Fact.DATE, ("date", "date_end", "date_precision"), (Mark.DATE,), (Mark.MEETING,),
        lambda mark, record: judge_date(mark.quote, mark.article.published_on, record.meeting),
    ),
    FactRule(
        Fact.PLACE, ("place_id", "venue_ar", "venue_en"), (Mark.PLACE,), (),
        lambda mark, record: judge_place(mark.quote, record.meeting),
    ),
    FactRule(
        Fact.KIND, ("kind",), (Mark.KIND,), (Mark.MEETING, Mark.ROLE),
        lambda mark, record: judge_kind(mark.quote, record.meeting.kind),
    ),
    FactRule(
        # Words that name the office alone stay evidence for another holder.
        Fact.PARTICIPANT, ("official_id", "name_as_written"), (), (Mark.PARTICIPANT,), _person,
    ),
    FactRule(Fact.SIDE, ("country_id", "organisation_id"), (Mark.SIDE,), (), _side),
    FactRule(Fact.TITLE, ("title_ar", "title_en", "position_id"), (Mark.TITLE,), (), _title),
    FactRule(Fact.ROLE, ("role",), (Mark.ROLE,)),
    FactRule(Fact.TOPIC, (), (Mark.TOPIC,)),
)  # fmt: skip
BY_FACT = {rule.fact: rule for rule in FACTS}
# The facts whose words Mahdar reads so surely that it can refuse them: of 1,610 marks in the sample archive none is
# wrongly refused. The words of titles ("his counterpart") are not read so surely.
READABLE = tuple(BY_FACT[fact] for fact in (Fact.DATE, Fact.PLACE, Fact.KIND, Fact.PARTICIPANT, Fact.SIDE))


def load_records_of(meeting: Meeting, known: RecordNames) -> Records:
    """Return what marks of `meeting` are judged against: for the id of each participant, and None for the meeting."""
    records: Records = {None: FactOnRecord(meeting)}
    for part in meeting.participations.all():
        # The spelling of a report counts only if the person is not identified.
        spelt = [part.name_as_written] if part.name_as_written else []
        names = known.names_of_official(part.official_id) if part.official_id else spelt
        records[part.pk] = FactOnRecord(meeting, part, tuple(names))
    return records


def check_mark(mark: Evidence) -> None:
    """Refuse words that contradict the fact that they are to state.

    Raises:
        ValidationError: The words say something else than the record; the message says what the editor can do.
    """
    rule = find_contradicted_rule(mark, load_records_of(mark.meeting, RecordNames()))
    if rule is None:
        return
    if rule.fact == Fact.PARTICIPANT:
        text = _("The words “%(quote)s” name someone else than this participant. Choose the person whom they name. "
                 "If it is another name of the participant, add it to the names of the official first.")  # fmt: skip
    else:
        text = _("The words “%(quote)s” contradict the record (%(fact)s). Mark other words, or correct the fact first.")
    raise ValidationError(text % {"quote": mark.quote[:80], "fact": rule.fact.label}, code="contradicts")


def find_contradicted_rule(mark: Evidence, records: Records, rules: Iterable[FactRule] = READABLE) -> FactRule | None:
    """Return the first of `rules` whose fact the words of `mark` contradict; None if there is none."""
    record = records.get(mark.participation_id)
    if record is None:
        return None
    fitting = (rule for rule in rules if rule.is_about(mark))
    return next((rule for rule in fitting if rule.judge(mark, record) == CONTRADICTS), None)

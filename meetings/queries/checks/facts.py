"""Rules on evidence: what a record says is stated by a source, inferred from one, or entered by an editor.

Without any marked words an editor entered the meeting. Words from which a fact is inferred are evidence too,
those of a withdrawn report are not.
"""

from collections.abc import Iterator

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from meetings.models import EditedFact, Evidence, Meeting, Participation
from meetings.queries.checks.finding import (
    PARTICIPANT_COLUMNS,
    Finding,
    named_participant,
    named_place,
    place_columns,
)
from meetings.queries.checks.scope import Scope

Basis, Fact = Meeting.DateBasis, Evidence.Fact
_FROM_WORDS = (Basis.STATED, Basis.WEEKDAY, Basis.RELATIVE, Basis.HIJRI)
_OF_A_PERSON = (Fact.PARTICIPANT, Fact.TITLE, Fact.SIDE)
_OF_A_KIND = (Fact.KIND, Fact.MEETING)


def date_without_evidence(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings whose date is read from words that the record does not have, or has no basis."""
    words = Evidence.objects.of_shown_reports().filter(meeting=OuterRef("pk"), fact=Fact.DATE)
    dated = scope.meetings().filter(date__isnull=False)
    wrong = dated.filter(Q(date_basis=Basis.UNKNOWN) | (Q(date_basis__in=_FROM_WORDS) & ~Exists(words)))
    for pk, day in wrong.values_list("pk", "date"):
        yield Finding("date-evidence", ("meeting", pk), {"day": day})


def participant_without_evidence(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings with a participant "named in the text" whom no marked words name."""
    yield from _make_findings("participant-evidence", _read_participants(scope).exclude(_has_words(*_OF_A_PERSON)))


def kind_without_evidence(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings read from a text whose kind neither marked words nor an editor state.

    The words that tell of the meeting often name its kind: "received", "called".
    """
    marks = Evidence.objects.filter(meeting=OuterRef("pk"))
    edited = EditedFact.objects.filter(meeting=OuterRef("pk"), fact=EditedFact.Fact.KIND)
    unstated = scope.meetings().filter(
        Exists(marks), ~Exists(edited), ~Exists(marks.of_shown_reports().filter(fact__in=_OF_A_KIND))
    )
    for pk in unstated.values_list("pk", flat=True):
        yield Finding("kind-evidence", ("meeting", pk))


def title_without_evidence(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings with a title that neither words, the office on record nor an editor state."""
    titled = _read_participants(scope).filter(position__isnull=True).exclude(title_ar="", title_en="")
    yield from _make_findings("title-evidence", titled.exclude(_has_words(Fact.TITLE)).exclude(_is_edited(Fact.TITLE)))


def side_without_evidence(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings with a side that neither words, the office on record nor an editor state."""
    sided = _read_participants(scope).exclude(country__isnull=True, organisation__isnull=True)
    of_office = Q(position__country=F("country")) | Q(position__organisation=F("organisation"))
    unstated = sided.exclude(_has_words(Fact.SIDE, Fact.TITLE)).exclude(_is_edited(Fact.SIDE))
    yield from _make_findings("side-evidence", unstated.exclude(of_office & Q(position__isnull=False)))


def role_without_evidence(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings with a host or guest whom neither words nor an editor make one.

    The words that tell of the meeting, or of its kind, tell who received whom.
    """
    marks = Evidence.objects.of_shown_reports().filter(meeting=OuterRef("meeting"), fact__in=_OF_A_KIND)
    hosts = _read_participants(scope).filter(role__in=(Participation.Role.HOST, Participation.Role.GUEST))
    unstated = hosts.exclude(Exists(marks)).exclude(_has_words(Fact.ROLE)).exclude(_is_edited(Fact.ROLE))
    yield from _make_findings("role-evidence", unstated)


def _read_participants(scope: Scope) -> QuerySet[Participation]:
    """Return the participants "named in the text" of meetings that were read from one."""
    read = Evidence.objects.filter(meeting=OuterRef("meeting"))
    return scope.participations().filter(Exists(read), basis=Participation.Basis.STATED)


def _has_words(*facts: str) -> Exists:
    return Exists(Evidence.objects.of_shown_reports().filter(participation=OuterRef("pk"), fact__in=facts))


def _is_edited(fact: str) -> Exists:
    return Exists(EditedFact.objects.filter(participation=OuterRef("pk"), fact=fact))


def _make_findings(rule: str, parts: QuerySet[Participation]) -> Iterator[Finding]:
    for pk, *who in parts.values_list("meeting", *PARTICIPANT_COLUMNS):
        yield Finding(rule, ("meeting", pk), {"who": named_participant(*who)})


def place_without_evidence(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings read from a text whose place neither marked words nor an editor state."""
    marks = Evidence.objects.filter(meeting=OuterRef("pk"))
    edited = EditedFact.objects.filter(meeting=OuterRef("pk"), fact=EditedFact.Fact.PLACE)
    placed = scope.meetings().filter(Exists(marks), ~Exists(edited), place__isnull=False)
    unstated = placed.exclude(Exists(marks.of_shown_reports().filter(fact=Fact.PLACE)))
    for pk, *place in unstated.values_list("pk", *place_columns("place")):
        yield Finding("place-evidence", ("meeting", pk), {"place": named_place(*place)})

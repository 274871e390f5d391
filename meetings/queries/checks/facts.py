"""Rules on evidence: what a record says is stated by a source, inferred from one, or entered by an editor."""

from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Q

from meetings.models import EditedFact, Evidence, Meeting, Participation
from meetings.queries.checks.finding import Finding, Named
from meetings.queries.checks.scope import Scope

Basis = Meeting.DateBasis
_FROM_WORDS = (Basis.STATED, Basis.WEEKDAY, Basis.RELATIVE, Basis.HIJRI)
_OF_A_PERSON = (Evidence.Fact.PARTICIPANT, Evidence.Fact.TITLE, Evidence.Fact.SIDE)


def date_without_evidence(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings whose date is read from words that the record does not have, or has no basis."""
    words = Evidence.objects.filter(meeting=OuterRef("pk"), fact=Evidence.Fact.DATE)
    dated = scope.meetings().filter(date__isnull=False)
    wrong = dated.filter(Q(date_basis=Basis.UNKNOWN) | (Q(date_basis__in=_FROM_WORDS) & ~Exists(words)))
    for pk, day in wrong.values_list("pk", "date"):
        yield Finding("date-evidence", ("meeting", pk), {"day": day})


def participant_without_evidence(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings with a participant "named in the text" whom no marked words name.

    A meeting without any marked words was entered by an editor.
    """
    read = Evidence.objects.filter(meeting=OuterRef("meeting"))
    words = Evidence.objects.filter(participation=OuterRef("pk"), fact__in=_OF_A_PERSON)
    stated = scope.participations().filter(Exists(read), ~Exists(words), basis=Participation.Basis.STATED)
    columns = ("meeting", "official__name_ar", "official__name_en", "name_as_written", "title_ar")
    for pk, name_ar, name_en, written, title in stated.values_list(*columns):
        yield Finding(
            "participant-evidence", ("meeting", pk), {"who": Named(name_ar or written or title, name_en or "")}
        )


def place_without_evidence(scope: Scope) -> Iterator[Finding]:
    """Yield the meetings read from a text whose place neither marked words nor an editor state."""
    marks = Evidence.objects.filter(meeting=OuterRef("pk"))
    edited = EditedFact.objects.filter(meeting=OuterRef("pk"), fact=EditedFact.Fact.PLACE)
    placed = scope.meetings().filter(Exists(marks), ~Exists(edited), place__isnull=False)
    unstated = placed.exclude(Exists(marks.filter(fact=Evidence.Fact.PLACE)))
    columns = ("place__city_ar", "place__city_en", "place__country__name_ar", "place__country__name_en")
    for pk, city_ar, city_en, name_ar, name_en in unstated.values_list("pk", *columns):
        place = Named(city_ar, city_en) if city_ar else Named(name_ar, name_en)
        yield Finding("place-evidence", ("meeting", pk), {"place": place})

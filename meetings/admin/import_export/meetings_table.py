"""The exported and imported list of meetings: new drafts with their participants, and corrections."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from meetings.admin.import_export.cells import (
    SEPARATOR,
    Cell,
    Choice,
    Day,
    Entries,
    Finder,
    RecordCell,
    Shown,
    make_plain_cells,
)
from meetings.admin.import_export.resource import ListTable
from meetings.admin.import_export.tables import (
    ADDRESS,
    NEW_ADDRESS,
    SEVERAL,
    make_country_finder,
    make_official_finder,
    make_organisation_finder,
)
from meetings.models import Meeting, Official, Participation, Place, Topic
from meetings.models.languages import list_language_codes
from meetings.models.people import Precision
from meetings.models.slugs import make_meeting_parts
from meetings.queries.withdrawals import WITHDRAWN
from meetings.services.participations import add_participant
from meetings.services.topics import set_topics
from meetings.text.fold import fold


def make_place_finder() -> Finder:
    """Return a finder of places by their slugs, by city and country with or without region, or by the city alone."""

    def called(one: Place) -> Iterable[str]:
        yield one.slug
        for language in list_language_codes():
            with override(language):
                yield str(one)
                yield ", ".join(filter(None, (one.city, one.country.name if one.country else "")))
                yield one.city or str(one)

    return Finder(Place.objects.select_related("country", "region"), called)


class Topics(Entries):
    """The column with the topics of a meeting, the main one first."""

    finder: Finder | None = None

    def listed(self, record: Any) -> list[str]:
        return [str(ranked.topic) for ranked in record.ranked_topics.all()]

    def read_entries(self, texts: list[str], record: Any) -> list[Topic]:
        known = Topic.objects.all()
        self.finder = self.finder or Finder(known, lambda one: (one.code, one.name_ar, one.name_en))
        return list(dict.fromkeys(self.finder.find(text) for text in texts))

    def named(self, texts: list[str], found: list[Topic]) -> list[str]:
        return [str(topic) for topic in found]

    def write(self, record: Any, found: list[Topic]) -> None:
        set_topics(record, found)


@dataclass(frozen=True, slots=True)
class TypedParticipant:
    """A participant as a cell names it."""

    official: Official | None
    name: str
    side: Any

    def __str__(self) -> str:
        name = str(self.official) if self.official else self.name
        return f"{name} – {self.side}" if self.side else name


class Participants(Entries):
    """The column with the participants of a meeting, as "name – side".

    An import adds the participants of a new meeting. Those of an existing meeting can change only in its form, which
    also has titles, roles and evidence.
    """

    officials: Finder | None = None

    def listed(self, record: Any) -> list[str]:
        return [f"{part.label} – {part.side}" if part.side else part.label for part in record.participations.all()]

    def read_entries(self, texts: list[str], record: Any) -> list[TypedParticipant] | None:
        if record.pk is not None:
            for language in list_language_codes():
                with override(language):
                    if list(map(fold, texts)) == list(map(fold, self.listed(record))):
                        return None
            raise ValueError(_("Participants are changed in the meeting's form. Leave this cell as it was."))
        if self.officials is None:
            self.officials, self.countries, self.bodies = (
                make_official_finder(),
                make_country_finder(),
                make_organisation_finder(),
            )
        people = [self._person(text) for text in texts]
        known = [person.official for person in people if person.official]
        if len(set(known)) < len(known):
            raise ValueError(_("An official is named twice."))
        return people

    def _person(self, text: str) -> TypedParticipant:
        name, _dash, side = (part.strip() for part in text.rpartition(" – "))
        if not name:
            name, side = side, ""
        if len(name) > 200:
            raise ValueError(_("A name is longer than 200 characters: “%(name)s…”. Shorten it.") % {"name": name[:40]})
        official = self.officials.find(name) if self.officials.knows(name) else None  # type: ignore[union-attr]
        return TypedParticipant(official, "" if official else name, self._side(side) if side else None)

    def _side(self, text: str) -> Any:
        for finder in (self.countries, self.bodies):
            if finder.knows(text):
                return finder.find(text)
        message = _("No country, region or organisation is called “%(side)s”. Enter its name or its code.")
        raise ValueError(message % {"side": text[:60]})

    def named(self, texts: list[str], found: list[TypedParticipant]) -> list[str]:
        return [str(person) for person in found]

    def write(self, record: Any, found: list[TypedParticipant]) -> None:
        for order, person in enumerate(found):
            side = {str(person.side._meta.model_name): person.side} if person.side else {}
            add_participant(
                Participation(
                    meeting=record, order=order, official=person.official, name_as_written=person.name, **side
                )
            )


_NAMED = (
    Cell("slug", ADDRESS, hint=NEW_ADDRESS),
    Day("date", gettext_lazy("date"), hint=gettext_lazy("day/month/year, in either digits or in words")),
    Day("date_end", gettext_lazy("last day")),
    Choice("date_precision", gettext_lazy("precision"), Precision, empty=Precision.DAY),
    Choice("kind", gettext_lazy("kind"), Meeting.Kind, empty=Meeting.Kind.IN_PERSON),
    Participants(
        "people",
        gettext_lazy("participants"),
        hint=gettext_lazy("of a new meeting: name – side, several with a | between them"),
    ),
    RecordCell(
        "place",
        gettext_lazy("place"),
        make_place_finder,
        hint=gettext_lazy("by city and country, or by the place's address"),
    ),
    Topics("topic_list", gettext_lazy("topics"), hint=SEVERAL),
    Cell("headline_ar", gettext_lazy("headline in Arabic"), hint=gettext_lazy("required")),
    Cell("headline_en", gettext_lazy("headline in English")),
)
# Columns that the named ones decide, or that only other pages of the desk change.
_LEFT_OUT = (
    "date_basis", "date_explanation", "headline_ar_wording", "headline_en_wording", "review_state", "confidence",
)  # fmt: skip


class MeetingTable(ListTable):
    """The list of meetings: columns with a separate way of reading, then every other column of the record."""

    cells = (
        *_NAMED,
        *make_plain_cells(Meeting, _NAMED, _LEFT_OUT),
        Shown("sides", gettext_lazy("sides"), lambda one: SEPARATOR.join(_sides(one))),
        Shown("sources", gettext_lazy("sources"), lambda one: SEPARATOR.join(map(_source, one.sources.all()))),
        Shown("review", gettext_lazy("review"), lambda one: one.get_review_state_display()),
    )

    class Meta(ListTable.Meta):
        model = Meeting

    def listed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        found: QuerySet[Any] = records.for_cards(withdrawn=True)  # type: ignore[attr-defined]
        return found

    def complete(self, instance: Any, row: dict[str, Any]) -> None:
        """Apply the rules of the meeting's form on the precision of dates."""
        if instance.date is None:
            if instance.date_end:
                raise ValidationError({"date_end": _("A last day needs a first day. Enter the first day.")})
            instance.date_precision, instance.date_basis = Precision.UNKNOWN, Meeting.DateBasis.UNKNOWN
            return
        if instance.date_precision == Precision.UNKNOWN:
            instance.date_precision = Precision.DAY
        if instance.date_basis == Meeting.DateBasis.UNKNOWN:
            instance.date_basis = Meeting.DateBasis.EDITOR
        if instance.date_end and instance.date_end < instance.date:
            raise ValidationError({"date_end": _("The last day cannot be before the first.")})

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.made: set[int] = set()
        self.days: dict[Any, dict[int, set[str]]] = {}

    def notes(self, instance: Any) -> Iterable[str]:
        self.made.add(instance.pk)
        if instance.date is None:
            return
        sides = {part.side_code or "" for part in instance.participations.select_related("country", "organisation")}
        same = [pk for pk, others in self._meetings_on(instance.date).items() if others == sides]
        for other in Meeting.objects.filter(pk__in=same[:3]):
            text = _("The archive already has a meeting on the same day with the same sides: “%(name)s” (%(slug)s).")
            yield text % {"name": other.headline, "slug": other.slug}

    def _meetings_on(self, day: Any) -> dict[int, set[str]]:
        """Return the meetings of a day that the archive had before this file, each with the codes of its sides."""
        if day not in self.days:
            parts = Participation.objects.filter(meeting__date=day).exclude(meeting__in=self.made)
            found: dict[int, set[str]] = {}
            for pk, *codes in parts.values_list("meeting_id", "country__code", "organisation__code"):
                found.setdefault(pk, set()).add(next(filter(None, codes), ""))
            self.days[day] = found
        return self.days[day]

    def address_parts(self, instance: Any) -> Iterable[str]:
        _texts, people = instance.__dict__.get("_waiting", {}).get("people", ([], []))
        return make_meeting_parts(instance.date, [person.side.code for person in people if person.side])


def _sides(meeting: Meeting) -> Iterable[str]:
    return dict.fromkeys(str(part.side) for part in meeting.participations.all() if part.side)


def _source(source: Any) -> str:
    name = source.article.url or str(source.article)
    return f"{name} ({WITHDRAWN})" if source.article.is_withdrawn else name

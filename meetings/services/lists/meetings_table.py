"""The exported and imported list of meetings: new drafts with their participants and sources, and corrections."""

from collections.abc import Callable, Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from meetings.models import Meeting, Participation, Place, Topic
from meetings.models.languages import list_language_codes
from meetings.models.people import Precision
from meetings.models.slugs import make_meeting_parts
from meetings.services.lists import participant_columns, source_columns
from meetings.services.lists.cells import (
    SEPARATOR,
    Cell,
    Choice,
    Day,
    Entries,
    KeyCell,
    Shown,
    check_typed_precision,
    make_plain_cells,
)
from meetings.services.lists.references import Finder, RecordCell, make_pair
from meetings.services.lists.resource import ListTable
from meetings.services.lists.side_tables import A_CODE, ADDRESS, NEW_ADDRESS, SEVERAL
from meetings.services.lists.tables import A_DATE
from meetings.services.topics import set_topics


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


_NAMED = (
    KeyCell("slug", ADDRESS, hint=NEW_ADDRESS),
    Day("date", gettext_lazy("date"), precision="date_precision", hint=A_DATE),
    Day("date_end", gettext_lazy("last day"), precision="date_precision"),
    Choice("date_precision", gettext_lazy("precision"), Precision, empty=Precision.DAY),
    Choice("kind", gettext_lazy("kind"), Meeting.Kind, empty=Meeting.Kind.IN_PERSON),
    *participant_columns.CELLS,
    *make_pair(
        RecordCell(
            "place",
            gettext_lazy("place"),
            make_place_finder,
            key="place_address",
            hint=gettext_lazy("by city and country, or by the place's address"),
        ),
        gettext_lazy("address of the place"),
        A_CODE,
    ),
    Topics("topic_list", gettext_lazy("topics"), hint=SEVERAL),
    Cell("headline_ar", gettext_lazy("headline in Arabic"), hint=gettext_lazy("required")),
    Cell("headline_en", gettext_lazy("headline in English")),
    *source_columns.CELLS,
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
        source_columns.WITHDRAWN_CELL,
        Shown("review", gettext_lazy("review"), lambda one: one.get_review_state_display()),
    )

    class Meta(ListTable.Meta):
        model = Meeting

    def listed(self, records: QuerySet[Any]) -> QuerySet[Any]:
        found: QuerySet[Any] = records.for_cards(withdrawn=True)  # type: ignore[attr-defined]
        return found

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.participants = participant_columns.ParticipantReader(self.people)
        self.sources = source_columns.SourceReader(self.user)
        self.made: set[int] = set()
        self.days: dict[Any, dict[int, set[str]]] = {}

    def complete(self, instance: Any, row: dict[str, Any]) -> None:
        """Apply the rules of the meeting's form on the precision of dates; read participants and sources."""
        errors: dict[str, Any] = {}
        steps: tuple[Callable[[], None], ...] = (
            lambda: self._complete_dates(instance, row),
            lambda: self.participants.plan(instance, row, self.row_number),
            lambda: self.sources.plan(instance, row),
        )
        for read in steps:
            try:
                read()
            except ValidationError as error:
                errors = error.update_error_dict(errors)
        if errors:
            raise ValidationError(errors)

    def _complete_dates(self, instance: Any, row: dict[str, Any]) -> None:
        if {"date", "date_end", "date_precision"} & self.unread:
            return
        if instance.date is None:
            if instance.date_end:
                raise ValidationError({"date_end": _("A last day needs a first day. Enter the first day.")})
            instance.date_precision, instance.date_basis = Precision.UNKNOWN, Meeting.DateBasis.UNKNOWN
            return
        try:
            check_typed_precision(instance, "date", "date_precision", row)
        except ValueError as error:
            raise ValidationError({"date": str(error)}) from error
        if instance.date_precision == Precision.UNKNOWN:
            instance.date_precision = Precision.DAY
        if instance.date_basis == Meeting.DateBasis.UNKNOWN:
            instance.date_basis = Meeting.DateBasis.EDITOR
        if instance.date_end and instance.date_end < instance.date:
            raise ValidationError({"date_end": _("The last day cannot be before the first.")})

    def after_save_instance(self, instance: Any, row: dict[str, Any], **options: Any) -> None:
        super().after_save_instance(instance, row, **options)
        participant_columns.write_planned(instance)
        source_columns.write_planned(instance)

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

    def list_address_parts(self, instance: Any) -> Iterable[str]:
        return make_meeting_parts(instance.date, participant_columns.list_planned_codes(instance))


def _sides(meeting: Meeting) -> Iterable[str]:
    return dict.fromkeys(str(part.side) for part in meeting.participations.all() if part.side)

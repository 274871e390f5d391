"""The tables of the exchanged archive: the public rows of each, with natural keys, in a fixed order.

Row numbers, editors' notes, accounts of editors and unpublished records are left out; the names of editors are only
those that pages show beside the facts by editors. Rows are in the order of their
entry if pages show them in that order, otherwise in the order of their keys; an import keeps the order.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from meetings.models import (
    Appointment,
    Article,
    Attachment,
    Country,
    Disagreement,
    EditedFact,
    Evidence,
    Identifier,
    Meeting,
    MeetingTopic,
    Official,
    OfficialName,
    OldAddress,
    Organisation,
    Outlet,
    Participation,
    Place,
    Position,
    Publication,
    Source,
    Topic,
)
from meetings.models.identifiers import IDENTIFIED
from meetings.queries.attachments import select_public_attachments

# Fields that no table has: internal to the database or the desk, or derived from other fields.
LEFT_OUT = {
    "id",
    "key",
    "page_hash",
    "is_withdrawn",
    "notes",
    "doubts",
    "review_state",
    "entered_by",
    "author",
    "file_name",
    "record_id",
}
PUBLISHED_AT = "published_at"  # of a meeting; the database keeps it in a separate table

# Columns and tables that files of version 0.1.0 do not have; an import gives columns the value of a new record.
ADDED_COLUMNS = {
    "outlets": ("other_domains",),
    "articles": ("original_outlet", "headline_wording", "language", "published_basis", "date_statements"),
    "meetings": ("headline_ar_wording", "headline_en_wording"),
    "places": ("kind", "region"),
}
ADDED_TABLES = ("edited_facts", "identifiers", "attachments")

_of_public_meetings = Q(meeting__review_state="published")


@dataclass(frozen=True, slots=True)
class ArchiveColumn:
    """A column of a table.

    `field` is the field of the model, `path` the path to the value in a query, and `to` the table to whose key the
    column refers, if any.
    """

    name: str
    field: "models.Field[Any, Any]"
    path: str
    to: str = ""


@dataclass(frozen=True)
class ArchiveTable:
    """A table.

    `key` names the columns that identify its rows, `parent` the column with the record that a row is a part of, and
    `order` is the order of its rows.
    """

    name: str
    model: type[models.Model]
    public: Callable[[], QuerySet[Any]]
    key: tuple[str, ...]
    order: tuple[Any, ...]
    parent: str = ""

    @cached_property
    def columns(self) -> tuple[ArchiveColumn, ...]:
        """The columns of the key, then the others in the order of the model's fields."""
        found = [_column(field) for field in self.model._meta.concrete_fields if _is_public(field)]
        if self.model is Meeting:
            found.append(ArchiveColumn(PUBLISHED_AT, _field(Publication, PUBLISHED_AT), PUBLISHED_AT))
        if self.model is OldAddress:
            found.append(ArchiveColumn("record", _field(Official, "slug"), "record"))
        return tuple(sorted(found, key=lambda column: self._place(column.name)))

    def _place(self, name: str) -> int:
        return self.key.index(name) if name in self.key else len(self.key)

    def column(self, name: str) -> ArchiveColumn:
        """Return the column with this name."""
        return next(column for column in self.columns if column.name == name)


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def _is_public(field: Any) -> bool:
    """Return whether a field is a column: not an internal one, and not a reference to a user."""
    return field.name not in LEFT_OUT and (not field.is_relation or field.related_model in _NAMES)


def _column(field: Any) -> ArchiveColumn:
    if not isinstance(field, models.ForeignKey):
        return ArchiveColumn(field.name, field, field.name)
    target: Any = field.related_model
    # A participation is identified by its order and its meeting; the meeting has its own column.
    key = "order" if target is Participation else target.natural_key_fields[0]
    return ArchiveColumn(field.name, field, f"{field.name}__{key}", _NAMES[target])


_NAMES: dict[type[models.Model], str] = {
    Country: "countries", Organisation: "organisations", Topic: "topics", Outlet: "outlets", Place: "places",
    Position: "positions", Official: "officials", Article: "articles", Meeting: "meetings",
    Participation: "participations",
}  # fmt: skip


# --------------------------------------------------------------------------------------------- which rows are public
def _countries() -> QuerySet[Country]:
    return Country.objects.all()


def _topics() -> QuerySet[Topic]:
    return Topic.objects.all()


def select_public_articles() -> QuerySet[Article]:
    """Articles that report a published meeting or state a fact of one, and are not withdrawn."""
    reported = Source.objects.filter(_of_public_meetings, article=OuterRef("pk"))
    stated = Evidence.objects.filter(_of_public_meetings, article=OuterRef("pk"))
    return Article.objects.filter(Exists(reported) | Exists(stated), is_withdrawn=False)


def _public_parts() -> QuerySet[Participation]:
    return Participation.objects.filter(_of_public_meetings)


def _positions() -> QuerySet[Position]:
    held = Appointment.objects.filter(official__review_state="published", position=OuterRef("pk"))
    return Position.objects.filter(Exists(held) | Exists(_public_parts().filter(position=OuterRef("pk"))))


def _organisations() -> QuerySet[Organisation]:
    offices = _positions().filter(organisation=OuterRef("pk"))
    return Organisation.objects.filter(Exists(_public_parts().filter(organisation=OuterRef("pk"))) | Exists(offices))


def _outlets() -> QuerySet[Outlet]:
    named = select_public_articles().filter(Q(outlet=OuterRef("pk")) | Q(original_outlet=OuterRef("pk")))
    return Outlet.objects.filter(Exists(named))


def _places() -> QuerySet[Place]:
    return Place.objects.filter(Exists(Meeting.objects.public().filter(place=OuterRef("pk"))))


def _meetings() -> QuerySet[Meeting]:
    since = Publication.objects.filter(meeting_id=OuterRef("pk")).values(PUBLISHED_AT)
    found: QuerySet[Meeting] = Meeting.objects.public().annotate(**{PUBLISHED_AT: Subquery(since)})
    return found


def _sources() -> QuerySet[Source]:
    return Source.objects.of_shown_reports().filter(_of_public_meetings)


def _evidence() -> QuerySet[Evidence]:
    return Evidence.objects.of_shown_reports().filter(_of_public_meetings)


def _disagreements() -> QuerySet[Disagreement]:
    return Disagreement.objects.filter(_of_public_meetings, article__in=select_public_articles())


def _identifiers() -> QuerySet[Identifier]:
    of_public = Q(pk__in=())
    for kind in IDENTIFIED:
        public = next(table.public for table in TABLES if table.model._meta.model_name == kind)
        of_public |= Q(**{f"{kind}__in": public()})
    return Identifier.objects.filter(of_public)


def _of_public_officials(model: Any) -> Callable[[], QuerySet[Any]]:
    return lambda: model.objects.filter(official__review_state="published")


def _parts_of_meetings(model: Any) -> Callable[[], QuerySet[Any]]:
    return lambda: model.objects.filter(_of_public_meetings)


# In the order of the import: a table comes after the tables that it refers to.
TABLES = (
    ArchiveTable("countries", Country, _countries, ("code",), (F("parent__code").asc(nulls_first=True), "code")),
    ArchiveTable("organisations", Organisation, _organisations, ("code",), ("code",)),
    ArchiveTable("topics", Topic, _topics, ("code",), ("code",)),
    ArchiveTable("outlets", Outlet, _outlets, ("code",), ("code",)),
    ArchiveTable("places", Place, _places, ("slug",), ("slug",)),
    ArchiveTable("positions", Position, _positions, ("code",), ("code",)),
    ArchiveTable("officials", Official, Official.objects.public, ("slug",), ("slug",)),
    ArchiveTable(
        "names", OfficialName, _of_public_officials(OfficialName), ("official", "name"), ("official__slug", "id"),
        "official",
    ),
    ArchiveTable(
        "appointments", Appointment, _of_public_officials(Appointment), ("official", "position", "start"),
        ("official__slug", "id"), "official",
    ),
    ArchiveTable(
        "identifiers", Identifier, _identifiers, ("scheme", "value", *IDENTIFIED), ("scheme", "value", "id")
    ),
    ArchiveTable("articles", Article, select_public_articles, ("slug",), ("id",)),
    ArchiveTable("meetings", Meeting, _meetings, ("slug",), ("id",)),
    ArchiveTable(
        "participations", Participation, _public_parts, ("meeting", "order"), ("meeting_id", "order"), "meeting",
    ),
    ArchiveTable(
        "meeting_topics", MeetingTopic, _parts_of_meetings(MeetingTopic), ("meeting", "topic"),
        ("meeting_id", "rank", "id"), "meeting",
    ),
    ArchiveTable(
        "edited_facts", EditedFact, _parts_of_meetings(EditedFact), ("meeting", "fact", "participation", "topic"),
        ("meeting_id", "id"), "meeting",
    ),
    ArchiveTable(
        "sources", Source, _sources, ("meeting", "article"), ("meeting_id", "order", "id"),
        "meeting",
    ),
    ArchiveTable(
        "evidence", Evidence, _evidence,
        ("meeting", "article", "fact", "start", "end", "participation", "topic"), ("meeting_id", "id"), "meeting",
    ),
    ArchiveTable(
        "disagreements", Disagreement, _disagreements, ("meeting", "article", "fact", "said"), ("meeting_id", "id"),
        "meeting",
    ),
    ArchiveTable(
        "attachments", Attachment, select_public_attachments, ("meeting", "article", "sha256"),
        (F("meeting_id").asc(nulls_last=True), F("article_id").asc(nulls_last=True), "order", "id"),
    ),
    ArchiveTable("old_addresses", OldAddress, OldAddress.objects.all, ("kind", "slug"), ("kind", "slug")),
)  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}

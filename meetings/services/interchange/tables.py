"""The tables of the exchanged archive: what the public sees of each, under natural keys, in a fixed order.

Row numbers, editors' notes, names of editors, and whatever is not published stay out. Rows stand in the order in which
they were entered where pages show them in that order, otherwise by their keys; reading a file back keeps it.
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
    Country,
    Disagreement,
    Evidence,
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

# Fields that no table has: of the database, of the desk, or made of other fields.
LEFT_OUT = {"id", "key", "notes", "review_state", "entered_by", "author", "file_name", "record_id"}
PUBLISHED_AT = "published_at"  # of a meeting; the database keeps it in a table of its own

_of_public_meetings = Q(meeting__review_state="published")


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `field` is the model's that it comes from, `path` leads to its value in a query, `to` names the table
    whose key stands in it, if it stands for a record."""

    name: str
    field: "models.Field[Any, Any]"
    path: str
    to: str = ""


@dataclass(frozen=True)
class Table:
    """One table. `key` names the columns that tell its rows apart; `parent` the column whose record a row is a part
    of; `order` is the order of its rows."""

    name: str
    model: type[models.Model]
    public: Callable[[], QuerySet[Any]]
    key: tuple[str, ...]
    order: tuple[Any, ...]
    parent: str = ""

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns: those of the key first, the others in the order of the model's fields."""
        found = [_column(field) for field in self.model._meta.concrete_fields if _is_public(field)]
        if self.model is Meeting:
            found.append(Column(PUBLISHED_AT, _field(Publication, PUBLISHED_AT), PUBLISHED_AT))
        if self.model is OldAddress:
            found.append(Column("record", _field(Official, "slug"), "record"))
        return tuple(sorted(found, key=lambda column: self._place(column.name)))

    def _place(self, name: str) -> int:
        return self.key.index(name) if name in self.key else len(self.key)

    def column(self, name: str) -> Column:
        """The column of that name."""
        return next(column for column in self.columns if column.name == name)


def _field(model: type[models.Model], name: str) -> Any:
    return model._meta.get_field(name)


def _is_public(field: Any) -> bool:
    """Whether a field is a column: not what belongs to the desk, nor anything that leads to an account."""
    return field.name not in LEFT_OUT and (not field.is_relation or field.related_model in _NAMES)


def _column(field: Any) -> Column:
    if not isinstance(field, models.ForeignKey):
        return Column(field.name, field, field.name)
    target: Any = field.related_model
    # The order of a participation tells it from others of its meeting, which stands in a column of its own.
    key = "order" if target is Participation else target.natural_key_fields[0]
    return Column(field.name, field, f"{field.name}__{key}", _NAMES[target])


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


def public_articles() -> QuerySet[Article]:
    """Articles that report a published meeting or state a fact of one."""
    reported = Source.objects.filter(_of_public_meetings, article=OuterRef("pk"))
    stated = Evidence.objects.filter(_of_public_meetings, article=OuterRef("pk"))
    return Article.objects.filter(Exists(reported) | Exists(stated))


def _public_parts() -> QuerySet[Participation]:
    return Participation.objects.filter(_of_public_meetings)


def _positions() -> QuerySet[Position]:
    held = Appointment.objects.filter(official__review_state="published", position=OuterRef("pk"))
    return Position.objects.filter(Exists(held) | Exists(_public_parts().filter(position=OuterRef("pk"))))


def _organisations() -> QuerySet[Organisation]:
    offices = _positions().filter(organisation=OuterRef("pk"))
    return Organisation.objects.filter(Exists(_public_parts().filter(organisation=OuterRef("pk"))) | Exists(offices))


def _outlets() -> QuerySet[Outlet]:
    return Outlet.objects.filter(Exists(public_articles().filter(outlet=OuterRef("pk"))))


def _places() -> QuerySet[Place]:
    return Place.objects.filter(Exists(Meeting.objects.public().filter(place=OuterRef("pk"))))


def _meetings() -> QuerySet[Meeting]:
    since = Publication.objects.filter(meeting_id=OuterRef("pk")).values(PUBLISHED_AT)
    found: QuerySet[Meeting] = Meeting.objects.public().annotate(**{PUBLISHED_AT: Subquery(since)})
    return found


def _evidence() -> QuerySet[Evidence]:
    return Evidence.objects.filter(_of_public_meetings)


def _disagreements() -> QuerySet[Disagreement]:
    return Disagreement.objects.filter(_of_public_meetings, article__in=public_articles())


def _of_public_officials(model: Any) -> Callable[[], QuerySet[Any]]:
    return lambda: model.objects.filter(official__review_state="published")


def _parts_of_meetings(model: Any) -> Callable[[], QuerySet[Any]]:
    return lambda: model.objects.filter(_of_public_meetings)


# In the order in which they can be read: what a table refers to stands before it.
TABLES = (
    Table("countries", Country, _countries, ("code",), (F("parent__code").asc(nulls_first=True), "code")),
    Table("organisations", Organisation, _organisations, ("code",), ("code",)),
    Table("topics", Topic, _topics, ("code",), ("code",)),
    Table("outlets", Outlet, _outlets, ("code",), ("code",)),
    Table("places", Place, _places, ("slug",), ("slug",)),
    Table("positions", Position, _positions, ("code",), ("code",)),
    Table("officials", Official, Official.objects.public, ("slug",), ("slug",)),
    Table(
        "names", OfficialName, _of_public_officials(OfficialName), ("official", "name"), ("official__slug", "id"),
        "official",
    ),
    Table(
        "appointments", Appointment, _of_public_officials(Appointment), ("official", "position", "start"),
        ("official__slug", "id"), "official",
    ),
    Table("articles", Article, public_articles, ("slug",), ("id",)),
    Table("meetings", Meeting, _meetings, ("slug",), ("id",)),
    Table(
        "participations", Participation, _public_parts, ("meeting", "order"), ("meeting_id", "order"), "meeting",
    ),
    Table(
        "meeting_topics", MeetingTopic, _parts_of_meetings(MeetingTopic), ("meeting", "topic"),
        ("meeting_id", "rank", "id"), "meeting",
    ),
    Table(
        "sources", Source, _parts_of_meetings(Source), ("meeting", "article"), ("meeting_id", "order", "id"),
        "meeting",
    ),
    Table(
        "evidence", Evidence, _evidence,
        ("meeting", "article", "fact", "start", "end", "participation", "topic"), ("meeting_id", "id"), "meeting",
    ),
    Table(
        "disagreements", Disagreement, _disagreements, ("meeting", "article", "fact", "said"), ("meeting_id", "id"),
        "meeting",
    ),
    Table("old_addresses", OldAddress, OldAddress.objects.all, ("kind", "slug"), ("kind", "slug")),
)  # fmt: skip
BY_NAME = {table.name: table for table in TABLES}

"""One row for each kind of record: its name, the address of its page, its parts.

History, old addresses, the site's addresses, exports, the API, sitemaps and the links beside a page derive from these
rows. The queries of each kind are in `meetings/queries/kinds.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Holds = Literal["meeting", "meetings", "article", "records"]  # see queries/formats.py


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of record that is a part of another one: `field` is its foreign key to the whole."""

    name: str  # the attribute of the whole: "participations"
    model: str
    field: str


def _parts(field: str, **models_by_name: str) -> tuple[Part, ...]:
    return tuple(Part(name, model, field) for name, model in models_by_name.items())


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record. `name` is that of its model and also of its page in the URL configuration."""

    name: str
    key: str  # the column that identifies a record to the public
    label: Promise  # the name of one record of this kind, shown above its page
    folder: str = ""  # the first part of its page's address; empty where it has no page
    list_name: str = ""  # the name, in the URL configuration, of the page that lists them; empty without such a page
    list_label: Promise | str = ""
    facet: str = ""  # the facet of the search by which its meetings are found
    holds: Holds = "meetings"  # what the exports of its page hold
    is_suggested: bool = False  # whether the search completes its names while a reader types
    is_lower_case: bool = False  # whether addresses have its key in lower case
    has_subject_page: bool = False  # whether its page is made from templates/subjects/subject.html
    meetings_path: str = ""  # the look-up path from a record to its meetings, as Django's queries write it
    hidden_by: str = ""  # the look-up path to a column; its meetings do not count where it is true
    order: str = ""  # the column that orders records with the same number of meetings
    parts: tuple[Part, ...] = ()  # saved in its history, in the order in which they can be written

    @property
    def model(self) -> type[Model]:
        """The model of such records."""
        return apps.get_model("meetings", self.name)

    @property
    def has_page(self) -> bool:
        """Whether such a record has its own page."""
        return bool(self.folder)

    @property
    def route(self) -> str:
        """The address of a record's page or export, for Django's `path`, without the first slash and the ending."""
        return f"{self.folder}/<str:{self.key}>"

    @property
    def shown(self) -> dict[str, bool]:
        """The condition, for Django's `filter`, under which the public sees that the record belongs to its meetings."""
        return {self.hidden_by: False} if self.hidden_by else {}

    def address_key(self, record: Any) -> str:
        """Return the key of `record` as its address has it."""
        return self.address_key_of(getattr(record, self.key))

    def address_key_of(self, key: str) -> str:
        """Return `key` as an address writes it."""
        return key.lower() if self.is_lower_case else key


KINDS = (
    RecordKind(
        "meeting", "slug", pgettext_lazy("kind of record", "Meeting"), "meetings", "meetings", _("Meetings"),
        holds="meeting",
        # Edited facts and evidence refer to participations, so they come first.
        parts=_parts(
            "meeting",
            participations="participation",
            ranked_topics="meetingtopic",
            sources="source",
            edited_facts="editedfact",
            evidence="evidence",
            disagreements="disagreement",
            attachments="attachment",
        ),
    ),
    RecordKind(
        "official", "slug", pgettext_lazy("kind of record", "Official"), "officials", "officials", _("Officials"),
        "person", is_suggested=True,
        parts=_parts("official", names="officialname", appointments="appointment", identifiers="identifier"),
    ),
    RecordKind(
        "position", "code", pgettext_lazy("kind of record", "Office"),
        parts=_parts("position", identifiers="identifier"),
    ),
    RecordKind(
        "article", "slug", pgettext_lazy("kind of record", "Report"), "articles", holds="article",
        parts=_parts("article", attachments="attachment"),
    ),
    RecordKind(
        "place", "slug", pgettext_lazy("kind of record", "Place"), "places", "places", _("Places"), "place",
        has_subject_page=True, meetings_path="meetings", order="slug", is_suggested=True,
        parts=_parts("place", identifiers="identifier"),
    ),
    RecordKind(
        "topic", "code", pgettext_lazy("kind of record", "Topic"), "topics", "topics", _("Topics"), "topic",
        has_subject_page=True, meetings_path="meeting_topics__meeting", order="code", is_suggested=True,
    ),
    RecordKind(
        "outlet", "code", pgettext_lazy("kind of record", "Outlet"), "outlets", "outlets", _("Outlets"), "outlet",
        has_subject_page=True, meetings_path="articles__sources__meeting",
        hidden_by="articles__is_withdrawn", order="code",
        parts=_parts("outlet", identifiers="identifier"),
    ),
    RecordKind(
        "country", "code", pgettext_lazy("kind of record", "Country or region"), "sides", "sides",
        _("Countries and organisations"), "country",
        is_lower_case=True, meetings_path="participation__meeting", order="name_ar", is_suggested=True,
        parts=_parts("country", identifiers="identifier"),
    ),
    RecordKind(
        "organisation", "code", pgettext_lazy("kind of record", "Organisation"), "organisations", "sides",
        facet="organisation",
        is_lower_case=True, meetings_path="participation__meeting", order="name_ar", is_suggested=True,
        parts=_parts("organisation", identifiers="identifier"),
    ),
)  # fmt: skip
KINDS_BY_NAME = {kind.name: kind for kind in KINDS}


def list_kinds_with_pages() -> Iterator[RecordKind]:
    """Yield the kinds of record that have their own page."""
    return (kind for kind in KINDS if kind.has_page)


def get_kind(record: Model) -> RecordKind | None:
    """Return the kind of `record`; None for a part of another record and for a model outside the archive."""
    return KINDS_BY_NAME.get(str(record._meta.model_name))

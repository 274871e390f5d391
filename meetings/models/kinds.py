"""One row for each kind of record: what it is called, where its page stands, what belongs to it.

History, old addresses, the site's addresses, exports, the API, sitemaps and what is shown beside a page derive from
these rows. What the archive is asked for of a kind stands in `meetings/queries/kinds.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from django.apps import apps
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Holds = Literal["meeting", "meetings", "article", "records"]  # see queries/formats.py


@dataclass(frozen=True, slots=True)
class Part:
    """A kind of record that is kept as a part of another: `field` is its foreign key to the whole."""

    name: str  # as the whole calls them: "participations"
    model: str
    field: str


def _parts(field: str, **models_by_name: str) -> tuple[Part, ...]:
    return tuple(Part(name, model, field) for name, model in models_by_name.items())


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record, by the name of its model, which is also the name of its page's address."""

    name: str
    key: str  # the column that identifies a record to the public
    label: Promise  # one of them, above its page
    folder: str = ""  # the first part of its page's address; empty where it has no page
    list_name: str = ""  # the name of the address of the page that lists them; empty where there is none
    list_label: Promise | str = ""
    facet: str = ""  # the facet of the search by which its meetings are found
    holds: Holds = "meetings"  # what the exports of its page hold
    is_lower_case: bool = False  # whether addresses have its key in lower case
    has_subject_page: bool = False  # whether its page is that of a subject (templates/subjects/subject.html)
    meetings_path: str = ""  # from a record to its meetings, as the database's look-ups write it
    order: str = ""  # of records with as many meetings
    parts: tuple[Part, ...] = ()  # kept in its history, in the order in which they can be written

    @property
    def model(self) -> type[Model]:
        """The model of such records."""
        return apps.get_model("meetings", self.name)

    @property
    def has_page(self) -> bool:
        """Whether such a record has a page of its own."""
        return bool(self.folder)

    @property
    def route(self) -> str:
        """The end of the address of a page or an export of one of them, for Django's `path`."""
        return f"{self.folder}/<str:{self.key}>"

    def address_key(self, record: Any) -> str:
        """Return what stands for `record` in its address."""
        return self.address_key_of(getattr(record, self.key))

    def address_key_of(self, key: str) -> str:
        """Return how an address writes `key`."""
        return key.lower() if self.is_lower_case else key


KINDS = (
    RecordKind(
        "meeting", "slug", _("Meeting"), "meetings", "meetings", _("Meetings"),
        holds="meeting",
        # Evidence points at participations: these come first.
        parts=_parts(
            "meeting",
            participations="participation",
            ranked_topics="meetingtopic",
            sources="source",
            evidence="evidence",
            disagreements="disagreement",
        ),
    ),
    RecordKind(
        "official", "slug", _("Official"), "officials", "officials", _("Officials"), "person",
        parts=_parts("official", names="officialname", appointments="appointment"),
    ),
    RecordKind("position", "code", _("An office")),
    RecordKind("article", "slug", _("An article"), "articles", holds="article"),
    RecordKind(
        "place", "slug", _("Place"), "places", "places", _("Places"), "place",
        has_subject_page=True, meetings_path="meetings", order="slug",
    ),
    RecordKind(
        "topic", "code", _("Topic"), "topics", "topics", _("Topics"), "topic",
        has_subject_page=True, meetings_path="meeting_topics__meeting", order="code",
    ),
    RecordKind(
        "outlet", "code", _("Source"), "outlets", "outlets", _("Sources"), "outlet",
        has_subject_page=True, meetings_path="articles__sources__meeting", order="code",
    ),
    RecordKind(
        "country", "code", _("Country or region"), "sides", "sides", _("Countries and organisations"), "country",
        is_lower_case=True, meetings_path="participation__meeting", order="name_ar",
    ),
    RecordKind(
        "organisation", "code", _("Organisation"), "organisations", "sides", facet="organisation",
        is_lower_case=True, meetings_path="participation__meeting", order="name_ar",
    ),
)  # fmt: skip
BY_NAME = {kind.name: kind for kind in KINDS}


def with_pages() -> Iterator[RecordKind]:
    """Yield the kinds of record that have a page of their own."""
    return (kind for kind in KINDS if kind.has_page)


def kind_of(record: Model) -> RecordKind | None:
    """Return the kind of `record`, None for a part of another record and for what is no record of the archive."""
    return BY_NAME.get(str(record._meta.model_name))

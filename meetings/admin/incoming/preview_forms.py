"""The reading of a report at the desk: the marks in its text and the forms beside it."""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.admin.incoming.choices import PreviewRecords
from meetings.admin.incoming.dividing import count_rows, join_as_sent, link_cards
from meetings.admin.incoming.division import DividedFact, list_divided_facts
from meetings.admin.incoming.reading_forms import (
    AS_READ,
    MeetingFactsForm,
    PersonForm,
    ReportForm,
    refuse_twice,
)
from meetings.extraction.readings import Dismissed, EvidenceReading, MeetingReading, ParticipantReading, ReportReading
from meetings.ingest.arrivals import make_source
from meetings.ingest.proposal import MeetingProposal, propose
from meetings.ingest.run import find_unread_language, has_wrong_encoding, read_source
from meetings.ingest.stated_days import get_known_day
from meetings.models import Incoming
from meetings.queries.articles import Mark
from meetings.queries.report_languages import get_report_language_name
from meetings.services import roles
from meetings.text.typed_numbers import read_number

# Boxes of the forms -> the facts whose words they light up.
MEETING_BOXES = {"date": ("date",), "kind": ("kind", "meeting"), "place": ("place",), "topics": ("topic",)}
PERSON_BOXES = {"official": ("participant",), "title": ("title",), "side": ("side",), "role": ("role",)}
# Why something that looks like a meeting does not count; see meetings/extraction/events/factuality.py.
REASONS = {
    "planned": _("planned, not held yet"),
    "purpose": _("the purpose of a visit, not reported as held"),
    "proposed": _("proposed"),
    "denied": _("denied"),
    "cancelled": _("cancelled or put off"),
    "historical": _("earlier than this report"),
    "domestic": _("between people of one side"),
    "one-sided": _("two sides are not known"),
    "private": _("with someone who represents no side"),
    "unstated": _("the text does not say that it was held"),
}


class OtherMark(Mark):
    """A mark over words outside the report, or over something that only looks like a meeting."""

    def get_fact_display(self) -> str:
        return str(REASONS.get(self.about) or _("left out"))


@dataclass(slots=True)
class PersonRow:
    """A participant in the preview: the form, the reading, and for each box the keys of the marks that it lights."""

    prefix: str
    form: PersonForm
    read: ParticipantReading | None = None
    lights: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class MeetingCard:
    """A meeting in the preview."""

    prefix: str
    form: MeetingFactsForm
    people: list[PersonRow]
    proposal: MeetingProposal | None = None
    lights: dict[str, str] = field(default_factory=dict)
    known_not_mine: bool = False  # the meeting is on record, but this user may not change it
    previous: str = ""  # the prefix of the card before it, with which it can be joined
    is_split: bool = False  # another card has the same reading
    division: list[DividedFact] = field(default_factory=list)

    @property
    def read(self) -> MeetingReading:
        """The reading; empty for a meeting that the editor adds."""
        return self.proposal.read if self.proposal else MeetingReading()

    @property
    def share(self) -> str:
        """The confidence of the reading in percent."""
        return f"{round(self.read.confidence * 100)}%"


class ReadingPreview:
    """A preview, built from the text alone or with the data that an editor posted (`data`)."""

    def __init__(self, incoming: Incoming, user: Any, data: Mapping[str, Any] | None = None) -> None:
        self.incoming, self.user, self.data = incoming, user, data
        self.source = make_source(incoming)
        self.report: ReportReading = read_source(self.source)
        self.proposals = join_as_sent(propose(self.report), data)
        self.records = PreviewRecords(self.proposals, self.report.outlet_code, data, [incoming.outlet])
        self.form = ReportForm(
            data, initial=self._report_initial(), records=self.records, text=self.source.raw, user=user
        )
        self.cards = list(self._cards())
        link_cards(self.cards)

    @property
    def has_wrong_encoding(self) -> bool:
        """Whether the text looks like Arabic in a wrong encoding."""
        return has_wrong_encoding(self.report)

    @cached_property
    def unread_language(self) -> str:
        """The name of the language that Mahdar does not read; empty for a text in Arabic."""
        language = find_unread_language(self.report)
        return get_report_language_name(language) if language else ""

    # --- Forms --------------------------------------------------------------------------------------------------------
    def _report_initial(self) -> dict[str, Any]:
        incoming, report = self.incoming, self.report
        return {
            "headline": " ".join((report.headline or incoming.headline or "").split()),
            "url": incoming.url,
            "published": get_known_day(report, self.source),
            "outlet": incoming.outlet or self.records.outlet,
            "marks": "[]",
        }

    def _cards(self) -> Iterator[MeetingCard]:
        count = _count(self.data, "meetings", len(self.proposals))
        for number in range(count):
            proposal = self._of_number(self.proposals, f"m{number}-read", number)
            yield self.card(number, proposal)

    def blank(self) -> "ReadingPreview":
        """Return the preview without the posted data, for rows that the page adds."""
        other = copy(self)
        other.data = None
        return other

    def card(self, number: int | str, proposal: MeetingProposal | None = None, *, people: int = 0) -> MeetingCard:
        """Return the card `number`, of a meeting that Mahdar read or of one to add."""
        prefix = f"m{number}"
        known = proposal.known if proposal else None
        mine = known is not None and roles.may_edit(self.user, known)
        form = MeetingFactsForm(
            self.data,
            prefix=prefix,
            initial=self._meeting_initial(proposal, mine, number),
            records=self.records,
            known=known if mine else None,
            place_read=self._place_read(proposal),
        )
        read = proposal.read.participants if proposal else []
        count = _count(self.data, f"{prefix}-people", len(read) or people)
        card = MeetingCard(prefix, form, [], proposal, known_not_mine=known is not None and not mine)
        card.people = [self.person(prefix, place, proposal) for place in range(count)]
        if proposal:
            card.lights = _lights(MEETING_BOXES, prefix, proposal.read.evidence)
        card.division = list_divided_facts(card, self.source.raw, self.records)
        return card

    def person(self, card: str, number: int | str, proposal: MeetingProposal | None = None) -> PersonRow:
        """Return the person `number` on a card."""
        prefix = f"{card}-p{number}"
        read = match = None
        if proposal:
            pairs = list(zip(proposal.read.participants, proposal.matches, strict=True))
            default = number if isinstance(number, int) else len(pairs)
            read, match = self._of_number(pairs, f"{prefix}-read", default) or (None, None)
        initial: dict[str, Any] = {"keep": True, "role": "party"}
        if read and proposal:
            initial = {
                "read": next(place for place, one in enumerate(proposal.read.participants) if one is read),
                "keep": True,
                "official": str(match.official_id) if match else "",
                "name": " ".join((read.name or "").split()),
                "title": " ".join((read.title or "").split()),
                "side": self.records.sides.get(read.side or ""),
                "role": read.role,
                "is_group": read.is_group,
            }
        form = PersonForm(self.data, prefix=prefix, initial=initial, records=self.records)
        return PersonRow(prefix, form, read, _lights(PERSON_BOXES, prefix, read.evidence) if read else {})

    def _of_number(self, items: list[Any], name: str, default: int) -> Any:
        """Return the item that a posted form names; before it is posted, item number `default`."""
        sent = self.data.get(name, "") if self.data is not None else str(default)
        number = read_number(sent)
        return items[number] if number is not None and number < len(items) else None

    def _meeting_initial(self, proposal: MeetingProposal | None, mine: bool, number: int | str) -> dict[str, Any]:
        if proposal is None:
            return {"keep": True, "kind": "in-person"}
        read = proposal.read
        place = str(proposal.place.pk) if proposal.place else AS_READ if self._place_read(proposal) else ""
        return {
            "read": number,
            "keep": True,
            "into": str(proposal.known.pk) if proposal.known and mine else "",
            "headline": proposal.headline,
            "kind": read.kind,
            "date": read.when.day,
            "date_end": read.when.end,
            "precision": read.when.precision,
            "place": place,
            "venue": " ".join(((read.place and read.place.venue) or "").split()),
            "occasion": " ".join((read.occasion or "").split()),
            "topics": [known for one in read.topics if (known := self.records.topics.get(one.code))],
        }

    def _place_read(self, proposal: MeetingProposal | None) -> str:
        """Return the words for a place that the text names and the archive does not have; empty if there is none."""
        if proposal is None or proposal.place or proposal.read.place is None:
            return ""
        place = proposal.read.place
        country = self.records.sides.get(place.country or "")
        return "، ".join(part for part in (place.city, country and country.name) if part)

    # --- Marks --------------------------------------------------------------------------------------------------------
    def marks(self) -> list[Mark]:
        """Return the marks over the words of every fact and over the words outside the report."""
        found = []
        for card in self.cards:
            found += _marks(card.prefix, card.read.evidence if card.proposal else [])
            for person in card.people:
                found += _marks(person.prefix, person.read.evidence if person.read else [])
        found += [OtherMark(key, one.start, one.end, "dismissed", one.reason) for key, one in self._dismissed()]
        body = [*self.report.body_spans]
        body += [span for span in (self.report.headline_span, self.report.published_span) if span]
        return [*found, *_left_out(self.source.raw, body)]

    @property
    def published_words(self) -> str:
        """The words of the text that state the day of publication; empty where it is stated elsewhere."""
        span = self.report.published_span
        return " ".join(self.source.raw[slice(*span)].split()) if span else ""

    def dismissed(self) -> list[tuple[str, str, str]]:
        """Return what looks like a meeting and does not count, as (key of its mark, words, reason)."""
        raw = self.source.raw
        return [
            (key, " ".join(raw[one.start : one.end].split()), str(REASONS.get(one.reason, one.reason)))
            for key, one in self._dismissed()
        ]

    def _dismissed(self) -> list[tuple[str, Dismissed]]:
        return [(f"dismissed.{number}", one) for number, one in enumerate(self.report.dismissed)]

    # --- Decisions ----------------------------------------------------------------------------------------------------
    def is_valid(self) -> bool:
        """Return whether everything that the editor keeps can be stored.

        It checks every form, so that the page shows all errors at once.
        """
        for card in self.cards:
            if card.form.is_valid() and card.form.cleaned_data["keep"]:
                refuse_twice(person.form for person in card.people)
        kept = [card for card in self.cards if not card.form.is_valid() or card.form.cleaned_data["keep"]]
        forms = [self.form, *(card.form for card in kept), *(one.form for card in kept for one in card.people)]
        return not [form for form in forms if not form.is_valid()]

    def kept(self) -> list[MeetingCard]:
        """Return the meetings that the editor keeps, from a valid preview."""
        return [card for card in self.cards if card.form.cleaned_data["keep"]]


def _count(data: Mapping[str, Any] | None, name: str, default: int) -> int:
    """Return the number of rows in a posted form; `default` before it is posted."""
    is_sent = data is not None and read_number(data.get(f"{name}-count", "")) is not None
    return count_rows(data, name) if is_sent else default


def _keyed(prefix: str, evidence: list[EvidenceReading]) -> Iterator[tuple[str, EvidenceReading]]:
    for number, one in enumerate(evidence):
        yield f"{prefix}-{one.fact}.{number}", one


def _lights(boxes: Mapping[str, tuple[str, ...]], prefix: str, evidence: list[EvidenceReading]) -> dict[str, str]:
    return {
        box: " ".join(key for key, one in _keyed(prefix, evidence) if one.fact in facts) for box, facts in boxes.items()
    }


def _marks(prefix: str, evidence: list[EvidenceReading]) -> list[Mark]:
    return [Mark(key, one.start, one.end, one.fact) for key, one in _keyed(prefix, evidence)]


def _left_out(text: str, body: list[tuple[int, int]]) -> list[Mark]:
    """Return marks over the text between the parts of the report."""
    found: list[Mark] = []
    before = 0
    for start, end in [*sorted(body), (len(text), len(text))]:
        if text[before:start].strip() and body:
            found.append(OtherMark(f"noise.{before}", before, start, "noise"))
        before = max(before, end)
    return found

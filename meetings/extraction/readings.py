"""The result of the extraction: plain records in which every fact has the words that state it. No Django here."""

from dataclasses import dataclass, field
from datetime import date


@dataclass(frozen=True, slots=True)
class EvidenceReading:
    """The words of the original text that state a fact, and the rule that read them.

    `fact` is one of meeting, kind, date, place, participant, title, side, role, topic. `start` and `end` are offsets
    into the raw text, in characters, end exclusive. `inferred` is set where the words imply rather than state. `value`
    is the code of the topic to which a topic's evidence belongs.
    """

    fact: str
    start: int
    end: int
    rule: str
    inferred: bool = False
    value: str | None = None


@dataclass(slots=True)
class ParticipantReading:
    """A person of one side, or an office or a group where the text gives no name."""

    name: str | None = None  # as the text spells it
    title: str | None = None  # as the text words it
    side: str | None = None  # ISO 3166-1 code, IQ-KRI, or an organisation's code; None when unknown
    role: str = "party"  # host | guest | party | attendee
    is_group: bool = False  # "several commanders", a delegation
    evidence: list[EvidenceReading] = field(default_factory=list)


@dataclass(slots=True)
class PlaceReading:
    """The place of a meeting; any part may be unknown."""

    city: str | None = None  # Arabic, in the spelling of the gazetteer where it knows the city
    country: str | None = None  # ISO 3166-1 alpha-2
    venue: str | None = None  # as the text words it


@dataclass(slots=True)
class DateReading:
    """The day of a meeting, its precision and its source."""

    day: date | None = None
    end: date | None = None
    precision: str = "unknown"  # day | month | year | unknown
    basis: str = "unknown"  # stated | weekday | relative | publication | hijri | unknown
    explanation: str = ""  # in Arabic, for people: "الأربعاء، قبل تاريخ النشر 10.06.2021"


@dataclass(slots=True)
class TopicReading:
    """A topic of the controlled list, best first in its meeting."""

    code: str
    score: float = 0.0


@dataclass(slots=True)
class MeetingReading:
    """A meeting that took place according to the report."""

    kind: str = "in-person"  # in-person | visit | phone | video | summit
    when: DateReading = field(default_factory=DateReading)
    place: PlaceReading | None = None
    occasion: str | None = None  # "مؤتمر ميونخ للأمن"
    participants: list[ParticipantReading] = field(default_factory=list)
    topics: list[TopicReading] = field(default_factory=list)
    evidence: list[EvidenceReading] = field(default_factory=list)
    confidence: float = 0.5  # 0 to 1: the share of such records that are right
    doubts: tuple[str, ...] = ()  # what lowers the confidence most (keys of meeting/confidence.tsv)


@dataclass(slots=True)
class Dismissed:
    """A possible meeting that the extraction left out, with the reason (planned, denied, historical...)."""

    reason: str
    start: int
    end: int
    rule: str


@dataclass(slots=True)
class ReportReading:
    """All facts from one raw text."""

    raw: str
    headline: str | None = None
    headline_span: tuple[int, int] | None = None
    published: date | None = None
    published_span: tuple[int, int] | None = None  # the words that state it; None when the caller gave it
    outlet: str | None = None  # as the text names it
    outlet_code: str | None = None  # in the gazetteer, where it knows the outlet
    body_spans: list[tuple[int, int]] = field(default_factory=list)  # the report; the rest is noise
    unread_from: int | None = None  # offset of the words that a limit left unread; None where all was read
    failure: str = ""  # the reader's error, where it could not read the text at all
    meetings: list[MeetingReading] = field(default_factory=list)
    dismissed: list[Dismissed] = field(default_factory=list)

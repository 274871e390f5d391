"""A trigger of a meeting with its parties, as the words give them; other modules judge it."""

from dataclasses import dataclass, field

from meetings.extraction.document.annotated_text import Sentence
from meetings.extraction.events.markers import AND
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer.word_classes import load_word_class, load_word_list

VERBS = frozenset({"meet", "talk", "discuss", "receive", "visit", "call"})
NOUNS = frozenset({"noun", "call-noun", "joint"})
_RECEIVING_PARTS = load_word_list("receiving_parts")
_CREDENTIALS = load_word_class("credentials")
_GRANTING = load_word_class("granting_verbs")
_GUESTS = load_word_class("guest_heads")
_NO_PARTIES = frozenset({"group", "generic", "private", "spokesman"})


@dataclass(slots=True)
class Argument:
    """A mention beside a trigger and the preposition that brings it ("" for none)."""

    mention: Mention
    marker: str


@dataclass(slots=True)
class ArgumentReading:
    """The parties and the attendees to the right of a trigger."""

    arguments: list[Argument] = field(default_factory=list)
    attendees: list[Mention] = field(default_factory=list)
    stop: int = 0  # where the reach of the trigger ends
    asides: set[int] = field(default_factory=set)  # words of its reach about something else


@dataclass(slots=True)
class Parties:
    """The two sides of a trigger, as one rule reads them."""

    subjects: list[Mention]
    objects: list[list[Mention]] = field(default_factory=list)
    mutual: bool = False
    topic: Mention | None = None
    dropped_subject: bool = False
    arrival: bool = False
    together: bool = False  # one meeting with all of them
    is_settled: bool = False  # no later rule doubts them


NO_MEETING = Parties([])  # the answer of a rule that finds no meeting


@dataclass(slots=True)
class Event:
    """A trigger with its parties."""

    sentence: Sentence
    start: int
    end: int
    frame: str
    kind: str
    tense: str
    subjects: list[Mention] = field(default_factory=list)
    objects: list[list[Mention]] = field(default_factory=list)  # each list one second party (its members joined by و)
    attendees: list[Mention] = field(default_factory=list)
    spoken_for: dict[int, str] = field(default_factory=dict)  # mention's first word -> side ("عن الجانب الروسي")
    mutual: bool = False  # all are on one footing ("بين س وص", "جمع س بـ ص")
    topic: Mention | None = None  # the person of its verb's object pronoun, who is the next subject of the text
    dropped_subject: bool = False  # the subject was taken from what came before
    stop: int = 0  # where the reach of the trigger ends
    asides: set[int] = field(default_factory=set)  # words of its reach about something else
    carrier: int = -1  # the verb that carries a noun of meeting ("أجرى ... مباحثات")
    rule: str = ""
    arrival: bool = False  # "كان في استقباله في المطار": the welcome at the airport
    together: bool = False  # "اجتماع ثلاثي": one meeting, however many sides
    collective: bool = False  # "استقبل س الوزراء الثلاثة": all who met before him
    apart: bool = False  # "على هامش القمة، عقد س وص اجتماعا ثنائيا": separate from a larger one

    @property
    def people(self) -> list[Mention]:
        """Return the people of both sides, the subjects first."""
        return [*self.subjects, *(mention for party in self.objects for mention in party)]

    def take_reading(self, reading: ArgumentReading) -> None:
        """Save the attendees and asides to the right of the trigger."""
        self.asides, self.attendees = reading.asides, reading.attendees

    def take_parties(self, parties: Parties) -> None:
        """Save the two sides."""
        self.subjects, self.objects = parties.subjects, parties.objects
        self.mutual, self.topic = parties.mutual, parties.topic
        self.dropped_subject, self.arrival = parties.dropped_subject, parties.arrival
        self.together = self.together or parties.together


def list_mentions(arguments: list[Argument]) -> list[Mention]:
    """Return the mentions of `arguments`, in their order."""
    return [argument.mention for argument in arguments]


def list_parties(groups: list[list[Argument]]) -> list[list[Mention]]:
    """Return the mentions of each group."""
    return [list_mentions(group) for group in groups]


def group_arguments(arguments: list[Argument]) -> list[list[Argument]]:
    """Group arguments joined by و as one party; a preposition, or nothing, opens the next."""
    groups: list[list[Argument]] = []
    for argument in arguments:
        if groups and (argument.marker == AND or argument.mention.shared):
            groups[-1].append(argument)
        else:
            groups.append([argument])
    return groups


def count_sides(people: list[Mention]) -> int:
    """Count the sides of `people`; each person of unknown side counts as one side."""
    return len({mention.side or f"?{mention.entity}" for mention in people})


def is_reception(word: str) -> bool:
    """Return whether `word` is استقبال, استضافة or the أوراق (اعتماد) of an ambassador; its subject is the host."""
    return any(part in word for part in _RECEIVING_PARTS) or word in _CREDENTIALS


def is_grant(word: str) -> bool:
    """Return whether `word` is خص, which needs a noun of meeting behind it: "خص س ص باستقبال"."""
    return word in _GRANTING


def is_substantial(event: Event) -> bool:
    """Return whether an event itself names two parties.

    "عقد الجانبان لقاء" does not: it refers to people named before.
    """
    own = {
        mention.entity
        for mention in event.people
        if (mention.kind not in _NO_PARTIES or _is_guest(mention)) and not _is_nameless_plural(mention)
    }
    return len(own) >= 2


def is_guest_before_name(mention: Mention, following: Mention | None) -> bool:
    """Return whether a mention is ضيفه or مضيفه right before the words that say who it is."""
    is_nameless = mention.name is None and mention.title is not None and mention.title.head.key in _GUESTS
    return is_nameless and following is not None and not following.particle and following.title is not None


def _is_guest(mention: Mention) -> bool:
    """Return whether a mention is ضيفه or مضيفه, which refers to a person named before."""
    return mention.entity >= 0 and mention.title is not None and mention.title.head.key in _GUESTS


def _is_nameless_plural(mention: Mention) -> bool:
    is_nameless = mention.name is None and mention.side is None
    return is_nameless and mention.title is not None and mention.title.head.number != "one"

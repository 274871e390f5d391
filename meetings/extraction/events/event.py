"""A trigger of a meeting with its parties, as the words have them; nothing is judged yet."""

from dataclasses import dataclass, field

from meetings.extraction.document.annotated_text import Sentence
from meetings.extraction.mentions.mention import Mention

VERBS = frozenset({"meet", "talk", "discuss", "receive", "visit", "call"})
NOUNS = frozenset({"noun", "call-noun", "joint"})


@dataclass(slots=True)
class Argument:
    """A mention beside a trigger and the preposition that brings it ("" for none)."""

    mention: Mention
    marker: str


@dataclass(slots=True)
class Event:
    """A trigger with its parties, as the words have them; nothing is judged yet."""

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
    topic: Mention | None = None  # whom the object pronoun of its verb takes up: of him the text goes on to speak
    dropped_subject: bool = False  # the subject was taken from what came before
    stop: int = 0  # where the reach of the trigger ends
    asides: set[int] = field(default_factory=set)  # words of its reach that speak of something else
    carrier: int = -1  # the verb that carries a noun of meeting ("أجرى ... مباحثات")
    rule: str = ""
    arrival: bool = False  # "كان في استقباله في المطار": who came to the airport
    together: bool = False  # "اجتماع ثلاثي": one meeting, however many sides
    collective: bool = False  # "استقبل س الوزراء الثلاثة": all who had met before him
    apart: bool = False  # "على هامش القمة، عقد س وص اجتماعا ثنائيا": a meeting of its own beside a larger one


@dataclass(slots=True)
class Reading:
    """What stands to one side of a trigger."""

    arguments: list[Argument] = field(default_factory=list)
    attendees: list[Mention] = field(default_factory=list)
    stop: int = 0
    asides: set[int] = field(default_factory=set)


def is_reception(word: str) -> bool:
    """استقبال, استضافة, and أوراق الاعتماد that a head of state receives: who does it is the host."""
    return "ستقبال" in word or "ستضاف" in word or word.removeprefix("ل") == "اوراق"


def groups_of(arguments: list[Argument]) -> list[list[Argument]]:
    """Arguments joined by و are one party; a preposition, or nothing, opens the next."""
    groups: list[list[Argument]] = []
    for argument in arguments:
        if groups and (argument.marker == "و" or argument.mention.shared):
            groups[-1].append(argument)
        else:
            groups.append([argument])
    return groups


def _is_guest(mention: Mention) -> bool:
    """ضيفه, مضيفه: somebody told of before."""
    return mention.entity >= 0 and mention.title is not None and mention.title.head.key in ("ضيف", "مضيف")


def is_substantial(event: Event) -> bool:
    """Whether an event brings two parties of its own, and does not only take up those told of before
    ("عقد الجانبان لقاء").
    """
    people = [*event.subjects, *(m for group in event.objects for m in group)]
    own = {
        m.entity
        for m in people
        if (m.kind not in ("group", "generic", "private", "spokesman") or _is_guest(m))
        and not (m.name is None and m.side is None and m.title is not None and m.title.head.number != "one")
    }
    return len(own) >= 2

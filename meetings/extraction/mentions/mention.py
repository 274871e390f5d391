"""One mention of a person or group, and the ranks and honorifics that may stand before its name."""

from dataclasses import dataclass, field

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.mentions.name_parser import parse_name
from meetings.extraction.mentions.title import Title

# Titles that stand before a name like an honorific, behind a longer title or without one.
_SHORT_TITLES = frozenset(
    {"الامير", "الاميره", "الملك", "النايب", "النايبه", "الوزير", "الوزيره", "السفير", "السفيره", "القاضي"}
)


NO_PERSON = frozenset({"spokesman", "private"})


@dataclass(slots=True)
class Mention:
    """A person or group at words [start, end) of the text."""

    start: int
    end: int
    sentence: int
    name: tuple[int, int] | None = None
    title: Title | None = None
    more_titles: list[Title] = field(default_factory=list)
    particle: str = ""
    rank: tuple[int, int] | None = None
    side: str | None = None
    shared: bool = False  # its head stands with another person ("وزيرا خارجية سورية ... والعراق ...")
    entity: int = -1
    rule: str = "title-name"
    is_class: bool = False  # "وزير خارجية تركي": anybody of that office, nobody named

    @property
    def kind(self) -> str:
        """The class of its title; `rank` or `name` where there is no office."""
        if self.title:
            return self.title.kind
        return "rank" if self.rank else "name"

    @property
    def is_person(self) -> bool:
        return self.kind not in NO_PERSON


def has_particle(text: Text, index: int) -> bool:
    hit = text.hit(index, "head")
    return bool(hit and hit.particle)


def skip_ranks(text: Text, index: int, stop: int) -> int:
    """Behind ranks and honorifics ("اللواء ركن", "الدكتور السعودي") that stand before a name."""
    while index < stop:
        hit = text.hit(index, "head")
        if hit is None or hit.particle or hit.entry.detail not in ("rank", "honorific"):
            short = hit is not None and hit.end == index + 1 and text.words[index] in _SHORT_TITLES
            if not short or not parse_name(text, skip_ranks(text, index + 1, stop), stop, titled=True):
                break
            hit_end = index + 1
        else:
            hit_end = hit.end
        index = hit_end
        demonym = text.hit(index, "demonym") if index < stop else None
        if (
            demonym
            and not demonym.particle
            and demonym.entry.definite
            and parse_name(text, demonym.end, stop, titled=True)
        ):
            index = demonym.end
    return index

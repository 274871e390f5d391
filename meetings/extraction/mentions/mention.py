"""One mention of a person or group, and the possible ranks and honorifics before its name."""

from dataclasses import dataclass, field

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.mentions.name_parser import parse_name
from meetings.extraction.mentions.title import Title
from meetings.gazetteer.word_classes import load_word_class

_ABBREVIATIONS = load_word_class("abbreviated_honorifics")
_SHORT_TITLES = load_word_class("titles_like_honorifics")
NO_PERSON = frozenset({"spokesman", "private"})
MAX_RANKS = 6  # before a name: "معالي الشيخ الدكتور اللواء"


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
    shared: bool = False  # it has its head together with another person ("وزيرا خارجية سورية ... والعراق ...")
    entity: int = -1
    rule: str = "title-name"
    is_class: bool = False  # "وزير خارجية تركي": any holder of that office, not a particular one

    @property
    def kind(self) -> str:
        """Return the class of its title; `rank` or `name` where it has no office."""
        if self.title:
            return self.title.kind
        return "rank" if self.rank else "name"

    @property
    def is_person(self) -> bool:
        """Return whether it is a person who speaks for himself, not a spokesman or private person."""
        return self.kind not in NO_PERSON


def has_particle(text: Text, index: int) -> bool:
    """Return whether the title that begins at `index` has a particle."""
    hit = text.hit(index, "head")
    return bool(hit and hit.particle)


def skip_ranks(text: Text, index: int, stop: int, most: int = MAX_RANKS) -> int:
    """Return the index after ranks and honorifics before a name ("اللواء ركن", "الدكتور السعودي"), `most` at most.

    Whether a short title is one depends on all words behind it: a long row of them would double the work with each.
    """
    for count in range(most):
        end = _end_of_rank(text, index, stop, most - count - 1) if index < stop else None
        if end is None:
            break
        index = end
        nation = text.hit(index, "demonym") if index < stop else None
        is_before_name = nation is not None and not nation.particle and nation.entry.definite
        if nation is not None and is_before_name and parse_name(text, nation.end, stop, titled=True):
            index = nation.end
    return index


def _end_of_rank(text: Text, index: int, stop: int, most: int) -> int | None:
    """Return the end of a rank or honorific at `index`, or of a short title before a name ("الوزير").

    `most` ranks may follow before the name.
    """
    if text.words[index] in _ABBREVIATIONS and index + 1 < stop and text.words[index + 1] == ".":
        return index + 2  # "د. عبداللطيف"
    hit = text.hit(index, "head")
    if hit is None:
        return None
    if not hit.particle and hit.entry.detail in ("rank", "honorific"):
        return hit.end
    is_short = hit.end == index + 1 and text.words[index] in _SHORT_TITLES
    if not is_short or parse_name(text, skip_ranks(text, index + 1, stop, most), stop, titled=True) is None:
        return None
    return index + 1

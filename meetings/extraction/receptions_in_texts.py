"""Who received whom in a headline or a summary, by the places of names beside a verb. No Django here.

The extraction reads whole reports; a text of the archive is one line about people who are known, so the order of their
names tells: "س يستقبل ص", "استقبل س ص", "X receives Y", "Y, hosted by X".
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from meetings.extraction.document.lexicon import get_lexicon
from meetings.extraction.english_phrases import find_english

HOST, GUEST = "host", "guest"
_ARABIC_FRAMES = ("receive", "visit")


class Reception(NamedTuple):
    """A verb of reception or of visiting: its place among the words, its frame, and whether the verb may come first."""

    start: int
    end: int
    frame: str
    is_arabic: bool


def find_receptions(words: list[str]) -> list[Reception]:
    """Return the verbs that say who received or visited whom, in order."""
    found = [
        Reception(index, hit.end, hit.entry.key, is_arabic=True)
        for index in range(len(words))
        for hit in get_lexicon().hits(words, index, len(words))[:1]
        if hit.entry.kind == "verb" and hit.entry.key in _ARABIC_FRAMES
    ]
    found += [
        Reception(hit.start, hit.end, hit.frame, is_arabic=False)
        for hit in find_english(words)
        if hit.frame in ("receive", "received", "visit")
    ]
    return sorted(found)


def read_roles(words: list[str], people: Mapping[int, int]) -> Iterator[tuple[int, str]]:
    """Yield who is host and who is guest by the words.

    Args:
        words: The folded words of the text.
        people: Where each person is first named: the number of a word -> the person.
    """
    for verb in find_receptions(words):
        before = [people[place] for place in sorted(people) if place < verb.start]
        behind = [people[place] for place in sorted(people) if place >= verb.end]
        if before:
            subject, others = before[-1], behind
        elif verb.is_arabic and behind:
            subject, others = behind[0], behind[1:]
        else:
            continue
        is_host = verb.frame == "receive"
        yield subject, HOST if is_host else GUEST
        if others:
            yield others[0], GUEST if is_host else HOST

"""A word beside a trigger, for the rules that ask whether it excludes the event from the report's day."""

from dataclasses import dataclass

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.events.event import Event

MEETING_NOUNS = frozenset({"noun", "call-noun"})


@dataclass(slots=True)
class BrakePlace:
    """The word at `index`, and one reading of it where a rule asks about readings."""

    text: Text
    event: Event
    index: int
    hit: LexiconHit | None = None

    @property
    def word(self) -> str:
        """Return the word."""
        return self.text.words[self.index]

    @property
    def distance(self) -> int:
        """Return the number of words from it to the trigger."""
        return self.event.start - self.index

    @property
    def is_noun(self) -> bool:
        """Return whether the trigger is a noun of meeting."""
        return self.event.frame in MEETING_NOUNS

    def words_before_event(self, count: int) -> list[str]:
        """Return up to `count` words of the sentence before the trigger."""
        start = self.event.start
        return self.text.words[max(self.event.sentence.start, start - count) : start]

    def cue(self) -> str:
        """Return the cue of the reading; empty where it is not a cue."""
        return self.hit.entry.key if self.hit is not None and self.hit.entry.kind == "cue" else ""

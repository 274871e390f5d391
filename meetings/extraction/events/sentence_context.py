"""One sentence with its people, for the rules that look for parties around a trigger."""

import itertools
from dataclasses import dataclass, field

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.document.lexicon import ARTICLE, LexiconHit
from meetings.extraction.events.event import Event
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer.word_classes import load_word_class, load_word_list

_SEVERAL_SIDES = load_word_list("several_sides_prefixes")
_SEPARATE = load_word_list("separate_meeting_prefixes")
_ALL_OF, _COUNTS = load_word_class("sides_counted"), load_word_list("counts_of_sides")
_SET_PHRASES = frozenset({"time", "video", "phone"})


@dataclass(slots=True)
class SentenceContext:
    """The words of a sentence, its mentions, and the facts read in it so far."""

    text: Text
    sentence: Sentence
    acting: Mention | None  # the subject of the sentence before
    mentions: list[Mention]  # those that identify a person or group
    at: dict[int, Mention]  # first word -> mention
    inside: set[int]  # words that are part of a mention
    has_earlier_events: bool = False  # sentences before state events
    events: list[Event] = field(default_factory=list)
    present: list[tuple[list[Mention], int]] = field(default_factory=list)  # attendees, and the word that lists them
    side_beside: str | None = None  # the side of the party whose companions follow
    opens_list: bool = False  # "حضر اللقاء:", with the names on the lines after

    @classmethod
    def of(
        cls, text: Text, sentence: Sentence, mentions: list[Mention], acting: Mention | None, has_earlier_events: bool
    ) -> "SentenceContext":
        """Make the context of `sentence`, whose mentions are `mentions`."""
        named = [mention for mention in mentions if not mention.is_class]
        inside = {index for mention in mentions for index in range(mention.start, mention.end)}
        return cls(text, sentence, acting, named, {m.start: m for m in named}, inside, has_earlier_events)

    def word_before(self, index: int) -> str:
        """Return the word before `index`, be it of the sentence before."""
        return self.text.words[index - 1]

    def words_before(self, index: int, count: int) -> list[str]:
        """Return up to `count` words of the sentence before `index`."""
        return self.text.words[max(self.sentence.start, index - count) : index]

    def set_phrase_end(self, index: int) -> int:
        """Return the end of a phrase whose words alone mean something else ("عن بعد", "بعد الظهر"), or `index`."""
        hits = self.text.hits[index]
        if hits and hits[0].entry.kind == "cue" and hits[0].entry.key in _SET_PHRASES and hits[0].end > index + 1:
            return hits[0].end
        return index

    def is_of_several_sides(self, start: int, end: int) -> bool:
        """Return whether a trigger at words [start, end) is of several sides: "قمة ثلاثية", "لقاء الدول الثلاث"."""
        soon = self.text.words[start : min(self.sentence.end, end + 3)]
        if any(word.removeprefix(ARTICLE).startswith(_SEVERAL_SIDES) for word in soon):
            return True
        behind = self.text.words[end : self.sentence.end]
        return any(one in _ALL_OF and two.startswith(_COUNTS) for one, two in itertools.pairwise(behind))

    def new_event(self, hit: LexiconHit, rule: str, stop: int) -> Event:
        """Make the event of a trigger, still without parties."""
        entry, words = hit.entry, self.text.words
        event = Event(
            self.sentence, hit.start, hit.end, entry.key, entry.detail, entry.number or "past", rule=rule, stop=stop
        )
        near = words[max(self.sentence.start, hit.start - 14) : min(self.sentence.end, hit.end + 12)]
        event.together = self.is_of_several_sides(hit.start, hit.end)
        event.apart = any(word.startswith(_SEPARATE) for word in near)
        return event

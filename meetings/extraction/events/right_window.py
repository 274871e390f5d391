"""The people to the right of a trigger, sorted by the preposition or clause that brings them.

مع and ب bring the second party, بين both, بحضور those present; a relative clause, what was spoken of and what was said
bring nobody.
"""

from dataclasses import dataclass
from typing import TypeAlias

from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.events.event import NOUNS, Argument, ArgumentReading
from meetings.extraction.events.markers import AGENT, AND, BETWEEN, FROM, NONE, TO, WITH
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import word_class, word_list

MAX_REACH_WORDS = 70  # from a trigger to its last party
MAX_PEOPLE = 24  # of one meeting
PEERS = word_class("peer_words")
_COMPANY_PREFIXES = word_list("company_prefixes")
_ATTENDANCE_OPENINGS = word_class("attendance_openings")
_AGENT_WORDS = word_class("agent_words")
_JOINING = PEERS | word_class("following_word")
_COMPANY = word_class("company_words")
_LIST_WORDS = word_class("list_words")
_BESIDE = word_class("beside_word")
_MARGIN = word_list("occasion_margin")[0]
_MARKERS = {
    word: marker
    for marker, name in ((WITH, "marker_with"), (BETWEEN, "marker_between"), (FROM, "marker_from"))
    for word in word_list(name)
}
_FUNCTION_WORDS = frozenset({*_JOINING, *_COMPANY, *_LIST_WORDS, *_MARKERS, TO})
_OPENING_SIGNS, _CLOSING_SIGNS = frozenset("“«("), frozenset("”»)")
_CLAUSE_SIGNS, _LIST_SIGNS = frozenset(":;?"), frozenset(":;")
_CLAUSES = frozenset({"apart", "relative", "aside"})  # zones whose people are not those of the trigger
_COMMA_ENDED = frozenset({*_CLAUSES, "inserted"})
_PRESENCE = frozenset({"present", "inserted"})
_THIRD_PERSON = ("ه", "ها")
_ASKED_KINDS = frozenset({"verb", "noun", "cue"})


@dataclass(frozen=True, slots=True)
class _Effect:
    """What a word does to the walk: ends it, changes the zone, or brings the next party by a marker."""

    zone: str = ""
    marker: str = ""
    stops: bool = False


_NOTHING, _STOP = _Effect(), _Effect(stops=True)
_EFFECT_OF_MARKER = {marker: _Effect(marker=marker) for marker in (AND, WITH, BETWEEN, FROM)}
_ZONES = {zone: _Effect(zone=zone) for zone in ("relative", "aside", "apart", "present", "inserted")}


class _Walk:
    """A walk over the words to the right of a trigger; zone and marker say what the next person is to it."""

    def __init__(self, context: SentenceContext, start: int, *, discussed: bool, listed: bool) -> None:
        self.context, self.index, self.discussed, self.listed = context, start, discussed, listed
        self.word = ""
        self.hit: LexiconHit | None = None  # the reading of the word that is asked about
        self.stop = min(context.sentence.end, start + MAX_REACH_WORDS)
        self.zone, self.marker, self.depth = "party", NONE, 0
        self.reading = ArgumentReading(stop=self.stop)

    def read(self) -> ArgumentReading:
        context, words = self.context, self.context.text.words
        while self.index < self.stop and len(self.reading.arguments) < MAX_PEOPLE:
            mention = context.at.get(self.index)
            if mention is not None:
                self._take_mention(mention)
                continue
            self.word = words[self.index]
            if (passed := context.set_phrase_end(self.index)) > self.index:
                self.index = passed
            elif self._is_agent_phrase():
                self.marker, self.zone = AGENT, "party"
                self.index += 2
            elif self._take_word():
                self.index += 1
            else:
                self.reading.stop = self.index
                break
        return self.reading

    def _take_mention(self, mention: Mention) -> None:
        if self.depth == 0 and not self._is_of_occasion(mention):
            if self.zone in _PRESENCE:
                mention.side = mention.side or self.context.side_beside  # "س، يرافقه وزير الخارجية": of the side of س
                self.reading.attendees.append(mention)
            elif self.zone == "party":
                self.reading.arguments.append(Argument(mention, self.marker or mention.particle))
        if self.zone == "party":
            self.marker = NONE
        self.index = max(mention.end, self.index + 1)

    def _take_word(self) -> bool:
        """Let the word at the index change zone and marker; tell whether the walk goes on."""
        self._note_companions()
        if self.zone in _CLAUSES:
            self.reading.asides.add(self.index)
        if self.word in _OPENING_SIGNS:
            self.depth += 1
        elif self.word in _CLOSING_SIGNS:
            self.depth = max(0, self.depth - 1)
        elif self.word in _CLAUSE_SIGNS and not self._is_list_sign():
            return False
        elif self.word == "," and self.zone in _COMMA_ENDED:
            self.zone = "party"
        elif not self.depth:
            return self._apply(self._effect())
        return True

    def _apply(self, effect: _Effect) -> bool:
        if effect.zone:
            self.zone = effect.zone
        elif effect.marker and self._reaches(effect.marker):
            self.marker, self.zone = effect.marker, "present" if self.zone == "present" else "party"
        return not effect.stops

    def _reaches(self, marker: str) -> bool:
        """Tell whether a marker brings a party from inside the zone: out of what was spoken of, مع alone does."""
        return self.zone not in ("apart", "relative") and (self.zone != "aside" or marker == WITH)

    def _effect(self) -> _Effect:
        if self.word in _FUNCTION_WORDS and (effect := WORD_EFFECTS.decide(self)) is not None:
            return effect
        for hit in self.context.text.hits[self.index]:
            self.hit = hit
            if hit.entry.kind in _ASKED_KINDS and (effect := HIT_EFFECTS.decide(self)) is not None:
                return effect
        return _NOTHING

    def _note_companions(self) -> None:
        """Note whose companions follow: "س، يرافقه ..."."""
        if self._opens_companions():
            self.context.side_beside = self.reading.arguments[-1].mention.side
        elif self.word in _ATTENDANCE_OPENINGS:
            self.context.side_beside = None  # others than those who came with him

    def _opens_companions(self) -> bool:
        is_behind_party = self.zone == "party" and bool(self.reading.arguments)
        return is_behind_party and self.word.startswith(_COMPANY_PREFIXES) and self.word.endswith(_THIRD_PERSON)

    def _is_list_sign(self) -> bool:
        return self.word in _LIST_SIGNS and (self.listed or self.zone == "present")

    def _is_agent_phrase(self) -> bool:
        """Tell whether "من قبل" and a person stand here: who did what a passive states."""
        has_person = self.word == FROM and self.index + 2 in self.context.at
        return has_person and self.context.text.words[self.index + 1] in _AGENT_WORDS

    def _is_of_occasion(self, mention: Mention) -> bool:
        """Tell whether these are an occasion's people, whom nobody names: "على هامش اجتماع وزراء دفاع الحلف"."""
        several = mention.name is None and mention.title is not None and mention.title.head.number == "many"
        return several and _MARGIN in self.context.words_before(mention.start, 3)

    def is_beside(self) -> bool:
        """Tell whether "إلى جانب" and a person stand here: one more of the same."""
        has_person = self.index + 2 < self.context.sentence.end and self.index + 2 in self.context.at
        return has_person and self.context.text.words[self.index + 1] in _BESIDE

    def is_hit(self, kind: str, *keys: str) -> bool:
        """Tell whether the reading asked about is of `kind` and, where given, of one of `keys`."""
        entry = self.hit.entry if self.hit else None
        return entry is not None and entry.kind == kind and (not keys or entry.key in keys)


_Effects: TypeAlias = "RuleSet[_Walk, _Effect]"


def _joining_word(walk: _Walk) -> _Effect | None:
    return _EFFECT_OF_MARKER[AND] if walk.word in _JOINING else None


def _company_word(walk: _Walk) -> _Effect | None:
    return _ZONES["inserted"] if walk.word in _COMPANY else None


def _from_outside_party(walk: _Walk) -> _Effect | None:
    return _NOTHING if walk.word == FROM and walk.zone != "party" else None


def _preposition(walk: _Walk) -> _Effect | None:
    return _EFFECT_OF_MARKER[_MARKERS[walk.word]] if walk.word in _MARKERS else None


def _list_word(walk: _Walk) -> _Effect | None:
    return _EFFECT_OF_MARKER[AND] if walk.word in _LIST_WORDS or (walk.word == TO and walk.is_beside()) else None


WORD_EFFECTS: _Effects = RuleSet(
    "right_window.words",
    Rule(
        "joining_word",
        "التقى وزير الخارجية الأمريكي أنتوني بلينكن الرئيس التركي رجب طيب أردوغان ثم وزير الخارجية هاكان فيدان.",
        _joining_word,
    ),
    Rule(
        "company_word",
        "التقى وزير الخارجية الأمريكي أنتوني بلينكن برفقة السفير جيف فليك وزير الخارجية التركي هاكان فيدان.",
        _company_word,
    ),
    Rule(
        "from_outside_party",
        "بحث وزير الخارجية الأمريكي أنتوني بلينكن آخر التطورات من أنقرة مع وزير الخارجية التركي هاكان فيدان.",
        _from_outside_party,
    ),
    Rule(
        "preposition",
        "اجتمع وزير الخارجية الأمريكي أنتوني بلينكن مع وزير الخارجية التركي هاكان فيدان.",
        _preposition,
    ),
    Rule(
        "list_word",
        "التقى وزير الخارجية الأمريكي أنتوني بلينكن الرئيس التركي رجب طيب أردوغان وكذلك وزير الخارجية هاكان فيدان.",
        _list_word,
    ),
)


def _noun_of_another_meeting(walk: _Walk) -> _Effect | None:
    return _STOP if walk.is_hit("noun", *NOUNS) and (walk.zone == "aside" or walk.discussed) else None


def _list_of_those_present(walk: _Walk) -> _Effect | None:
    return _ZONES["present"] if walk.is_hit("verb", "attend") else None


def _verb_of_the_clause(walk: _Walk) -> _Effect | None:
    if not walk.is_hit("verb"):
        return None
    is_carrier = walk.is_hit("verb", "light") and walk.hit is not None and walk.hit.particle == NONE
    is_inner = walk.zone == "relative" or (walk.is_hit("verb", "gather") and walk.zone == "aside")
    return _NOTHING if is_carrier or is_inner else None


def _next_verb(walk: _Walk) -> _Effect | None:
    return _STOP if walk.is_hit("verb") else None


def _relative_clause(walk: _Walk) -> _Effect | None:
    return _ZONES["relative"] if walk.is_hit("cue", "relative") else None


def _other_matter(walk: _Walk) -> _Effect | None:
    return _ZONES["apart"] if walk.is_hit("cue", "apart") and walk.zone not in _PRESENCE else None


def _subject_matter(walk: _Walk) -> _Effect | None:
    return _ZONES["aside"] if walk.is_hit("cue", "content") and walk.zone == "party" else None


HIT_EFFECTS: _Effects = RuleSet(
    "right_window.readings",
    Rule(
        "noun_of_another_meeting",
        "بحث وزير الخارجية الأمريكي أنتوني بلينكن نتائج لقاء الرئيس التركي رجب طيب أردوغان مع الرئيس المصري.",
        _noun_of_another_meeting,
    ),
    Rule(
        "list_of_those_present",
        "استقبل الرئيس التركي رجب طيب أردوغان وزير الخارجية الأمريكي أنتوني بلينكن بحضور وزير الخارجية هاكان فيدان.",
        _list_of_those_present,
    ),
    Rule(
        "verb_of_the_clause",
        "التقى وزير الخارجية الأمريكي أنتوني بلينكن، الذي زار أنقرة، وزير الخارجية التركي هاكان فيدان.",
        _verb_of_the_clause,
    ),
    Rule(
        "next_verb",
        "التقى وزير الخارجية الأمريكي أنتوني بلينكن الرئيس التركي رجب طيب أردوغان وأكد أهمية الحوار.",
        _next_verb,
    ),
    Rule(
        "relative_clause",
        "التقى وزير الخارجية الأمريكي أنتوني بلينكن، الذي وصل إلى أنقرة، وزير الخارجية التركي هاكان فيدان.",
        _relative_clause,
    ),
    Rule(
        "other_matter",
        "التقى وزير الخارجية الأمريكي أنتوني بلينكن، بعد وصوله إلى أنقرة، وزير الخارجية التركي هاكان فيدان.",
        _other_matter,
    ),
    Rule(
        "subject_matter",
        "بحث وزير الخارجية الأمريكي أنتوني بلينكن آخر التطورات مع وزير الخارجية التركي هاكان فيدان.",
        _subject_matter,
    ),
)


def read_right(
    context: SentenceContext, start: int, *, discussed: bool = False, listed: bool = False
) -> ArgumentReading:
    """Read the parties to the right of word `start`.

    Args:
        context: The sentence.
        start: The first word behind the trigger.
        discussed: The trigger is a verb of discussing: a noun of meeting behind it is what was discussed.
        listed: A list follows, in which ":" and ";" end nothing.
    """
    return _Walk(context, start, discussed=discussed, listed=listed).read()

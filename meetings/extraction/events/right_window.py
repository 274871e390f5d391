"""The people to the right of a trigger, sorted by the preposition or clause before them.

مع and ب precede the second party, بين both, بحضور the attendees; the people of a relative clause, of a matter discussed
or of a speech are not parties.
"""

from meetings.extraction.events.event import Argument, ArgumentReading, is_guest_before_name
from meetings.extraction.events.markers import AGENT, FROM, NONE, WITH
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.extraction.events.word_effects import PRESENCE, WordEffect, WordState, find_effect
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_REACH_WORDS = 70  # from a trigger to its last party
MAX_LIST_GAP_WORDS = 3  # from one party of a list to the next one, beyond that reach
MAX_PEOPLE = 24  # of one meeting
_COMPANY_PREFIXES = load_word_list("company_prefixes")
_ATTENDANCE_OPENINGS = load_word_class("attendance_openings")
_AGENT_WORDS = load_word_class("agent_words")
_EACH = load_word_class("each_words")
_MARGIN = load_word_list("occasion_margin")[0]
_OPENING_SIGNS, _CLOSING_SIGNS = frozenset("“«("), frozenset("”»)")
_CLAUSE_SIGNS, _LIST_SIGNS = frozenset(":;?"), frozenset(":;")
_CLAUSES = frozenset({"apart", "relative", "aside"})  # zones whose people are not the trigger's
_COMMA_ENDED = frozenset({*_CLAUSES, "inserted"})
_THIRD_PERSON = ("ه", "ها")
MAX_WORDS_TO_LIST = 4  # from مع to the first of those with whom a matter was discussed: "مع كل من"
_EACH_PHRASES = load_word_class("all_of")
_EACH_OF = frozenset(phrase.split()[0] for phrase in _EACH_PHRASES)


class _Walk(WordState):
    """A walk over the words to the right of a trigger; zone and marker give the part of the next person."""

    def __init__(self, context: SentenceContext, start: int, *, discussed: bool, listed: bool) -> None:
        super().__init__(context, start, discussed=discussed)
        self.listed = listed
        self.stop = min(context.sentence.end, start + MAX_REACH_WORDS)
        self.marker, self.depth = NONE, 0
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
        if is_guest_before_name(mention, self.context.at.get(mention.end)):
            self.marker = self.marker or mention.particle  # "وضيفه وزير الخارجية س": one person
            self.index = mention.end
            return
        if self.depth == 0 and not self._is_of_occasion(mention):
            if self.zone in PRESENCE:
                mention.side = mention.side or self.context.side_beside  # "س، يرافقه وزير الخارجية": of the side of س
                self.reading.attendees.append(mention)
            elif self.zone == "party":
                self.reading.arguments.append(Argument(mention, self.marker or mention.particle))
                self._reach_on(mention)
        if self.zone == "party":
            self.marker = NONE
        self.index = max(mention.end, self.index + 1)

    def _reach_on(self, mention: Mention) -> None:
        """Read on where a list of parties goes beyond the reach: each brings the next one near."""
        self.stop = max(self.stop, min(self.context.sentence.end, mention.end + MAX_LIST_GAP_WORDS))
        self.reading.stop = self.stop

    def _take_word(self) -> bool:
        """Change zone and marker for the word at the index; return whether the walk continues."""
        self._note_companions()
        if self.zone in _CLAUSES:
            self.reading.asides.add(self.index)
        if self.word in _OPENING_SIGNS:
            self.depth += 1
        elif self.word in _CLOSING_SIGNS:
            self.depth = max(0, self.depth - 1)
        elif self.word in _CLAUSE_SIGNS and not self._is_list_sign():
            return False
        elif self._opens_list_behind_clause() or (self.word == "," and self.zone in _COMMA_ENDED):
            self.zone = "party"
        elif not self.depth and not self._is_within_each_of():
            return self._apply(find_effect(self))
        return True

    def _opens_list_behind_clause(self) -> bool:
        """Return whether the listed people follow a relative clause: "ضم الوفد الذي استقبله س كلا من ص وع"."""
        behind = self.context.text.words[self.index : self.index + 2]
        return self.listed and self.zone == "relative" and " ".join(behind) in _EACH_PHRASES

    def _is_within_each_of(self) -> bool:
        """Return whether the word is that of "مع كل من", behind which مع still governs."""
        before = self.context.text.words[self.index - 1] if self.index > self.context.sentence.start else ""
        return f"{before} {self.word}" in _EACH_PHRASES

    def _apply(self, effect: WordEffect) -> bool:
        if effect.zone:
            self.zone = effect.zone
        elif effect.marker and self._reaches(effect.marker):
            is_present = self.zone == "present" and not self._ends_insertion(effect.marker)
            self.marker, self.zone = effect.marker, "present" if is_present else "party"
        return not effect.stops

    def _ends_insertion(self, marker: str) -> bool:
        """Return whether the second party follows those present: "التقى س، بحضور ع، مع ص"."""
        is_behind = self.index > self.context.sentence.start and self.context.text.words[self.index - 1] == ","
        return marker == WITH and is_behind and len(self.reading.arguments) == 1

    def _reaches(self, marker: str) -> bool:
        """Return whether a marker names a party inside the zone; in a matter discussed only مع before people does.

        "حول السلام مع إسرائيل وخطة رئيس الوزراء الإسرائيلي" is still of the matter.
        """
        if self.zone in ("apart", "relative"):
            return False
        first = self.index + 1
        is_list = first < self.stop and self.context.text.words[first] in _EACH_OF  # "مع كل من"
        near = range(first, first + (MAX_WORDS_TO_LIST if is_list else 1))
        return self.zone != "aside" or (marker == WITH and any(index in self.context.at for index in near))

    def _note_companions(self) -> None:
        """Record the person whose companions follow: "س، يرافقه ..."."""
        if self._opens_companions():
            self.context.side_beside = self.reading.arguments[-1].mention.side
        elif self.word in _ATTENDANCE_OPENINGS:
            self.context.side_beside = None  # other people than his companions

    def _opens_companions(self) -> bool:
        is_after_party = self.zone == "party" and bool(self.reading.arguments)
        return is_after_party and self.word.startswith(_COMPANY_PREFIXES) and self.word.endswith(_THIRD_PERSON)

    def _is_list_sign(self) -> bool:
        is_each = self.index > self.context.sentence.start and self.context.text.words[self.index - 1] in _EACH
        return self.word in _LIST_SIGNS and (self.listed or self.zone == "present" or is_each or self._is_after_title())

    def _is_after_title(self) -> bool:
        """Return whether a name follows the sign: "السفير الأردني؛ ماهر الطراونة", "السفراء: س (فرنسا)"."""
        is_within = self.index + 1 in self.context.inside and self.index - 1 in self.context.inside
        return is_within and (self.word == ";" or self._is_after_plural())

    def _is_after_plural(self) -> bool:
        """Return whether a nameless plural office, whose holders follow, ends before the sign."""
        before = [mention for mention in self.context.mentions if mention.end == self.index]
        return any(one.name is None and one.title is not None and one.title.head.number == "many" for one in before)

    def _is_agent_phrase(self) -> bool:
        """Return whether "من قبل" and a person are here, the agent of a passive."""
        has_person = self.word == FROM and self.index + 2 in self.context.at
        return has_person and self.context.text.words[self.index + 1] in _AGENT_WORDS

    def _is_of_occasion(self, mention: Mention) -> bool:
        """Return whether these are the unnamed people of an occasion: "على هامش اجتماع وزراء دفاع الحلف"."""
        several = mention.name is None and mention.title is not None and mention.title.head.number == "many"
        return several and _MARGIN in self.context.words_before(mention.start, 3)


def read_right(
    context: SentenceContext, start: int, *, discussed: bool = False, listed: bool = False
) -> ArgumentReading:
    """Read the parties to the right of word `start`.

    Args:
        context: The sentence.
        start: The first word after the trigger.
        discussed: The trigger is a verb of discussing: a noun of meeting after it is the matter.
        listed: A list follows, in which ":" and ";" end nothing.
    """
    return _Walk(context, start, discussed=discussed, listed=listed).read()

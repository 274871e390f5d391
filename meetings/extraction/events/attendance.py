"""Attendees beside the parties: "حضر اللقاء س وص", "بحضور", "ضم الوفد", lists over several lines."""

from dataclasses import dataclass

from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.events.event import Event, list_mentions
from meetings.extraction.events.left_context import find_ungoverned
from meetings.extraction.events.markers import AND
from meetings.extraction.events.right_window import read_right
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_GROUP_GAP_WORDS = 4  # from a delegation to the verb that names its members
_TO_ATTEND = load_word_class("to_attend")
_DELEGATION = load_word_class("delegation_words")
_ARRIVALS = load_word_class("arrival_verbs")
_SIDE_OPENINGS = load_word_class("side_openings")
_INCLUDING = load_word_class("including_verbs")
_MEETING_PRONOUNS = load_word_class("meeting_pronouns")
_PRESENCE = load_word_class("presence_nouns")
_INSIDE = load_word_class("inside_words")
_COMPANION_PART = load_word_list("companion_part")[0]
_COMPANION_OPENINGS = load_word_list("companion_openings")
_OBJECT_PRONOUNS = load_word_list("object_pronouns")
_LIST_OPENINGS = load_word_class("list_openings")
_LEADING = load_word_class("leading_prepositions")
_PRESENT, _ATTENDED = load_word_class("words_for_those_present"), load_word_class("verbs_of_attending")
_FUTURE_PREFIXES = ("سي", "ست")


@dataclass(slots=True)
class _Listing:
    """People listed beside a word of attendance."""

    context: SentenceContext
    hit: LexiconHit
    people: list[Mention]
    is_sure: bool  # the words around it need not refer to a meeting
    of_parties: bool  # the verb follows the parties: "س وص حضرا لقاء فلان"

    @property
    def word(self) -> str:
        """Return the word of attendance."""
        return self.context.text.words[self.hit.start]

    @property
    def is_after_group(self) -> bool:
        """Return whether a delegation is right before the word of attendance."""
        start = self.hit.start
        return any(m.kind == "group" and 0 <= start - m.end <= MAX_GROUP_GAP_WORDS for m in self.context.mentions)

    @property
    def group_first(self) -> Mention | None:
        """Return the delegation whose members follow: "وضم الوفد الجزائري وزير الخارجية س"."""
        first = self.people[0]
        is_near = len(self.people) > 1 and first.start - self.hit.end <= 1
        return first if first.kind == "group" and is_near else None


def read_attendance(context: SentenceContext, hit: LexiconHit, *, is_sure: bool = False) -> None:
    """Read the attendees: of the event of this sentence, or of the meeting to which "اللقاء" refers.

    "لحضور" says what a person came for: another meeting than the one that the sentence tells of.
    """
    if context.text.words[hit.start] in _TO_ATTEND:
        return
    people, of_parties = _find_listed(context, hit)
    ends_open = not people and context.text.words[context.sentence.end - 1] == ":"
    context.opens_list = context.opens_list or ends_open
    if not people or _is_to_come(context, hit.start):
        return
    listing = _Listing(context, hit, people, is_sure, of_parties)
    if (group := listing.group_first) is not None:
        for mention in people[1:]:
            mention.side = mention.side or group.side
    if listing.is_after_group and _has_travelled(context, hit.start):
        return
    if listing.is_after_group and listing.word.removeprefix(AND) in _INCLUDING:
        _lend_side_of_delegation(context, people, hit.start)
    if REASONS.holds(listing):
        context.present.append((people, hit.start))
        _lend_side_of_companion(listing)


def _find_listed(context: SentenceContext, hit: LexiconHit) -> tuple[list[Mention], bool]:
    """Find the listed people, and whether they precede the verb as parties of another meeting."""
    reading = read_right(context, hit.end, listed=True)
    people = list_mentions(reading.arguments) + reading.attendees
    noun = _find_noun_behind(context, hit.end)
    of_parties = noun is not None and not noun.entry.definite and bool(people) and people[0].start == noun.end
    if of_parties or (not people and hit.entry.number == "past"):
        people = find_ungoverned(context, hit.start)  # "س وص حضرا اللقاء", "حضرا لقاء فلان وفلان"
    return people, of_parties


def _find_noun_behind(context: SentenceContext, end: int) -> LexiconHit | None:
    """Find the noun of meeting at word `end` or the next one."""
    for index in range(end, min(end + 2, context.sentence.end)):
        if (hit := context.text.hit(index, "noun")) is not None:
            return hit
    return None


def _is_to_come(context: SentenceContext, start: int) -> bool:
    """Return whether a future verb precedes ("ستعود صحبة س"), which makes the people future attendees."""
    is_common = context.text.lexicon.is_common
    words = context.words_before(start, 5)
    return any(word.startswith(_FUTURE_PREFIXES) and len(word) > 4 and is_common(word[1:]) for word in words)


def _has_travelled(context: SentenceContext, start: int) -> bool:
    """Return whether the list names people who travelled, not people who met: "وصل س على رأس وفد ضم"."""
    words = context.text.words[context.sentence.start : start]
    return any(word in _ARRIVALS or word.removeprefix(AND) in _ARRIVALS for word in words)


def _lend_side_of_delegation(context: SentenceContext, people: list[Mention], start: int) -> None:
    """Give the members of a delegation its side: "استقبل س ص والوفد المرافق له، الذي ضم ع": that of ص."""
    mentions = context.mentions
    last = max(number for number, m in enumerate(mentions) if m.kind == "group" and m.end <= start)
    group = mentions[last]
    chief = mentions[last - 1] if last and group.particle == AND else group
    for mention in people:
        mention.side = mention.side or group.side or chief.side


def _lend_side_of_companion(listing: _Listing) -> None:
    """Give the others the side of the person they came with: "رافق س في الزيارة وزير الخارجية ص"."""
    first, word = listing.people[0], listing.word
    if _COMPANION_PART not in word or word.endswith(_OBJECT_PRONOUNS) or not first.side:
        return  # "يرافقه س": the object is known
    for mention in listing.people[1:]:
        if _DELEGATION.isdisjoint(listing.context.text.words[first.end : mention.start]):
            mention.side = mention.side or first.side


# The reasons why a list names attendees of a meeting


def _given(listing: _Listing) -> bool | None:
    return True if listing.is_sure else None


def _named_delegation(listing: _Listing) -> bool | None:
    group = listing.group_first
    return True if group is not None and group.title is not None else None


def _side_named(listing: _Listing) -> bool | None:
    """Accept a list after a named side: "فيما حضر من الجانب اليوناني س"."""
    end, stop = listing.hit.end, listing.context.sentence.end
    words = listing.context.text.words[end : min(end + 2, stop)]
    return True if len(words) == 2 and words[0] in _SIDE_OPENINGS and words[1] in _DELEGATION else None


def _meeting_as_pronoun(listing: _Listing) -> bool | None:
    return True if listing.context.text.words[listing.hit.end - 1] in _MEETING_PRONOUNS else None


def _told_present(listing: _Listing) -> bool | None:
    """Accept a list behind "وكان حاضرا" and behind "كان من بين الحضور"."""
    is_predicate = listing.hit.end - listing.hit.start > 1
    return True if is_predicate and listing.context.text.words[listing.hit.end - 1] in _PRESENT else None


def _attended_alone(listing: _Listing) -> bool | None:
    """Accept "وحضر س وص." behind a meeting: it names nothing else that they attended, as "حضر س حفل التوقيع" does."""
    context, text = listing.context, listing.context.text
    if not (context.events or context.has_earlier_events) or listing.word not in _ATTENDED:
        return None
    last, stop = listing.people[-1].end, context.sentence.end
    ends = last >= stop or not text.is_word(last) or text.words[last] in _SIDE_OPENINGS
    return True if ends and listing.people[0].start - listing.hit.end <= 1 else None


def _in_presence(listing: _Listing) -> bool | None:
    is_behind = listing.context.word_before(listing.hit.start) in _INSIDE
    return True if listing.word in _PRESENCE and is_behind else None


def _other_parties(listing: _Listing) -> bool | None:
    return True if listing.of_parties else None


def _meeting_taken_up(listing: _Listing) -> bool | None:
    """Accept a list beside a noun that refers to a meeting: "حضر اللقاء س", "حضر الجلسة س"."""
    context, hit = listing.context, listing.hit
    near = range(max(context.sentence.start, hit.start - 4), min(context.sentence.end, hit.end + 5))
    return True if any(_takes_up(other) for index in near for other in context.text.hits[index]) else None


def _takes_up(hit: LexiconHit) -> bool:
    entry = hit.entry
    return (entry.kind == "noun" and entry.definite) or (entry.kind == "cue" and entry.key == "sitting")


def _behind_delegation(listing: _Listing) -> bool | None:
    return True if listing.is_after_group else None


def _known_object(listing: _Listing) -> bool | None:
    return True if listing.hit.entry.suffix else None


def _companions(listing: _Listing) -> bool | None:
    is_beside = _COMPANION_PART in listing.word or listing.word.startswith(_COMPANION_OPENINGS)
    return True if is_beside else None


_MET = "استقبل الرئيس التركي رجب طيب أردوغان وزير الخارجية الأمريكي أنتوني بلينكن."

REASONS: "RuleSet[_Listing, bool]" = RuleSet(
    "attendance.reasons",
    Rule("given", f"{_MET} وتلته جلسة مباحثات موسعة ضمت وزير الخارجية ووزير الدفاع.", _given),
    Rule("named_delegation", f"{_MET} وضم الوفد الأمريكي السفير جيف فليك.", _named_delegation),
    Rule("side_named", f"{_MET} فيما حضر من الجانب التركي وزير الخارجية هاكان فيدان.", _side_named),
    Rule("meeting_as_pronoun", f"{_MET} وشارك فيه وزير الخارجية التركي هاكان فيدان.", _meeting_as_pronoun),
    Rule("told_present", f"{_MET} وكان حاضرا وزير الخارجية التركي هاكان فيدان.", _told_present),
    Rule("in_presence", f"{_MET} وذلك في حضور وزير الخارجية التركي هاكان فيدان.", _in_presence),
    Rule(
        "other_parties",
        "وزير الخارجية التركي هاكان فيدان ووزير الدفاع التركي يشار غولر حضرا لقاء الرئيس المصري عبد الفتاح السيسي.",
        _other_parties,
    ),
    Rule("meeting_taken_up", f"{_MET} وحضر اللقاء وزير الخارجية التركي هاكان فيدان.", _meeting_taken_up),
    Rule("attended_alone", f"{_MET} وحضر وزير الخارجية التركي هاكان فيدان.", _attended_alone),
    Rule(
        "behind_delegation",
        f"{_MET[:-1]} والوفد المرافق له الذي ضم السفير جيف فليك.",
        _behind_delegation,
    ),
    Rule("known_object", f"{_MET} وحضره وزير الخارجية التركي هاكان فيدان.", _known_object),
    Rule("companions", f"{_MET[:-1]} بحضور وزير الخارجية هاكان فيدان.", _companions),
)


def is_enlarging_meeting(event: Event) -> bool:
    """Return whether a gathering enlarges the meeting before it.

    "... تلته جلسة موسعة ضمت وزير الخارجية ووزير الدفاع": its people have no named side.
    """
    return event.frame == "gather" and not any(m.side or m.kind == "group" for m in event.people)


def read_continued_list(context: SentenceContext, is_listing: bool) -> bool:
    """Read a sentence without a verb that continues a list: "وعن الجانب الروسي: ...", or an item of it.

    Return whether it was one.
    """
    text, sentence = context.text, context.sentence
    words = range(sentence.start, sentence.end)
    first = next((index for index in words if text.is_word(index)), None)
    if first is None or not context.mentions:
        return False
    is_item = is_listing and context.mentions[0].start == first
    if not is_item and not _opens_with_side(context, first):
        return False
    if any(text.hit(index, "verb") for index in range(first, sentence.end) if index not in context.inside):
        return False
    context.present.append((list(context.mentions), first))
    return True


def _opens_with_side(context: SentenceContext, first: int) -> bool:
    """Return whether a sentence begins with "وعن الجانب" or a similar phrase."""
    words = context.text.words
    is_led = words[first] in _LIST_OPENINGS and first + 1 < context.sentence.end
    return is_led and words[first + 1] in _DELEGATION

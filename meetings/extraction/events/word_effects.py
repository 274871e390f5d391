"""The effect of a word to the right of a trigger: it ends the reach, opens a clause, or precedes the next party."""

from dataclasses import dataclass
from typing import TypeAlias

from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.events.event import NOUNS
from meetings.extraction.events.markers import AND, BETWEEN, BI, FROM, NONE, TO, WITH
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class, load_word_list

PEERS = load_word_class("peer_words")
PRESENCE = frozenset({"present", "inserted"})  # zones of attendees
_JOINING = PEERS | load_word_class("following_word")
_COMPANY = load_word_class("company_words")
_OWN_COMPANY, _WEAK_CARRIERS = load_word_class("own_company"), load_word_class("weak_carriers")
_TO_ATTEND = load_word_class("to_attend")
_LIST_WORDS = load_word_class("list_words")
_BESIDE = load_word_class("beside_word")
_MARKERS = {
    word: marker
    for marker, name in (
        (WITH, "marker_with"),
        (BI, "marker_by"),
        (BETWEEN, "marker_between"),
        (FROM, "marker_from"),
    )
    for word in load_word_list(name)
}
_FUNCTION_WORDS = frozenset({*_JOINING, *_COMPANY, *_LIST_WORDS, *_MARKERS, TO})
_ASKED_KINDS = frozenset({"verb", "noun", "cue"})


@dataclass(frozen=True, slots=True)
class WordEffect:
    """The effect of a word on the walk: end it, change the zone, or set the marker of the next party."""

    zone: str = ""
    marker: str = ""
    stops: bool = False


_NOTHING, _STOP = WordEffect(), WordEffect(stops=True)
_EFFECT_OF_MARKER = {marker: WordEffect(marker=marker) for marker in (AND, WITH, BI, BETWEEN, FROM)}
_ZONES = {zone: WordEffect(zone=zone) for zone in ("relative", "aside", "apart", "present", "inserted")}


class WordState:
    """A word to the right of a trigger, in the zone that earlier words opened."""

    def __init__(self, context: SentenceContext, index: int, *, discussed: bool) -> None:
        self.context, self.index, self.discussed = context, index, discussed
        self.word, self.zone = "", "party"
        self.hit: LexiconHit | None = None  # the reading in question

    def is_beside(self) -> bool:
        """Return whether this is "إلى جانب" before a person: one more of the same."""
        has_person = self.index + 2 < self.context.sentence.end and self.index + 2 in self.context.at
        return has_person and self.context.text.words[self.index + 1] in _BESIDE

    def is_hit(self, kind: str, *keys: str) -> bool:
        """Return whether the reading in question is of `kind` and, where given, of one of `keys`."""
        entry = self.hit.entry if self.hit else None
        return entry is not None and entry.kind == kind and (not keys or entry.key in keys)


_RuleSet: TypeAlias = "RuleSet[WordState, WordEffect]"


def _joining_word(place: WordState) -> WordEffect | None:
    return _EFFECT_OF_MARKER[AND] if place.word in _JOINING else None


def _company_word(place: WordState) -> WordEffect | None:
    return _ZONES["inserted"] if place.word in _COMPANY else None


def _from_of_date(place: WordState) -> WordEffect | None:
    return _NOTHING if place.word == FROM and place.index in place.context.text.date_at else None


def _from_outside_party(place: WordState) -> WordEffect | None:
    return _NOTHING if place.word == FROM and place.zone != "party" else None


def _preposition(place: WordState) -> WordEffect | None:
    return _EFFECT_OF_MARKER[_MARKERS[place.word]] if place.word in _MARKERS else None


def _list_word(place: WordState) -> WordEffect | None:
    return _EFFECT_OF_MARKER[AND] if place.word in _LIST_WORDS or (place.word == TO and place.is_beside()) else None


WORD_EFFECTS: _RuleSet = RuleSet(
    "word_effects.words",
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
        "from_of_date",
        "اتصل وزير الخارجية الأمريكي أنتوني بلينكن هاتفيا أول من أمس بوزير الخارجية التركي هاكان فيدان.",
        _from_of_date,
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


def _noun_of_another_meeting(place: WordState) -> WordEffect | None:
    return _STOP if place.is_hit("noun", *NOUNS) and (place.zone == "aside" or place.discussed) else None


def _list_of_those_present(place: WordState) -> WordEffect | None:
    if not place.is_hit("verb", "attend"):
        return None
    return _STOP if place.word in _TO_ATTEND else _ZONES["present"]  # "لحضور" says what a person came for


def _verb_of_the_clause(place: WordState) -> WordEffect | None:
    if not place.is_hit("verb"):
        return None
    is_carrier = place.is_hit("verb", "light") and place.hit is not None and place.hit.particle == NONE
    is_inner = place.zone == "relative" or (place.is_hit("verb", "gather") and place.zone == "aside")
    return _NOTHING if is_carrier or is_inner else None


def _inserted_company(place: WordState) -> WordEffect | None:
    """Open the insertion "وكان برفقته س": a comma ends it, and the second party may follow."""
    behind = place.index + 1
    is_company = behind < place.context.sentence.end and place.context.text.words[behind] in _OWN_COMPANY
    return _ZONES["inserted"] if is_company and place.word in _WEAK_CARRIERS else None


def _next_verb(place: WordState) -> WordEffect | None:
    return _STOP if place.is_hit("verb") else None


def _relative_clause(place: WordState) -> WordEffect | None:
    return _ZONES["relative"] if place.is_hit("cue", "relative") else None


def _other_matter(place: WordState) -> WordEffect | None:
    return _ZONES["apart"] if place.is_hit("cue", "apart") and place.zone not in PRESENCE else None


def _subject_matter(place: WordState) -> WordEffect | None:
    return _ZONES["aside"] if place.is_hit("cue", "content") and place.zone == "party" else None


HIT_EFFECTS: _RuleSet = RuleSet(
    "word_effects.readings",
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
        "inserted_company",
        "اجتمع وزير الخارجية الأمريكي أنتوني بلينكن أمس، وكان برفقته السفير جيف فليك، مع وزير الخارجية التركي "
        "هاكان فيدان.",
        _inserted_company,
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


def find_effect(place: WordState) -> WordEffect:
    """Find the effect of the word."""
    if place.word in _FUNCTION_WORDS and (effect := WORD_EFFECTS.decide(place)) is not None:
        return effect
    for hit in place.context.text.hits[place.index]:
        place.hit = hit
        if hit.entry.kind in _ASKED_KINDS and (effect := HIT_EFFECTS.decide(place)) is not None:
            return effect
    return _NOTHING

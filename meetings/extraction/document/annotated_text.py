"""The words of a report in sentences, each with its entries in the lexicon. No Django here."""

import re
from dataclasses import dataclass, field, replace

from meetings.extraction.document.lexicon import Lexicon, LexiconHit, get_lexicon
from meetings.extraction.document.page_cleaning import CleanedPage, clean, find_prose_start
from meetings.extraction.document.page_lines import PageLine
from meetings.extraction.document.quoted_names import find_marks_of_names
from meetings.gazetteer.word_classes import load_word_class, load_word_list
from meetings.text.date_words import DateWords, find_dates
from meetings.text.fold import Folded, fold_map
from meetings.text.repair.layers import RepairedText
from meetings.text.repair.repair import repair
from meetings.text.tokens import WORD

_TOKEN = re.compile(rf"{WORD.pattern}|[^\w\s#]")  # a hashtag's sign is not a word
# Folded word -> a letter that opens the raw spelling of a name, or that it has not.
_HOMOGRAPHS = {
    **dict.fromkeys(load_word_class("names_spelled_with_madda"), ("آ", True)),
    **dict.fromkeys(load_word_class("names_spelled_without_hamza"), ("أ", False)),
}
MAX_REPORT_WORDS = 12_000  # five times the longest newspaper article; later words are not read
MIN_FUTURE_LETTERS = 5
# A sentence of this length ends at its next comma, or at once.
MAX_SENTENCE_WORDS_TO_COMMA, MAX_SENTENCE_WORDS = 150, 250
MAX_DATELINE_WORDS, MAX_DATELINE_CHARACTERS = 5, 70
_AND = load_word_list("particle_and")[0]
_SPELLED_ON, _SPELLED_YA = " على ", "ي"  # as spelled: folding makes ى and ي one
_FUTURE = load_word_list("future_beginnings")
_SHORT_FUTURES = load_word_class("short_future_verbs")
_OBJECTS_OF_ON = "|".join(load_word_list("objects_of_on"))
_ON = load_word_list("on")[0]
_FOLDED_ON = re.compile(rf"\b{_ON}(?= (?:{_OBJECTS_OF_ON}))")
_STOPS = frozenset(".!?·")  # some Algerian newspapers end sentences with ·
_MIDDLE_STOP = "·"


@dataclass(slots=True)
class Sentence:
    """Words [start, end) of the text; `role` is that of its line (headline, subhead, body)."""

    index: int
    start: int
    end: int
    role: str
    paragraph: int


@dataclass(slots=True)
class Text:
    """A report's words (folded, with punctuation), sentences, lexicon hits and date words."""

    raw: str  # repaired: all offsets are into it, until `pipeline` maps them back
    repaired: RepairedText
    folded: Folded
    page: CleanedPage
    lexicon: Lexicon
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)  # folded offsets
    ends: list[int] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)
    hits: list[list[LexiconHit]] = field(default_factory=list)  # by first word, longest first
    dates: list[DateWords] = field(default_factory=list)
    date_at: dict[int, DateWords] = field(default_factory=dict)  # every word of a date -> the date
    name_marks: frozenset[int] = frozenset()  # folded offsets of the marks around names, which the words leave out
    name_bounds: set[int] = field(default_factory=set)  # the words behind those marks: a name begins or has ended
    unread_from: int | None = None  # offset of the first words that a limit left unread
    last_taken_up: int | None = None  # the last word by which the text takes a meeting up as past; None until asked for
    spells_ya: bool = False  # whether the text writes على with ى, so that علي is a name

    def leave_unread(self, index: int) -> None:
        """Record that the words from `index` on were not read, because a limit was reached."""
        first = self.span(index, index + 1)[0]
        self.unread_from = first if self.unread_from is None else min(self.unread_from, first)

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Return the offsets in the raw text of words [start, end)."""
        return self.folded.span(self.starts[start], self.ends[end - 1])

    def quote(self, start: int, end: int) -> str:
        """Return the raw text of words [start, end)."""
        first, last = self.span(start, end)
        return self.raw[first:last]

    def has_article(self, index: int) -> bool:
        """Return whether word `index` begins with ال, and not with a hamza that folding removed (ألكسندر)."""
        return self.words[index].startswith("ال") and self.raw[self.span(index, index + 1)[0]] in "اٱﺍ"

    def is_homograph(self, index: int) -> bool:
        """Return whether only folding makes the name at `index` a known word: آن beside أن, تراس beside ترأس."""
        spelling = _HOMOGRAPHS.get(self.words[index])
        if spelling is None:
            return False
        letter, there = spelling
        quote = self.quote(index, index + 1)
        return quote.startswith(letter) if there else letter not in quote

    def is_word(self, index: int) -> bool:
        """Return whether word `index` consists of letters, not of digits or a mark."""
        return self.words[index][0].isalpha()

    def kinds(self, index: int) -> set[str]:
        """Return the kinds of forms that begin at word `index`."""
        return {hit.entry.kind for hit in self.hits[index]}

    def hit(self, index: int, *kinds: str) -> LexiconHit | None:
        """Return the longest hit of one of `kinds` at word `index`."""
        return next((hit for hit in self.hits[index] if hit.entry.kind in kinds), None)

    def is_future_verb(self, index: int) -> bool:
        """Return whether a word is a verb with the prefix of the future, known or not, and no name or noun like it."""
        word = self.words[index]
        if word in _SHORT_FUTURES:
            return True
        if len(word) < MIN_FUTURE_LETTERS or not word.startswith(_FUTURE):
            return False
        verb = self.hit(index, "verb")
        if verb is not None:
            return verb.entry.number == "future"
        is_noun = word[2] == "ا" or word in self.lexicon.first  # سيارة, سياسة; سيرغي, ستيفن
        return not is_noun and not self.hits[index]


def read_text(raw: str) -> Text:
    """Read `raw`: repair it, clean the page, split the report into sentences, look its words up."""
    repaired = repair(raw)
    raw = repaired.text
    folded = fold_map(raw)
    page = clean(folded.text)
    text = Text(raw, repaired, folded, page, get_lexicon(), spells_ya=_spells_ya(raw, folded))
    text.name_marks = find_marks_of_names(folded.text, text.lexicon)
    for paragraph, line in enumerate(page.lines):
        if line.role not in ("body", "headline", "subhead"):
            continue
        if len(text.words) < MAX_REPORT_WORDS:
            _add_line(text, line, paragraph)
        else:
            _leave_rest(text, line.start)
    if repaired.unread_from is not None and text.unread_from is None:
        text.unread_from = len(repaired.text)
    for sentence in text.sentences:
        for index in range(sentence.start, sentence.end):
            text.hits.append(_known_hits(text, index, sentence.end))
    return text


def get_raw_words(raw: str, span: tuple[int, int]) -> str:
    """Return the words of the raw text at `span`, with single spaces."""
    return " ".join(raw[slice(*span)].split())


def _spells_ya(raw: str, folded: Folded) -> bool:
    """Return whether the text writes the ى of "على"; then its "علي" is a name."""
    if raw.count(_SPELLED_ON) >= 2:
        return True
    ends = (folded.span(*match.span())[1] for match in _FOLDED_ON.finditer(folded.text))
    return not any(raw[end - 1] == _SPELLED_YA for end in ends)


def _known_hits(text: Text, index: int, stop: int) -> list[LexiconHit]:
    """Return the forms at a word, without those that only folding produces."""
    hits = text.lexicon.hits(text.words, index, stop)
    if hits and text.words[index].endswith("ه") and text.quote(index, index + 1).endswith("ة"):
        # Folding makes ة and ه one: "وزارة" is a ministry, not "and he visited him".
        hits = [hit for hit in hits if hit.entry.suffix != "ه" or hit.end > index + 1]
    return [] if hits and text.is_homograph(index) else hits


def _add_line(text: Text, line: PageLine, paragraph: int) -> None:
    """Split a line into words and sentences, and find its dates."""
    begin = 0
    while line.role == "body" and (end := find_prose_start(line, begin)) and _is_dateline(text, line.text[begin:end]):
        begin = end
    first = len(text.words)
    start = first
    alone = -1  # the place of a و that is written apart from its word ("و وزير")
    for match in _TOKEN.finditer(line.text, begin):
        if len(text.words) >= MAX_REPORT_WORDS:
            _leave_rest(text, line.start + match.start())
            break
        word, opened = match.group(), match.start()
        if line.start + opened in text.name_marks:
            text.name_bounds.add(len(text.words))
            continue
        if word == _AND and line.text[match.end() : match.end() + 2].strip()[:1].isalpha():
            alone = opened
            continue
        if alone >= 0:
            word, opened, alone = _AND + word, alone, -1
        text.words.append(word)
        text.starts.append(line.start + opened)
        text.ends.append(line.start + match.end())
        length = len(text.words) - start
        too_long = length >= MAX_SENTENCE_WORDS or (length >= MAX_SENTENCE_WORDS_TO_COMMA and word == ",")
        if too_long or (word in _STOPS and not _inside(line.text, match.end(), text.words)):
            _close(text, start, line.role, paragraph)
            start = len(text.words)
    _close(text, start, line.role, paragraph)
    _mark_dates(text, line, begin, first)


def _leave_rest(text: Text, start: int) -> None:
    """Record that the folded text from `start` on is not read."""
    if text.unread_from is None:
        text.unread_from = text.folded.span(start, start + 1)[0]


def _is_dateline(text: Text, prefix: str) -> bool:
    """Return whether the words before a dash are only places, agencies and dates."""
    if ("(" in prefix and len(prefix) < MAX_DATELINE_CHARACTERS) or "/" in prefix or find_dates(prefix):
        return True
    words = [word for word in WORD.findall(prefix) if word[0].isalpha()]
    for index, _ in enumerate(words):
        for hit in text.lexicon.hits(words, index, len(words)):
            if hit.entry.kind == "place" or hit.entry.kind == "country":
                return len(words) <= MAX_DATELINE_WORDS
    return False


def _inside(line: str, end: int, words: list[str]) -> bool:
    """Return whether a full stop is part of a number, an initial or an abbreviation."""
    following = line[end : end + 1]
    before = words[-2] if len(words) > 1 else ""
    if following.isdigit() and before.isdigit():
        return True
    if words[-1] == _MIDDLE_STOP and following.strip():
        return True  # inside a name
    return len(before) == 1 and before.isalpha() and words[-1] == "."


def _close(text: Text, start: int, role: str, paragraph: int) -> None:
    """End the sentence that began at word `start`."""
    if len(text.words) > start:
        text.sentences.append(Sentence(len(text.sentences), start, len(text.words), role, paragraph))


def _mark_dates(text: Text, line: PageLine, begin: int, first: int) -> None:
    """Record for each word of a date the date that it belongs to."""
    index = first
    for date in find_dates(line.text):
        if date.start < begin:
            continue
        moved = replace(date, start=line.start + date.start, end=line.start + date.end)
        text.dates.append(moved)
        while index < len(text.words) and text.ends[index] <= moved.start:
            index += 1
        while index < len(text.words) and text.starts[index] < moved.end:
            text.date_at[index] = moved
            index += 1

"""The words of a report in sentences, with what the lexicon knows of each. No Django here."""

import re
from dataclasses import dataclass, field

from meetings.extraction.document.lexicon import Lexicon, LexiconHit, lexicon
from meetings.extraction.document.page_cleaning import CleanedPage, PageLine, clean, prefix_end
from meetings.text.dates import DateWords, find_dates
from meetings.text.fold import Folded, fold_map
from meetings.text.tokens import WORD

_TOKEN = re.compile(rf"{WORD.pattern}|[^\w\s#]")  # a hashtag's sign is no word
# Folded word -> a letter whose presence (or absence) in the raw spelling makes it a name.
_HOMOGRAPHS = {"ان": ("آ", True), "ابي": ("آ", True), "تراس": ("أ", False)}
# Words; the longest newspaper article has a fifth of them, and what lies beyond is left unread.
MAX_REPORT_WORDS = 12_000
_LONG, _ENDLESS = 150, 250  # words after which a sentence ends at its next comma, or anyway
_LOOSE_YA = re.compile(r"\bعلي (?:ال|أن|ان|هامش|رأس|مدى|ضرورة|أهمية)")  # the preposition written as the name is
_STOPS = frozenset(".!?")
_QUOTES_OPEN, _QUOTES_CLOSE = frozenset("“«"), frozenset("”»")


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

    raw: str
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
    quoted: set[int] = field(default_factory=set)
    spells_ya: bool = False  # whether the text writes على with ى, so that علي is a name

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Offsets in the raw text of words [start, end)."""
        return self.folded.span(self.starts[start], self.ends[end - 1])

    def quote(self, start: int, end: int) -> str:
        """The raw text of words [start, end)."""
        first, last = self.span(start, end)
        return self.raw[first:last]

    def has_article(self, index: int) -> bool:
        """Whether word `index` begins with ال, and not with a hamza that folding took off (ألكسندر)."""
        return self.words[index].startswith("ال") and self.raw[self.span(index, index + 1)[0]] in "اٱﺍ"

    def is_homograph(self, index: int) -> bool:
        """Whether word `index` is a name that only folding makes a known word: آن beside أن, تراس beside ترأس."""
        spelling = _HOMOGRAPHS.get(self.words[index])
        if spelling is None:
            return False
        letter, there = spelling
        return (letter in self.quote(index, index + 1)) is there

    def is_word(self, index: int) -> bool:
        return self.words[index][0].isalpha()

    def kinds(self, index: int) -> set[str]:
        return {hit.entry.kind for hit in self.hits[index]}

    def hit(self, index: int, *kinds: str) -> LexiconHit | None:
        """The longest hit of one of `kinds` at word `index`."""
        return next((hit for hit in self.hits[index] if hit.entry.kind in kinds), None)


def read_text(raw: str) -> Text:
    """Clean `raw` and split what is the report into sentences."""
    folded = fold_map(raw)
    page = clean(folded.text)
    text = Text(raw, folded, page, lexicon(), spells_ya=raw.count(" على ") >= 2 or not _LOOSE_YA.search(raw))
    for paragraph, line in enumerate(page.lines):
        if line.role in ("body", "headline", "subhead") and len(text.words) < MAX_REPORT_WORDS:
            _add_line(text, line, paragraph)
    for sentence in text.sentences:
        for index in range(sentence.start, sentence.end):
            hits = text.lexicon.hits(text.words, index, sentence.end)
            if hits and text.words[index].endswith("ه") and text.quote(index, index + 1).endswith("ة"):
                # Folding has made ة and ه one: "وزارة" is a ministry, not "and he visited him".
                hits = [hit for hit in hits if hit.entry.suffix != "ه" or hit.end > index + 1]
            if hits and text.is_homograph(index):
                hits = []
            text.hits.append(hits)
    return text


def _add_line(text: Text, line: PageLine, paragraph: int) -> None:
    """Tokenise a line, split it into sentences, find its dates."""
    begin = 0
    while line.role == "body" and (end := prefix_end(line, begin)) and _is_dateline(text, line.text[begin:end]):
        begin = end
    first = len(text.words)
    start = first
    alone = -1  # where a و stands that is written apart from its word ("و وزير")
    for match in _TOKEN.finditer(line.text, begin):
        if len(text.words) >= MAX_REPORT_WORDS:
            break
        word, opened = match.group(), match.start()
        if word == "و" and line.text[match.end() : match.end() + 2].strip()[:1].isalpha():
            alone = opened
            continue
        if alone >= 0:
            word, opened, alone = f"و{word}", alone, -1
        text.words.append(word)
        text.starts.append(line.start + opened)
        text.ends.append(line.start + match.end())
        length = len(text.words) - start
        too_long = length >= _ENDLESS or (length >= _LONG and word == ",")
        if too_long or (word in _STOPS and not _inside(line.text, match.end(), text.words)):
            _close(text, start, line.role, paragraph)
            start = len(text.words)
    _close(text, start, line.role, paragraph)
    _mark_dates(text, line, begin, first)


def _is_dateline(text: Text, prefix: str) -> bool:
    """Whether the words before a dash are places, agencies and dates only, and so no part of the first sentence."""
    if ("(" in prefix and len(prefix) < 70) or "/" in prefix or find_dates(prefix):
        return True
    words = [word for word in WORD.findall(prefix) if word[0].isalpha()]
    for index, _ in enumerate(words):
        for hit in text.lexicon.hits(words, index, len(words)):
            if hit.entry.kind == "place" or hit.entry.kind == "country":
                return len(words) <= 5
    return False


def _inside(line: str, end: int, words: list[str]) -> bool:
    """Whether a full stop stands inside something: a number, an initial, an abbreviation."""
    following = line[end : end + 1]
    before = words[-2] if len(words) > 1 else ""
    if following.isdigit() and before.isdigit():
        return True
    return len(before) == 1 and before.isalpha() and words[-1] == "."


def _close(text: Text, start: int, role: str, paragraph: int) -> None:
    if len(text.words) > start:
        text.sentences.append(Sentence(len(text.sentences), start, len(text.words), role, paragraph))


def _mark_dates(text: Text, line: PageLine, begin: int, first: int) -> None:
    """Note for each word of a date which date it is of."""
    index = first
    for date in find_dates(line.text):
        if date.start < begin:
            continue
        moved = DateWords(
            line.start + date.start, line.start + date.end, date.words, date.kind,
            date.day, date.month, date.year, date.weekday, date.offset, date.direction,
        )  # fmt: skip
        text.dates.append(moved)
        while index < len(text.words) and text.ends[index] <= moved.start:
            index += 1
        while index < len(text.words) and text.starts[index] < moved.end:
            text.date_at[index] = moved
            index += 1

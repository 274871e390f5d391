"""The grammar of names: where a person's name begins and ends.

A name begins after a title or an honorific, or with a given name. It continues through words outside the tables and the
everyday vocabulary, and through small words that occur in names (بن، آل، عبد، دي، فون). A word with ال may close a
name; it opens one only after a title.
"""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.mentions.ali import NAME_OPENERS
from meetings.extraction.mentions.name_words import can_continue
from meetings.extraction.mentions.names_like_words import BEHIND_NAMES
from meetings.gazetteer.word_classes import load_word_class

MAX_NAME_WORDS = 12  # the small words too: four names with بن between them and a family's آل
MIN_LATIN_NAME_WORDS, MAX_LATIN_LEAD_WORDS = 2, 3
_LATIN_SIGNS = frozenset("-.'")
NAMESAKES = load_word_class("places_named_after_people")
_OPENERS_AS_SURNAMES = load_word_class("openers_as_surnames")
_OPENERS_AS_NAMES = load_word_class("openers_that_are_names")
_PARTICLES = load_word_class("particles_before_names")
_WAW_NAME_ENDINGS = load_word_class("names_behind_one_letter")
_NO_LAST_WORDS = load_word_class("words_that_close_no_name")


def parse_name(text: Text, start: int, stop: int, *, titled: bool) -> int | None:
    """Return the end of the name that begins at word `start`, or None.

    `titled`: a title or honorific precedes it.
    """
    if not titled and text.has_article(start):
        return None  # a word with ال does not open a name without a title
    if titled and start < stop and text.words[start][0].isascii():
        return _find_latin_end(text, start, stop)
    end, length = _grow(text, start, stop, titled=titled)
    end, length = _trim(text, start, end, length)
    if length <= 0 or not (titled or _stands_alone(text, start, length)):
        return None
    return end


def _find_latin_end(text: Text, start: int, stop: int) -> int | None:
    """Return the end of a name in Latin letters behind an honorific or a nation: "السيد Jean Dupont", or None.

    Behind other words it is a company's or a body's: "رئيس شركة Total".
    """
    if not start or not any(_may_lead_latin(hit) and hit.end == start for hit in _hits_before(text, start)):
        return None
    end = start
    for index in range(start, min(stop, start + MAX_NAME_WORDS)):
        word = text.words[index]
        if word[0].isascii() and text.is_word(index) and text.quote(index, index + 1)[0].isupper():
            end = index + 1
        elif word not in _LATIN_SIGNS and not (text.is_word(index) and word[0].isascii()):
            break
    return end if end - start >= MIN_LATIN_NAME_WORDS else None


def _hits_before(text: Text, start: int) -> list[LexiconHit]:
    return [hit for index in range(max(0, start - MAX_LATIN_LEAD_WORDS), start) for hit in text.hits[index]]


def _may_lead_latin(hit: LexiconHit) -> bool:
    is_honorific = hit.entry.kind == "head" and hit.entry.detail in ("honorific", "rank", "envoy")
    return is_honorific or hit.entry.kind in ("country", "demonym")


def _grow(text: Text, start: int, stop: int, *, titled: bool) -> tuple[int, int]:
    """Return the end of the words that can be a name, and their number."""
    index, length = start, 0
    while index < stop and length < MAX_NAME_WORDS:
        word = text.words[index]
        if word in "#-'_" and index + 1 < stop and (length or word == "#") and _tight(text, index):
            index += 1
            continue
        if not text.is_word(index) or index in text.date_at or (length and index in text.name_bounds):
            break
        if not can_continue(text, index, stop, length, is_titled=titled):
            break
        index += 1
        length += 1
    return index, length


def _trim(text: Text, start: int, end: int, length: int) -> tuple[int, int]:
    """Remove marks and words that close no name from its end."""
    while end > start:
        last = end - 1
        is_opener = text.words[last] in NAME_OPENERS and not _is_surname(text, last, length)
        if text.is_word(last) and not is_opener and text.words[last] not in _NO_LAST_WORDS:
            break
        end = last
        length -= text.is_word(end)
    return end, length


def _is_surname(text: Text, index: int, length: int) -> bool:
    """Return whether a word that opens names is a surname at the end of this name: آبي, which some write أبي."""
    if text.is_homograph(index):
        return True
    if text.words[index] in _OPENERS_AS_NAMES and length > 1:
        return True  # محمد نور
    is_own = text.words[index] in _OPENERS_AS_SURNAMES and length > 1
    return is_own and index + 1 < len(text.words) and text.words[index + 1] in BEHIND_NAMES


def _tight(text: Text, index: int) -> bool:
    """Return whether a dash is inside a name ("جان-إيف") and not beside it."""
    return text.words[index] == "#" or text.ends[index - 1] == text.starts[index] == text.ends[index] - 1 == (
        text.starts[index + 1] - 1
    )


def _stands_alone(text: Text, start: int, length: int) -> bool:
    """Return whether words without a title look like a full name."""
    first = text.words[start]
    return length >= 2 and (first in text.lexicon.first or len(first) > 1)


def find_joined_name(text: Text, index: int) -> tuple[int, str] | None:
    """Return the given name with a particle that begins at `index` ("لنيجيرفان", "بمحمد"), and its particle."""
    word, lexicon = text.words[index], text.lexicon
    if word[0] not in _PARTICLES or word[1:] not in lexicon.first or len(word) <= 3:
        return None
    is_whole = word in lexicon.first or word in lexicon.waw or lexicon.is_common(word) or word[1:] in _WAW_NAME_ENDINGS
    return None if is_whole else (index, word[0])

"""The grammar of names: where a person's name begins and ends.

A name begins after a title or an honorific, or with a given name. It continues through words outside the tables and the
everyday vocabulary, and through small words that occur in names (بن، آل، عبد، دي، فون). A word with ال may close a
name; it opens one only after a title.
"""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.mentions.ali import NAME_OPENERS
from meetings.extraction.mentions.name_words import can_continue
from meetings.gazetteer.word_classes import word_class

MAX_NAME_WORDS = 12  # the small words too: four names with بن between them and a family's آل
NAMESAKES = word_class("places_named_after_people")
_PARTICLES = word_class("particles_before_names")
_WAW_NAME_ENDINGS = word_class("names_behind_one_letter")
_NO_LAST_WORDS = word_class("words_that_close_no_name")


def parse_name(text: Text, start: int, stop: int, *, titled: bool) -> int | None:
    """Return the end of the name that begins at word `start`, or None.

    `titled`: a title or honorific precedes it.
    """
    if not titled and text.has_article(start):
        return None  # a word with ال does not open a name without a title
    end, length = _grow(text, start, stop, titled=titled)
    end, length = _trim(text, start, end, length)
    if length <= 0 or not (titled or _stands_alone(text, start, length)):
        return None
    return end


def _grow(text: Text, start: int, stop: int, *, titled: bool) -> tuple[int, int]:
    """Return the end of the words that can be a name, and their number."""
    index, length = start, 0
    while index < stop and length < MAX_NAME_WORDS:
        word = text.words[index]
        if word in "#-'_" and index + 1 < stop and (length or word == "#") and _tight(text, index):
            index += 1
            continue
        if not text.is_word(index) or index in text.date_at:
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
        is_opener = text.words[last] in NAME_OPENERS and not text.is_homograph(last)
        if text.is_word(last) and not is_opener and text.words[last] not in _NO_LAST_WORDS:
            break
        end = last
        length -= text.is_word(end)
    return end, length


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

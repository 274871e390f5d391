"""The encoding of a text: UTF-8, UTF-16, what the server or the page names, or one of the old Arabic ones."""

import codecs
import re
from collections.abc import Iterator

from meetings.text.fold import fold
from meetings.text.tokens import stop_words

ARABIC_ENCODINGS = ("cp1256", "iso-8859-6", "mac-arabic")  # the first wins where two read a text alike
MIN_ARABIC_SHARE = 0.5  # of the letters
MAX_BROKEN_SHARE = 0.1  # broken characters in UTF-8, in proportion to its Arabic letters
MIN_WORTH = 0.1  # of a word that is not mixed, for texts of names only
_SAMPLE_BYTES = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_NAMED = re.compile(rb"<(?:meta|\?xml)[^>]{0,200}?(?:charset|encoding)\s*=\s*[\"']?([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_WITH_ARTICLE = re.compile("[وفبك]?ال[\u0621-\u064a]{2}")
_MIXED = re.compile(
    "[\u0621-\u064a][^\u0600-\u06ff\\s!-/:-@\\[\\]«»“”’‘–—…]|[A-Za-z\u00c0-\u024f\ufffd][\u0621-\u064a]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f]")
_NO_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd]")


def find_encoding(data: bytes, charset: str | None = None) -> str | None:
    """Return the encoding in which `data` is a text; None where there is none.

    Broken characters do not speak against UTF-8 as long as they are few. An old encoding counts only where it gives
    Arabic words; of several the one that gives most of the words that every Arabic text has.

    Args:
        data: The bytes, or enough of their beginning.
        charset: The encoding that the server names, if any.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return encoding
    if b"\x00" in data:
        return _find_utf16(data)
    if _is_utf8(data):
        return "utf-8"
    for encoding in _list_named(data, charset):
        if _counts_as_named(data, encoding):
            return encoding
    broken = data.decode("utf-8", errors="replace")
    if broken.count("\ufffd") < MAX_BROKEN_SHARE * count_arabic(broken):
        return "utf-8"
    readings = {encoding: _judge(data[:_SAMPLE_BYTES].decode(encoding, "replace")) for encoding in ARABIC_ENCODINGS}
    best = max(readings, key=lambda encoding: readings[encoding])
    return best if readings[best] > 0 else None


def count_arabic(text: str) -> int:
    """Return the number of Arabic letters in a text."""
    return sum("\u0621" <= character <= "\u064a" for character in text)


def _is_utf8(data: bytes) -> bool:
    """Return whether `data` is UTF-8; its last letter may be cut off."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data)
    except UnicodeDecodeError:
        return False
    return True


def _find_utf16(data: bytes) -> str | None:
    """Return which UTF-16 without a mark `data` is, by the high bytes of its Arabic and Latin letters."""
    sample = data[: _SAMPLE_BYTES & ~1]
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        likely = sum(map(high.count, (b"\x00", b"\x06", b"\x20")))
        if len(high) >= 4 and likely >= len(high) * 0.9 and not _NO_TEXT.search(sample.decode(encoding, "replace")):
            return encoding
    return None


def _list_named(data: bytes, charset: str | None) -> Iterator[str]:
    """Yield the encodings that the server and the page name."""
    found = _NAMED.search(data[:4096])
    for name in (charset, found.group(1).decode("ascii") if found else None):
        if name:
            yield name


def _counts_as_named(data: bytes, encoding: str) -> bool:
    """Return whether `data` is Arabic in the encoding that it names.

    Any bytes are a text in some Latin encoding, and Arabic pages that name one are really in Windows-1256.
    """
    try:
        return count_arabic(data.decode(encoding)) > 0
    except (LookupError, UnicodeError):
        return False


def _judge(text: str) -> float:
    """Return how likely a text was decoded rightly; 0 or less where it was not.

    The words that every Arabic text has and those with an article speak for it; Arabic letters in one word with others
    speak against it.
    """
    arabic = count_arabic(text)
    if (
        _CONTROL.search(text)
        or not arabic
        or arabic < MIN_ARABIC_SHARE * sum(character.isalpha() for character in text)
    ):
        return 0
    words = text.split()
    common = sum(len(word) > 1 and fold(word) in stop_words() for word in words)
    articles = sum(_WITH_ARTICLE.match(word) is not None for word in words)
    mixed = sum(_MIXED.search(word) is not None for word in words)
    return (2 * common + articles + MIN_WORTH * len(words) - mixed) / len(words)

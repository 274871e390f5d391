"""The name of a party or body in a title: 'رئيس حزب "القوات اللبنانية" س', "رئيس تيار الحكمة س"."""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.mentions.mention import skip_ranks
from meetings.extraction.mentions.name_parser import parse_name
from meetings.extraction.mentions.title import Title, take_demonym, take_side
from meetings.extraction.mentions.title_complements import is_before_name

MAX_QUOTED_WORDS = 5  # in the name of a party, movement or company
_LED = frozenset({"office", "aide", "party", "private", "spokesman", "generic"})
_CLOSING = {'"': '"', "“": "”", "«": "»", "'": "'", "(": ")"}


def find_quoted_body(text: Text, title: Title, index: int, stop: int) -> int | None:
    """Return the end of a body in quotation marks where the holder's name follows, and take its side.

    In round brackets only a known organisation is read: "قوات سوريا الديمقراطية (قسد)".
    """
    closing = _CLOSING.get(text.words[index])
    if closing is None or title.kind not in _LED:
        return None
    last = min(stop, index + MAX_QUOTED_WORDS + 2)
    end = next((at for at in range(index + 1, last) if text.words[at] == closing), None)
    if end is None or end == index + 1 or not _is_name_of_body(text, index, end):
        return None
    nation = text.hit(end + 1, "demonym") if end + 1 < stop else None
    behind = nation.end if nation is not None and nation.entry.definite and not nation.particle else end + 1
    if not (is_before_name(text, behind, stop) or _is_before_ranked_name(text, behind, stop)):
        return None
    _take_side(text, title, index + 1, end)
    return end + 1


def _is_before_ranked_name(text: Text, index: int, stop: int) -> bool:
    """Return whether a short title and a name are next: "النائب س", "الوزير السابق س"."""
    return parse_name(text, skip_ranks(text, index, stop), stop, titled=True) is not None


def _is_name_of_body(text: Text, index: int, end: int) -> bool:
    if text.words[index] == "(":
        return text.hit(index + 1, "org") is not None
    return all(text.is_word(at) and at not in text.date_at for at in range(index + 1, end))


def _take_side(text: Text, title: Title, start: int, end: int) -> None:
    """Take the organisation within the marks, or the nation in its name."""
    title.is_bare = False
    body = text.hit(start, "org")
    if body is not None and not body.particle:
        take_side(title, body, strong=True)
        return
    if title.side is None and (state := _find_state_of_party(text, start, end)) is not None:
        title.side, title.side_span = state, (start, end)
        return
    nation = next((hit for at in range(start, end) if (hit := text.hit(at, "demonym"))), None)
    if nation is not None and nation.entry.definite and nation.start > start:
        take_demonym(text, title, nation)


def _find_state_of_party(text: Text, start: int, end: int) -> str | None:
    """Return the state of a party that the tables know by its name, with or without the word before the marks."""
    inside = text.words[start:end]
    for words in ([text.words[start - 2], *inside], inside):
        for hit in text.lexicon.hits(words, 0, len(words)):
            if hit.entry.kind == "body" and hit.entry.side and hit.end == len(words):
                return hit.entry.side
    return None


def take_party_behind_head(text: Text, title: Title, stop: int) -> None:
    """Take a party whose name begins with the last word of the head: "رئيس حزب الكتائب", "رئيس حركة طالبان"."""
    if title.kind != "party" or title.end - title.start < 2:
        return
    hit = text.hit(title.end - 1, "org", "body")
    if hit is None or not title.end < hit.end <= stop:
        return
    side = hit.entry.key if hit.entry.kind == "org" else hit.entry.side
    if side:
        title.side, title.side_span = side, (hit.start, hit.end)
        title.end, title.is_bare = hit.end, False

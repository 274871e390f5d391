"""Lists of names with the country of each in brackets: "السفراء: هيرفيه ماغرو (فرنسا)، خيسوس سانتوس (إسبانيا)"."""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import LexiconEntry, LexiconHit
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.mentions.title import Title

_OPENING, _CLOSING = "(", ")"
_OFFICES = frozenset({"envoy", "office"})


def take_bracketed_countries(text: Text, mentions: list[Mention]) -> None:
    """Give names with a country in brackets that side, and the office that the plural before them names."""
    office: Mention | None = None
    for mention in mentions:
        if office is not None and office.sentence != mention.sentence:
            office = None
        if _is_plural_office(mention):
            office = mention
        land = _find_bracketed_country(text, mention) if mention.title is None and mention.name else None
        if land is not None and office is not None and office.title is not None:
            mention.title = _make_title(office.title, land)
            mention.side = land.entry.key


def _is_plural_office(mention: Mention) -> bool:
    title = mention.title
    return title is not None and mention.name is None and title.head.number == "many" and title.kind in _OFFICES


def _find_bracketed_country(text: Text, mention: Mention) -> LexiconHit | None:
    """Return the country in brackets right behind a name."""
    words, index = text.words, mention.end
    land = text.hit(index + 1, "country") if index + 2 < len(words) and words[index] == _OPENING else None
    return land if land is not None and land.end < len(words) and words[land.end] == _CLOSING else None


def _make_title(office: Title, land: LexiconHit) -> Title:
    """Return the office of one of several, "سفير فرنسا": the words of the plural, and its own country."""
    head = LexiconEntry("head", office.head.key, office.head.detail, office.head.number, definite=False)
    side, span, fields = land.entry.key, (land.start, land.end), list(office.field_words)
    model = Title(office.start, office.end, head, office.particle, fields)
    return Title(office.start, office.end, head, office.particle, fields, side, span, model=model, is_bare=False)

"""The wording of titles: as in the text; for shared titles and counterparts the full wording."""

import functools

from meetings.extraction.document.annotated_text import Text, get_raw_words
from meetings.extraction.mentions.title import Title
from meetings.gazetteer import load_rows
from meetings.gazetteer.word_classes import load_word_class, load_word_list
from meetings.text.fold import fold

_ALL_OF = load_word_list("all_of")
_FOREIGN_AFFAIRS = load_word_class("foreign_affairs")


@functools.cache
def _spelled() -> dict[str, str]:
    """Return the right spelling of each folded head."""
    return {fold(row["title"]): row["title"] for row in load_rows("titles")}


def join_title_words(text: Text, title: Title, *, keeps_plural: bool = False) -> str:
    """Return the title in the text's words, without its particle, in the singular.

    "والإيراني" after "وزيرا الخارجية الروسي" is "وزير الخارجية الإيراني", and so is "نظيره الإيراني".
    `keeps_plural` for a group without names: "قادة مجموعة دول الساحل".
    """
    if title.model is not None:
        field = _field_that_names_side(text, title.model)
        return _with_field(text, title, field) if field else _like(text, title, title.model)
    words = get_raw_words(text.raw, text.span(title.start, title.end))
    if keeps_plural and title.head.number != "one":
        return _bare(words, title.particle)
    if title.head.number != "one" and title.head.key in _spelled() and title.side is not None:
        return _singular(text, title)
    return _bare(words, title.particle)


def _bare(words: str, particle: str) -> str:
    """Return words without the particle of the first ("للرئيس" is "الرئيس")."""
    if not particle or not words:
        return words
    rest = words[len(particle) :]
    if particle.endswith("ل") and rest.startswith("ل"):
        rest = "ا" + rest
    return rest


def _head(title: Title) -> str:
    """Return the head in the singular, with ال where the text has it."""
    name = _spelled().get(title.head.key, title.head.key)
    return f"ال{name}" if title.head.definite and not name.startswith("ال") else name


def _singular(text: Text, title: Title) -> str:
    """Return the title with its head in the singular."""
    rest = text.quote(title.start + 1, title.end) if title.end > title.start + 1 else ""
    for phrase in _ALL_OF:
        rest = rest.replace(f"{phrase} ", "")
    return " ".join([_head(title), *rest.removeprefix(":").split()])  # "سفراء: فرنسا س"


def _like(text: Text, title: Title, model: Title) -> str:
    """Return the words of the model without its side, and then the side of the title itself."""
    first, last = model.side_span or (model.end, model.end)
    between = " ".join(text.quote(i, i + 1) for i in range(model.start + 1, model.end) if not first <= i < last)
    own = ""
    if title.side_span:
        own = text.quote(*title.side_span)
        own = own.removeprefix("و") if text.words[title.side_span[0]].startswith("و") and title.particle == "و" else own
    for phrase in _ALL_OF:
        between = between.replace(phrase, "")
    between = between.strip(" :")
    fields = "" if title.field_words == model.field_words else _field(text, title)
    before_side = last <= model.start + 1 or first >= model.end
    parts = [_head(model), fields or between, own] if before_side or not fields else [_head(model), fields, own]
    return " ".join(part for part in parts if part)


def _with_field(text: Text, title: Title, field: str) -> str:
    """Return the words of a counterpart's office with one field and the counterpart's own side."""
    own = text.quote(*title.side_span) if title.side_span else ""
    return " ".join(part for part in (_head(title.model or title), field, own) if part)


def _field_that_names_side(text: Text, model: Title) -> str:
    """Return the main word of a field whose words name a side: no other has "الخارجية والهجرة والمصريين بالخارج"."""
    side = range(*model.side_span) if model.side_span else range(0)
    if len(side) < 2 or side.start != model.start + 1:
        return ""
    main = next((index for index in side if text.words[index] in _FOREIGN_AFFAIRS), side.start)
    return text.quote(main, main + 1)


def _field(text: Text, title: Title) -> str:
    """Return a separate field of the title ("والدفاع يشار غولر"): its first word without و."""
    return text.quote(title.start, title.start + 1).removeprefix("و")

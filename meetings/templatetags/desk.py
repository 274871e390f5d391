"""Tags of the editors' desk: a text with its facts marked, in which an editor selects words."""

import re
from collections.abc import Iterable
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString

from meetings.queries.articles import segments
from meetings.text.scripts import language_of

register = template.Library()

_LEFT_OUT = re.compile("[\x00\ud800-\udfff]")  # characters that no page can carry


@register.filter
def raw(text: str) -> str:
    """`text` so that a browser keeps each of its characters and offsets in the page are those of the text.

    A parser of HTML makes one character of a carriage return and the line feed after it, unless the return is written
    as a reference; what it would drop is replaced by the one sign for it.
    """
    return SafeString(escape(_LEFT_OUT.sub("\ufffd", text)).replace("\r", "&#13;"))


@register.inclusion_tag("admin/desk/marked_text.html")
def marked_text(text: str, marks: Iterable[Any], article: Any = "", fills: str = "", label: str = "") -> dict[str, Any]:
    """A report's raw text with `marks` (Evidence, or meetings.queries.articles.Mark) over it.

    With static/admin-mahdar/marking.js words can be selected in it by mouse, touch and keys: the container then emits
    `mahdar:marked` with detail {article, start, end, quote}, and where `fills` names a form by its id, the inputs of it
    that are called article, start, end and quote are filled in. `article` is the key that comes back in both. Elements
    anywhere in the page with data-lights="KEY KEY" light up the marks with these keys while they have the focus or the
    pointer. Styles: static/admin-mahdar/marking.css.
    """
    language = language_of(text)
    return {
        "segments": segments(text, marks),
        "article": article,
        "fills": fills,
        "label": label,
        "language": language,
        "direction": {"ar": "rtl", "en": "ltr"}.get(language, "auto"),
    }

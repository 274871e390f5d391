"""Tags and filters of the editors' desk: a text with its facts marked, in which words are selected; what waits."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from meetings.queries.articles import segments
from meetings.queries.desk import LEVELS
from meetings.text.scripts import language_of

register = template.Library()

_LEFT_OUT = re.compile("[\x00\ud800-\udfff]")  # characters that no page can carry


@register.filter
def raw(text: str) -> str:
    """Return `text` so that a browser keeps each of its characters and offsets in the page are those of the text.

    A parser of HTML makes one character of a carriage return and the line feed after it, unless the return is written
    as a reference; what it would drop is replaced by the one sign for it.
    """
    return SafeString(escape(_LEFT_OUT.sub("\ufffd", text)).replace("\r", "&#13;"))


@register.inclusion_tag("admin/desk/marked_text.html")
def marked_text(text: str, marks: Iterable[Any], article: Any = "", fills: str = "", label: str = "") -> dict[str, Any]:
    """Return a report's raw text with `marks` (Evidence, or meetings.queries.articles.Mark) over it.

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


@register.filter
def level(confidence: float) -> str:
    """Return how sure a reading was, as a word for a colour: high, middle, low."""
    return next((name for name, (low, high) in LEVELS.items() if low <= confidence < high), "low")


@register.filter
def percent(share: float) -> str:
    """Return 0.86 as 86%."""
    return f"{share:.0%}"


@register.filter
def change_address(record: Model) -> str:
    """Return where the desk shows `record`; empty for a kind that it does not keep."""
    try:
        return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
    except NoReverseMatch:
        return ""


@register.filter
def kind_of_record(record: Model) -> str:
    """Return what the kind of `record` is called."""
    return str(capfirst(record._meta.verbose_name))


@register.filter
def timesince_short(moment: datetime) -> str:
    """Return how long ago `moment` was, in one unit."""
    if timezone.now() - moment < timedelta(minutes=1):
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(moment, depth=1)}

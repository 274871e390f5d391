"""Tags and filters of the editors' desk: texts with marked facts, in which an editor selects words, and records."""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.db.models import Model
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.timesince import timesince
from django.utils.translation import gettext as _

from meetings.models import Article
from meetings.queries.addressed import is_public
from meetings.queries.articles import cut_segments
from meetings.queries.desk import LEVELS
from meetings.queries.doubts import describe_doubts
from meetings.queries.withdrawals import WITHDRAWN, get_current_withdrawal
from meetings.text.scripts import guess_language

register = template.Library()
register.filter("in_words", describe_doubts)

_LEFT_OUT = re.compile("[\x00\ud800-\udfff]")  # characters that HTML does not allow


@register.filter
def raw(text: str) -> str:
    """Return `text` as HTML with the same number of characters, so that offsets in the page are those of the text.

    An HTML parser makes one character of a carriage return and a line feed, unless the carriage return is written as a
    reference. The filter replaces characters that the parser would drop with U+FFFD.
    """
    return SafeString(escape(_LEFT_OUT.sub("\ufffd", text)).replace("\r", "&#13;"))


@register.inclusion_tag("admin/desk/marked_text.html")
def marked_text(text: str, marks: Iterable[Any], article: Any = "", fills: str = "", label: str = "") -> dict[str, Any]:
    """Return the context of a report's raw text with marks on it.

    With static/admin-mahdar/marking.js an editor can select words in the text by mouse, touch and keys: the container
    then emits `mahdar:marked` with detail {article, start, end, quote}. Elements anywhere in the page with
    data-lights="KEY KEY" highlight the marks with these keys while they have the focus or the pointer. Styles:
    static/admin-mahdar/marking.css.

    Args:
        text: The raw text.
        marks: Evidence, or meetings.queries.articles.Mark.
        article: The key of the article, which the event and the form get.
        fills: The id of a form. A selection fills in its inputs article, start, end and quote.
        label: The label of the text for assistive technology.
    """
    language = guess_language(text)
    return {
        "segments": cut_segments(text, marks),
        "article": article,
        "fills": fills,
        "label": label,
        "language": language,
        "direction": {"ar": "rtl", "en": "ltr"}.get(language, "auto"),
    }


@register.filter
def level(confidence: float) -> str:
    """Return the level of a confidence, which selects a colour: high, middle, low."""
    return next((name for name, (low, high) in LEVELS.items() if low <= confidence < high), "low")


@register.filter
def percent(share: float) -> str:
    """Return 0.86 as 86%."""
    return f"{share:.0%}"


@register.filter
def change_address(record: Model) -> str:
    """Return the address of `record` at the desk; empty for a kind of record that the desk does not have."""
    try:
        return reverse(f"admin:{record._meta.app_label}_{record._meta.model_name}_change", args=[record.pk])
    except NoReverseMatch:
        return ""


@register.filter
def is_withdrawn(record: Model) -> bool:
    """Return whether `record` is withdrawn from the public; one query."""
    return get_current_withdrawal(str(record._meta.model_name), record.pk) is not None


@register.filter
def mark_withdrawn(article: Article) -> SafeString:
    """Return the mark behind the name of a withdrawn article, with a space before it; empty for any other article."""
    return format_html(' <span class="state">{}</span>', WITHDRAWN) if article.is_withdrawn else SafeString("")


@register.filter("is_public")
def is_public_record(record: Model) -> bool:
    """Return whether the public sees the page of `record`; a query or two."""
    return is_public(str(record._meta.model_name), record)


@register.filter
def kind_of_record(record: Model) -> str:
    """Return the name of the kind of `record`."""
    return str(capfirst(record._meta.verbose_name))


@register.filter
def timesince_short(moment: datetime) -> str:
    """Return the time since `moment` in words, in one unit."""
    if timezone.now() - moment < timedelta(minutes=1):
        return _("just now")
    return _("%(time)s ago") % {"time": timesince(moment, depth=1)}

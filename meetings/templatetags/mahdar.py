"""Tags and filters of the pages: dates in words, texts in another script, icons, and addresses of pages."""

import json
from collections.abc import Iterable
from datetime import date
from typing import Any

from django import template
from django.conf import settings
from django.http import HttpRequest
from django.templatetags.static import static
from django.urls import reverse, translate_url
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import override

from meetings.models import Article, Meeting, Official
from meetings.models.languages import get_current_language, is_english_first
from meetings.queries import between as between_queries
from meetings.queries import meetings as meeting_queries
from meetings.queries.attribution import Attribution, get_attribution
from meetings.queries.citations import get_page_title
from meetings.queries.date_reasons import write_sentence
from meetings.queries.days import format_long_date, format_meeting_date, get_month_name
from meetings.queries.licence import DATA_LICENCE, Licence
from meetings.queries.offices import HeldOffice, get_office_on
from meetings.search import Piece
from meetings.text.date_reasons import read_reason
from meetings.text.domains import get_link_target
from meetings.text.scripts import get_first_script, guess_language

register = template.Library()


register.filter("month_name", get_month_name)
register.filter("long_date", format_long_date)
register.filter("link_target", get_link_target)  # tables may have addresses that no form has checked


@register.filter
def meeting_date(meeting: Meeting) -> str:
    """Return the date of a meeting as `<time>`, as exact as it is known; if it is unknown, a text that says so."""
    day, end = meeting.date, meeting.date_end
    if day is None:
        return format_html('<span class="no-date">{}</span>', _("The text gives no date"))
    if end is None or end == day or meeting.date_precision != "day":
        machine = {"year": "%Y", "month": "%Y-%m"}.get(meeting.date_precision, "%Y-%m-%d")
        return format_html(
            '<time datetime="{}">{}</time>', day.strftime(machine), format_long_date(day, meeting.date_precision)
        )
    first = str(day.day) if (day.year, day.month) == (end.year, end.month) else format_long_date(day)
    words = {
        "first": format_html('<time datetime="{}">{}</time>', day.isoformat(), first),
        "last": format_html('<time datetime="{}">{}</time>', end.isoformat(), format_long_date(end)),
    }
    return SafeString(_("from %(first)s to %(last)s") % words)


@register.simple_tag
def data_licence() -> Licence:
    """Return the licence of the records."""
    return DATA_LICENCE


@register.filter(is_safe=True)
def trimmed(text: str) -> str:
    """Return a part of a page without the space around it: a file ends with a newline, and a comma may follow."""
    return text.strip()


@register.filter
def office_now(official: Official) -> HeldOffice | None:
    """Return the office that stands for the official today, marked if it has ended; None without any on record."""
    return get_office_on(official)


@register.filter
def headline(meeting: Meeting) -> str:
    """Return the headline in the language of the page, or else the names of the participants."""
    return meeting_queries.get_title(meeting)


@register.filter
def date_words(meeting: Meeting) -> str:
    """Return the date of a meeting in plain words; if it is unknown, a text that says so."""
    return format_meeting_date(meeting) or _("The text gives no date")


@register.filter
def card_address(path: str) -> str:
    """Return the address of the card of the page at `path`."""
    return f"{path.rstrip('/')}.png"


@register.filter
def article_title(article: Article) -> str:
    """Return the headline that the outlet published, or else words of the archive in square brackets."""
    return get_attribution(article).title


@register.filter
def page_title(record: Any) -> str:
    """Return the title of the page of a record of any kind."""
    return get_page_title(record)


@register.filter
def attribution(record: Any) -> Attribution:
    """Return the words of an article, of evidence or of a meeting, and whose words they are."""
    return get_attribution(record)


@register.filter
def pieces(found: Iterable[Piece]) -> str:
    """Return the pieces of a text as HTML, with marks on the pieces that the query matched."""
    parts = (f"<mark>{escape(piece.text)}</mark>" if piece.marked else escape(piece.text) for piece in found)
    return SafeString("".join(parts))


@register.filter
def script(text: Any) -> str:
    """Return `text` in a `<bdi>`, with its language and direction if they differ from those of the page."""
    words = str(text)
    attributes = bdi_attributes(words)
    return SafeString(f"<bdi {attributes}>{escape(words)}</bdi>" if attributes else f"<bdi>{escape(words)}</bdi>")


@register.filter
def date_reason(sentence: str) -> str:
    """Return a stored reason for a day in the language of the page, the report's words in a separate `<bdi>`.

    What an editor wrote stays as it is.
    """
    reason = read_reason(sentence)
    if reason is None:
        return script(sentence) if sentence else ""
    # The sentence is ours, and `script` escapes the words.
    return SafeString(write_sentence(reason, script(reason.words)))


def bdi_attributes(words: str) -> str:
    """Return the attributes of a `<bdi>` around `words`.

    They include the direction if the first letter would give a wrong one.
    """
    if attributes := text_attributes(words):
        return attributes
    page = "en" if is_english_first() else "ar"
    if get_first_script(words) not in ("", page) and guess_language(words) == page:
        return SafeString(f'dir="{"rtl" if page == "ar" else "ltr"}"')
    return ""


@register.filter
def text_attributes(text: Any) -> str:
    """Return `lang` and `dir` for a block of `text` in another language than the page; otherwise an empty text."""
    language = guess_language(str(text))
    if not language or get_current_language().startswith(language):
        return ""
    return SafeString('lang="ar" dir="rtl"' if language == "ar" else 'lang="en" dir="ltr"')


@register.filter
def fact_value(value: Any) -> str:
    """Return the value of a fact as HTML: a day in words, another value unchanged, a dash for an empty value."""
    return format_long_date(value) if isinstance(value, date) else script(value or "—")


@register.filter
def lookup(mapping: dict[Any, Any], key: Any) -> Any:
    """Return `mapping[key]`; None for a missing key."""
    return mapping.get(key)


@register.simple_tag
def icon(name: str, turns: bool = False) -> str:
    """Return an icon of the sprite. One that `turns` points the other way on pages from left to right."""
    classes = "icon turns" if turns else "icon"
    sprite = static("img/icons.svg")
    return SafeString(
        f'<svg class="{classes}" aria-hidden="true" focusable="false"><use href="{sprite}#{name}"></use></svg>'
    )


@register.simple_tag
def between(first: Any, second: Any) -> str:
    """Return the address of the page of two sides or people."""
    return between_queries.make_address(first, second)


@register.simple_tag(takes_context=True)
def other_languages(context: template.Context) -> list[dict[str, str]]:
    """Return the other languages of the interface: code, own name, and the address of this page, with its query."""
    found = []
    for code, name in settings.LANGUAGES:
        if code != get_current_language():
            with override(code):
                own_name = str(name)
            found.append({"code": code, "name": own_name, "address": translate_url(here(context), code)})
    return found


@register.simple_tag(takes_context=True)
def here(context: template.Context) -> str:
    """Return the address of this page with its query.

    That of a search is written from the search as Mahdar read it, so that it is as short as possible.
    """
    request: HttpRequest | None = context.get("request")
    return str(context.get("here") or (request.get_full_path() if request else "/"))


@register.simple_tag(takes_context=True)
def desk_address(context: template.Context, record: Any, view: str) -> str:
    """Return the address of `record` at the desk: its form (view `change`) or its history (view `history`).

    It is empty for readers who are not staff.
    """
    user = getattr(context.get("request"), "user", None)
    name = f"admin:{record._meta.app_label}_{record._meta.model_name}_{view}"
    return reverse(name, args=[record.pk]) if user is not None and user.is_staff else ""


@register.simple_tag(takes_context=True)
def absolute(context: template.Context, path: str = "") -> str:
    """Return `path`, or this page without its query, as a full address."""
    request: HttpRequest | None = context.get("request")
    return request.build_absolute_uri(path or request.path) if request else path


@register.simple_tag(takes_context=True)
def canonical(context: template.Context, language: str = "") -> str:
    """Return the canonical address of this page, in its language or in another one.

    Of the query it has only the page of a list.
    """
    request: HttpRequest = context["request"]
    page = context.get("page")
    query = f"?page={page.number}" if page is not None and page.number > 1 else ""
    path = translate_url(request.path, language) if language else request.path
    return request.build_absolute_uri(path + query)


@register.filter
def linked_data(data: dict[str, Any]) -> str:
    """Return `data` as JSON-LD in a script element, with escapes for characters that could end the element."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    for sign, code in (("&", "\\u0026"), ("<", "\\u003C"), (">", "\\u003E")):
        text = text.replace(sign, code)
    return SafeString(f'<script type="application/ld+json">{text}</script>')


@register.simple_tag(takes_context=True)
def chosen_theme(context: template.Context) -> str:
    """Return the theme that the reader chose, `light` or `dark`; empty without a choice."""
    request: HttpRequest | None = context.get("request")
    theme = request.COOKIES.get("theme", "") if request else ""
    return theme if theme in ("light", "dark") else ""

"""Tags for sides: a country, region or organisation with its flag or badge, and the sides of a meeting in one line."""

from functools import cache
from typing import Any

from django import template
from django.conf import settings
from django.templatetags.static import static
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from meetings.models import Meeting
from meetings.queries import meetings as meeting_queries
from meetings.templatetags.mahdar import bdi_attributes, icon, script

register = template.Library()

MAX_NAMES = 3  # of each side on a card
MAX_BADGE_LETTERS = 6  # a longer code is too wide for a badge


@cache
def _flags() -> frozenset[str]:
    """Return the codes, in lower case, that have a flag among the static files."""
    return frozenset(file.stem for folder in settings.STATICFILES_DIRS for file in (folder / "flags").glob("*.svg"))


@register.simple_tag
def flag(code: str, name: str = "") -> str:
    """Return the flag of the country, region or organisation with this code; empty if it has no flag.

    `name` is the alternative text of the picture. Leave it out if the name is beside the flag.
    """
    key = code.lower()
    if key not in _flags():
        return ""
    title = f' title="{escape(name)}"' if name else ""
    return SafeString(
        f'<img class="flag" src="{static(f"flags/{key}.svg")}" alt="{escape(name)}"{title} '
        'width="24" height="16" loading="lazy" decoding="async">'
    )


@register.simple_tag
def mark(side: Any, name: str = "") -> str:
    """Return the flag of `side`; without a flag, a badge with a short code, or the icon of an organisation."""
    if picture := flag(side.code, name):
        return picture
    said = f' title="{escape(name)}"' if name else ' aria-hidden="true"'
    if len(side.code) <= MAX_BADGE_LETTERS:
        return SafeString(f'<span class="code" lang="en" dir="ltr"{said}>{escape(side.code)}</span>')
    hidden = f'<span class="hidden-text">{escape(name)}</span>' if name else ""
    return SafeString(f'<span class="body-mark"{said if name else ""}>{icon("organisation")}{hidden}</span>')


@register.simple_tag
def marked_name(side: Any, text: Any = "") -> str:
    """Return the flag of `side` and then `text`, by default its name. The flag is never alone at the end of a line."""
    words = str(text or side.name)
    return _kept(mark(side, side.name if text else ""), words)


@register.simple_tag
def side(record: Any) -> str:
    """Return a side as a link with its flag and its name; empty if the side is unknown."""
    if record is None:
        return ""
    return SafeString(f'<a class="side" href="{escape(record.get_absolute_url())}">{marked_name(record)}</a>')


@register.simple_tag
def who_met(meeting: Meeting) -> str:
    """Return the sides of a meeting in one line, each with its flag and its first participants."""
    return who_of(meeting, {})


def who_of(meeting: Meeting, written: dict[Any, str]) -> str:
    """Return the same as `who_met`.

    `written` is a cache of the names and flags, which the meetings of a list share.
    """
    groups = []
    for record, parts in meeting_queries.group_by_side(meeting):
        labels = [part.label for part in parts[:MAX_NAMES]]
        key = (record.code if record else "", labels[0])
        if key not in written:
            written[key] = marked_name(record, labels[0]) if record else script(labels[0])
        for label in labels[1:]:
            if label not in written:
                written[label] = script(label)
        names = _(", ").join([written[key], *(written[label] for label in labels[1:])])
        others = " " + _("and others") if len(parts) > MAX_NAMES else ""
        groups.append(f"<span>{names}{others}</span>")
    return SafeString(f" {icon('meets')} ".join(groups))


def _kept(picture: str, words: str) -> str:
    """Return `picture` and `words` in a `<bdi>`, with the picture and the first word always on one line."""
    first, gap, rest = words.partition(" ")
    attributes = bdi_attributes(words)
    return SafeString(
        f"<bdi{' ' if attributes else ''}{attributes}>"
        f'<span class="kept">{picture} {escape(first)}</span>{gap}{escape(rest)}</bdi>'
    )

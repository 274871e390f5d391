"""The entries of a list of meetings, with all words of each, cached until a meeting or a name changes.

A list has twenty entries with a dozen parts, and the same sides, topics and places appear in many of them. A template
would look up and word each part of each entry; this module does so once for the whole list. The template
(components/entries.html) defines the look of an entry.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass, replace
from typing import Any

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Meeting, Topic, Wording
from meetings.models.languages import get_current_language
from meetings.queries import meetings as meeting_queries
from meetings.queries.attribution import Attribution
from meetings.queries.days import get_month_name
from meetings.queries.state import get_each_cached
from meetings.templatetags.mahdar import pieces, script, text_attributes
from meetings.templatetags.sides import who_of

register = template.Library()

MAX_TOPICS = 3


@dataclass(frozen=True, slots=True)
class ListEntry:
    """An entry of a list. Fields with HTML have the type SafeString; `headline` is the title as plain text."""

    headline: str
    address: str
    date: SafeString
    title: SafeString
    who: str
    line: tuple[str, ...]
    other_title: str = ""
    snippet: str = ""
    snippet_attributes: str = ""
    snippet_is_quoted: bool = False
    reasons: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()


@register.simple_tag
def entries_of(found: Iterable[Any]) -> list[ListEntry]:
    """Return an entry for each of `found`: ids of published meetings, or results of a search (views/search.py).

    Ids without a published meeting are left out.
    """
    results = list(found)
    ids = [one if isinstance(one, int) else one.hit.meeting_id for one in results]
    known = get_each_cached(f"entry-{get_current_language()}", ids, _written, meeting_queries.read_versions)
    entries = ((known[pk], one) for pk, one in zip(ids, results, strict=True) if pk in known)
    return [entry if isinstance(one, int) else _found(entry, one) for entry, one in entries]


def _written(ids: list[int]) -> dict[int, ListEntry]:
    writer = _Writer()
    return {meeting.pk: writer.meeting(meeting) for meeting in meeting_queries.load_entries(ids)}


def _found(entry: ListEntry, result: Any) -> ListEntry:
    """Return `entry` with the marks and reasons of the search."""
    is_shown = _plain(result.hit.title) == entry.headline
    other_title = _mark_title(result.hit.title) if result.title_matched and not is_shown else ""
    return replace(
        entry,
        title=_mark_title(result.hit.title if is_shown else result.mark(entry.headline)),
        other_title=other_title,
        snippet=pieces(result.hit.snippet),
        snippet_attributes=text_attributes(_plain(result.hit.snippet)),
        snippet_is_quoted=Attribution(_plain(result.hit.snippet), Wording(result.hit.snippet_wording)).is_quotable,
        reasons=tuple(result.reasons),
        missing=tuple(result.missing),
    )


def _mark_title(found: list[Any]) -> SafeString:
    """Return a title in pieces as HTML, with its language if the page has another one."""
    attributes = text_attributes(_plain(found))
    return SafeString(f"<bdi{' ' if attributes else ''}{attributes}>{pieces(found)}</bdi>")


def _plain(found: Iterable[Any]) -> str:
    return "".join(piece.text for piece in found)


class _Writer:
    """A writer of the entries of one list in the language of the page, which words each repeated part only once."""

    def __init__(self) -> None:
        self.written: dict[Hashable, str] = {}
        self.sides: dict[Any, str] = {}
        self.comma = _(", ")

    def _once(self, key: Hashable, write: Callable[[], str]) -> str:
        if key not in self.written:
            self.written[key] = write()
        return self.written[key]

    def meeting(self, meeting: Meeting) -> ListEntry:
        headline = meeting_queries.get_title(meeting)
        return ListEntry(
            headline=headline,
            address=meeting.get_absolute_url(),
            date=SafeString(self._date(meeting)),
            title=SafeString(script(headline)),
            who=who_of(meeting, self.sides),
            line=tuple(self._line(meeting)),
        )

    def _date(self, meeting: Meeting) -> str:
        day, end, precision = meeting.date, meeting.date_end, meeting.date_precision
        if day is None:
            unknown = _("The text gives no date")
            return self._once("no date", lambda: f'<span class="no-date">{escape(unknown)}</span>')
        if precision == "year":
            return f'<time datetime="{day.year:04}"><span class="big">{day.year}</span></time>'
        month = self._once(("month", day.month), lambda: escape(get_month_name(day)))
        if precision == "month":
            return (
                f'<time datetime="{day.year:04}-{day.month:02}"><span class="big">{month}</span> '
                f"<span>{day.year}</span></time>"
            )
        to = f"–{end.day}" if end and end != day and end.month == day.month else ""
        return (
            f'<time datetime="{day.isoformat()}"><span class="big">{day.day}{to}</span> <span>{month}</span> '
            f"<span>{day.year}</span></time>"
        )

    def _line(self, meeting: Meeting) -> Iterable[str]:
        """Yield the kind, place, topics and number of sources."""
        yield self._once(("kind", meeting.kind), meeting.get_kind_display)
        if meeting.place:
            yield self._once(("place", meeting.place_id), lambda: script(meeting.place))
        topics = [ranked.topic for ranked in meeting.ranked_topics.all()[:MAX_TOPICS]]
        if topics:
            yield SafeString(self.comma.join(map(self._topic, topics)))
        if number := len(meeting.sources.all()):
            yield self._once(
                ("sources", number), lambda: ngettext("%(n)s source", "%(n)s sources", number) % {"n": number}
            )

    def _topic(self, topic: Topic) -> str:
        return self._once(("topic", topic.pk), lambda: script(topic.name))

"""Atom feeds: new and changed meetings of a page, the latest change first.

An entry has the same identifier even if the address of its meeting changes. The date of the feed is that of its newest
entry and does not depend on the time of the request, so that a feed reader can skip an unchanged feed.
"""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from meetings.exports.output import Output
from meetings.exports.selections import Selection
from meetings.models import Meeting, Publication
from meetings.queries.days import format_meeting_date
from meetings.queries.exporting import find_latest_changes
from meetings.queries.licence import DATA_LICENCE
from meetings.queries.meetings import get_title, group_by_side, load_in_order

MAX_ENTRIES = 50
EMPTY_SINCE = datetime(2026, 1, 1, tzinfo=UTC)  # the date of a feed without entries
_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


class ArchiveFeed(Atom1Feed):
    """Django's Atom feed, with summaries as plain text and a date that only a new or changed entry moves."""

    def latest_post_date(self) -> datetime:
        return max((item["updateddate"] for item in self.items), default=EMPTY_SINCE)

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        words, item["description"] = item["description"], None
        super().add_item_elements(handler, item)
        if words:
            handler.addQuickElement("summary", words, {"type": "text"})


def write_atom(selection: Selection, output: Output) -> Iterator[str]:
    """Yield the feed of a selection of meetings."""
    feed = ArchiveFeed(
        title=remove_illegal_characters(_("%(title)s · Mahdar") % {"title": selection.title}),
        link=output.page,
        description="",
        subtitle=_("New and changed meetings in Mahdar, the archive of diplomatic meetings"),
        author_name=_("Mahdar"),
        language=output.language,
        feed_url=output.own,
        feed_guid=output.own,
        feed_copyright=DATA_LICENCE.url,
    )
    latest = find_latest_changes(selection.ids, MAX_ENTRIES)
    published = Publication.objects.in_bulk(latest)
    for meeting in load_in_order(latest):
        public_since = published[meeting.pk].published_at if meeting.pk in published else meeting.created_at
        feed.add_item(
            title=remove_illegal_characters(get_title(meeting)),
            link=output.address(meeting.get_absolute_url()),
            description=remove_illegal_characters(_summary(meeting)),
            unique_id=f"tag:{output.host},{meeting.created_at.date().isoformat()}:meeting/{meeting.pk}",
            pubdate=public_since,
            updateddate=max(meeting.updated_at, public_since),
            categories=[ranked.topic.code for ranked in meeting.ranked_topics.all()],
        )
    yield feed.writeString("utf-8")


def _summary(meeting: Meeting) -> str:
    """Return the date and place, the participants, and the record's summary, each on a line."""
    where = str(meeting.place) if meeting.place else ""
    who = " – ".join(_(", ").join(part.label for part in parts) for _side, parts in group_by_side(meeting))
    lines = [
        " · ".join(filter(None, (format_meeting_date(meeting), meeting.get_kind_display(), where))),
        who,
        meeting.summary,
    ]
    return "\n".join(line for line in lines if line)


def remove_illegal_characters(text: str) -> str:
    """Return `text` without the characters that XML does not allow."""
    return _NOT_IN_XML.sub("", text)

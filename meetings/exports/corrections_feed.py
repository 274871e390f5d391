"""The Atom feed of the public log of corrections."""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings.exports.feeds import ArchiveFeed, remove_illegal_characters
from meetings.models.languages import get_current_language
from meetings.queries.citations import get_page_title
from meetings.queries.licence import DATA_LICENCE
from meetings.services.history.corrections import BY_READER, Correction, list_corrections
from meetings.services.history.difference import ADDED, CHANGED, FactChange
from meetings.text.typed_numbers import read_number

MAX_ENTRIES = 50


class LogFeed(ArchiveFeed):
    """A feed with a link to the earlier part of the log (RFC 5005)."""

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        if self.feed["next"]:
            handler.addQuickElement("link", "", {"rel": "next", "href": self.feed["next"]})


@require_safe
def corrections_feed(request: HttpRequest) -> HttpResponse:
    """Return the latest corrections, or earlier ones, as an Atom feed."""
    page = request.build_absolute_uri(reverse("corrections"))
    own = request.build_absolute_uri()
    log = list_corrections(read_number(request.GET.get("before", "")), MAX_ENTRIES)
    feed = LogFeed(
        title=_("%(title)s · Mahdar") % {"title": _("Corrections")},
        link=page,
        description="",
        subtitle=_("What was corrected in the records of the archive, from what to what, and why."),
        author_name=_("Mahdar"),
        language=get_current_language(),
        feed_url=own,
        feed_guid=own,
        feed_copyright=DATA_LICENCE.url,
        next=request.build_absolute_uri(f"{request.path}?before={log.next}") if log.next else "",
    )
    host = request.get_host().partition(":")[0]
    for entry in log.entries:
        address = request.build_absolute_uri(entry.record.get_absolute_url()) if entry.record else page
        feed.add_item(
            title=remove_illegal_characters(_title(entry)),
            link=f"{address}#c{entry.number}" if entry.record is None else address,
            description=remove_illegal_characters("\n".join(_lines(entry))),
            unique_id=f"tag:{host},{entry.moment.date().isoformat()}:correction/{entry.number}",
            pubdate=entry.moment,
            updateddate=entry.moment,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _title(entry: Correction) -> str:
    if entry.record is None:
        return _("%(kind)s: a record that is no longer public") % {"kind": entry.kind.label}
    return get_page_title(entry.record)


def _lines(entry: Correction) -> Iterator[str]:
    """Yield the reason and each change, in words."""
    yield " ".join(
        str(text) for text in (entry.reason, BY_READER if entry.by_reader else "", entry.explanation) if text
    )
    for fact in entry.differences.facts:
        yield _change(fact)
    for group in entry.differences.groups:
        for change in group.changes:
            if change.change == CHANGED:
                yield from (f"{change.title}: {_change(fact)}" for fact in change.facts)
            else:
                sign = _("Added") if change.change == ADDED else _("Removed")
                yield f"{group.label}: {sign}: {change.title}"


def _change(fact: FactChange) -> str:
    nothing = _("not given")
    return _("%(fact)s: before: %(before)s; now: %(after)s") % {
        "fact": fact.label,
        "before": fact.before or nothing,
        "after": fact.after or nothing,
    }

"""The Atom feed of the public log of corrections."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings.exports.feeds import ArchiveFeed, plain
from meetings.models import Article, Meeting
from meetings.queries.attribution import attribution_of
from meetings.queries.licence import DATA_LICENCE
from meetings.queries.meetings import title_of
from meetings.services.history.corrections import BY_READER, Correction, corrections
from meetings.services.history.difference import ADDED, CHANGED, FactChange

MAX_ENTRIES = 50


@require_safe
def corrections_feed(request: HttpRequest) -> HttpResponse:
    """Return the latest corrections as an Atom feed."""
    page = request.build_absolute_uri(reverse("corrections"))
    own = request.build_absolute_uri()
    feed = ArchiveFeed(
        title=_("%(title)s · Mahdar") % {"title": _("Corrections")},
        link=page,
        description="",
        subtitle=_("What was corrected in the records of the archive, from what to what, and why."),
        author_name=_("Mahdar"),
        language=get_language() or "ar",
        feed_url=own,
        feed_guid=own,
        feed_copyright=DATA_LICENCE.url,
    )
    host = request.get_host().partition(":")[0]
    for entry in corrections(limit=MAX_ENTRIES).entries:
        address = request.build_absolute_uri(entry.record.get_absolute_url()) if entry.record else page
        feed.add_item(
            title=plain(_title(entry)),
            link=f"{address}#c{entry.number}" if entry.record is None else address,
            description=plain("\n".join(_lines(entry))),
            unique_id=f"tag:{host},{entry.moment.date().isoformat()}:correction/{entry.number}",
            pubdate=entry.moment,
            updateddate=entry.moment,
        )
    return HttpResponse(feed.writeString("utf-8"), content_type="application/atom+xml; charset=utf-8")


def _title(entry: Correction) -> str:
    if entry.record is None:
        return _("%(kind)s: a record that is no longer public") % {"kind": entry.kind.label}
    if isinstance(entry.record, Article | Meeting):
        return attribution_of(entry.record).title if isinstance(entry.record, Article) else title_of(entry.record)
    return str(entry.record)


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

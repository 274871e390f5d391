"""The preview of a report at the desk: Mahdar reads it on each request and stores it only when an editor decides."""

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.db.models import F
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.admin.editorial.panel import make_panel
from meetings.admin.incoming.corrections import apply_corrections
from meetings.admin.incoming.dividing import (
    BOTH,
    FIRST,
    JOINED,
    MAX_MEETINGS,
    SECOND,
    count_rows,
    join_cards,
    read_joined,
    split_card,
)
from meetings.admin.incoming.preview_forms import ReadingPreview
from meetings.admin.quality.asking import get_reason_to_publish
from meetings.admin.review.rejecting import ask_for_rejection, describe_rejection, read_rejection
from meetings.admin.safety.presence import make_presence
from meetings.ingest.arrivals import fill_incoming, make_source, read_answer
from meetings.ingest.errors import SourceError, translate_packed
from meetings.ingest.fetch import ARTICLE_TYPES, fetch
from meetings.ingest.joined_readings import join_proposals
from meetings.ingest.write import StoredReport
from meetings.models import Evidence, Incoming, Meeting
from meetings.queries.my_reports import find_rejection
from meetings.queries.stated_days import make_rows
from meetings.services import roles
from meetings.services.checks import ReasonNeededError
from meetings.services.history import Way, recorded
from meetings.services.incoming import AlreadyDecidedError, describe, drop, store
from meetings.text.typed_numbers import read_number

# Facts that words can state, in the order of the number keys, and whether they are facts of a person.
PALETTE = (
    (Evidence.Fact.DATE, False),
    (Evidence.Fact.PLACE, False),
    (Evidence.Fact.PARTICIPANT, False),
    (Evidence.Fact.TITLE, True),
    (Evidence.Fact.SIDE, True),
    (Evidence.Fact.KIND, False),
    (Evidence.Fact.TOPIC, False),
)

CHANGES_OF_CARDS = ("add", "split", "join")  # decisions, before a colon, that change the form and store nothing
CHOOSE_DAY = "day:"  # the decision of a button that chooses one of the stated days


class IncomingPreview:
    """The pages of the list of reports that preview a report and store it."""

    admin_site: Any
    opts: Any

    def preview_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Show a report with its reading; on POST carry out the editor's decision."""
        roles.require(roles.may_import(request.user))
        incoming = get_object_or_404(Incoming.objects.select_related("outlet", "feed", "article", "original"), pk=pk)
        if incoming.state != Incoming.State.WAITING:
            return self._decided(request, incoming)
        decision = request.POST.get("decision", "")
        if request.method != "POST":
            return self._preview(request, ReadingPreview(incoming, request.user))
        if decision == "drop":
            return self._drop(request, incoming)
        if decision in ("fetch", "paste") and not incoming.raw_text:
            return self._fill(request, incoming, decision)
        if decision.partition(":")[0] in CHANGES_OF_CARDS:
            return self._preview(request, ReadingPreview(incoming, request.user, _change_cards(request, incoming)))
        reading = ReadingPreview(incoming, request.user, request.POST)
        if decision == "again" or decision.startswith(CHOOSE_DAY):
            return self._read_again(request, reading, decision.removeprefix(CHOOSE_DAY))
        if decision not in ("draft", "publish") or not reading.is_valid():
            return self._preview(request, reading)
        return self._store(request, reading, publish=decision == "publish")

    def _preview(self, request: HttpRequest, reading: ReadingPreview) -> HttpResponse:
        changes_cards = request.POST.get("decision", "").partition(":")[0] in CHANGES_OF_CARDS
        errors = reading.data is not None and not changes_cards
        context = {
            **self.admin_site.each_context(request),
            "title": _("Preview"),
            "subtitle": str(reading.incoming),
            "opts": self.opts,
            "presence": make_presence(request, "incoming", reading.incoming.pk),
            "panel": make_panel(request, reading.incoming),
            "incoming": reading.incoming,
            "rejection": find_rejection(reading.incoming),
            "reading": reading,
            "text": reading.source.raw,
            "error": translate_packed(reading.incoming.error),
            "marks": reading.marks(),
            "dismissed": reading.dismissed(),
            "stated_days": make_rows(reading.incoming.statements),
            "dates_contradict": bool(reading.incoming.contradicting_dates),
            "choose_day": CHOOSE_DAY,
            "palette": [(fact.value, fact.label, of_person) for fact, of_person in PALETTE],
            "joined": " ".join(f"{one}+{two}" for one, two in read_joined(reading.data)),
            "is_compared": any(card.is_split for card in reading.cards),
            "split_choices": [(FIRST, _("first meeting")), (SECOND, _("second meeting")), (BOTH, _("both"))],
            "blank_card": reading.blank().card("__card__", people=2),
            "blank_person": reading.blank().person("__card__", "__person__"),
            "may_publish": roles.may_publish(request.user),
            "may_drop": roles.may_edit(request.user, reading.incoming),
            "has_errors": errors and not reading.is_valid(),
            "waiting": Incoming.objects.waiting().count(),
        }
        return TemplateResponse(request, "admin/incoming/preview.html", context)

    def _store(self, request: HttpRequest, reading: ReadingPreview, *, publish: bool) -> HttpResponse:
        if publish:
            roles.require(roles.may_publish(request.user))
        try:
            with recorded(request.user, way=Way.BRING_IN):
                if reading.kept():
                    reading.form.create_outlet()
                stored = store(
                    reading.incoming,
                    *apply_corrections(reading),
                    request.user,
                    publish=publish,
                    reason=get_reason_to_publish(request),
                )
        except ReasonNeededError as needed:
            needed.back = ("decision", "look")  # shows the preview with all corrections again
            raise
        except (AlreadyDecidedError, Meeting.DoesNotExist):
            messages.warning(request, _("Another editor has already decided this. Look again."))
            return HttpResponseRedirect(request.path)
        if stored.article is None:
            messages.error(
                request, _("No meeting is selected, so there is nothing to save. Keep a meeting, or drop the report.")
            )
            return self._preview(request, reading)
        messages.success(request, self._outcome(stored, publish))
        return self._next(reading.incoming)

    def _outcome(self, stored: StoredReport, publish: bool) -> SafeString:
        """Return a message about the stored records, with links."""
        if stored.already_there:
            article = stored.article
            assert article
            link = reverse("admin:meetings_article_change", args=[article.pk])
            return format_html(
                '{} <a href="{}"><bdi>{}</bdi></a>', _("The article was already in the archive:"), link, article
            )
        meetings = [*stored.new_meetings, *stored.known_meetings]
        if publish:
            text = ngettext("Published on the site:", "Published on the site:", len(meetings))
        else:
            text = ngettext("Saved as a draft:", "Saved as drafts:", len(meetings))
        links = format_html_join(
            " · ", '<a href="{}"><bdi>{}</bdi></a>', ((_way_to(one, publish), one) for one in meetings)
        )
        return format_html("{} {}", text, links)

    def _drop(self, request: HttpRequest, incoming: Incoming) -> HttpResponse:
        roles.require(roles.may_edit(request.user, incoming))
        why = read_rejection(request)
        if why is None:
            return ask_for_rejection(
                request, Incoming.objects.filter(pk=incoming.pk), is_dropped=True, repeated=[("decision", "drop")]
            )
        try:
            drop(incoming, request.user, why)
        except AlreadyDecidedError:
            messages.warning(request, _("Another editor has already decided this. Look again."))
        else:
            messages.success(request, _("The report was dropped. Nothing was stored."))
        return self._next(incoming)

    def _next(self, incoming: Incoming) -> HttpResponse:
        """Redirect to the next report to review, of the same feed first; without one to the import page."""
        waiting = Incoming.objects.waiting().order_by(F("meetings_found").desc(nulls_last=True), "pk")
        following = (incoming.feed_id and waiting.filter(feed=incoming.feed_id).first()) or waiting.first()
        if following:
            return HttpResponseRedirect(reverse("admin:incoming-preview", args=[following.pk]))
        return HttpResponseRedirect(reverse("admin:meetings_incoming_add"))

    def _read_again(self, request: HttpRequest, reading: ReadingPreview, chosen: str) -> HttpResponse:
        """Read the report again with the editor's corrections: “on Friday” follows from the day of publication.

        `chosen` is the day that the editor chose among those that the sources state, if any.
        """
        if not reading.form.is_valid():
            return self._preview(request, reading)
        with recorded(request.user, way=Way.BRING_IN):
            reading.form.create_outlet()
        data, incoming = reading.form.cleaned_data, reading.incoming
        days = {one.day.isoformat(): one.day for one in incoming.statements or ()}
        day = days.get(chosen, data["published"])
        describe(
            incoming,
            request.user,
            read=reading.report,
            published=day,
            url=data["url"],
            outlet_id=data["outlet"].pk if data["outlet"] else None,
            is_chosen=chosen in days,
        )
        return HttpResponseRedirect(request.path)

    def _fill(self, request: HttpRequest, incoming: Incoming, how: str) -> HttpResponse:
        """Fetch an unreadable page again, or take its text from the editor."""
        try:
            if how == "fetch":
                source = read_answer(fetch(incoming.url, kinds=ARTICLE_TYPES))
            else:
                text = request.POST.get("pasted", "").replace("\r\n", "\n").replace("\x00", "")
                source = replace(make_source(incoming), raw=text)
            found = fill_incoming(incoming, source)
        except SourceError as error:
            messages.error(request, error.translated())
        else:
            if found.incoming is None:
                messages.warning(request, _("This report is already in the archive or at the desk. Drop this copy."))
        return HttpResponseRedirect(request.path)

    def _decided(self, request: HttpRequest, incoming: Incoming) -> HttpResponse:
        """Show the result of a report that was stored or dropped before."""
        if incoming.article:
            link = reverse("admin:meetings_article_change", args=[incoming.article.pk])
            text = format_html(
                '{} <a href="{}"><bdi>{}</bdi></a>', _("This report is in the archive:"), link, incoming.article
            )
        else:
            text = format_html("{} {}", _("This report was dropped."), describe_rejection(find_rejection(incoming)))
        messages.info(request, text)
        if not incoming.article and incoming.created_by_id == request.user.pk:
            return HttpResponseRedirect(reverse("admin:my-reports"))
        return HttpResponseRedirect(reverse("admin:meetings_incoming_changelist"))


def _way_to(meeting: Meeting, published: bool) -> str:
    """Return the URL of the page on which the editor sees the stored meeting."""
    return meeting.get_absolute_url() if published else reverse("admin:meetings_meeting_change", args=[meeting.pk])


def _change_cards(request: HttpRequest, incoming: Incoming) -> Any:
    """Return the posted data with one row more, with a meeting split into two, or with two meetings joined."""
    data = request.POST.copy()
    what, _colon, which = data.get("decision", "").partition(":")
    cards = [f"m{number}" for number in range(count_rows(data, "meetings"))]
    if what == "add":
        return _add_row(data, which)
    if what == "split" and which in cards and len(cards) < MAX_MEETINGS:
        split_card(data, which)
    first, _plus, second = which.partition("+")
    if what == "join" and first in cards and second in cards and first != second:
        _join(data, incoming, request.user, first, second)
    return data


def _join(data: Any, incoming: Incoming, user: Any, first: str, second: str) -> None:
    reads = [read_number(data.get(f"{card}-read", "")) for card in (first, second)]
    proposals = ReadingPreview(incoming, user, data).proposals
    one, two = (proposals[read] if read is not None and read < len(proposals) else None for read in reads)
    if one is None and two is not None:
        first, second, one, two, reads = second, first, two, None, reads[::-1]
    numbers = None
    if one is not None and two is not None and one is not two:
        _joined, numbers = join_proposals(one, two)
        data[JOINED] = f"{data.get(JOINED, '')} {reads[0]}+{reads[1]}".strip()
    join_cards(data, first, second, numbers)


def _add_row(data: Any, what: str) -> Any:
    """Add a row, for browsers without scripts: "meeting", or the prefix of the card that gets another person."""
    name = "meetings-count" if what == "meeting" else f"{what}-people-count"
    count = data.get(name, "0")
    number = read_number(count) or 0
    data[name] = str(number + 1)
    if what == "meeting":
        data[f"m{number}-keep"], data[f"m{number}-kind"], data[f"m{number}-people-count"] = "on", "in-person", "2"
        for place in range(2):
            data[f"m{number}-p{place}-keep"] = "on"
    else:
        data[f"{what}-p{number}-keep"] = "on"
    return data

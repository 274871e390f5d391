"""Feeds at the desk: a new subscription shows its reports at once; fetched reports join the others at the desk."""

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from meetings.admin.base import DeskAdmin
from meetings.admin.common.addresses_fields import WebAddressField
from meetings.admin.common.record_fields import CreatingForm
from meetings.ingest.errors import SourceError, translate_packed
from meetings.ingest.feed_entries import FeedContent
from meetings.ingest.feed_reading import find_feed
from meetings.ingest.feeds import HostPauses, fetch_feed
from meetings.models import Feed, Incoming, Outlet

MAX_ENTRIES_SHOWN = 5  # entries of a new feed
MAX_WAIT_SECONDS = 20  # time for fetching while the user waits; the next fetch does the rest
MIN_PAUSE_SECONDS = 0.5  # between requests to one host while the user waits


class FeedForm(CreatingForm):
    """The form of a subscription. It reads the feed before it saves it; a page that links to its feed is enough."""

    content: FeedContent | None = None

    class Meta:
        model = Feed
        fields = ("address", "name", "outlet", "active")
        field_classes = {"address": WebAddressField}
        help_texts = {
            "address": gettext_lazy(
                "URL of the feed (RSS, Atom or JSON Feed), or of a page that links to it. "
                "Of a site without a feed: its sitemap, or a page that lists its reports."
            ),
            "name": gettext_lazy("If you leave it empty, Mahdar uses the feed's own name."),
        }

    def clean_address(self) -> str:
        address = str(self.cleaned_data["address"])
        if "address" not in self.changed_data:
            return address
        try:
            self.content, _answer = find_feed(address)
        except SourceError as error:
            raise ValidationError(error.translated()) from error
        same = Feed.objects.filter(address=self.content.address).exclude(pk=self.instance.pk).first()
        if same:
            raise ValidationError(_("The desk already subscribes to this feed: %(feed)s."), params={"feed": same})
        return self.content.address

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if self.content and not data.get("name"):
            data["name"] = self.content.title or self.content.address[:200]
        return data

    def save(self, commit: bool = True) -> Feed:
        if "address" in self.changed_data and self.instance.pk:
            feed = self.instance  # another feed now: the state of the old one does not apply
            feed.etag = feed.last_modified = feed.error = ""
            feed.failures, feed.not_before, feed.last_fetched = 0, None, None
        if self.content:
            self.instance.kind = self.content.kind
        saved: Feed = super().save(commit)
        return saved


@admin.register(Feed)
class FeedAdmin(DeskAdmin):
    """The list of feeds that the desk subscribes to."""

    form = FeedForm
    search_fields = folded_fields = ("name", "address")
    short_lists = {"outlet": Outlet}
    list_display = ("name_shown", "outlet", "last_fetched", "waiting_shown", "active")
    list_select_related = ("outlet",)
    list_filter = ("active",)
    autocomplete_fields = creates = ("outlet",)
    fields = ("address", "name", "outlet", "active")
    actions = ("fetch_now",)
    save_on_top = False
    change_form_template = "admin/incoming/feed.html"

    class Media:
        css = {"all": ("admin-mahdar/incoming.css",)}

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.fetch_view)
        return [path("<int:pk>/fetch/", view, name="feed-fetch"), *super().get_urls()]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        waiting = Count("incoming", filter=Q(incoming__state=Incoming.State.WAITING))
        feeds: QuerySet[Any] = super().get_queryset(request)
        annotated: QuerySet[Any] = feeds.annotate(waiting=waiting)
        return annotated

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change:
            obj.created_by = request.user
        super().save_model(request, obj, form, change)
        if form.content:
            self._tell_content(request, obj, form.content)

    def response_add(self, request: HttpRequest, obj: Any, post_url_continue: str | None = None) -> HttpResponse:
        if "_continue" in request.POST or "_popup" in request.POST or "_addanother" in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return HttpResponseRedirect(reverse("admin:meetings_feed_change", args=[obj.pk]))

    def _tell_content(self, request: HttpRequest, feed: Feed, content: FeedContent) -> None:
        """Show the first reports of the feed, so that the editor notices a wrong one at once."""
        count = len(content.entries)
        text = ngettext("The feed has %(n)d report:", "The feed has %(n)d reports:", count) % {"n": count}
        titles = ((entry.title or entry.link,) for entry in content.entries[:MAX_ENTRIES_SHOWN])
        shown = format_html_join("", "<br><bdi>“{}”</bdi>", titles)
        messages.success(request, format_html("{} {}", text, shown))

    @method_decorator(require_POST)
    def fetch_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Fetch the feed at once; for the button “Fetch now”."""
        feed = get_object_or_404(Feed, pk=pk)
        if not self.has_change_permission(request, feed):
            return HttpResponse(status=403)
        brought = self._fetch(request, feed, MAX_WAIT_SECONDS)
        if brought:
            return HttpResponseRedirect(f"{reverse('admin:meetings_incoming_changelist')}?feed__id__exact={feed.pk}")
        return HttpResponseRedirect(reverse("admin:meetings_feed_change", args=[feed.pk]))

    @admin.action(description=gettext_lazy("Fetch now"), permissions=["change"])
    def fetch_now(self, request: HttpRequest, queryset: QuerySet[Any]) -> None:
        feeds = list(queryset)
        for feed in feeds:
            self._fetch(request, Feed.objects.get(pk=feed.pk), MAX_WAIT_SECONDS / len(feeds))

    def _fetch(self, request: HttpRequest, feed: Feed, seconds: float) -> int:
        outcome = fetch_feed(feed, manners=HostPauses(MIN_PAUSE_SECONDS), user=None, seconds=seconds)
        if outcome.error:
            messages.error(request, format_html("<bdi>{}</bdi>: {}", feed, outcome.error.translated()))
            return 0
        text = ngettext(
            "%(n)d new report to review at the desk.", "%(n)d new reports to review at the desk.", outcome.new
        )
        parts = [text % {"n": outcome.new}]
        if outcome.unread:
            text = ngettext("%(n)d page could not be read.", "%(n)d pages could not be read.", outcome.unread)
            parts.append(text % {"n": outcome.unread})
        if outcome.left:
            text = ngettext(
                "%(n)d report is left for the next run.", "%(n)d reports are left for the next run.", outcome.left
            )
            parts.append(text % {"n": outcome.left})
        level = messages.SUCCESS if outcome.new else messages.INFO
        self.message_user(request, format_html("<bdi>{}</bdi>: {}", feed, " ".join(parts)), level)
        return outcome.new + outcome.unread

    @admin.display(description=gettext_lazy("feed"), ordering="name")
    def name_shown(self, obj: Any) -> str:
        error = (
            format_html('<br><small class="gone-wrong">{}</small>', translate_packed(obj.error)) if obj.error else ""
        )
        return format_html(
            '<bdi>{}</bdi><br><small dir="ltr">{}</small>{}', obj.name or obj.address, obj.address, error
        )

    @admin.display(description=gettext_lazy("reports to review"), ordering="waiting")
    def waiting_shown(self, obj: Any) -> str:
        link = f"{reverse('admin:meetings_incoming_changelist')}?feed__id__exact={obj.pk}"
        return format_html('<a href="{}">{}</a>', link, obj.waiting)

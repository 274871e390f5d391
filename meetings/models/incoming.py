"""Imported reports that an editor has to review, and the feeds that deliver some of them: not yet in the archive."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from meetings.models.articles import hash_text
from meetings.models.base import EnteredModel
from meetings.models.derived import PageHashField, PageQuerySet
from meetings.models.originals import make_original_field
from meetings.models.stated_days import StatedDay, basis_field, statements_field


class Feed(EnteredModel):
    """A feed, sitemap or section page that the desk subscribes to, and the result of the last request to it."""

    class Kind(models.TextChoices):
        FEED = "feed", _("feed")
        SITEMAP = "sitemap", _("sitemap")
        SECTION = "section", _("section page")

    address = models.URLField(_("address of the feed"), max_length=2000, unique=True)
    name = models.CharField(_("name"), max_length=200, blank=True)
    outlet = models.ForeignKey(
        "meetings.Outlet",
        verbose_name=_("outlet"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        help_text=_("The outlet of these reports. If you leave it empty, each report's own address decides."),
    )
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.FEED, editable=False)
    active = models.BooleanField(_("active"), default=True)
    etag = models.CharField(max_length=500, blank=True, editable=False)
    last_modified = models.CharField(max_length=200, blank=True, editable=False)
    last_fetched = models.DateTimeField(_("last fetched"), null=True, blank=True, editable=False)
    not_before = models.DateTimeField(_("not before"), null=True, blank=True, editable=False)
    failures = models.PositiveSmallIntegerField(_("failures in a row"), default=0, editable=False)
    error = models.TextField(_("error"), blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    class Meta:
        verbose_name = _("feed")
        verbose_name_plural = _("feeds")
        ordering = ["name", "address"]

    def __str__(self) -> str:
        return self.name or self.address


class IncomingQuerySet(PageQuerySet):
    """Imported reports at the desk."""

    def waiting(self) -> Self:
        """Return the reports that no editor has decided about."""
        return self.filter(state=Incoming.State.WAITING)

    def promising_first(self) -> Self:
        """Return the reports by the number of meetings found in them, most first, then the oldest first."""
        return self.order_by(F("meetings_found").desc(nulls_last=True), "pk")


class Incoming(StatedDay, EnteredModel):
    """An imported report that an editor has to review, with what is known about it from outside the text.

    Mahdar saves the raw text unchanged. The editor decides whether the archive stores the report, and which parts.
    """

    class Origin(models.TextChoices):
        PASTE = "paste", _("pasted")
        ADDRESS = "address", _("from its address")
        FILE = "file", _("from a file")
        FEED = "feed", _("from a feed")
        MAIL = "mail", _("by mail")
        FOLDER = "folder", _("from a watched folder")

    class State(models.TextChoices):
        WAITING = "waiting", _("to review")
        STORED = "stored", _("in the archive")
        DROPPED = "dropped", _("dropped")

    raw_text = models.TextField(_("raw text"), blank=True, editable=False)
    sha256 = models.CharField(_("hash of the text"), max_length=64, blank=True, editable=False, db_index=True)
    name = models.CharField(_("name"), max_length=255, blank=True)
    url = models.URLField(_("address on the web"), max_length=2000, blank=True)
    page_hash = PageHashField(_("hash of the page"), max_length=64, blank=True, source="url")
    headline = models.CharField(_("headline"), max_length=500, blank=True)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    published_basis = basis_field()
    date_statements = statements_field()
    outlet = models.ForeignKey(
        "meetings.Outlet", verbose_name=_("outlet"), null=True, blank=True, on_delete=models.SET_NULL
    )
    way = models.CharField(_("origin"), max_length=10, choices=Origin, default=Origin.PASTE, editable=False)
    feed = models.ForeignKey(
        Feed, verbose_name=_("feed"), null=True, blank=True, editable=False, on_delete=models.SET_NULL
    )
    entry_key = models.CharField(_("entry of the feed"), max_length=500, blank=True, editable=False)
    meetings_found = models.PositiveSmallIntegerField(_("meetings found"), null=True, blank=True, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING, editable=False)
    error = models.TextField(_("error"), blank=True, editable=False)
    original = make_original_field()
    article = models.ForeignKey(
        "meetings.Article",
        verbose_name=_("article"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("decided by"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = models.Manager.from_queryset(IncomingQuerySet)()

    class Meta:
        verbose_name = _("report at the desk")
        verbose_name_plural = _("reports at the desk")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sha256"],
                condition=Q(state="waiting") & ~Q(sha256=""),
                name="meetings_incoming_waits_once",
                violation_error_message=_("This report is already at the desk."),
            ),
            models.UniqueConstraint(
                fields=["feed", "entry_key"],
                condition=~Q(entry_key=""),
                name="meetings_incoming_entry_once",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or _first_words(self.raw_text) or self.name or self.url

    def save(self, *args: Any, **options: Any) -> None:
        self.sha256 = hash_text(self.raw_text) if self.raw_text else ""
        super().save(*args, **options)


def _first_words(text: str) -> str:
    """Return the first words of `text`, up to 90 characters: the name of a report without a headline."""
    words = " ".join(text[:200].split())
    return words if len(words) < 90 else f"{words[:90].rpartition(' ')[0] or words[:90]}…"

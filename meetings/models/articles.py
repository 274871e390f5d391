"""The origin of facts: outlets, their articles, and which article reports which meeting."""

import hashlib

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext_lazy as _

from meetings.models.base import EnteredModel, NamedModel, NaturalKeyManager, NaturalKeyModel, OfReportQuerySet
from meetings.models.derived import PageHashField, PageQuerySet
from meetings.models.originals import make_original_field
from meetings.models.stated_days import StatedDay, basis_field, statements_field
from meetings.models.wording import Wording


class Outlet(NamedModel, NaturalKeyModel):
    """A newspaper, agency, broadcaster or official site."""

    natural_key_fields = ("code",)

    code = models.SlugField(_("address"), max_length=80, unique=True)
    country = models.ForeignKey(
        "meetings.Country",
        verbose_name=_("country"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        help_text=_("The country whose ministers the outlet names without their country."),
    )
    domain = models.CharField(_("domain"), max_length=120, blank=True)
    other_domains = models.JSONField(
        _("other domains"), default=list, blank=True, help_text=_("Further domains at which the outlet publishes.")
    )

    objects = NaturalKeyManager()

    class Meta:
        verbose_name = _("outlet")
        verbose_name_plural = _("outlets")
        ordering = ["name_ar"]

    def get_absolute_url(self) -> str:
        return reverse("outlet", args=[self.code])


def hash_text(text: str) -> str:
    """Return the SHA-256 of a raw text in hexadecimal. Two articles with the same hash are the same article."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


class Article(StatedDay, EnteredModel, NaturalKeyModel):
    """One report of an outlet. Its raw text is evidence: once saved, it never changes."""

    class TextKind(models.TextChoices):
        ORIGINAL = "original", _("the outlet's text")
        RETOLD = "retold", _("the archive's summary of the report")
        TRANSLATED = "translated", _("the outlet's text, translated by the archive")
        EDITOR = "editor", _("an account by an editor")
        EXCERPT = "excerpt", _("the words of the outlet's text that state facts")
        REFERENCE = "reference", _("address only")
        REMOVED = "removed", _("removed from the archive")  # services/takedown.py; final

    natural_key_fields = ("slug",)

    slug = models.SlugField(_("address"), max_length=140, unique=True)
    outlet = models.ForeignKey(
        Outlet,
        verbose_name=_("outlet"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="articles",
        help_text=_("Who published the report at its address on the web."),
    )
    original_outlet = models.ForeignKey(
        Outlet,
        verbose_name=_("original outlet"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="republished_articles",
        help_text=_("The agency or newspaper whose report the outlet republishes; empty if the report is its own."),
    )
    url = models.URLField(_("address on the web"), max_length=2000, unique=True, null=True, blank=True)
    page_hash = PageHashField(_("hash of the page"), max_length=64, blank=True, source="url")
    headline = models.CharField(_("headline"), max_length=500, blank=True)
    headline_wording = models.CharField(
        _("whose words the headline is"), max_length=12, choices=Wording, default=Wording.OUTLET
    )
    language = models.CharField(
        _("language"), max_length=8, blank=True, help_text=_("ISO 639 code of the report's language, such as ar.")
    )
    raw_text = models.TextField(_("raw text"), blank=True)
    text_kind = models.CharField(_("kind of text"), max_length=10, choices=TextKind, default=TextKind.ORIGINAL)
    sha256 = models.CharField(_("hash of the text"), max_length=64, unique=True, null=True, blank=True, editable=False)
    published_on = models.DateField(_("published on"), null=True, blank=True)
    published_basis = basis_field()
    published_words = models.CharField(_("words the date was read from"), max_length=200, blank=True)
    date_statements = statements_field()
    file_name = models.CharField(_("file"), max_length=255, blank=True, editable=False)
    original = make_original_field()
    # Set with a Withdrawal, which has the reason; `services/withdrawals.py` is the only writer of both.
    is_withdrawn = models.BooleanField(_("withdrawn from the public"), default=False, editable=False)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects = NaturalKeyManager.from_queryset(PageQuerySet)()

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = ["-published_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(raw_text="", sha256__isnull=True) | (~Q(raw_text="") & Q(sha256__isnull=False)),
                name="meetings_article_text_and_hash",
            ),
        ]

    def __str__(self) -> str:
        name = self.headline or uri_to_iri(self.url or "") or self.slug  # Arabic addresses as they are read
        return f"{name} ({self.outlet})" if self.outlet else name

    def save(self, *args: object, **options: object) -> None:
        # NULL, since the column is unique: two articles without an address are not the same article.
        self.url = self.url or None
        self.sha256 = hash_text(self.raw_text) if self.raw_text else None
        super().save(*args, **options)  # type: ignore[arg-type]

    def get_absolute_url(self) -> str:
        return reverse("article", args=[self.slug])

    @property
    def text_wording(self) -> Wording:
        """Whose words the raw text is, and so every quote from it."""
        return _WORDING_OF_TEXT.get(Article.TextKind(self.text_kind), Wording.OUTLET)


def is_address_only() -> Q:
    """Return the condition that an article has no text yet, and may get one: none that was taken down does."""
    return Q(raw_text="") & ~Q(text_kind=Article.TextKind.REMOVED)


_WORDING_OF_TEXT = {
    Article.TextKind.RETOLD: Wording.ARCHIVE,
    Article.TextKind.TRANSLATED: Wording.TRANSLATION,
    Article.TextKind.EDITOR: Wording.EDITOR,
}


class Source(NaturalKeyModel):
    """An article that reports a meeting. Two outlets that report one meeting are two sources of it."""

    natural_key_fields = ("meeting__slug", "article__slug")

    meeting = models.ForeignKey(
        "meetings.Meeting", verbose_name=_("meeting"), on_delete=models.CASCADE, related_name="sources"
    )
    article = models.ForeignKey(Article, verbose_name=_("article"), on_delete=models.PROTECT, related_name="sources")
    order = models.PositiveSmallIntegerField(_("order"), default=0)

    objects = NaturalKeyManager.from_queryset(OfReportQuerySet)()

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["order", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "article"], name="meetings_source_once")]

    def __str__(self) -> str:
        return str(self.article)

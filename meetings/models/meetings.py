"""Meetings."""

from typing import Self

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Prefetch, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from meetings.gazetteer.meeting_kinds import is_remote
from meetings.models.articles import Source
from meetings.models.base import (
    EnteredModel,
    NaturalKeyManager,
    NaturalKeyModel,
    PublicQuerySet,
)
from meetings.models.edited_facts import EditedFact
from meetings.models.languages import choose_by_language
from meetings.models.participations import MeetingTopic, Participation
from meetings.models.people import Precision
from meetings.models.review import ReviewState
from meetings.models.wording import Wording


class MeetingQuerySet(PublicQuerySet):
    """A set of meetings."""

    def latest_first(self) -> Self:
        """Return the meetings by date, the latest first, those without a date at the end."""
        return self.order_by(F("date").desc(nulls_last=True), "-id")

    def for_cards(self, *, withdrawn: bool = False) -> Self:
        """Return the meetings with everything that a card in a list shows; at the desk also `withdrawn` reports.

        The number of queries does not depend on the number of meetings.
        """
        # A card never shows a report's text or the lists of names, which are long or slow to read.
        people = Participation.objects.select_related("official", "country", "organisation", "position").defer(
            "country__names", "country__demonyms", "organisation__names", "official__notes"
        )
        reports = Source.objects.all() if withdrawn else Source.objects.of_shown_reports()
        sources = reports.select_related("article__outlet", "article__original_outlet").defer("article__raw_text")
        places = self.select_related("place__country", "place__region").defer(
            "place__country__names", "place__country__demonyms", "place__region__names", "place__region__demonyms"
        )
        return places.prefetch_related(
            Prefetch("participations", queryset=people),
            Prefetch("ranked_topics", queryset=MeetingTopic.objects.select_related("topic")),
            Prefetch("sources", queryset=sources),
            Prefetch("edited_facts", queryset=EditedFact.objects.select_related("participation", "topic")),
        )

    def for_lists(self) -> Self:
        """Return the meetings with only what an entry of a list shows (templatetags/entries.py).

        Most of the pages that readers request are lists, so this reads as few columns as possible.
        """
        people = Participation.objects.select_related("official", "country", "organisation", "position").only(
            "meeting", "name_as_written", "title_ar", "title_en", "order",
            "official__name_ar", "official__name_en", "official__slug",
            "country__code", "country__name_ar", "country__name_en",
            "organisation__code", "organisation__name_ar", "organisation__name_en",
            "position__title_ar", "position__title_en",
        )  # fmt: skip
        topics = MeetingTopic.objects.select_related("topic").only(
            "meeting", "rank", "topic__name_ar", "topic__name_en", "topic__code"
        )
        meetings = self.select_related("place__country", "place__region").only(
            "slug", "kind", "date", "date_end", "date_precision", "headline_ar", "headline_en", "review_state",
            "place__slug", "place__city_ar", "place__city_en", "place__kind",
            "place__country__code", "place__country__name_ar", "place__country__name_en",
            "place__region__code", "place__region__name_ar", "place__region__name_en",
        )  # fmt: skip
        return meetings.prefetch_related(
            Prefetch("participations", queryset=people),
            Prefetch("ranked_topics", queryset=topics),
            Prefetch("sources", queryset=Source.objects.of_shown_reports().only("meeting", "article")),
        )

    def of_official(self, official: models.Model | int) -> Self:
        """Return the meetings in which an official, or the official with this id, took part."""
        return self.filter(pk__in=Participation.objects.filter(official=official).values("meeting"))

    def of_side(self, side: models.Model) -> Self:
        """Return the meetings in which a participant represented `side` (a country, region or organisation)."""
        field = "organisation" if side._meta.model_name == "organisation" else "country"
        return self.filter(pk__in=Participation.objects.filter(**{field: side}).values("meeting"))


class Meeting(EnteredModel, NaturalKeyModel):
    """A meeting of people who represent two or more sides."""

    class Kind(models.TextChoices):
        IN_PERSON = "in-person", _("in person")
        VISIT = "visit", _("visit")
        PHONE = "phone", _("telephone call")
        VIDEO = "video", _("video call")
        SUMMIT = "summit", _("summit")

        @property
        def is_remote(self) -> bool:
            """Whether the participants of such a meeting are in different places."""
            return is_remote(self.value)

    class DateBasis(models.TextChoices):
        STATED = "stated", _("stated in the text")
        WEEKDAY = "weekday", _("inferred from the weekday")
        RELATIVE = "relative", _("inferred from words such as yesterday")
        PUBLICATION = "publication", _("the day of publication")
        HIJRI = "hijri", _("converted from the Hijri calendar")
        EDITOR = "editor", _("entered by an editor")
        UNKNOWN = "unknown", _("unknown")

    natural_key_fields = ("slug",)

    slug = models.SlugField(_("address"), max_length=160, unique=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind, default=Kind.IN_PERSON)
    date = models.DateField(_("date"), null=True, blank=True, db_index=True)
    date_end = models.DateField(_("last day"), null=True, blank=True)
    date_precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.DAY)
    date_basis = models.CharField(
        _("how the date is known"), max_length=12, choices=DateBasis, default=DateBasis.EDITOR
    )
    date_explanation = models.CharField(_("explanation of the date"), max_length=300, blank=True)
    place = models.ForeignKey(
        "meetings.Place",
        verbose_name=_("place"),
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="meetings",
    )
    venue_ar = models.CharField(_("venue in Arabic"), max_length=200, blank=True)
    venue_en = models.CharField(_("venue in English"), max_length=200, blank=True)
    occasion_ar = models.CharField(_("occasion in Arabic"), max_length=250, blank=True)
    occasion_en = models.CharField(_("occasion in English"), max_length=250, blank=True)
    headline_ar = models.CharField(_("headline in Arabic"), max_length=400)
    headline_en = models.CharField(_("headline in English"), max_length=400, blank=True)
    headline_ar_wording = models.CharField(
        _("whose words the Arabic headline is"), max_length=12, choices=Wording, default=Wording.EDITOR
    )
    headline_en_wording = models.CharField(
        _("whose words the English headline is"), max_length=12, choices=Wording, default=Wording.EDITOR
    )
    summary_ar = models.TextField(_("summary in Arabic"), blank=True)
    summary_en = models.TextField(_("summary in English"), blank=True)
    review_state = models.CharField(
        _("review"), max_length=10, choices=ReviewState, default=ReviewState.DRAFT, db_index=True
    )
    confidence = models.FloatField(
        _("confidence of the reading"),
        null=True,
        blank=True,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text=_("From 0 to 1; empty for records entered by hand."),
    )
    # Keys of meetings/extraction/meeting/confidence.tsv, the strongest doubt first; the desk shows them in words.
    doubts = models.JSONField(_("doubts of the reading"), default=list, blank=True, editable=False)
    notes = models.TextField(_("notes for editors"), blank=True)
    topics = models.ManyToManyField("meetings.Topic", verbose_name=_("topics"), through="MeetingTopic", blank=True)
    articles = models.ManyToManyField(
        "meetings.Article", verbose_name=_("articles"), through="meetings.Source", related_name="meetings"
    )
    created_at = models.DateTimeField(_("created"), auto_now_add=True)
    updated_at = models.DateTimeField(_("last changed"), auto_now=True)

    objects = NaturalKeyManager.from_queryset(MeetingQuerySet)()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = [F("date").desc(nulls_last=True), "-id"]
        permissions = [  # of the whole archive; services/roles.py says who has them
            ("bring_in_texts", "Can bring texts in"),
            ("publish_records", "Can publish, reject and take back records"),
            ("merge_records", "Can merge and split records"),
            ("restore_records", "Can restore earlier versions of records"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(date_end__isnull=True) | Q(date_end__gte=F("date")),
                name="meetings_meeting_end_after_start",
                violation_error_message=_("The last day cannot be before the first."),
            ),
            models.CheckConstraint(
                condition=Q(date__isnull=False) | Q(date_end__isnull=True),
                name="meetings_meeting_end_needs_date",
                violation_error_message=_("A last day needs a first day. Enter the first day."),
            ),
            models.CheckConstraint(
                condition=Q(date__isnull=False, date_precision__in=["day", "month", "year"])
                | Q(date__isnull=True, date_precision="unknown"),
                name="meetings_meeting_precision_fits_date",
                violation_error_message=_("Enter a date, or set the precision to unknown."),
            ),
            models.CheckConstraint(
                condition=Q(confidence__isnull=True) | Q(confidence__gte=0, confidence__lte=1),
                name="meetings_meeting_confidence_range",
            ),
        ]

    def __str__(self) -> str:
        return self.headline or self.slug

    def get_absolute_url(self) -> str:
        return reverse("meeting", args=[self.slug])

    @property
    def headline(self) -> str:
        """The headline in the language of the page."""
        return choose_by_language(self.headline_ar, self.headline_en)

    @property
    def summary(self) -> str:
        """The summary in the language of the page."""
        return choose_by_language(self.summary_ar, self.summary_en)

    @property
    def venue(self) -> str:
        """The venue in the language of the page."""
        return choose_by_language(self.venue_ar, self.venue_en)

    @property
    def occasion(self) -> str:
        """The occasion in the language of the page."""
        return choose_by_language(self.occasion_ar, self.occasion_en)

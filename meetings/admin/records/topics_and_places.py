"""The lists and forms of places and topics."""

from typing import Any

from django.contrib import admin
from django.db.models import QuerySet

from meetings.admin.base import PageOnSite
from meetings.admin.common.folded_search import SHORT_LISTS
from meetings.admin.merging.authorities import MergingAuthorities
from meetings.admin.quality.confirmed_forms import ConfirmedForm
from meetings.admin.records.identifiers import IdentifierInline
from meetings.models import Country, Place, Topic


@admin.register(Topic)
class TopicAdmin(MergingAuthorities, PageOnSite):
    """The list and form of topics."""

    search_fields = folded_fields = SHORT_LISTS[Topic]
    address = "code"
    list_display = ("name_ar", "name_en", "code")
    fields = (("name_ar", "name_en"), "code")


@admin.register(Place)
class PlaceAdmin(MergingAuthorities, ConfirmedForm, PageOnSite):
    """The list and form of places."""

    search_fields = folded_fields = SHORT_LISTS[Place]
    address = "slug"
    short_lists = {"country": Country}
    list_display = ("city_ar", "city_en", "kind", "region", "country", "slug")
    list_display_links = ("city_ar", "city_en", "slug")
    list_select_related = ("country", "region")
    list_filter = ("kind", ("country", admin.RelatedOnlyFieldListFilter))
    autocomplete_fields = ("country",)
    inlines = (IdentifierInline,)
    fields = (("city_ar", "city_en"), "kind", ("country", "region"), "slug")

    def for_autocomplete(self, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset.select_related("country", "region")

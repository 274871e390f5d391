"""The lists and forms of the sides of meetings: countries, regions and organisations."""

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from meetings.admin.base import PageOnSite
from meetings.admin.common.folded_search import SHORT_LISTS
from meetings.admin.merging.authorities import MergingAuthorities
from meetings.admin.records.identifiers import IdentifierInline
from meetings.admin.records.side_forms import DEMONYMS, CountryForm, OrganisationForm
from meetings.models import Country, Organisation


@admin.register(Country)
class CountryAdmin(PageOnSite):
    """The list and form of countries and regions."""

    search_fields = folded_fields = SHORT_LISTS[Country]
    form = CountryForm
    list_display = ("name_ar", "name_en", "code", "parent")
    list_select_related = ("parent",)
    list_filter = (("parent", admin.EmptyFieldListFilter),)
    autocomplete_fields = ("parent",)
    inlines = (IdentifierInline,)
    fieldsets = (
        (None, {"fields": (("name_ar", "name_en"), ("code", "parent"))}),
        (
            _("Names in reports"),
            {
                "fields": ("names", DEMONYMS),
                "description": _(
                    "Mahdar uses these names to recognise the country in reports and to find it in searches."
                ),
            },
        ),
    )

    def autocomplete_label(self, obj: Any) -> str:
        return f"{obj.name} ({obj.code})"


@admin.register(Organisation)
class OrganisationAdmin(MergingAuthorities, PageOnSite):
    """The list and form of organisations."""

    search_fields = folded_fields = SHORT_LISTS[Organisation]
    form = OrganisationForm
    list_display = ("name_ar", "name_en", "code", "kind")
    list_filter = ("kind",)
    inlines = (IdentifierInline,)
    fieldsets = (
        (None, {"fields": (("name_ar", "name_en"), ("code", "kind"))}),
        (
            _("Names in reports"),
            {
                "fields": ("names",),
                "description": _(
                    "Mahdar uses these names to recognise the organisation in reports and to find it in searches."
                ),
            },
        ),
    )

    def autocomplete_label(self, obj: Any) -> str:
        return f"{obj.name} ({obj.code})"

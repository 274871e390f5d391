"""Feeds at the desk."""

from django.contrib import admin

from meetings.admin.base import DeskAdmin
from meetings.models import Feed


@admin.register(Feed)
class FeedAdmin(DeskAdmin):
    """The feeds that the desk subscribes to."""

    search_fields = folded_fields = ("name", "address")
    list_display = ("name", "address", "outlet", "active", "last_fetched")
    autocomplete_fields = ("outlet",)

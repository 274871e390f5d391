"""Addresses of the pages about the API, in both languages of the site."""

from django.urls import path

from meetings.api import pages

urlpatterns = [
    path("api/", pages.guide, name="api-guide"),
    path("api/docs/", pages.documentation, name="api-docs"),
]

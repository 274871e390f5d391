"""Addresses of the API. They do not change within a version."""

from django.urls import path

from meetings.api import between, meetings, pages, people, reconciliation, search, start, subjects

app_name = "api"
_suggest = reconciliation.ReconciliationSuggestions.as_view
urlpatterns = [
    path("", start.Start.as_view(), name="start"),
    path("meetings/", meetings.MeetingList.as_view(), name="meetings"),
    path("meetings/<str:slug>/", meetings.MeetingDetail.as_view(), name="meeting"),
    path("officials/", people.OfficialList.as_view(), name="officials"),
    path("officials/<str:slug>/", people.OfficialDetail.as_view(), name="official"),
    path("positions/", people.PositionList.as_view(), name="positions"),
    path("positions/<str:code>/", people.PositionDetail.as_view(), name="position"),
    *subjects.make_routes(),
    path("articles/", meetings.ArticleList.as_view(), name="articles"),
    path("articles/<str:slug>/", meetings.ArticleDetail.as_view(), name="article"),
    path("search/", search.Search.as_view(), name="search"),
    path("suggestions/", search.Suggestions.as_view(), name="suggestions"),
    path("between/<str:first>/<str:second>/", between.Between.as_view(), name="between"),
    path("reconciliation/", reconciliation.Reconciliation.as_view(), name="reconciliation"),
    path(
        "reconciliation/view/<str:identifier>/", reconciliation.ReconciliationView.as_view(), name="reconciliation-view"
    ),
    path("reconciliation/suggest/entities/", _suggest(about="entity"), name="reconciliation-entities"),
    path("reconciliation/suggest/types/", _suggest(about="type"), name="reconciliation-types"),
    path("reconciliation/suggest/properties/", _suggest(about="property"), name="reconciliation-properties"),
    path("docs/", pages.to_documentation, name="docs"),
    path("openapi.json", start.Document.as_view(), name="document"),
]

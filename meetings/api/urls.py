"""Addresses of the API. They do not change within a version."""

from django.urls import path

from meetings.api import between, meetings, pages, people, search, start, subjects

app_name = "api"
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
    path("docs/", pages.to_documentation, name="docs"),
    path("openapi.json", start.Document.as_view(), name="document"),
]

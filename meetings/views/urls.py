"""Addresses of the pages. Their names are what the records' `get_absolute_url` reverses."""

from django.urls import path

from meetings.views import (
    activity,
    alerts,
    articles,
    between,
    home,
    lists,
    meetings,
    officials,
    search,
    sides,
    subjects,
    suggest,
    theme,
)

urlpatterns = [
    path("", home.home, name="home"),
    path("search/", search.search_page, name="search"),
    path("suggest/", suggest.suggestions, name="suggest"),
    path("meetings/", lists.meeting_list, name="meetings"),
    path("meetings/<str:slug>/", meetings.meeting_page, name="meeting"),
    path("officials/", lists.official_list, name="officials"),
    path("officials/<str:slug>/", officials.official_page, name="official"),
    path("sides/", lists.side_list, name="sides"),
    path("sides/<str:code>/", sides.country_page, name="country"),
    path("organisations/<str:code>/", sides.organisation_page, name="organisation"),
    path("topics/", lists.topic_list, name="topics"),
    path("topics/<str:code>/", subjects.topic_page, name="topic"),
    path("places/", lists.place_list, name="places"),
    path("places/<str:slug>/", subjects.place_page, name="place"),
    path("outlets/", lists.outlet_list, name="outlets"),
    path("outlets/<str:code>/", subjects.outlet_page, name="outlet"),
    path("articles/<str:slug>/", articles.article_page, name="article"),
    path("activity/", activity.activity_page, name="activity"),
    path("between/", between.choose, name="between-choose"),
    path("between/<str:first>/<str:second>/", between.between_page, name="between"),
    path("alerts/new/", alerts.ask, name="alert"),
    path("alerts/<str:key>/confirm/", alerts.confirm, name="alert-confirm"),
    path("alerts/<str:key>/end/", alerts.end, name="alert-end"),
    path("theme/", theme.choose_theme, name="theme"),
]

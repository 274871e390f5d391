"""Addresses of the pages. The `get_absolute_url` of a record reverses the name of its page."""

from django.urls import path

from meetings.models.kinds import KINDS
from meetings.views import (
    about,
    activity,
    alerts,
    articles,
    between,
    corrections,
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

SUBJECTS = [kind for kind in KINDS if kind.has_subject_page]

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
    *(path(f"{kind.folder}/", lists.make_subject_list(kind), name=kind.list_name) for kind in SUBJECTS),
    *(path(f"{kind.route}/", subjects.make_subject_page(kind), name=kind.name) for kind in SUBJECTS),
    path("articles/<str:slug>/", articles.article_page, name="article"),
    path("activity/", activity.activity_page, name="activity"),
    path("between/", between.choose, name="between-choose"),
    path("between/<str:first>/<str:second>/", between.between_page, name="between"),
    path("about/", about.about_page, name="about"),
    path("about/method/", about.method_page, name="method"),
    path("about/coverage/", about.coverage_page, name="coverage"),
    path("corrections/", corrections.corrections_page, name="corrections"),
    path("corrections/new/", corrections.report_error, name="report-error"),
    path("corrections/requests/<str:key>/", corrections.request_page, name="correction-request"),
    path("alerts/new/", alerts.ask, name="alert"),
    path("alerts/<str:key>/confirm/", alerts.confirm, name="alert-confirm"),
    path("alerts/<str:key>/end/", alerts.end, name="alert-end"),
    path("alerts/<str:key>/delete/", alerts.delete, name="alert-delete"),
    path("theme/", theme.choose_theme, name="theme"),
]

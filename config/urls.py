"""Addresses of the site: Arabic at the root, English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

urlpatterns = i18n_patterns(
    path("admin/", admin.site.urls),
    path("", include("meetings.views.urls")),
    prefix_default_language=False,
)

handler400 = "meetings.views.errors.bad_request"
handler403 = "meetings.views.errors.permission_denied"
handler404 = "meetings.views.errors.page_not_found"
handler500 = "meetings.views.errors.server_error"

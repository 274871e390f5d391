"""URLs of the site: Arabic at the root, English under /en/."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.contrib.sitemaps import views as sitemaps
from django.urls import include, path

from meetings.admin.access.urls import callback_patterns
from meetings.views.attachments import attachment_file, attachment_thumbnail
from meetings.views.security import security_txt
from meetings.views.sitemaps import SITEMAPS, robots

urlpatterns = [
    path("robots.txt", robots, name="robots"),
    path(".well-known/security.txt", security_txt, name="security"),
    path("sitemap.xml", sitemaps.index, {"sitemaps": SITEMAPS, "sitemap_url_name": "sitemap-section"}, name="sitemap"),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap-section"),
    path("attachments/<str:sha256>/file", attachment_file, name="attachment"),
    path("attachments/<str:sha256>/thumbnail", attachment_thumbnail, name="attachment-thumbnail"),
    path("api/v1/", include("meetings.api.urls")),
    *callback_patterns,
    *i18n_patterns(
        path("admin/", include("meetings.admin.access.urls")),
        path("admin/", admin.site.urls),
        path("", include("meetings.views.urls")),
        path("", include("meetings.api.page_urls")),
        path("", include("meetings.exports.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "meetings.views.errors.bad_request"
handler403 = "meetings.views.errors.permission_denied"
handler404 = "meetings.views.errors.page_not_found"
handler500 = "meetings.views.errors.server_error"

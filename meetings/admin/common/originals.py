"""The files from which reports were read, for download at the desk only."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _

from meetings.models import Original
from meetings.services import roles


def original_view(request: HttpRequest, pk: int) -> FileResponse:
    """Send an original as it came, always as a download: a saved page may have scripts in it."""
    roles.require(roles.may_import(request.user))
    original = get_object_or_404(Original, pk=pk)
    try:
        stream = original.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(_("The file is missing in the folder of the archive. Restore it from a backup.")) from error
    return FileResponse(stream, as_attachment=True, filename=original.name, content_type="application/octet-stream")


def link_original(original: Any) -> str:
    """Return a link to the download of an original; a dash without one."""
    if original is None:
        return "-"
    link = reverse("admin:incoming-original", args=[original.pk])
    return format_html('<a href="{}"><bdi>{}</bdi></a>', link, original.name)

"""The files of attachments: the public copies and the small images, never the originals."""

import re
from typing import Any

from django.http import FileResponse, Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from meetings.models import Attachment
from meetings.queries.attachments import find_attachment, is_public_attachment
from meetings.views.access import can_see_drafts, require_record

MAX_FILE_NAME_CHARACTERS = 80
# An address has the hash of the file, so its answer never changes. Caches that readers share do not store it: a
# withdrawn record hides its files at once.
_CACHE_PUBLIC = "private, max-age=31536000, immutable"
_CACHE_DRAFT = "private, no-store"
# A browser runs nothing of a file and loads nothing for it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
_NOT_IN_NAMES = re.compile(r"[^\w\- ]+")


@require_safe
def attachment_file(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """Send the public copy of a file: an image to look at, a PDF as a download."""
    attachment = _find(request, sha256)
    return _send(request, attachment, attachment.public_file, attachment.media_type)


@require_safe
def attachment_thumbnail(request: HttpRequest, sha256: str) -> HttpResponseBase:
    """Send the small image of an attached image; 404 for a PDF, which has none."""
    attachment = _find(request, sha256)
    return _send(request, attachment, require_record(attachment.thumbnail), "image/webp")


def _find(request: HttpRequest, sha256: str) -> Attachment:
    """Return the attachment; users of the desk also see those of drafts."""
    found = find_attachment(sha256) or (find_attachment(sha256, drafts=True) if can_see_drafts(request) else None)
    return require_record(found)


def _send(request: HttpRequest, attachment: Attachment, stored: Any, media_type: str) -> HttpResponseBase:
    try:
        stream = stored.file.open("rb")
    except FileNotFoundError as error:
        raise Http404(_("The file is missing in the folder of the archive. Restore it from a backup.")) from error
    name = make_file_name(attachment, media_type.rpartition("/")[2])
    response = FileResponse(stream, as_attachment=not attachment.is_image, filename=name, content_type=media_type)
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = _POLICY
    response["ETag"] = f'"{stored.sha256}"'
    response["Cache-Control"] = _CACHE_PUBLIC if is_public_attachment(attachment) else _CACHE_DRAFT
    return response


def make_file_name(attachment: Attachment, ending: str) -> str:
    """Return a name for a saved file: letters, digits and spaces of its title, and the ending of its kind."""
    words = _NOT_IN_NAMES.sub(" ", attachment.title)[:MAX_FILE_NAME_CHARACTERS].split()
    return f"{' '.join(words) or attachment.sha256[:12]}.{ending}"

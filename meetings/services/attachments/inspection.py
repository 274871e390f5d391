"""The check of a file that an editor attaches: its kind by its content, what it may hold, and its public copy.

The modules of the kinds know no database: they run in a separate process, which is stopped when a file takes too long
or too much memory.
"""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from meetings.ingest.documents.bounded import call_bounded
from meetings.ingest.documents.limits import MEGABYTE, Limits
from meetings.ingest.errors import SourceError
from meetings.services.attachments.images import make_image_copies
from meetings.services.attachments.pdf_files import PDF_SIGN, check_pdf

MAX_ATTACHMENT_MEGABYTES = 20
_LIMITS = Limits(
    texts=None, unpacked_bytes=64 * MEGABYTE, depth=0, files=1, seconds=40, memory_bytes=1024 * MEGABYTE
)  # fmt: skip
# What files begin with -> the kind, as `Attachment.Kind` has it.
_IMAGE_SIGNS = ((b"\xff\xd8\xff", "jpeg"), (b"\x89PNG\r\n\x1a\n", "png"))


@dataclass(frozen=True, slots=True)
class InspectedFile:
    """A file that may be attached: its kind, its bytes, those of its public copy, and those of its small image.

    A PDF is its own public copy and has no small image.
    """

    name: str
    kind: str
    data: bytes
    public_data: bytes
    thumbnail: bytes | None = None
    width: int | None = None
    height: int | None = None


def inspect_attachment(name: str, data: bytes) -> InspectedFile:
    """Return a file with its public copy, made in a separate process.

    Raises:
        SourceError: The file is empty, too large, broken, of another kind, or has something in it that may do harm.
    """
    check_size(name, len(data))
    found: InspectedFile = call_bounded(inspect_content, name, data, name=name, limits=_LIMITS)
    return found


def inspect_content(name: str, data: bytes) -> InspectedFile:
    """Return a file with its public copy. Raises SourceError."""
    kind = find_attachment_kind(data)
    if kind is None:
        raise SourceError(_("%(name)s is not a JPEG, PNG, WebP or PDF file. Save it as one of these."), name=name)
    if kind == "pdf":
        check_pdf(name, data)
        return InspectedFile(name, kind, data, data)
    copies = make_image_copies(name, data, kind)
    return InspectedFile(name, kind, data, copies.public, copies.thumbnail, copies.width, copies.height)


def find_attachment_kind(data: bytes) -> str | None:
    """Return the kind of a file by its first bytes; None if such a file cannot be attached."""
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "webp"
    signs = (*_IMAGE_SIGNS, (PDF_SIGN, "pdf"))
    return next((kind for sign, kind in signs if data.startswith(sign)), None)


def check_size(name: str, size: int) -> None:
    """Raise SourceError if a file of `size` bytes is empty or too large to be attached."""
    if not size:
        raise SourceError(_("%(name)s is empty. Choose another file."), name=name)
    if size > MAX_ATTACHMENT_MEGABYTES * MEGABYTE:
        raise SourceError(
            _("%(name)s is too large: at most %(limit)s MB. Save it smaller."),
            name=name,
            limit=MAX_ATTACHMENT_MEGABYTES,
        )

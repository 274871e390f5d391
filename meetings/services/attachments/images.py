"""The public copy and the small image of a picture, drawn again from its pixels alone.

What a camera or a program wrote beside the pixels (the place, the device, names, a preview) is not copied, nor what is
hidden behind the end of the picture.
"""

import io
import warnings
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_noop as _
from PIL import Image, ImageOps

from meetings.ingest.documents.limits import MEGABYTE
from meetings.ingest.errors import SourceError

MAX_IMAGE_PIXELS = 60_000_000  # a page of A4 scanned at 600 dots per inch has 35 million
MAX_COPY_SIDE_PIXELS = 4_000  # of the public copy; the desk keeps the original
MAX_COPY_BYTES = 16 * MEGABYTE  # of the public copy
MAX_THUMBNAIL_SIDE_PIXELS = 720
MAX_COLOUR_PROFILE_BYTES = 100_000
_QUALITY = 90
_THUMBNAIL_QUALITY = 80


@dataclass(frozen=True, slots=True)
class ImageCopies:
    """The public copy of an image with its width and height in pixels, and its small image (WebP)."""

    public: bytes
    thumbnail: bytes
    width: int
    height: int


def make_image_copies(name: str, data: bytes, kind: str) -> ImageCopies:
    """Return the copies of an image of `kind` ("jpeg", "png" or "webp"). Raises SourceError."""
    image = _open(name, data, kind)
    try:
        turned = ImageOps.exif_transpose(image)
        profile = turned.info.get("icc_profile")
        drawn = _draw(turned)
    except Exception as error:  # each decoder raises errors of another kind for a broken file
        raise _make_broken_error(name) from error
    if turned.mode not in ("RGB", "RGBA", "L") or not profile or len(profile) > MAX_COLOUR_PROFILE_BYTES:
        profile = None
    drawn.thumbnail((MAX_COPY_SIDE_PIXELS, MAX_COPY_SIDE_PIXELS), Image.Resampling.LANCZOS)
    public = _write(drawn, kind, profile, _QUALITY)
    while len(public) > MAX_COPY_BYTES:  # a PNG of a photo
        drawn = drawn.reduce(2)
        public = _write(drawn, kind, profile, _QUALITY)
    small = drawn.copy()
    small.thumbnail((MAX_THUMBNAIL_SIDE_PIXELS, MAX_THUMBNAIL_SIDE_PIXELS), Image.Resampling.LANCZOS)
    return ImageCopies(public, _write(small, "webp", profile, _THUMBNAIL_QUALITY), *drawn.size)


def _open(name: str, data: bytes, kind: str) -> Image.Image:
    """Return the image, not decoded yet: its size is asked first, since a small file may have very many pixels."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # our own limit is below
            image = Image.open(io.BytesIO(data), formats=[kind.upper()])
    except Image.DecompressionBombError as error:
        raise _make_size_error(name) from error
    except Exception as error:
        raise _make_broken_error(name) from error
    if image.width * image.height > MAX_IMAGE_PIXELS:
        raise _make_size_error(name)
    return image


def _draw(image: Image.Image) -> Image.Image:
    """Return the pixels of an image in a mode that all three kinds can have."""
    image.load()
    has_transparency = "A" in image.getbands() or "transparency" in image.info
    mode = "RGBA" if has_transparency else "L" if image.mode in ("1", "L", "I;16") else "RGB"
    drawn = Image.new(mode, image.size)
    drawn.paste(_reduce_depth(image).convert(mode))
    return drawn


def _reduce_depth(image: Image.Image) -> Image.Image:
    """Return an image with 8 bits for a colour: scans of 16 bits would become white."""
    return image.point(lambda value: value / 256).convert("L") if image.mode.startswith("I;16") else image


def _write(image: Image.Image, kind: str, profile: bytes | None, quality: int) -> bytes:
    options: dict[str, Any] = {} if kind == "png" else {"quality": quality}
    if kind == "jpeg":
        options |= {"progressive": True, "optimize": True}
        image = image.convert("RGB") if image.mode == "RGBA" else image
    if profile:
        options["icc_profile"] = profile
    file = io.BytesIO()
    image.save(file, kind.upper(), **options)
    return file.getvalue()


def _make_broken_error(name: str) -> SourceError:
    return SourceError(_("%(name)s: this image is broken. Save it again."), name=name)


def _make_size_error(name: str) -> SourceError:
    return SourceError(
        _("%(name)s has too many pixels: at most %(limit)s million. Save it smaller."),
        name=name,
        limit=MAX_IMAGE_PIXELS // 1_000_000,
    )

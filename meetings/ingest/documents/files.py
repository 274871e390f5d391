"""Files to read and what was found in them."""

import io
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import BinaryIO

from django.utils.translation import gettext_noop as _

from meetings.ingest.documents.limits import MAX_DOCUMENT_BYTES, Limits, StopReadingError
from meetings.ingest.errors import SourceError
from meetings.ingest.readers import make_size_error
from meetings.ingest.sources import SourceText

MAX_NAME_CHARACTERS = 120
HEAD_BYTES = 4096  # by which a file's kind is recognised


@dataclass(slots=True)
class ReadItem:
    """One text of a file, or the reason why there is none.

    The original of a row is the whole file, of any other text the document that it was read from.
    """

    name: str
    source: SourceText | None = None
    error: SourceError | None = None
    is_row: bool = False


@dataclass(slots=True)
class SourceFile:
    """A file to read: a whole one, an entry of an archive or an attachment.

    Attributes:
        name: Its name in messages.
        stream: Its content; it must be seekable.
        size: The number of its bytes.
        depth: How many archives it is in.
        address: The address on the web that it was fetched from, if any.
        charset: The encoding that the server names, if any.
        is_page: Whether a server says that it is a page.
    """

    name: str
    stream: BinaryIO
    size: int
    depth: int = 0
    address: str | None = None
    charset: str | None = None
    is_page: bool = False
    head: bytes = field(init=False)

    def __post_init__(self) -> None:
        self.stream.seek(0)
        self.head = self.stream.read(HEAD_BYTES)

    def read(self, limit: int = MAX_DOCUMENT_BYTES) -> bytes:
        """Return all bytes.

        Raises:
            SourceError: There are more than `limit`.
        """
        if self.size > limit:
            raise make_size_error(self.name, self.size, limit)
        self.stream.seek(0)
        data = self.stream.read(limit + 1)
        if len(data) > limit:
            raise make_size_error(self.name, len(data), limit)
        return data


def make_file(name: str, data: bytes, depth: int = 0) -> SourceFile:
    """Return bytes in the memory as a file."""
    return SourceFile(name, io.BytesIO(data), len(data), depth)


@dataclass(slots=True)
class ReadingRun:
    """The reading of one file with all that is in it: the limits and what has been used of them.

    `announce` hears each file before it is read, so that a reader that never ends can be named; it answers whether the
    file shall be read.
    """

    limits: Limits
    announce: Callable[[str], bool] = lambda name: True
    texts: int = 0
    unpacked: int = 0

    def count_text(self, name: str) -> None:
        """Count one more text.

        Raises:
            StopReadingError: It is more than the limit.
        """
        self.texts += 1
        if self.limits.texts is not None and self.texts > self.limits.texts:
            raise StopReadingError(
                _(
                    "%(name)s: too many texts for one upload (at most %(most)s); the rest was not read. "
                    "Split the file, or import it with manage.py ingest."
                ),
                name=name,
                most=self.limits.texts,
            )

    def count_bytes(self, name: str, size: int) -> None:
        """Count the bytes of one more unpacked file.

        Raises:
            StopReadingError: Together they are more than the limit.
        """
        self.unpacked += size
        if self.unpacked > self.limits.unpacked_bytes:
            raise make_bomb_error(name)


def make_bomb_error(name: str) -> StopReadingError:
    """Return the error for an archive made to fill the memory."""
    return StopReadingError(
        _("%(name)s: the unpacked file is much larger than a text can be. The rest was not read."), name=name
    )


def clean_file_name(name: str) -> str:
    """Return a file's name for display, without folders and without characters that control terminals or direction."""
    last = PurePosixPath(name.replace("\\", "/")).name
    return "".join(sign for sign in last if sign.isprintable())[:MAX_NAME_CHARACTERS] or "?"

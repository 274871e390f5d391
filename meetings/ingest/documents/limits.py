"""How much one import may read, and the errors of what is left out."""

from dataclasses import dataclass

from django.utils.translation import gettext_noop as _

from meetings.ingest.errors import SourceError

MEGABYTE = 1024 * 1024
MAX_UPLOAD_BYTES = 24 * MEGABYTE  # bytes of one form with all its files
MAX_DOCUMENT_BYTES = 32 * MEGABYTE  # of one document that is read as a whole: Word, PDF, mail
MAX_DOCUMENT_CHARACTERS = 1_000_000  # of the text of one document


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one import.

    Attributes:
        texts: How many texts one file may contain, whether as a table, an archive or a mailbox; None for any number.
        unpacked_bytes: How many bytes the contents of one archive may have together.
        depth: How many archives may lie within each other.
        files: How many entries an archive or parts a mail may have.
        seconds: How long the reading of one document may take.
        memory_bytes: How much memory it may take.
    """

    texts: int | None
    unpacked_bytes: int
    depth: int
    files: int
    seconds: float
    memory_bytes: int


OF_UPLOADS = Limits(
    texts=300, unpacked_bytes=64 * MEGABYTE, depth=3, files=2_000, seconds=20, memory_bytes=512 * MEGABYTE
)
OF_COMMANDS = Limits(
    texts=None, unpacked_bytes=4096 * MEGABYTE, depth=4, files=100_000, seconds=60, memory_bytes=1024 * MEGABYTE
)


class LeftOutError(SourceError):
    """A file that is not a report, such as a picture: an import names it, and does not call it a failure."""


class StopReadingError(SourceError):
    """A file that shows that the rest of its archive is not to be trusted or is too much."""


def make_left_out(name: str, what: str) -> LeftOutError:
    """Return the error for a file of a kind without text; `what` is a noun phrase marked for translation."""
    return LeftOutError(_("%(name)s: left out, because it is %(what)s."), name=name, what=what)


def make_damage_error(name: str) -> SourceError:
    """Return the error for a document whose structure is broken."""
    return SourceError(_("%(name)s: this document is damaged. Save it again."), name=name)

"""Files packed with gzip, one file each."""

import gzip
import zlib

from django.utils.translation import gettext_noop as _

from meetings.ingest.documents.files import ReadingRun, SourceFile, make_bomb_error, make_file
from meetings.ingest.documents.limits import MAX_DOCUMENT_BYTES
from meetings.ingest.documents.zips import MAX_PACKING_RATIO, MAX_UNCHECKED_BYTES
from meetings.ingest.errors import SourceError
from meetings.ingest.readers import make_size_error

_CHUNK_BYTES = 64 * 1024


def unpack_gzip(file: SourceFile, run: ReadingRun) -> SourceFile:
    """Return the file in a gzip file.

    Raises:
        SourceError: It is damaged or too large.
        StopReadingError: It is made to fill the memory.
    """
    most = max(MAX_UNCHECKED_BYTES, MAX_PACKING_RATIO * file.size)
    name = file.name[:-3] if file.name.lower().endswith(".gz") else file.name
    data = bytearray()
    file.stream.seek(0)
    try:
        with gzip.GzipFile(fileobj=file.stream) as packed:
            while chunk := packed.read(_CHUNK_BYTES):
                data += chunk
                run.count_bytes(file.name, len(chunk))
                if len(data) > most:
                    raise make_bomb_error(file.name)
                if len(data) > MAX_DOCUMENT_BYTES:
                    raise make_size_error(file.name, len(data), MAX_DOCUMENT_BYTES)
    except (OSError, EOFError, zlib.error) as error:
        raise SourceError(_("%(name)s: this archive is damaged. Pack it again."), name=file.name) from error
    return make_file(name or "?", bytes(data), file.depth + 1)

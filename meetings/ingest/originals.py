"""Keeping the files from which reports were read."""

import hashlib
import io
from typing import BinaryIO

from django.core.files import File
from django.db import IntegrityError, transaction

from meetings.ingest.sources import SourceText
from meetings.models import Original
from meetings.models.originals import make_file_path

_CHUNK_BYTES = 1024 * 1024


def keep_original(source: SourceText) -> int | None:
    """Return the key of the stored file that `source` was read from, which is stored first; None where it has none."""
    if source.original_id or source.original is None:
        return source.original_id
    return keep_file(source.original.name, io.BytesIO(source.original.data)).pk


def keep_file(name: str, stream: BinaryIO) -> Original:
    """Store a file unless one with the same content is stored, and return its record."""
    digest, size = hashlib.sha256(), 0
    stream.seek(0)
    while chunk := stream.read(_CHUNK_BYTES):
        digest.update(chunk)
        size += len(chunk)
    known = Original.objects.filter(sha256=digest.hexdigest()).first()
    if known and _is_whole(known):
        return known
    made = known or Original(sha256=digest.hexdigest(), name=name[:255], size=size)
    stream.seek(0)
    path = make_file_path(made, name)
    storage = made.file.storage
    if storage.exists(path) and storage.size(path) != size:  # left by a process that was killed
        storage.delete(path)
    if not storage.exists(path):
        storage.save(path, File(stream, name=path))
    made.file.name = path
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError:  # another process stored the same file at this moment
        return Original.objects.get(sha256=made.sha256)
    return made


def _is_whole(original: Original) -> bool:
    storage, path = original.file.storage, str(original.file.name)
    return storage.exists(path) and storage.size(path) == original.size

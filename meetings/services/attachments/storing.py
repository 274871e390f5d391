"""The storage of the files of an attachment, in the store of the originals of reports (`meetings/ingest/originals.py`).

Files are stored by their content and are never deleted, so that undo and restored versions find them again.
"""

import hashlib
import io
from typing import Any

from django.db import transaction

from meetings.ingest.originals import keep_file
from meetings.models import Attachment
from meetings.services.attachments.inspection import InspectedFile


def set_file(attachment: Attachment, file: InspectedFile) -> None:
    """Store an inspected file and let `attachment`, which is not saved, have it."""
    attachment.original = keep_file(file.name, io.BytesIO(file.data))
    attachment.public_file = keep_file(file.name, io.BytesIO(file.public_data))
    attachment.thumbnail = keep_file(f"{file.name}.webp", io.BytesIO(file.thumbnail)) if file.thumbnail else None
    attachment.kind = file.kind
    attachment.sha256 = hash_file(file)
    attachment.size = len(file.public_data)
    attachment.width, attachment.height = file.width, file.height


def hash_file(file: InspectedFile) -> str:
    """Return the hash of the public copy, by which an attachment is known within its record."""
    return hashlib.sha256(file.public_data).hexdigest()


def attach(record: Any, file: InspectedFile, **facts: Any) -> Attachment:
    """Attach an inspected file to a meeting or an article and return the attachment.

    Args:
        record: The meeting or the article.
        file: The file, as `inspect_attachment` returned it.
        facts: The other columns: title, author, licence and so on.

    Raises:
        ValidationError: A fact is missing or wrong, or the record has the file already; nothing is stored as its part.
    """
    attachment = Attachment(**{str(record._meta.model_name): record}, **facts)
    with transaction.atomic():
        set_file(attachment, file)
        attachment.full_clean()
        attachment.save()
    return attachment

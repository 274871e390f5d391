"""What the settings need from outside: environment variables, the data folder and the secret key."""

import contextlib
import os
import secrets
import tempfile
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def data_folder(base: Path) -> Path:
    """Where the database, the index and the secret key live: MAHDAR_DATA_DIR, or `var/` beside manage.py."""
    folder = Path(os.environ.get("MAHDAR_DATA_DIR") or base / "var").expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {folder} cannot be made ({error.strerror}). "
            "Set MAHDAR_DATA_DIR to a folder you may write to."
        ) from error
    return folder


def secret_key(folder: Path) -> str:
    """SECRET_KEY, or one made at the first start and kept readable to this user alone.

    Several processes may start at once: the first one to create the file wins, the others read it.
    """
    if key := os.environ.get("SECRET_KEY"):
        return key
    path = folder / "secret_key"
    if not path.exists():
        handle, draft = tempfile.mkstemp(prefix=".secret_key.", dir=folder)  # readable to its owner alone
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            with contextlib.suppress(FileExistsError):
                os.link(draft, path)
        finally:
            Path(draft).unlink()
    return path.read_text().strip()

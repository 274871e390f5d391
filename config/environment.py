"""What the settings need from outside: environment variables, the data folder and the secret key."""

import os
import secrets
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
        draft = folder / f".secret_key.{os.getpid()}"
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(handle, "w") as file:
            file.write(secrets.token_urlsafe(50))
        try:
            os.link(draft, path)
        except FileExistsError:
            pass
        finally:
            draft.unlink()
    return path.read_text().strip()

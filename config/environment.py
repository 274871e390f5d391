"""The environment of the settings: environment variables, the data folder and the secret key."""

import contextlib
import os
import re
import secrets
import tempfile
from importlib import metadata
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured


def is_checkout(base: Path) -> bool:
    """Return whether `base` is a checkout of the project; otherwise the package is installed there."""
    return (base / "manage.py").is_file()


def site_folder(base: Path) -> Path:
    """Return the folder of templates, static files and fixtures; setup.py puts them into `config` on installation."""
    return base if is_checkout(base) else base / "config" / "installed"


def license_file(base: Path) -> Path:
    """Return the path of the licence of the records, which every export of the archive includes."""
    if is_checkout(base):
        return base / "LICENSE-DATA"
    return next(Path(str(file.locate())) for file in metadata.files("mahdar") or () if file.name == "LICENSE-DATA")


def data_folder(base: Path) -> Path:
    """Return the folder of the database, the index and the secret key, and create it.

    It is MAHDAR_DATA_DIR; by default `var/` beside manage.py, or `mahdar` in the user's data home when installed.

    Raises:
        ImproperlyConfigured: The folder cannot be created.
    """
    home = Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share") / "mahdar"
    default = base / "var" if is_checkout(base) else home
    folder = Path(os.environ.get("MAHDAR_DATA_DIR") or default).expanduser().resolve()
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {folder} cannot be created ({error.strerror}). "
            "Set MAHDAR_DATA_DIR to a folder you may write to."
        ) from error
    return folder


def secret_key(folder: Path) -> str:
    """Return SECRET_KEY, or a key that the first start creates in a file that only this user can read.

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


def security_contact() -> str:
    """Return MAHDAR_SECURITY_CONTACT as a URI for security.txt (RFC 9116); empty if it is not set.

    Raises:
        ImproperlyConfigured: The value is neither an e-mail address nor an https, mailto or tel address.
    """
    contact = os.environ.get("MAHDAR_SECURITY_CONTACT", "").strip()
    if re.fullmatch(r"[^\s@:/]+@[^\s@:/]+", contact):
        return f"mailto:{contact}"
    if contact and not re.fullmatch(r"(?:https://|mailto:|tel:)\S+", contact):
        raise ImproperlyConfigured(
            f"MAHDAR_SECURITY_CONTACT is {contact!r}. Give an e-mail address such as security@example.org, "
            "or an address that begins with https://, mailto: or tel:; leave it empty to have no security.txt."
        )
    return contact


def api_rate() -> str:
    """Return MAHDAR_API_RATE, the limit of API requests of one address, such as 300/m; empty for no limit.

    Raises:
        ImproperlyConfigured: The value is not a rate.
    """
    rate = os.environ.get("MAHDAR_API_RATE", "300/m").strip()
    if rate and not re.fullmatch(r"[1-9][0-9]*/[smhd][a-z]*", rate):
        raise ImproperlyConfigured(
            f"MAHDAR_API_RATE is {rate!r}. Give a number and a time, such as 300/m (a minute) or 5000/h; "
            "leave it empty for no limit."
        )
    return rate

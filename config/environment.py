"""The environment of the settings: environment variables, the data folder and the secret key."""

import contextlib
import logging
import os
import re
import secrets
import tempfile
import zoneinfo
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import environ
from django.core.exceptions import ImproperlyConfigured

_HOST = r"[\w-]+(?:\.[\w-]+)+"
_EMAIL = rf"[^\s@:/]+@{_HOST}"
_CONTACT = rf"https://{_HOST}(?:[:/?#]\S*)?|mailto:{_EMAIL}(?:\?\S*)?|tel:\+?[0-9][0-9().-]+"
_DRIVERS = ("psycopg", "psycopg2")  # of PostgreSQL; Django takes either
_BOOLEANS = dict.fromkeys(("1", "true", "yes", "on"), True) | dict.fromkeys(("0", "false", "no", "off", ""), False)
# Schemes of DATABASE_URL: of the databases that Mahdar has triggers for (meetings/models/triggers.py).
_DATABASES = ("sqlite", "postgres", "postgresql", "pgsql", "psql")
YEAR_SECONDS = 31_536_000  # the least that browsers ask for to preload a site


def is_checkout(base: Path) -> bool:
    """Return whether `base` is a checkout of the project; otherwise the package is installed there."""
    return (base / "manage.py").is_file()


def find_site_folder(base: Path) -> Path:
    """Return the folder of templates, static files and fixtures; setup.py puts them into `config` on installation."""
    return base if is_checkout(base) else base / "config" / "installed"


def find_license_file(base: Path) -> Path:
    """Return the path of the licence of the records, which every export of the archive includes."""
    if is_checkout(base):
        return base / "LICENSE-DATA"
    return next(Path(str(file.locate())) for file in metadata.files("mahdar") or () if file.name == "LICENSE-DATA")


def make_data_folder(base: Path) -> Path:
    """Return the folder of the database, the index and the secret key, and create it.

    It is MAHDAR_DATA_DIR; by default `var/` beside manage.py, or `mahdar` in the user's data home when installed. A new
    one is closed to other users of the machine.

    Raises:
        ImproperlyConfigured: The folder cannot be created.
    """
    home = Path(os.environ.get("XDG_DATA_HOME") or "~/.local/share") / "mahdar"
    default = base / "var" if is_checkout(base) else home
    folder = Path(os.environ.get("MAHDAR_DATA_DIR") or default).expanduser().resolve()
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise ImproperlyConfigured(
            f"The data folder {folder} cannot be created ({error.strerror}). "
            "Set MAHDAR_DATA_DIR to a folder you may write to."
        ) from error
    return folder


def read_secret_key(folder: Path) -> str:
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


def read_security_contact() -> str:
    """Return MAHDAR_SECURITY_CONTACT as a URI for security.txt (RFC 9116); empty if it is not set.

    Raises:
        ImproperlyConfigured: The value is neither an e-mail address nor an https, mailto or tel address.
    """
    contact = os.environ.get("MAHDAR_SECURITY_CONTACT", "").strip()
    if re.fullmatch(_EMAIL, contact):
        return f"mailto:{contact}"
    if contact and not re.fullmatch(_CONTACT, contact):
        raise ImproperlyConfigured(
            f"MAHDAR_SECURITY_CONTACT is {contact!r}. Give an e-mail address such as security@example.org, "
            "a page such as https://example.org/security, or a number such as tel:+964-1-5550100; "
            "leave it empty to have no security.txt."
        )
    return contact


def read_boolean(name: str) -> bool:
    """Return whether the variable `name` says yes; no if it is not set or empty.

    Raises:
        ImproperlyConfigured: The value is neither yes nor no.
    """
    value = os.environ.get(name, "").strip()
    if value.lower() not in _BOOLEANS:
        raise ImproperlyConfigured(f"{name} is {value!r}. Give 1, true, yes or on; or 0, false, no or off.")
    return _BOOLEANS[value.lower()]


def read_api_rate() -> str:
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


def read_proxies() -> int:
    """Return MAHDAR_PROXIES, the number of trusted proxies before this server.

    Raises:
        ImproperlyConfigured: The value is not a number from 0 up.
    """
    number = os.environ.get("MAHDAR_PROXIES", "").strip() or "0"
    if not re.fullmatch(r"[0-9]{1,2}", number):
        raise ImproperlyConfigured(
            f"MAHDAR_PROXIES is {number!r}. Give the number of proxies before this server that you trust, such as 1; "
            "0 or nothing where clients reach it directly."
        )
    return int(number)


def read_hsts(https: bool) -> tuple[int, bool, bool]:
    """Return MAHDAR_HSTS: the seconds for which browsers come by HTTPS only, and whether subdomains and preload count.

    The value is a number of seconds, and after it `subdomains` or `subdomains preload`. Without `https` it is 0.

    Raises:
        ImproperlyConfigured: The value has another form.
    """
    given = os.environ.get("MAHDAR_HSTS", "").strip() or str(YEAR_SECONDS)
    match = re.fullmatch(r"([0-9]{1,9})( subdomains)?( preload)?", given)
    if not match or (match[3] and (not match[2] or int(match[1]) < YEAR_SECONDS)):
        raise ImproperlyConfigured(
            f"MAHDAR_HSTS is {given!r}. Give a number of seconds, such as 86400, or 31536000 subdomains preload; "
            "preload needs subdomains and at least 31536000."
        )
    return (int(match[1]), bool(match[2]), bool(match[3])) if https else (0, False, False)


def read_database(default: str) -> dict[str, Any]:
    """Return the database that DATABASE_URL names; `default` is the URL of the usual one.

    Raises:
        ImproperlyConfigured: The value is not the URL of a database, or the driver of the database is not installed.
    """
    url = environ.Env().str("DATABASE_URL", default="").strip() or default
    problem = ImproperlyConfigured(  # without the value, which may contain a password
        "DATABASE_URL cannot be read. Give sqlite:////folder/mahdar.sqlite3 or postgres://user:password@host/name, "
        "with special characters of the password as %40 for @; leave it empty for SQLite in the data folder."
    )
    if url.partition("://")[0] not in _DATABASES:
        raise problem
    try:
        database: dict[str, Any] = environ.Env.db_url_config(url)
    except ValueError:
        raise problem from None
    if not database["NAME"]:
        raise problem
    folder = Path(database["NAME"]).parent
    if database["ENGINE"].endswith("sqlite3") and not folder.is_dir():
        raise ImproperlyConfigured(
            f"DATABASE_URL names a file in {folder}, a folder that does not exist. "
            "Create the folder or give another one."
        )
    if database["ENGINE"].endswith("postgresql") and not any(map(find_spec, _DRIVERS)):
        raise ImproperlyConfigured(
            "DATABASE_URL names a PostgreSQL server, but psycopg, its driver, is not installed. Run "
            "pip install 'psycopg[binary]', or leave DATABASE_URL empty for SQLite in the data folder."
        )
    return database


def read_mail() -> dict[str, Any]:
    """Return Django's settings for the mail server that EMAIL_URL names; without one, mail goes to the console.

    Raises:
        ImproperlyConfigured: The value is not the URL of a mail server.
    """
    url = environ.Env().str("EMAIL_URL", default="").strip() or "consolemail://"
    problem = ImproperlyConfigured(  # without the value, which may contain a password
        "EMAIL_URL cannot be read. Give smtp+tls://user:password@host:587 or smtp+ssl://user:password@host:465, "
        "with special characters of the password as %40 for @; leave it empty to send no mail."
    )
    try:
        mail: dict[str, Any] = environ.Env.email_url_config(url)
    except (ValueError, ImproperlyConfigured):
        raise problem from None
    if url.startswith("smtp") and not mail["EMAIL_HOST"]:
        raise problem
    return mail


def read_time_zone() -> str:
    """Return TIME_ZONE, the name of a time zone of IANA.

    Raises:
        ImproperlyConfigured: No time zone has this name.
    """
    name = os.environ.get("TIME_ZONE", "").strip() or "Asia/Baghdad"
    try:
        zoneinfo.ZoneInfo(name)
    except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):  # the last one for a folder of zones
        raise ImproperlyConfigured(
            f"TIME_ZONE is {name!r}. Give a name of the IANA list of time zones, such as Asia/Baghdad or UTC."
        ) from None
    return name


def read_log_level() -> str:
    """Return LOG_LEVEL in capital letters.

    Raises:
        ImproperlyConfigured: No level has this name.
    """
    level = os.environ.get("LOG_LEVEL", "").strip() or "WARNING"
    if level.upper() not in logging.getLevelNamesMapping():
        raise ImproperlyConfigured(f"LOG_LEVEL is {level!r}. Give DEBUG, INFO, WARNING, ERROR or CRITICAL.")
    return level.upper()

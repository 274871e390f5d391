"""Web addresses as users type them, and those that the settings allow besides the public web."""

import re

from django.conf import settings
from django.utils.translation import gettext_noop as _
from urllib3.exceptions import LocationParseError
from urllib3.util import Url, parse_url

from meetings.ingest.errors import FetchError

MAX_ADDRESS_CHARACTERS = 2000  # characters, as the database keeps
_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_HOST_AND_PORT = re.compile(r"[\w.-]+\.[\w-]+(:\d+)?([/?#]|$)")


def parse_address(address: str) -> Url:
    """Return the parts of an http or https address; one without a scheme is read as https.

    Raises:
        FetchError: It is not such an address.
    """
    typed = address.strip()
    if _HOST_AND_PORT.match(typed) or not _SCHEME.match(typed):
        typed = f"https://{typed.removeprefix('//')}"
    if len(typed) > MAX_ADDRESS_CHARACTERS:
        raise FetchError(
            _("This address is too long (at most %(longest)s characters)."), longest=MAX_ADDRESS_CHARACTERS
        )
    try:
        url = parse_url(typed)
    except (LocationParseError, ValueError):
        url = Url()
    if url.scheme not in ("http", "https", None):
        raise FetchError(_("%(address)s: only http and https addresses can be fetched."), address=address)
    if url.auth is not None:
        raise FetchError(_("Names and passwords (before @) are not sent. Remove them from the address."))
    if not url.host or not url.host.strip("[].") or any(sign in typed for sign in "\r\n\t\\ \x00"):
        raise FetchError(_("%(address)s: this is not the address of a page. Copy it again."), address=address)
    return url._replace(host=url.host.rstrip(".") or url.host, fragment=None)


def get_port(url: Url) -> int:
    """Return the port of an address, the default of its scheme where it names none."""
    return url.port or (443 if url.scheme == "https" else 80)


def is_allowed(url: Url) -> bool:
    """Return whether the setting MAHDAR_FETCH_ALLOWED names this machine and port."""
    host = (url.host or "").strip("[]")
    return f"{host}:{get_port(url)}" in {entry.lower().strip("[]").replace("]:", ":") for entry in _allowed()}


def _allowed() -> list[str]:
    allowed: list[str] = settings.MAHDAR_FETCH_ALLOWED
    return allowed

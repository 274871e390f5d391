"""Domains and addresses of the web: whose host it is, and which page an address names. No Django here."""

import functools
import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from meetings.text.tables import read_table, split_values

Owner = TypeVar("Owner")


def make_plain_host(host: str | None) -> str:
    """Return a host or a domain in lower case, without www."""
    return (host or "").lower().removeprefix("www.")


def get_link_target(address: str | None) -> str:
    """Return `address` as the target of a link; empty if it is not of the web, such as one that runs a script."""
    return address if address and address.lower().startswith(("https://", "http://")) else ""


def find_owner(host: str | None, owners: Mapping[str, Owner]) -> Owner | None:
    """Return the owner, by domain, of the domain that `host` is or belongs to; None where it is not known.

    The longest domain counts: presidency.gov.krd is the Presidency, gov.krd the Government.
    """
    parts = make_plain_host(host).split(".")
    return next((owners[name] for at in range(len(parts)) if (name := ".".join(parts[at:])) in owners), None)


def make_page_key(address: str) -> str:
    """Return what two addresses of one page have in common.

    Neither the scheme, www, a slash at the end nor the place in the page count; of the query the parameters that only
    follow readers do not ("utm_source"), every other does: view.php?id=1 and view.php?id=2 are two pages.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    query = urlencode(sorted(pair for pair in parse_qsl(parts.query, True) if not _follows_readers(pair[0])))
    return f"{make_plain_host(parts.netloc)}{unquote(parts.path).rstrip('/')}{f'?{query}' if query else ''}"


def hash_page(address: str | None) -> str:
    """Return the SHA-256 of what all addresses of one page have in common; empty without an address.

    A hash, since an index of PostgreSQL takes shorter texts than an address can be.
    """
    return hashlib.sha256(make_page_key(address).encode("utf-8", "surrogatepass")).hexdigest() if address else ""


def _follows_readers(parameter: str) -> bool:
    name = parameter.lower()
    return name in _tracking("name") or name.startswith(_tracking("beginning"))


@functools.cache
def _tracking(kind: str) -> tuple[str, ...]:
    """Return the names, or beginnings of names, of parameters that follow readers."""
    table = read_table(Path(__file__).with_name("tracking_parameters.tsv"))
    return tuple(name for row in table if row["kind"] == kind for name in split_values(row["parameters"]))

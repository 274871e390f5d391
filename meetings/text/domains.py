"""Domains of the web: whose host it is."""

from collections.abc import Mapping
from typing import TypeVar

Owner = TypeVar("Owner")


def plain_host(host: str | None) -> str:
    """Return a host or a domain in lower case, without www."""
    return (host or "").lower().removeprefix("www.")


def owner_of(host: str | None, owners: Mapping[str, Owner]) -> Owner | None:
    """Return the owner, by domain, of the domain that `host` is or belongs to; None where it is not known.

    The longest domain counts: presidency.gov.krd is the Presidency, gov.krd the Government.
    """
    parts = plain_host(host).split(".")
    return next((owners[name] for at in range(len(parts)) if (name := ".".join(parts[at:])) in owners), None)

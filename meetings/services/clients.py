"""Clients of the site by their network address, and limits on what one of them may send."""

import ipaddress
from typing import Any, cast

from django.conf import settings
from django.core.cache import cache


def identify_client(request: Any) -> str:
    """Return the key of the client that sent `request`, behind as many proxies as MAHDAR_PROXIES says."""
    return make_client_key(find_client_address(request))


def find_client_address(request: Any) -> str:
    """Return the address of the client that sent `request`, behind as many proxies as MAHDAR_PROXIES says.

    Each trusted proxy appends the address of its client to X-Forwarded-For. Entries further to the left come from the
    client and are not trusted.
    """
    address, forwarded = request.META.get("REMOTE_ADDR", ""), request.META.get("HTTP_X_FORWARDED_FOR")
    proxies = cast(int, settings.REST_FRAMEWORK["NUM_PROXIES"])
    if proxies and forwarded:
        entries = forwarded.split(",")
        address = entries[-min(proxies, len(entries))].strip()
    return cast(str, address)


def make_client_key(address: str) -> str:
    """Return the part of an address that identifies a client: an IPv4 address, or 64 bits of an IPv6 address.

    A client may choose the other 64 bits of its IPv6 address.
    """
    try:
        parsed = ipaddress.ip_address(address.strip("[]"))
    except ValueError:  # a proxy that writes ports, or a socket without an address
        return "".join(letter for letter in address if letter.isalnum() or letter in ".:")[:64]
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ipaddress.ip_network((parsed, 64), strict=False).network_address)
    return str(parsed)


def is_within_limit(request: Any, name: str, limit: int, seconds: int) -> bool:
    """Count a use of `name` by the client, and return whether it is within `limit` uses in `seconds`.

    Each server process counts for itself.
    """
    key = f"limit:{name}:{identify_client(request)}"
    cache.add(key, 0, seconds)
    try:
        return cache.incr(key) <= limit
    except ValueError:  # the count expired just now
        return True

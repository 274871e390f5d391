"""How often one address may ask."""

import ipaddress
import math

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle


class ByAddress(SimpleRateThrottle):
    """So many requests in a time that moves along with the clock, each address for itself.

    The address is that of the connection, or, behind proxies of ours (NUM_PROXIES), the one that the outermost of them
    was asked from. What a client writes into X-Forwarded-For itself is never believed.
    """

    scope = "address"

    def get_rate(self) -> str | None:
        return settings.MAHDAR_API_RATE or None

    def get_cache_key(self, request: Request, view: object) -> str:
        request.throttle = self
        key: str = self.cache_format % {"scope": self.scope, "ident": one_client(self.get_ident(request) or "")}
        return key

    @property
    def remaining(self) -> int:
        """How many more requests would be answered now."""
        remaining: int = max(0, self.num_requests - len(self.history))
        return remaining

    @property
    def reset(self) -> int:
        """Seconds until the oldest request that counts is forgotten."""
        return max(1, math.ceil(self.duration - (self.now - self.history[-1]))) if self.history else 0


def one_client(address: str) -> str:
    """Return what stands for a client: its IPv4 address, or the first 64 bits of its IPv6 address.

    The rest of an IPv6 address is the client's own to choose.
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

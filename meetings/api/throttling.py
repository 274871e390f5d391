"""The limit on requests from one address."""

import math

from django.conf import settings
from rest_framework.request import Request
from rest_framework.throttling import SimpleRateThrottle

from meetings.services.clients import identify_client


class AddressThrottle(SimpleRateThrottle):
    """A limit on the requests of each address in a sliding window of time.

    The address is that of the connection. Behind our own proxies (NUM_PROXIES) it is the address that connected to the
    outermost of them. Mahdar never trusts an X-Forwarded-For header that the client wrote itself.
    """

    scope = "address"

    def get_rate(self) -> str | None:
        return settings.MAHDAR_API_RATE or None

    def get_cache_key(self, request: Request, view: object) -> str:
        request.throttle = self
        key: str = self.cache_format % {"scope": self.scope, "ident": identify_client(request)}
        return key

    @property
    def remaining(self) -> int:
        """The number of further requests that Mahdar would answer now."""
        remaining: int = max(0, self.num_requests - len(self.history))
        return remaining

    @property
    def reset(self) -> int:
        """The seconds until the oldest request in the window leaves it."""
        return max(1, math.ceil(self.duration - (self.now - self.history[-1]))) if self.history else 0

"""Headers that guard every answer, also those that Django's own middleware never sees, and the check of Host."""

from collections.abc import Callable

from csp.utils import build_policy
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest
from django.http.request import split_domain_port
from django.http.response import HttpResponseBase

# Features of browsers that no page of Mahdar uses; a page may not give them to what it embeds either.
PERMISSIONS = ", ".join(
    f"{name}=()"
    for name in (
        "accelerometer", "browsing-topics", "camera", "display-capture", "geolocation", "gyroscope", "magnetometer",
        "microphone", "midi", "payment", "serial", "usb",
    )
)  # fmt: skip
MAX_PORT, MAX_PORT_DIGITS = 65535, 5


class SafeHeaders:
    """Middleware, before all that answer, that adds the headers which an answer has not set for itself.

    Health answers, static files and answers to a wrong host name come from middleware before those of Django that
    set headers.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", build_policy() or "default-src 'none'")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("X-Frame-Options", settings.X_FRAME_OPTIONS)
        response.headers.setdefault("Referrer-Policy", settings.SECURE_REFERRER_POLICY)
        response.headers.setdefault("Cross-Origin-Opener-Policy", "same-origin")
        response.headers.setdefault("Permissions-Policy", PERMISSIONS)
        return response


class ValidHosts:
    """Middleware that refuses (400) a wrong host name before any answer can repeat it.

    Django reads the name only when something asks for it, and takes any number for a port, which links would then have.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        port = split_domain_port(request.get_host())[1]
        if port and not (len(port) <= MAX_PORT_DIGITS and 0 < int(port) <= MAX_PORT):
            raise DisallowedHost("The port in the header Host is not a number from 1 to 65535.")
        return self.get_response(request)

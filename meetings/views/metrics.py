"""The metrics at /metrics in the format of Prometheus: requests of the server, and numbers of the archive.

The settings name this middleware only where they say who may read the metrics; otherwise it is not imported. The
numbers of the archive are read from `services/health` when a program asks for them, not before. Several processes
count into files of a folder (`manage.py serve` makes it), and each of them answers with the sums.
"""

import hmac
import ipaddress
import time
from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.utils.cache import add_never_cache_headers
from django.utils.translation import override
from prometheus_client import CollectorRegistry, Counter, Histogram, ProcessCollector
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.metrics_core import GaugeMetricFamily, Metric
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector

from meetings.services.clients import find_client_address
from meetings.services.health.gauges import list_gauges

PATH = "/metrics"
METHODS = {"GET", "HEAD", "POST", "OPTIONS", "PUT", "PATCH", "DELETE"}
STATIC, UNKNOWN = "static", "unknown"  # routes of static files, and of addresses that do not exist
BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)  # seconds


class ArchiveNumbers(Collector):
    """A collector that reads the numbers of the archive each time."""

    def collect(self) -> Iterable[Metric]:
        """Yield each gauge."""
        for gauge in list_gauges():
            family = GaugeMetricFamily(gauge.name, gauge.meaning, labels=[gauge.label] if gauge.label else [])
            for value, number in gauge.numbers.items():
                family.add_metric([value] if gauge.label else [], number)
            yield family

    def describe(self) -> Iterable[Metric]:
        """Yield nothing, so that registering reads no archive."""
        return ()


class Metrics:
    """Middleware that counts and times requests by their route, and answers /metrics."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        counted = CollectorRegistry()
        self.requests = Counter(
            "mahdar_requests", "Answered requests.", ["method", "route", "status"], registry=counted
        )
        self.seconds = Histogram(
            "mahdar_request_seconds", "Time of answers.", ["route"], buckets=BUCKETS, registry=counted
        )
        access = settings.MAHDAR_METRICS
        if access and access.folder:  # memory and time of the one process that answers would jump about
            self.registry = CollectorRegistry()
            MultiProcessCollector(self.registry)  # type: ignore[no-untyped-call]
        else:
            self.registry = counted
            ProcessCollector(registry=self.registry)
        self.registry.register(ArchiveNumbers())

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == PATH:
            return self._answer(request)
        began = time.perf_counter()
        response = self.get_response(request)
        route = find_route(request)
        method = request.method if request.method in METHODS else "other"
        self.requests.labels(method, route, str(response.status_code)).inc()
        self.seconds.labels(route).observe(time.perf_counter() - began)
        return response

    def _answer(self, request: HttpRequest) -> HttpResponse:
        if request.method not in ("GET", "HEAD"):
            return HttpResponseNotAllowed(["GET", "HEAD"])
        if not is_allowed(request):
            return HttpResponseForbidden(
                "You may not read the metrics. Add this machine to MAHDAR_METRICS_ALLOWED, or send the token.\n",
                content_type="text/plain; charset=utf-8",
            )
        with override("en"):
            response = HttpResponse(generate_latest(self.registry), content_type=CONTENT_TYPE_LATEST)
        add_never_cache_headers(response)
        return response


def find_route(request: HttpRequest) -> str:
    """Return the route that a request matched, such as `officials/<slug:slug>/`: there are as many as in the URLs."""
    if request.resolver_match:
        return request.resolver_match.route or "/"
    return STATIC if request.path_info.startswith(settings.STATIC_URL) else UNKNOWN


def is_allowed(request: HttpRequest) -> bool:
    """Return whether the client has the token or an allowed address.

    Behind a proxy that MAHDAR_PROXIES does not count, every reader has the address of the proxy: only the token counts.
    """
    access = settings.MAHDAR_METRICS
    if access is None:
        return False
    scheme, _space, given = request.headers.get("authorization", "").partition(" ")
    if access.token and scheme.lower() == "bearer" and hmac.compare_digest(given.encode(), access.token.encode()):
        return True
    if request.headers.get("x-forwarded-for") and not settings.REST_FRAMEWORK["NUM_PROXIES"]:
        return False
    try:
        address = ipaddress.ip_address(find_client_address(request))
    except ValueError:
        return False
    if isinstance(address, ipaddress.IPv6Address):
        address = address.ipv4_mapped or address
    return any(address in network for network in access.networks)

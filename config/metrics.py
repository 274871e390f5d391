"""The settings of the metrics at /metrics."""

import ipaddress
import os
from dataclasses import dataclass
from importlib.util import find_spec

from django.core.exceptions import ImproperlyConfigured

MIN_TOKEN_LETTERS = 16
METRICS_FOLDER = "PROMETHEUS_MULTIPROC_DIR"  # the variable of prometheus_client: where several processes count
Network = ipaddress.IPv4Network | ipaddress.IPv6Network


@dataclass(frozen=True)
class MetricsAccess:
    """Who may read the metrics: machines by their address, and programs with a token; empty for none of the kind."""

    networks: tuple[Network, ...]
    token: str

    @property
    def folder(self) -> str:
        """The folder where several processes of a server count; empty where it is one process."""
        return os.environ.get(METRICS_FOLDER, "")


def read_metrics() -> MetricsAccess | None:
    """Return who may read the metrics (MAHDAR_METRICS_ALLOWED, MAHDAR_METRICS_TOKEN); None with neither of them.

    Raises:
        ImproperlyConfigured: A value cannot be used, or prometheus_client is not installed.
    """
    allowed = os.environ.get("MAHDAR_METRICS_ALLOWED", "").strip()
    token = os.environ.get("MAHDAR_METRICS_TOKEN", "").strip()
    if not allowed and not token:
        return None
    if token and len(token) < MIN_TOKEN_LETTERS:
        raise ImproperlyConfigured(
            f"MAHDAR_METRICS_TOKEN is shorter than {MIN_TOKEN_LETTERS} letters. Give a long random word; leave it "
            "empty to allow addresses only."
        )
    networks = tuple(_read_network(entry.strip()) for entry in allowed.split(",") if entry.strip())
    if not find_spec("prometheus_client"):
        raise ImproperlyConfigured(
            "MAHDAR_METRICS_ALLOWED or MAHDAR_METRICS_TOKEN is set, but prometheus-client is not installed. Run "
            "pip install -r requirements-metrics.txt (or pip install 'mahdar[metrics]'), or leave both empty."
        )
    return MetricsAccess(networks, token)


def _read_network(text: str) -> Network:
    try:
        return ipaddress.ip_network(text)
    except ValueError:
        raise ImproperlyConfigured(
            f"MAHDAR_METRICS_ALLOWED has {text!r}. Give addresses or networks separated by commas, such as "
            "127.0.0.1,10.0.0.0/8."
        ) from None

"""A check and its result."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class HealthLevel(models.TextChoices):
    """How much a result weighs: a warning needs attention, with a fault something does not work or is not safe."""

    OK = "ok", _("in order")
    WARNING = "warning", _("warning")
    FAULT = "fault", _("fault")


OK, WARNING, FAULT = HealthLevel.OK, HealthLevel.WARNING, HealthLevel.FAULT


@dataclass(frozen=True, slots=True)
class HealthResult:
    """What a check found, in the language of the reader, and what to do; `values` are the same facts for programs."""

    level: HealthLevel
    found: str
    remedy: str = ""
    values: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class HealthCheck:
    """A check. One that needs tables is not run where the database cannot be read or lacks migrations."""

    name: str
    label: str | Promise
    run: Callable[[], HealthResult]
    needs_tables: bool = False
    is_slow: bool = False  # reads a whole database or many files: only on request
    is_readiness: bool = False  # a part of `/health/ready`: a few small queries


@dataclass(frozen=True, slots=True)
class CheckedHealth:
    """A check with its result."""

    check: HealthCheck
    result: HealthResult

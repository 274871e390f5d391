"""The parts of a rule of the archive: severity, message, examples, and the function that finds what breaks it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from meetings.queries.checks.finding import Finding, shown_value
from meetings.queries.checks.scope import Scope


class Severity(models.TextChoices):
    """How much a broken rule weighs: an error needs a reason before the record is published."""

    ERROR = "error", _("error")
    WARNING = "warning", _("warning")


# --- Examples ---------------------------------------------------------------------------------------------------------
# An example is a change of a small sound archive (tests/queries/checks/sound_archive.py), whose records have names:
# "meeting", "host", "guest" ... A value "@name" is such a record.
@dataclass(frozen=True)
class Change:
    """A record of the sound archive with other values."""

    name: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Add:
    """A further record: the name of its model, its own name, its values."""

    model: str
    name: str
    values: dict[str, Any]


@dataclass(frozen=True)
class Remove:
    """A record of the sound archive that is left out."""

    name: str


Example = tuple[Change | Add | Remove, ...]


# --- The rule ---------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class ArchiveRule:
    """A rule that the records of the archive keep.

    Attributes:
        name: Its name in commands, addresses and JSON.
        severity: Whether breaking it is an error or a warning.
        kinds: The kinds of record to correct, by the names of their models.
        title: What the rule demands, as a sentence.
        message: What happened and what to do, with the values of a finding.
        find: A function that yields the findings within a scope, with a fixed number of queries.
        breaks: An example that breaks it.
        keeps: An example close to `breaks` that does not break it.
    """

    name: str
    severity: Severity
    kinds: tuple[str, ...]
    title: Promise
    message: Promise
    find: Callable[[Scope], Iterable[Finding]]
    breaks: Example
    keeps: Example

    @property
    def is_error(self) -> bool:
        """Whether a record that breaks it needs a reason before it is published."""
        return self.severity == Severity.ERROR

    def words(self, finding: Finding) -> str:
        """Return the message of `finding` in the language of the page."""
        return str(self.message) % {name: shown_value(value) for name, value in finding.values.items()}

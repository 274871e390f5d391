"""What a rule finds: a record that breaks it, with the values that its message shows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from meetings.models.languages import in_current_language
from meetings.queries.days import long_date


@dataclass(frozen=True, slots=True)
class Named:
    """A name in both languages, shown in that of the page."""

    ar: str
    en: str = ""

    def __str__(self) -> str:
        return in_current_language(self.ar, self.en)


Record = tuple[str, int]  # the name of the model and the id: ("meeting", 17)


@dataclass(frozen=True, slots=True)
class Finding:
    """A record that breaks a rule.

    Attributes:
        rule: The name of the rule.
        record: The record to correct.
        values: What the message of the rule shows.
        others: Further records that the finding is about, such as the other meeting of the same day.
    """

    rule: str
    record: Record
    values: Mapping[str, Any] = field(default_factory=dict, hash=False)
    others: tuple[Record, ...] = ()

    @property
    def key(self) -> str:
        """A text that stays the same while the record breaks the rule in the same way, in any language."""
        values = {name: [one.ar, one.en] if isinstance(one, Named) else str(one) for name, one in self.values.items()}
        return json.dumps([self.others, values], ensure_ascii=False, sort_keys=True)


def shown_value(value: Any) -> str:
    """Return a value of a finding in the language of the page."""
    return long_date(value) if isinstance(value, date) else str(value)

"""What a rule finds: a record that breaks it, with the values that its message shows."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from meetings.models.languages import choose_by_language
from meetings.queries.days import format_long_date


@dataclass(frozen=True, slots=True)
class Named:
    """A name in both languages, shown in that of the page."""

    ar: str
    en: str = ""

    def __str__(self) -> str:
        return choose_by_language(self.ar, self.en)


PARTICIPANT_COLUMNS = (
    "official__name_ar", "official__name_en", "name_as_written", "title_ar", "title_en", "position__title_ar",
    "position__title_en",
)  # fmt: skip


def named_participant(
    name_ar: str | None,
    name_en: str | None,
    written: str,
    title_ar: str,
    title_en: str,
    office_ar: str | None,
    office_en: str | None,
) -> Named:
    """Return the name of a participant from `PARTICIPANT_COLUMNS`, or else the title or office, as its label does."""
    if name_ar:
        return Named(name_ar, name_en or "")
    if written:
        return Named(written)
    return Named(title_ar, title_en) if title_ar or title_en else Named(office_ar or "", office_en or "")


def place_columns(path: str) -> tuple[str, ...]:
    """Return the columns that `named_place` words, for the place at `path` from a row."""
    return tuple(f"{path}__{column}" for column in ("city_ar", "city_en", "country__name_ar", "country__name_en"))


def named_place(city_ar: str | None, city_en: str | None, country_ar: str | None, country_en: str | None) -> Named:
    """Return the name of a place from `place_columns`: its city, or else its country."""
    return Named(city_ar, city_en or "") if city_ar else Named(country_ar or "", country_en or "")


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
    return format_long_date(value) if isinstance(value, date) else str(value)

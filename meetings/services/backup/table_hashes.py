"""Numbers and hashes of the rows of each table, with which a restored database is compared with the one backed up."""

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

# Tables that have rows as soon as the database is set up; an archive with rows in these alone is empty.
_FILLED_AT_SETUP = frozenset(
    {
        "auth_group",
        "auth_group_permissions",
        "auth_permission",
        "django_content_type",
        "django_migrations",
        "django_session",
        "meetings_archivestate",
        "meetings_meetingstate",
    }
)


@dataclass(frozen=True, slots=True)
class TableHash:
    """The number of rows of a table, and the hash of their values in the order of their keys."""

    rows: int
    sha256: str


def hash_rows(rows: Iterable[Sequence[Any]]) -> TableHash:
    """Return the number and the hash of `rows`."""
    digest, number = hashlib.sha256(), 0
    for row in rows:
        number += 1
        digest.update(_ENCODER.encode(row).encode("ascii") + b"\n")
    return TableHash(number, digest.hexdigest())


def describe_differences(wanted: Mapping[str, TableHash], found: Mapping[str, TableHash]) -> list[str]:
    """Return a line for each table that is missing, not expected or has other rows."""
    lines = []
    for name in sorted(wanted.keys() | found.keys()):
        one, other = wanted.get(name), found.get(name)
        if one is None or other is None:
            lines.append(f"the table {name} is {'missing' if other is None else 'not in the manifest'}")
        elif one.rows != other.rows:
            lines.append(f"{name} has {other.rows} rows instead of {one.rows}")
        elif one != other:
            lines.append(f"{name} has other values than the manifest states")
    return lines


def is_filled_at_setup(table: str) -> bool:
    """Return whether the table has rows in an empty archive too."""
    return table in _FILLED_AT_SETUP


def _write_other(value: Any) -> str:
    return f"{type(value).__name__}:{value.hex() if isinstance(value, bytes) else value}"


# All in ASCII, so that the hash is the same in each version of Python and Unicode.
_ENCODER = json.JSONEncoder(separators=(",", ":"), default=_write_other)

"""The reference data that every archive needs: countries, organisations, topics, outlets, places; as files."""

import functools
import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

from meetings.models import Country, Organisation, Outlet, Place, Topic
from meetings.models.known import known_records

# In the order of their dependencies. The files are in fixtures/; Django finds them through FIXTURE_DIRS.
REFERENCE_MODELS: dict[str, Any] = {
    "countries": Country, "organisations": Organisation, "topics": Topic, "outlets": Outlet, "places": Place,
}  # fmt: skip


def has_reference_data() -> bool:
    """Return whether the reference data is loaded."""
    return Country.objects.exists()


def load_fixtures(*names: str) -> None:
    """Load these fixtures as `loaddata` does, but several times faster; see `meetings.models.known`."""
    with known_records():
        call_command("loaddata", *names, verbosity=0)


def read_fixture(name: str) -> list[dict[str, Any]]:
    """Return the columns of each record in a fixture; a foreign key is the public key of its record, as a list."""
    paths = (Path(folder) / f"{name}.json" for folder in settings.FIXTURE_DIRS)
    path = next(path for path in paths if path.exists())
    return [row["fields"] for row in json.loads(path.read_text(encoding="utf-8"))]


@functools.cache
def read_reference_keys(model: Any) -> frozenset[str]:
    """Return the public keys of the records of `model` in the fixtures, in lower case; none for another model."""
    found = (name for name, one in REFERENCE_MODELS.items() if one is model)
    key = model.natural_key_fields[0]
    return frozenset(row[key].lower() for name in found for row in read_fixture(name))

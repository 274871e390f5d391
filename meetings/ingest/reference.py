"""The reference data that every archive needs: countries, organisations, topics, outlets, places."""

from django.core.management import call_command

from meetings.models import Country
from meetings.models.known import known_records

# In the order of their dependencies. The files are in fixtures/; Django finds them through FIXTURE_DIRS.
REFERENCE_FIXTURES = ("countries", "organisations", "topics", "outlets", "places")


def has_reference_data() -> bool:
    """Return whether the reference data is loaded."""
    return Country.objects.exists()


def ensure_reference_data() -> bool:
    """Load the reference data into an archive that has none; return whether it was loaded now."""
    if has_reference_data():
        return False
    load_fixtures(*REFERENCE_FIXTURES)
    return True


def load_fixtures(*names: str) -> None:
    """Load these fixtures as `loaddata` does, but several times faster; see `meetings.models.known`."""
    with known_records():
        call_command("loaddata", *names, verbosity=0)

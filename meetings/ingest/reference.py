"""The reference data an archive cannot do without: countries, organisations, topics, outlets, places."""

from django.core.management import call_command

from meetings.models import Country
from meetings.models.known import known_records

# In the order of what needs what. The files lie in fixtures/ and are found through FIXTURE_DIRS.
REFERENCE_FIXTURES = ("countries", "organisations", "topics", "outlets", "places")


def has_reference_data() -> bool:
    """Whether the reference data was loaded before."""
    return Country.objects.exists()


def ensure_reference_data() -> bool:
    """Load the reference data into an archive that has none. Returns whether it was loaded."""
    if has_reference_data():
        return False
    load_fixtures(*REFERENCE_FIXTURES)
    return True


def load_fixtures(*names: str) -> None:
    """Load these fixtures as loaddata does, several times faster; see `meetings.models.known`."""
    with known_records():
        call_command("loaddata", *names, verbosity=0)

"""The reference data an archive cannot do without: countries, organisations, topics, outlets, places."""

from django.core.management import call_command

from meetings.models import Country

# In the order of what needs what. The files lie in fixtures/ and are found through FIXTURE_DIRS.
REFERENCE_FIXTURES = ("countries", "organisations", "topics", "outlets", "places")


def ensure_reference_data() -> bool:
    """Load the reference data into an archive that has none. Returns whether it was loaded."""
    if Country.objects.exists():
        return False
    call_command("loaddata", *REFERENCE_FIXTURES, verbosity=0)
    return True

"""Registration of all lists of the desk.

meetings/apps.py imports this module, not the package itself: Django imports the package first to get the site, and
would lose the lists registered during that import.
"""

from meetings.admin.incoming import admin as incoming
from meetings.admin.incoming import feeds
from meetings.admin.merging import log as merges
from meetings.admin.records import (
    appointments,
    articles,
    evidence,
    meetings,
    officials,
    sides,
    topics_and_places,
    users,
)
from meetings.admin.review import correction_requests

__all__ = [
    "appointments",
    "articles",
    "correction_requests",
    "evidence",
    "feeds",
    "incoming",
    "meetings",
    "merges",
    "officials",
    "sides",
    "topics_and_places",
    "users",
]

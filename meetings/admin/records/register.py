"""Every record that is entered and corrected at the desk.

Imported by meetings/apps.py and not by the package itself: Django asks the package for its site first, and what was
registered while it asks would be lost.
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

__all__ = [
    "appointments",
    "articles",
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

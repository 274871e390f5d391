"""Every record that is entered and corrected at the desk.

Imported by meetings/apps.py and not by the package itself: Django asks the package for its site first, and what was
registered while it asks would be lost.
"""

from meetings.admin import (
    appointments,
    articles,
    evidence,
    feeds,
    incoming,
    meetings,
    merges,
    parties,
    people,
    subjects,
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
    "parties",
    "people",
    "subjects",
    "users",
]

"""The editors' desk: Django's admin for every record."""

from meetings.admin import articles, evidence, meetings, parties, people, subjects

__all__ = ["articles", "evidence", "meetings", "parties", "people", "subjects"]

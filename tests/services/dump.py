"""All rows of the archive, to compare what it was with what it is."""

from django.apps import apps

from meetings.models import ArchiveState, IndexChange, MeetingState, Merge, Publication, Version
from meetings.services.rows import get_values

# What notes that something happened, and is meant to differ.
NOTES = (IndexChange, Version, Merge, ArchiveState, MeetingState, Publication)


def everything() -> dict[str, dict[int, dict]]:
    """Label of each model of the archive -> number of each row -> every column."""
    models = [model for model in apps.get_app_config("meetings").get_models() if model not in NOTES]
    return {model._meta.label_lower: {row.pk: get_values(row) for row in model._base_manager.all()} for model in models}

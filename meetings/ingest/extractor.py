"""The extractor in use, for the import and the desk."""

import functools

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.utils.module_loading import import_string

from meetings.extraction.extractors import Extractor


def get_extractor() -> Extractor:
    """Return the extractor that the setting EXTRACTOR names.

    Raises:
        ImproperlyConfigured: The setting does not name a class with a method `read`.
    """
    return _extractor(settings.EXTRACTOR)


@functools.cache
def _extractor(path: str) -> Extractor:
    try:
        made: Extractor = import_string(path)()
    except (ImportError, TypeError) as error:
        raise ImproperlyConfigured(
            f"MAHDAR_EXTRACTOR: cannot make an extractor of {path!r} ({error}). Name a class, as module.Class."
        ) from error
    if not callable(getattr(made, "read", None)):
        raise ImproperlyConfigured(
            f"MAHDAR_EXTRACTOR: {path!r} has no method read. See meetings.extraction.extractors."
        )
    return made

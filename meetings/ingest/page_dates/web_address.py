"""The day in a page's address: /2013/8/3/story, /2013/middle_east/8/3/story, /20130803/story, /2013-08-03-story."""

import datetime
import re
from urllib.parse import unquote, urlsplit

from meetings.ingest.page_dates.instants import is_likely
from meetings.ingest.page_dates.marks import load_marks
from meetings.text.date_statements import DateStatement

MAX_PARTS_BETWEEN = 2  # sections between the year and the month: /2013/middle_east/8/3/
FIRST_YEAR = 1991  # of the web
_YEAR, _NUMBER = re.compile(r"(?:19|20)\d\d"), re.compile(r"\d{1,2}")
_COMPACT = re.compile(r"((?:19|20)\d\d)([01]\d)([0-3]\d)")
_HYPHENS = re.compile(r"((?:19|20)\d\d)-(\d{1,2})-(\d{1,2})")
_SLUG = re.compile(rf"{_HYPHENS.pattern}(?:-.*)?")


def read_address(address: str | None) -> list[DateStatement]:
    """Return the day that the folders of an address state, if they state one to the day.

    A number that may be an identifier, and 03-08-2013, which has two readings, state none. The day in the name of a
    dossier is that of an event: /topics/2001-09-11/story, /2003-03-20-iraq-war/story.
    """
    try:
        path = unquote(urlsplit(address or "").path)
    except ValueError:
        return []
    parts = [part for part in path.split("/") if part]
    for place, part in enumerate(parts):
        if part.lower() in load_marks("collection_folder"):
            return []
        is_last = place == len(parts) - 1
        numbers = _numbers_of_part(part, is_last) or _numbers_behind(parts, place)
        day = _day(*numbers) if numbers else None
        if day:
            return [DateStatement("address", day, address or "")]
    return []


def _numbers_of_part(part: str, is_last: bool) -> tuple[int, int, int] | None:
    """Return year, month and day of one folder; a name of digits alone is more often a number of the article."""
    match = _SLUG.fullmatch(part) if is_last else _COMPACT.fullmatch(part) or _HYPHENS.fullmatch(part)
    return (int(match[1]), int(match[2]), int(match[3])) if match else None


def _numbers_behind(parts: list[str], place: int) -> tuple[int, int, int] | None:
    """Return year, month and day of three folders, with names of sections after the year."""
    if not _YEAR.fullmatch(parts[place]):
        return None
    for month in range(place + 1, min(place + 2 + MAX_PARTS_BETWEEN, len(parts) - 1)):
        if _NUMBER.fullmatch(parts[month]):
            found = parts[month + 1]
            return (int(parts[place]), int(parts[month]), int(found)) if _NUMBER.fullmatch(found) else None
    return None


def _day(year: int, month: int, day: int) -> datetime.date | None:
    try:
        found = datetime.date(year, month, day)
    except ValueError:
        return None
    return found if year >= FIRST_YEAR and is_likely(found) else None

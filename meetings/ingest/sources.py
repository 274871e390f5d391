"""Source texts and the outlets they come from; without the database, so that several processes can read."""

from dataclasses import dataclass
from datetime import date
from functools import cache

from meetings import gazetteer
from meetings.text.date_statements import DateStatement
from meetings.text.domains import find_owner
from meetings.text.fold import fold


@dataclass(frozen=True, slots=True)
class OriginalFile:
    """The file that a text was read from, as it came."""

    name: str
    data: bytes


@dataclass(frozen=True, slots=True)
class SourceText:
    """The raw text of one article, with the metadata that does not come from the text.

    `statements` are what its page or feed states of the day of publication; None where there is neither, so that only
    the text itself can state its day. `dated_by_editor` is set where an editor entered or chose the day, or decided
    that it is unknown. `original` is the file that was read, where the raw text is not that file itself;
    `original_id` is its key once it is stored.
    """

    raw: str
    name: str  # the file's name, for messages and for editors
    url: str | None = None
    headline: str | None = None
    published: date | None = None
    outlet_code: str | None = None  # of outlets.tsv
    statements: tuple[DateStatement, ...] | None = None
    dated_by_editor: bool = False
    original: OriginalFile | None = None
    original_id: int | None = None

    @property
    def is_dated_by_source(self) -> bool:
        """Return whether the text's own date lines are not asked: a page, a feed or an editor answered already."""
        return self.statements is not None or self.dated_by_editor


def find_outlet_by_domain(host: str | None) -> str | None:
    """Return the code of the outlet whose domain `host` is or belongs to; None when it is not known."""
    return find_owner(host, _outlets_by_domain())


@cache
def _outlets_by_domain() -> dict[str, str]:
    return {
        domain: row["code"]
        for row in gazetteer.load_rows("outlets")
        for domain in gazetteer.split_values(row["domain"])
    }


def find_outlet_by_name(name: str | None) -> str | None:
    """Return the code of the outlet called `name`; None when it is not known."""
    if not name:
        return None
    key = fold(name).strip()
    for row in gazetteer.load_rows("outlets"):
        names = [row["name_ar"], row["name_en"], *gazetteer.split_values(row["names"])]
        if key in {fold(known) for known in names if known}:
            return row["code"]
    return None


def get_outlet_country(code: str | None) -> str | None:
    """Return the code of the country whose officials the outlet names without the country; None if none is known."""
    return next((row["country"] or None for row in gazetteer.load_rows("outlets") if row["code"] == code), None)

"""What every writer of a format is told besides the selection."""

from dataclasses import dataclass
from datetime import date

from meetings.queries.records import Address


@dataclass(frozen=True, slots=True)
class Output:
    """`address` makes a full address of a path; `page` is that of the page exported, `own` that of the export itself;
    `host` names the site; `language` is a code of the site's languages; `today` is the day of access; `rows` asks for
    another kind of rows in a table."""

    address: Address
    page: str
    own: str
    host: str
    language: str
    today: date
    rows: str = ""

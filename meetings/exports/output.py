"""The parameters of an export besides its records."""

from dataclasses import dataclass
from datetime import date

from meetings.queries.records import Address


@dataclass(frozen=True, slots=True)
class Output:
    """The parameters that each writer of a format gets besides the selection.

    `address` makes a full address from a path. `page` is the full address of the exported page, `own` that of the
    export. `host` is the name of the site, `language` the code of one of its languages, `today` the day of access.
    `rows` selects another kind of rows in a table.
    """

    address: Address
    page: str
    own: str
    host: str
    language: str
    today: date
    rows: str = ""

"""The licence of the archive's records. Pages, exports, the API, linked data and the PDFs all read it here.

It covers the facts, headlines and summaries of the archive. Quoted words of reports belong to their outlets, and the
code of Mahdar has another licence (MIT).
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence: its short name, its identifier in the SPDX list and the address of its text."""

    name: str
    identifier: str
    url: str


DATA_LICENCE = Licence("CC BY 4.0", "CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/")

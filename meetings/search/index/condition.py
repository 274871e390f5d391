"""What the index is at the moment, for those who watch over it."""

from dataclasses import dataclass
from pathlib import Path

from meetings.search import site_search
from meetings.search.documents.analysis import INDEX_VERSION


@dataclass(frozen=True, slots=True)
class IndexCondition:
    """The index on the disk: its folder, the version it was made with, the present one, and its documents."""

    folder: Path
    version: int | None  # None where there is no index
    present_version: int
    documents: int


def get_index_folder() -> Path:
    """Return the folder of the index, which need not exist."""
    return site_search.get_engine().folder


def read_index_condition() -> IndexCondition:
    """Return the state of the index; it opens the index, and asks the database nothing.

    Raises:
        IndexMissingError: There is a folder of an index, but the index in it is damaged.
    """
    engine = site_search.get_engine()
    version = engine.analysis_version()
    return IndexCondition(engine.folder, version, INDEX_VERSION, 0 if version is None else engine.count())

"""Small searchers over texts, without a database."""

from collections.abc import Callable
from datetime import date

import pytest

from meetings.search.documents.analysis import VERSION, Section, analyse
from meetings.search.engines.protocol import IndexDocument
from meetings.search.engines.whoosh.engine import WhooshEngine
from meetings.search.query.entity_names import Directory, Entry
from meetings.search.searcher import Searcher

SearcherOf = Callable[..., Searcher]


def text_document(number: int, text: str, title: str = "", **facets: tuple[str, ...] | date) -> IndexDocument:
    """A published document; keyword arguments are facets, or its date as `day`."""
    day = facets.pop("day", None)
    words, length = analyse([Section(title, 3.0), Section(text, has_lead=True)])
    values: dict[str, tuple[str, ...]] = {"state": ("published",), **facets}  # type: ignore[dict-item]
    return IndexDocument(number, words, length, values, day.toordinal() if day else 0, title, text)  # type: ignore[union-attr]


@pytest.fixture
def searcher_of(tmp_path) -> SearcherOf:
    """Makes a searcher over texts (numbered from 1) or documents."""

    def make(*documents: str | IndexDocument, entries: list[Entry] | None = None) -> Searcher:
        engine = WhooshEngine(tmp_path / "index")
        made = (d if isinstance(d, IndexDocument) else text_document(n, d) for n, d in enumerate(documents, 1))
        engine.rebuild(made, VERSION)
        return Searcher(engine, Directory(entries or []))

    return make

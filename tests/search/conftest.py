"""Small searchers over texts, without a database."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from meetings.search.documents.analysis import INDEX_VERSION, Section, analyse
from meetings.search.engines.protocol import IndexDocument
from meetings.search.engines.whoosh.engine import WhooshEngine
from meetings.search.facets import FACET_NAMES
from meetings.search.query.entity_names import Directory, NamedEntry
from meetings.search.searcher import Searcher
from meetings.search.types import SearchRequest

SearcherOf = Callable[..., Searcher]


def text_document(number: int, text: str, title: str = "", **facets: tuple[str, ...] | date) -> IndexDocument:
    """A published document; keyword arguments are facets, or its date as `day`."""
    day = facets.pop("day", None)
    words, length = analyse([Section(title, 3.0), Section(text, has_lead=True)])
    values: dict[str, tuple[str, ...]] = {"state": ("published",), **facets}  # type: ignore[dict-item]
    return IndexDocument(number, words, length, values, day.toordinal() if day else 0, title, text)  # type: ignore[union-attr]


def request_of(query: str = "", **options: Any) -> SearchRequest:
    """Return a request; keyword arguments are its fields, or facets with their chosen values."""
    chosen = {name: tuple(map(str, options.pop(name))) for name in FACET_NAMES if name in options}
    return SearchRequest(query, chosen=chosen, **options)


@pytest.fixture
def searcher_of(tmp_path) -> SearcherOf:
    """Makes a searcher over texts (numbered from 1) or documents."""

    def make(*documents: str | IndexDocument, entries: list[NamedEntry] | None = None) -> Searcher:
        engine = WhooshEngine(tmp_path / "index")
        made = (d if isinstance(d, IndexDocument) else text_document(n, d) for n, d in enumerate(documents, 1))
        engine.rebuild(made, INDEX_VERSION)
        return Searcher(engine, Directory(entries or []))

    return make

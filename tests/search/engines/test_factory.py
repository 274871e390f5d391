"""The engine comes from the settings."""

import shutil
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured
from haystack.query import SearchQuerySet

from meetings.search import SearchRequest, find_related, index_is_current, search, site_search, update_index
from meetings.search.engines import factory
from meetings.search.engines.protocol import IndexDamagedError, IndexDocument
from meetings.search.engines.whoosh import engine
from meetings.search.engines.whoosh.engine import WhooshEngine
from meetings.search.index.signals import FollowDatabase
from tests.factories import MeetingFactory
from tests.search.plain_scan import PlainScanEngine


@pytest.fixture
def scan(index, settings, monkeypatch):
    """A second engine, which has no files, chosen by the setting."""
    monkeypatch.setitem(factory.ENGINES, "scan", "tests.search.plain_scan.PlainScanEngine")
    settings.SEARCH_URL = "scan:"
    yield index
    PlainScanEngine._indexes.clear()
    site_search.forget()


def test_the_setting_chooses_the_engine(db, scan: Path):
    first = MeetingFactory(headline_ar="لقاء عن المياه في هلسنكي", review_state="published")
    second = MeetingFactory(headline_ar="لقاء عن المياه في جنيف", review_state="published")
    assert not index_is_current()
    assert update_index() == 2
    assert index_is_current()
    assert isinstance(site_search.get_engine(), PlainScanEngine)
    assert [hit.meeting_id for hit in search(SearchRequest("هلسنكي")).hits] == [first.pk]
    assert set(find_related(first.pk)) <= {second.pk}
    assert [int(result.pk) for result in SearchQuerySet().filter(content="جنيف")] == [second.pk]
    assert not list(scan.glob("index-*")), "nothing of Whoosh"
    first.delete()
    assert update_index() == 1
    assert search(SearchRequest("هلسنكي")).total == 0


def document(number: int) -> IndexDocument:
    return IndexDocument(number, {"بغداد": (1.0, [0])}, 1)


@pytest.mark.parametrize("rebuilds", [1, 3])
def test_an_index_that_rebuilds_replace_while_it_is_opened_is_tried_again(tmp_path, monkeypatch, rebuilds):
    """Between reading the name of the folder and opening it, the folder may go."""
    WhooshEngine(tmp_path).rebuild(iter([document(1)]), 1)
    opened = []

    def open_late(folder):
        if len(opened) < rebuilds:
            opened.append(folder)
            WhooshEngine(tmp_path).rebuild(iter([document(1), document(2)]), 1)
        return real(folder)

    real = engine.whoosh_index.open_dir
    monkeypatch.setattr(engine, "OPENING_PAUSE_SECONDS", 0)
    monkeypatch.setattr(engine.whoosh_index, "open_dir", open_late)
    assert WhooshEngine(tmp_path).count() == 2


def test_an_index_whose_folder_is_gone_is_damaged_and_its_files_are_not_tried_at_each_search(tmp_path, monkeypatch):
    WhooshEngine(tmp_path).rebuild(iter([document(1)]), 1)
    shutil.rmtree(tmp_path / "index-1")
    tried = []
    real = engine.find_damage
    monkeypatch.setattr(engine, "OPENING_PAUSE_SECONDS", 0)
    monkeypatch.setattr(engine, "find_damage", lambda *words: (tried.append(words), real(*words))[1])
    reader = WhooshEngine(tmp_path)
    for _search in range(3):
        with pytest.raises(IndexDamagedError, match="is missing"):
            reader.count()
    assert len(tried) == engine.MAX_OPENINGS
    WhooshEngine(tmp_path).rebuild(iter([document(1)]), 1)
    assert reader.count() == 1


def test_whoosh_is_where_the_url_says_or_else_in_the_given_folder(tmp_path):
    plain = factory.open_engine("whoosh:", tmp_path / "usual")
    moved = factory.open_engine(f"whoosh:{tmp_path}/elsewhere", tmp_path / "usual")
    assert isinstance(plain, WhooshEngine)
    assert (plain.folder, moved.folder) == (tmp_path / "usual", tmp_path / "elsewhere")


def test_the_index_is_in_the_folder_of_the_url(db, index, settings, tmp_path):
    settings.SEARCH_URL = f"whoosh:{tmp_path}/elsewhere"
    MeetingFactory(headline_ar="لقاء في هلسنكي", review_state="published")
    update_index()
    assert (tmp_path / "elsewhere" / "current").exists()
    assert not index.exists()
    site_search.forget()


@pytest.mark.parametrize("url", ["", "lucene:", "whoosh", "lucene:/tmp/whoosh:"])
def test_an_unknown_engine_is_refused_by_name(url, settings):
    with pytest.raises(ImproperlyConfigured, match=r"SEARCH_URL is “.*one of: whoosh:"):
        factory.open_engine(url, "x")
    settings.SEARCH_URL = url
    with pytest.raises(ImproperlyConfigured, match="SEARCH_URL"):
        FollowDatabase.setup(FollowDatabase.__new__(FollowDatabase))

"""`manage.py sync_index`: catches up, and builds the index where there is none that can be used."""

import io
from pathlib import Path

import pytest
from django.core.management import call_command

from meetings.models import IndexChange, Meeting
from meetings.search import SearchRequest, search, site_search
from meetings.search.index import updating
from tests.factories import MeetingFactory

pytestmark = pytest.mark.django_db(transaction=True)


def sync_index() -> str:
    output = io.StringIO()
    call_command("sync_index", stdout=output)
    return output.getvalue()


def found() -> int:
    return search(SearchRequest(query="هلسنكي")).total


def test_catches_up_with_what_no_signal_told(index: Path):
    meeting = MeetingFactory(headline_ar="لقاء في جنيف")
    Meeting.objects.filter(pk=meeting.pk).update(headline_ar="لقاء في هلسنكي")
    assert found() == 0
    assert "1 meetings indexed" in sync_index()
    assert found() == 1
    assert "up to date" in sync_index()


def test_a_lost_index_is_built_anew(index: Path):
    MeetingFactory(headline_ar="لقاء في هلسنكي")
    for file in sorted(index.rglob("*"), reverse=True):
        file.unlink() if file.is_file() else file.rmdir()
    site_search.forget()
    assert IndexChange.objects.count() == 0  # nothing is noted, and yet there is nothing to search
    assert "no index yet" in sync_index()
    assert found() == 1


def test_an_index_of_an_older_analysis_is_built_anew(index: Path, monkeypatch):
    MeetingFactory(headline_ar="لقاء في هلسنكي")
    monkeypatch.setattr(updating, "INDEX_VERSION", updating.INDEX_VERSION + 1)
    assert "older version" in sync_index()
    assert found() == 1

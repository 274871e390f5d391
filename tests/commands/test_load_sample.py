"""`manage.py load_sample`: an empty archive is filled and indexed, one that has meetings is left alone."""

import io

import pytest
from django.core.management import call_command

from meetings.models import Country, IndexChange, Meeting
from meetings.search import SearchRequest, search
from tests import factories

pytestmark = pytest.mark.django_db


def load_sample(**options):
    said = io.StringIO()
    call_command("load_sample", stdout=said, **options)
    return said.getvalue()


def test_an_empty_archive_is_filled_and_indexed_once_and_the_steps_are_told(index):
    steps = load_sample().splitlines()
    assert [words.split()[0] for words in steps] == ["Loading", "Loading", "Building", "Done"]
    assert Meeting.objects.count() == search(SearchRequest("")).total == 96
    assert not IndexChange.objects.exists()
    before = list(Meeting.objects.order_by("pk").values())
    assert "nothing was loaded" in load_sample()
    assert load_sample(if_empty=True) == ""
    assert list(Meeting.objects.order_by("pk").values()) == before
    assert not IndexChange.objects.exists()


def test_an_archive_with_meetings_of_its_own_gets_reference_data_only(index):
    factories.MeetingFactory(place=None)
    assert not Country.objects.exists()
    assert "nothing was loaded" in load_sample()
    assert Country.objects.count() == 251
    assert Meeting.objects.count() == 1

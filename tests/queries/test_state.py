"""Figures are kept until the archive changes, by whichever way, and not a moment longer."""

import json

import pytest
from django.apps import apps
from django.db import connection, transaction

from meetings.models import ArchiveState, Meeting, Official
from meetings.models.triggers import list_public_tables
from meetings.queries.state import get_cached, get_each_cached, state
from tests import factories
from tests.conftest import ROOT

pytestmark = pytest.mark.django_db


def test_what_is_kept_is_made_once():
    made = []
    for _ in range(3):
        assert get_cached("figure", lambda: made.append(1) or len(made)) == 1
    assert get_cached("another", lambda: 7) == 7


def test_nothing_is_kept_of_none():
    made = []
    for _ in range(2):
        assert get_cached("none", lambda: made.append(1)) is None
    assert len(made) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda meeting: meeting.save(),
        lambda meeting: Meeting.objects.filter(pk=meeting.pk).update(review_state="draft"),
        lambda meeting: Meeting.objects.bulk_create([factories.MeetingFactory.build()]),
        lambda meeting: meeting.delete(),
        lambda meeting: factories.OfficialFactory(),
        lambda meeting: factories.EvidenceFactory(meeting=meeting),
        lambda meeting: factories.DisagreementFactory(meeting=meeting),
        lambda meeting: factories.AppointmentFactory(),
        lambda meeting: connection.cursor().execute("UPDATE meetings_topic SET name_ar = 'اسم آخر'"),
    ],
    ids=["save", "update", "bulk", "delete", "official", "evidence", "disagreement", "appointment", "sql"],
)
def test_every_change_moves_the_archive_on(change):
    meeting = factories.MeetingFactory()
    factories.TopicFactory()
    before = state()
    get_cached("meetings", lambda: "old")
    change(meeting)
    assert state() != before
    assert get_cached("meetings", lambda: "new") == "new"


def test_looking_moves_nothing():
    factories.MeetingFactory()
    before = state()
    list(Meeting.objects.all())
    Official.objects.count()
    assert state() == before


def test_a_change_that_was_rolled_back_leaves_no_number_behind():
    before = state()
    seen = set()
    for _ in range(20):
        with transaction.atomic():
            factories.MeetingFactory()
            seen.add(state())
            transaction.set_rollback(True)
    assert state() == before
    assert len(seen) == 20


def test_without_a_state_nothing_is_kept():
    ArchiveState.objects.all().delete()
    assert state() is None
    assert [get_cached("unknown", lambda answer=answer: answer) for answer in (1, 2)] == [1, 2]


def test_every_table_of_the_archive_is_watched():
    """Whatever the sample archive is made of, pages may be made from."""
    loaded = set()
    for file in (ROOT / "fixtures").glob("*.json"):
        loaded |= {record["model"] for record in json.loads(file.read_text(encoding="utf-8"))}
    tables = {apps.get_model(model)._meta.db_table for model in loaded}
    assert len(tables) > 10
    assert tables <= set(list_public_tables())


class TestValuesOfEach:
    @pytest.fixture
    def asked(self) -> list[list[int]]:
        return []

    @pytest.fixture
    def get(self, asked, request):
        """Return the values of keys; their versions are given; 3 has no value."""

        def get(keys: list[int], version: str = "1", without: int = 0) -> dict[int, str]:
            def make(wanted: list[int]) -> dict[int, str]:
                asked.append(wanted)
                return {key: f"value {key}" for key in wanted if key != 3}

            return get_each_cached(
                request.node.name, keys, make, lambda wanted: {key: version for key in wanted if key != without}
            )

        return get

    def test_only_what_is_not_kept_is_made_again(self, get, asked):
        assert get([1, 2]) == {1: "value 1", 2: "value 2"}
        assert get([2, 3, 4]) == {2: "value 2", 4: "value 4"}
        assert get([1, 4]) == {1: "value 1", 4: "value 4"}
        assert asked == [[1, 2], [3, 4]]

    def test_a_change_of_something_else_makes_nothing_again(self, get, asked):
        get([1, 2])
        factories.OfficialFactory()
        assert get([1, 2]) == {1: "value 1", 2: "value 2"}
        assert asked == [[1, 2]]

    def test_another_version_is_made(self, get, asked):
        get([1, 2])
        factories.OfficialFactory()
        get([1, 2], version="2")
        assert asked == [[1, 2], [1, 2]]

    def test_what_has_no_version_has_no_value(self, get, asked):
        assert get([1, 2], without=2) == {1: "value 1"}
        assert asked == [[1]]

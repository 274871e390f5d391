"""Which versions an action adds to a history, decided without the database."""

import datetime
from types import SimpleNamespace

import pytest

from meetings.models import Version
from meetings.services.history.listed_articles import _listed, _MeetingState
from meetings.services.history.new_versions import (
    Deed,
    is_same,
    make_versions_of_named,
    make_versions_to_add,
    state_on_record,
)
from meetings.services.history.states import list_changed_facts

BEGAN = datetime.datetime(2025, 3, 12, 10, tzinfo=datetime.UTC)
OLD, NEW = "2025-03-12T09:59:59+00:00", "2025-03-12T10:00:00+00:00"


def state(name: str = "a", created_at: str | None = OLD, **parts: list) -> dict:
    return {"fields": {"name": name, "created_at": created_at}, "parts": {"names": [], **parts}}


def latest(change: str = "changed", of: dict | None = None) -> Version:
    return Version(change=change, state=of or state())


def deed(way: str = "form") -> Deed:
    return Deed(None, "note", way, BEGAN)


def changes(versions: list[Version]) -> list[tuple[str, list[str]]]:
    return [(version.change, version.facts) for version in versions]


@pytest.mark.parametrize(("created_at", "is_new"), [(OLD, False), (NEW, True), (None, False)])
def test_what_was_made_since_the_action_began(created_at, is_new):
    assert deed().has_made(state(created_at=created_at)) is is_new


@pytest.mark.parametrize(
    ("before", "after", "on_record", "found"),
    [
        (None, None, None, []),
        (state(), state(), None, []),
        (None, state(), None, [("entered", [])]),
        (state(), state("b"), latest(), [("changed", ["name"])]),
        # The history does not have the state before.
        (state(), state("b"), None, [("kept", []), ("changed", ["name"])]),
        (state("b"), state("c"), latest(), [("outside", ["name"]), ("changed", ["name"])]),
        (state("b"), state("c"), latest("deleted"), [("outside", []), ("changed", ["name"])]),
        # It was made in the action itself.
        (state(created_at=NEW), state("b", NEW), None, [("entered", [])]),
        (state(created_at=NEW), state("b", NEW), latest(of=state("c", NEW)), [("changed", ["name"])]),
        # Deleted, and there again.
        (state(), None, latest(), [("deleted", [])]),
        (state(), None, None, [("deleted", [])]),
        (state("b"), None, latest(), [("outside", ["name"]), ("deleted", [])]),
        (None, state(), latest("deleted"), [("restored", [])]),
        (None, state(), latest(), [("entered", [])]),
    ],
)
def test_what_an_action_adds(before, after, on_record, found):
    assert changes(make_versions_to_add(deed(), before, after, on_record)) == found


def test_restoring_is_told_as_such():
    assert changes(make_versions_to_add(deed("restore"), state(), state("b"), latest())) == [("restored", ["name"])]


@pytest.mark.parametrize(
    ("after", "on_record", "found"),
    [
        (None, None, []),
        (state(), latest(), []),
        (None, latest(), [("deleted", [])]),
        (None, latest("deleted"), []),
        (state(created_at=NEW), None, [("entered", [])]),
        (state(), None, [("changed", [])]),
        (state(), latest("deleted"), [("restored", [])]),
        (state("b"), latest(), [("changed", ["name"])]),
    ],
)
def test_what_a_record_adds_that_was_named_after_its_change(after, on_record, found):
    assert changes(make_versions_of_named(deed(), after, on_record)) == found


def test_the_state_that_is_on_record():
    assert state_on_record(None) is None
    assert state_on_record(latest("deleted")) is None
    assert state_on_record(latest()) == state()


@pytest.mark.parametrize(
    ("now", "then", "same"),
    [
        (None, None, True),
        (state(), None, False),
        (None, state(), False),
        (state(), state(), True),
        (state("b"), state(), False),
        # A column or a kind of part that did not exist when it was saved.
        ({"fields": {"name": "a", "created_at": OLD, "new": 1}, "parts": {"names": []}}, state(), True),
        (state(offices=[]), state(), True),
        (state(offices=[1]), state(), False),
        (state(names=[1]), state(names=[1]), True),
        (state(names=[1]), state(names=[2]), False),
    ],
)
def test_states_that_are_the_same(now, then, same):
    assert is_same(now, then) is same


@pytest.mark.parametrize(
    ("old", "new", "facts"),
    [
        (None, state(), []),
        (state(), None, []),
        (state(), state(), []),
        (state(), state("b", NEW), ["name", "created_at"]),
        (state(names=[1]), state("b", names=[2]), ["name", "names"]),
        (state(edited_facts=[1]), state(edited_facts=[2]), []),
        (state(), state(offices=[]), []),
    ],
)
def test_facts_that_changed(old, new, facts):
    assert list_changed_facts(old, new) == facts


def test_a_version_names_its_editor():
    user = SimpleNamespace(pk=3, get_full_name=lambda: "", get_username=lambda: "salma")
    made = Deed(user, "note", "form", BEGAN).own_version("changed", state(), ["name"])
    assert (made.user_id, made.user_name, made.note, made.way) == (3, "salma", "note", "form")
    named = SimpleNamespace(pk=3, get_full_name=lambda: "Salma Editor", get_username=lambda: "salma")
    assert Deed(named, "", "form", BEGAN).own_version("changed", state()).user_name == "Salma Editor"
    assert (deed().own_version("changed", state()).user_id, deed().own_version("changed", state()).user_name) == (
        None, "",
    )  # fmt: skip


# ------------------------------------------------------------------------------------------------------ listed reports
def meeting_state(pk: int, change: str = "changed", review: str = "published", articles=(7,), action: str = "x"):
    return _MeetingState(pk, 1, action, change, review, [{"article_id": article} for article in articles])


@pytest.mark.parametrize(
    ("history", "published", "is_listed"),
    [
        ([], OLD, True),
        ([], None, False),
        ([], NEW, False),  # published only when the report was changed
        ([meeting_state(4)], OLD, True),
        ([meeting_state(4, articles=(8,))], OLD, False),
        ([meeting_state(4, review="draft")], OLD, False),
        ([meeting_state(4, change="deleted")], OLD, False),
        ([meeting_state(3, articles=(8,)), meeting_state(4)], OLD, True),
        ([meeting_state(3), meeting_state(4, articles=(8,))], OLD, False),
        # What came later, or in the same action, does not count.
        ([meeting_state(4), meeting_state(6, articles=(8,))], OLD, True),
        ([meeting_state(3), meeting_state(4, articles=(8,), action="own")], OLD, True),
        ([meeting_state(6, change="kept")], OLD, True),
        ([meeting_state(6, change="kept", articles=(8,))], OLD, False),
        ([meeting_state(6, change="entered")], OLD, False),
    ],
)
def test_whether_the_public_saw_a_report_before_it_was_changed(history, published, is_listed):
    version = SimpleNamespace(pk=5, record_id=7, action="own", made_at=BEGAN)
    moment = datetime.datetime.fromisoformat(published) if published else None
    assert _listed(version, history, moment) is is_listed

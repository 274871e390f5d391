"""The plan of an undo, row by row: what is put back, what an editor is told, which values are free."""

from types import SimpleNamespace

import pytest

from meetings.models import Meeting, Official, Participation, Place, Version
from meetings.services import rows
from meetings.services.erasure import erasing
from meetings.services.merging.undo_plan import UndoPlan, UndoRefusedError
from tests.factories import MeetingFactory, OfficialFactory, ParticipationFactory, PlaceFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def official():
    return OfficialFactory(slug="fuad", name_ar="فؤاد", name_en="Fuad", notes="now")


def plan_of(*changes: dict) -> UndoPlan:
    """The plan for an action that touched these rows."""
    with erasing():
        Version.objects.all().delete()
    version = Version.objects.create(
        kind="place", record_id=1, number=1, change="changed", state={}, rows=list(changes),
        action="12345678-1234-5678-1234-567812345678",
    )  # fmt: skip
    return UndoPlan(SimpleNamespace(history_action=version.action, kind="official", kept_id=1, other_id=2))


def row_of(record, before: dict | None, after: dict | None) -> dict:
    """A touched row: what differs from the present values; None where the row did not exist."""
    now = rows.get_values(record)
    label, pk = rows.make_key(record)
    return {
        "model": label,
        "pk": pk,
        "before": None if before is None else {**now, **before},
        "after": None if after is None else {**now, **after},
    }


def told(plan: UndoPlan) -> list[tuple[str, str]]:
    return [(change.now, change.then) for change in plan.changes]


@pytest.mark.parametrize(
    ("before", "after", "notes", "changes"),
    [
        ({"notes": "then"}, {"notes": "now"}, "then", []),
        ({"notes": "then"}, {"notes": "between"}, "then", [("now", "then")]),
        ({"notes": "now"}, {"notes": "between"}, None, []),
        ({"notes": "between"}, {"notes": "between"}, None, []),
        ({}, {}, None, []),
    ],
)
def test_a_column_is_put_back_where_the_move_changed_it(official, before, after, notes, changes):
    plan = plan_of(row_of(official, before, after))
    updated = {pk: columns for _label, pk, columns in plan.updates()}
    assert updated == ({official.pk: {"notes": notes}} if notes else {})
    assert told(plan) == changes
    assert (list(plan.inserts()), plan.erased()) == ([], [])


def test_the_time_of_a_row_is_put_back_where_nobody_changed_it_since(official):
    early = "2020-01-01T00:00:00+00:00"
    (update,) = plan_of(row_of(official, {"updated_at": early, "notes": "then"}, {})).updates()
    assert update[2].keys() == {"updated_at", "notes"}
    (update,) = plan_of(row_of(official, {"updated_at": early, "notes": "then"}, {"name_en": "Fouad"})).updates()
    assert update[2].keys() == {"notes"}


def test_a_new_row_goes_and_what_was_changed_in_it_is_told(official):
    plan = plan_of(row_of(official, None, {}))
    assert (plan.erased(), told(plan)) == ([rows.make_key(official)], [])
    plan = plan_of(row_of(official, None, {"notes": "first", "updated_at": "2020-01-01T00:00:00+00:00"}))
    assert [change.now for change in plan.changes] == ["now"]
    gone = row_of(official, None, {})
    official.delete()
    plan = plan_of(gone)
    assert (plan.erased(), told(plan)) == ([], [])


def test_a_row_that_was_deleted_comes_back(official):
    by_the_move, since = row_of(official, {}, None), row_of(official, {"notes": "then"}, {"notes": "then"})
    assert told(plan_of(by_the_move)) == []
    Official.objects.update(notes="other")
    assert len(plan_of(by_the_move).changes) == 1
    official.delete()
    plan = plan_of(by_the_move)
    assert ([one.pk for one in plan.inserts()], plan.changes) == ([by_the_move["pk"]], [])
    plan = plan_of(since)
    assert ([one.notes for one in plan.inserts()], len(plan.changes)) == (["then"], 1)


# ----------------------------------------------------------------------------------------------- what lost its place
def test_a_reference_to_what_is_gone_is_cleared_or_the_row_stays_deleted():
    meeting = MeetingFactory()
    part = ParticipationFactory(meeting=meeting, official=OfficialFactory())
    change = row_of(part, {}, None)
    part.delete()
    Official.objects.all().delete()
    (record,) = plan_of(change).inserts()
    assert (record.official_id, record.meeting_id) == (None, meeting.pk)
    meeting.delete()
    plan = plan_of(change)
    assert (list(plan.inserts()), len(plan.changes)) == ([], 1)


def test_a_row_comes_back_with_the_record_that_comes_back_too():
    meeting = MeetingFactory()
    part = ParticipationFactory(meeting=meeting, official=None, name_as_written="زيد")
    changes = [row_of(part, {}, None), row_of(meeting, {}, None)]
    meeting.delete()
    assert {type(record) for record in plan_of(*changes).inserts()} == {Meeting, Participation}
    assert list(plan_of(changes[0]).inserts()) == []


# ---------------------------------------------------------------------------------------------------------- free values
def test_a_place_in_an_order_that_is_taken_is_found_at_the_end():
    meeting = MeetingFactory()
    parts = [ParticipationFactory(meeting=meeting) for _ in range(3)]
    changes = [row_of(part, {}, None) for part in parts[:2]]
    for part in parts[:2]:
        part.delete()
    assert sorted(one.order for one in plan_of(*changes).inserts()) == [0, 1]
    for _ in range(2):
        ParticipationFactory(meeting=meeting)  # at the end
    Participation.objects.filter(order=3).update(order=0)
    assert sorted(one.order for one in plan_of(*changes).inserts()) == [1, 5]
    Participation.objects.filter(order=4).update(order=1)
    assert sorted(one.order for one in plan_of(*changes).inserts()) == [3, 4]


def test_two_rows_may_exchange_their_addresses_and_a_third_may_not_have_one():
    one, other = PlaceFactory(slug="a", city_ar="أ"), PlaceFactory(slug="b", city_ar="ب")
    changes = [row_of(one, {"slug": "b"}, {}), row_of(other, {"slug": "a"}, {})]
    plan = plan_of(*changes)
    assert {(record.pk, record.slug) for record in plan.inserts()} == {(one.pk, "b"), (other.pk, "a")}
    assert set(plan.erased()) == {rows.make_key(one), rows.make_key(other)}
    assert list(plan.updates()) == []
    with pytest.raises(UndoRefusedError):
        plan_of(changes[0])
    Place.objects.filter(pk=other.pk).update(slug="c")
    (record,) = plan_of(changes[0]).inserts()
    assert record.slug == "b"

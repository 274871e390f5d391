"""What a version keeps of a record, and in which facts two states differ."""

import pytest

from meetings.models import Meeting, Official, OfficialName, Participation
from meetings.services.history.states import list_changed_facts, list_kept_fields, load_states, split_ids
from tests import factories


def state(fields: dict, **parts: list) -> dict:
    return {"fields": fields, "parts": parts}


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (state({"a": 1, "b": 2}), state({"a": 1, "b": 3}), ["b"]),
        (state({"a": 1}), state({"a": 1}), []),
        (state({}), state({"a": None}), []),  # a column that is new and empty
        (state({}), state({"a": 1}), ["a"]),
        (state({"a": 1}, names=[]), state({"a": 1}, names=[{"id": 1}]), ["names"]),
        (state({"a": 1}), state({"a": 1}, names=[]), []),
        (state({"a": 1}, names=[{"id": 1}]), state({"a": 2}, names=[{"id": 2}]), ["a", "names"]),
        (None, state({"a": 1}), []),
        (state({"a": 1}), None, []),
    ],
)
def test_facts_in_which_two_states_differ(old, new, expected):
    assert list_changed_facts(old, new) == expected


def test_columns_that_follow_from_others_are_not_kept():
    names = {field.name for field in list_kept_fields(Meeting)}
    assert {"slug", "date", "created_at"} <= names
    assert {"id", "updated_at"}.isdisjoint(names)
    assert {"meeting", "official"} <= {field.name for field in list_kept_fields(Participation)}
    assert "meeting" not in {field.name for field in list_kept_fields(Participation, "meeting")}
    folded = {field.name for field in OfficialName._meta.concrete_fields} - {
        field.name for field in list_kept_fields(OfficialName)
    }
    assert "id" in folded


def test_lists_of_ids_in_pieces():
    assert list(split_ids(range(5), 2)) == [[0, 1], [2, 3], [4]]
    assert list(split_ids([], 2)) == []


@pytest.mark.django_db
def test_the_present_state_has_the_parts_of_each_record():
    part = factories.ParticipationFactory()
    other = factories.MeetingFactory()
    found = load_states("meeting", [part.meeting.pk, other.pk, 99_999])
    assert set(found) == {part.meeting.pk, other.pk}
    (row,) = found[part.meeting.pk]["parts"]["participations"]
    assert (row["id"], row["official_id"]) == (part.pk, part.official.pk)
    assert found[other.pk]["parts"]["participations"] == []
    assert found[other.pk]["fields"]["date"] == "2023-11-03"
    assert (
        load_states("official", [part.official.pk])[part.official.pk]["fields"]["slug"] == Official.objects.get().slug
    )

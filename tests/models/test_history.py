"""Which record's history shows a change: its own, or that of the whole it is a part of."""

import pytest

from meetings.models import Incoming, Meeting, Official, OfficialName, Participation, Version
from meetings.models.history import find_whole


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (Meeting(pk=7), ("meeting", 7)),
        (Meeting(), None),
        (Participation(pk=3, meeting_id=7), ("meeting", 7)),
        (Participation(pk=3), None),
        (OfficialName(official_id=5), ("official", 5)),
        (Official(pk=5), ("official", 5)),
        (Incoming(pk=2), None),
    ],
)
def test_the_whole_of_a_record(record, expected):
    assert find_whole(record) == expected


def test_a_deleted_record_is_gone():
    assert Version(change=Version.Change.DELETED).gone
    assert not Version(change=Version.Change.CHANGED).gone

"""The kinds of a meeting are one list, and who is at a distance is said once."""

import re

from meetings.gazetteer.meeting_kinds import REMOTE_KINDS, is_remote
from meetings.models import Meeting
from tests.conftest import ROOT


def test_calls_are_at_a_distance():
    assert [kind.value for kind in Meeting.Kind if kind.is_remote] == ["phone", "video"]
    assert not is_remote("visit")


def test_no_other_module_lists_the_kinds_at_a_distance():
    both = re.compile(r"\"phone\", \"video\"|\.PHONE, .*\.VIDEO")
    found = [path for path in (ROOT / "meetings").rglob("*.py") if both.search(path.read_text(encoding="utf-8"))]
    assert [path.name for path in found if "migrations" not in path.parts] == ["meeting_kinds.py"]
    assert {"phone", "video"} == REMOTE_KINDS

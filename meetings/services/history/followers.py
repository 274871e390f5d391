"""What follows from the facts that an action changed, each change once: see `services/facts`."""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

from meetings.models import Meeting
from meetings.services import facts
from meetings.services.history.new_versions import Whole
from meetings.services.history.states import RecordState, load_states
from meetings.services.history.touched_rows import TouchedRows
from meetings.services.rows import split_ids

_KINDS = ("official", "article", "meeting")  # whose changes something follows


class FactFollower:
    """Makes meetings follow their facts, the names of their officials and their reports, as often as it is called.

    Args:
        watch: A function that notes the state of records before they change.
        before: The states of the watched records before the action, as JSON; None of those that did not exist.
        rows: The rows of the action, for an exact undo.
    """

    def __init__(
        self, watch: Callable[[Iterable[Whole]], None], before: Mapping[Whole, str | None], rows: TouchedRows
    ) -> None:
        self._watch, self._before, self._rows = watch, before, rows
        self._followed: dict[Whole, str] = {}  # the states that everything followed already

    def follow(self, action: facts.Action) -> None:
        """Make everything follow what changed since the last call."""
        following = set(self._follow_names())
        following |= facts.follow_articles(self._list_changed("article"), self._watch, self._rows)
        for chunk in split_ids([pk for kind, pk in self._before if kind == "meeting"]):
            changed = list(self._compare("meeting", chunk))
            if not action.is_exact_for_meetings:
                facts.follow_changes([one for one in changed if one[0] not in following], action, self._rows)
            # No editor states what follows a report or the names of an official.
            by_others = [one for one in changed if one[0] in following]
            facts.follow_changes(by_others, replace(action, user=None), self._rows)

    def remember_followed(self) -> None:
        """Have the next call of `follow` judge only what changes from here."""
        for kind in _KINDS:
            for chunk in split_ids([pk for name, pk in self._before if name == kind]):
                self._followed |= {(kind, pk): json.dumps(state) for pk, state in load_states(kind, chunk).items()}

    def _former(self, whole: Whole) -> RecordState | None:
        text = self._followed.get(whole) or self._before[whole]
        return json.loads(text) if text else None

    def _compare(self, kind: str, ids: list[int]) -> Iterator[tuple[int, RecordState | None, RecordState]]:
        now = load_states(kind, ids)
        former = ((pk, self._former((kind, pk))) for pk in ids if pk in now)
        yield from ((pk, before, now[pk]) for pk, before in former if before != now[pk])

    def _list_changed(self, kind: str) -> Iterator[tuple[int, RecordState, RecordState]]:
        """Yield the records that changed and existed before: the id, the state before and the present state."""
        for chunk in split_ids([pk for name, pk in self._before if name == kind]):
            yield from ((pk, before, now) for pk, before, now in self._compare(kind, chunk) if before)

    def _follow_names(self) -> Iterator[int]:
        """Make the meetings of renamed officials follow the names, and yield those that nothing else had changed."""
        for pk, former_names in self._list_renamed_officials():
            theirs = Meeting.objects.filter(participations__official=pk).distinct().values_list("pk", flat=True)
            for chunk in split_ids(theirs):
                yield from (meeting for meeting in chunk if ("meeting", meeting) not in self._before)
                self._watch(("meeting", meeting) for meeting in chunk)
                facts.follow_new_names(chunk, former_names, self._rows)

    def _list_renamed_officials(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the officials who lost a name or are shown by another one, with the names that they lost."""
        for pk, before, now in self._list_changed("official"):
            lost = _official_names(before) - _official_names(now)
            if lost or any(before["fields"][name] != now["fields"][name] for name in ("name_ar", "name_en")):
                yield pk, sorted(lost)


def _official_names(state: RecordState) -> set[str]:
    shown = {state["fields"]["name_ar"], state["fields"]["name_en"]}
    return {*shown, *(row["name"] for row in state["parts"]["names"])} - {""}

"""An editor's decisions about a reading that the reading itself cannot hold."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from meetings.models import EditedFact, Meeting, Participation, Topic, Wording
from meetings.models.edited_facts import get_editor_name

OF_NEW_RECORD = {"headline_ar", "date", "place", "kind"}  # the facts that a new record takes from a reading
BY_EDITOR = "editor"  # the rule of evidence that a person marked; it is stored with that person as its author


@dataclass(frozen=True, slots=True)
class ConfirmedMeeting:
    """The decisions about one meeting.

    `officials` has an id or None for each participant of the reading, in its order. None for a participant with a name
    is a new official; without a name the participant remains an office or a group. `place_id` is None to use the place
    that was read. `into` is the meeting on record that the report is a further source of, None for a new meeting.

    The facts that the editor entered or corrected are in `edited` (of the meeting), `edited_people` (of each
    participant) and `edited_topics` (codes); the names of facts are those of `EditedFact`.
    """

    officials: tuple[int | None, ...]
    headline: str = ""
    place_id: int | None = None
    into: int | None = None
    edited: frozenset[str] = frozenset()
    edited_people: tuple[frozenset[str], ...] = ()
    edited_topics: frozenset[str] = frozenset()

    def signed_headline(self, printed: str | None) -> tuple[str, Wording] | None:
        """Return `headline` and whose words it is, given the one that the outlet printed; None if it is empty."""
        if not self.headline:
            return None
        if EditedFact.Fact.HEADLINE_AR in self.edited:
            return self.headline, Wording.EDITOR
        is_printed = self.headline == " ".join((printed or "").split())
        return self.headline, Wording.OUTLET if is_printed else Wording.ARCHIVE


@dataclass(frozen=True, slots=True)
class TakenFacts:
    """What a record took from a reading: facts of the meeting, topics, and participants, None where it had them."""

    facts: Collection[str]
    parts: Sequence[Participation | None]
    topics: Collection[Topic]


def save_edited_facts(meeting: Meeting, decided: ConfirmedMeeting, taken: TakenFacts, user: Any) -> None:
    """Save which of the facts that the record took are the editor's own."""
    signed = {"meeting": meeting, "editor": user, "editor_name": get_editor_name(user)}
    EditedFact.objects.bulk_create(EditedFact(**signed, **key) for key in _edited(decided, taken))


def _edited(decided: ConfirmedMeeting, taken: TakenFacts) -> Iterator[dict[str, Any]]:
    yield from ({"fact": fact} for fact in sorted(decided.edited & set(taken.facts)))
    for part, facts in zip(taken.parts, decided.edited_people, strict=False):
        if part is not None:
            yield from ({"fact": fact, "participation": part} for fact in sorted(facts))
    for topic in taken.topics:
        if topic.code in decided.edited_topics:
            yield {"fact": EditedFact.Fact.TOPIC, "topic": topic}

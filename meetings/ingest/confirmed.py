"""An editor's decisions about a reading that the reading itself cannot hold."""

from dataclasses import dataclass

BY_EDITOR = "editor"  # the rule of evidence that a person marked; it is stored with that person as its author


@dataclass(frozen=True, slots=True)
class ConfirmedMeeting:
    """The decisions about one meeting.

    `officials` has an id or None for each participant of the reading, in its order. None for a participant with a name
    is a new official; without a name the participant remains an office or a group. `place_id` is None to use the place
    that was read. `into` is the meeting on record that the report is a further source of, None for a new meeting.
    """

    officials: tuple[int | None, ...]
    headline: str = ""
    place_id: int | None = None
    into: int | None = None

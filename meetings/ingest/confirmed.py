"""What an editor decided of a reading, beyond what the reading itself can say."""

from dataclasses import dataclass

BY_EDITOR = "editor"  # the rule of evidence that a person marked; it is stored with that person as its author


@dataclass(frozen=True, slots=True)
class ConfirmedMeeting:
    """The decisions of one meeting. `officials` has an id or None for each participant of the reading, in its order;
    None with a name is somebody new, None without one stays an office or a group. `place_id` None: as it was read.
    `into` is the meeting on record that the report is a further source of; None: a meeting of its own."""

    officials: tuple[int | None, ...]
    headline: str = ""
    place_id: int | None = None
    into: int | None = None

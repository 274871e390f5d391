"""People and offices that an editor creates while entering a participant: drafts, with the office and its first day."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from meetings.ingest.new_officials import add_official
from meetings.matching.rules import is_same_office
from meetings.models import Appointment, Country, Official, Organisation, Participation, Position
from meetings.models.people import Precision
from meetings.models.slugs import make_unique_slug, name_parts
from meetings.services.people import get_script
from meetings.services.roles import require


@dataclass(frozen=True, slots=True)
class NewPerson:
    """A person to create: the name as typed, the name in the other script, the first day in office."""

    name: str
    other_name: str = ""
    start: date | None = None
    start_precision: str = Precision.DAY


def may_create(user: Any, model: type[Any]) -> bool:
    """Return whether the role of `user` allows new records of `model`."""
    return bool(user.has_perm(f"meetings.add_{model._meta.model_name}"))


def make_official(new: NewPerson, user: Any) -> Official:
    """Create a draft of the official, with its names in both scripts."""
    require(may_create(user, Official))
    names = [" ".join(name.split())[:200] for name in (new.name, new.other_name) if name.strip()]
    arabic = next((name for name in names if get_script(name)[1] == "ar"), names[0])
    english = next((name for name in names if get_script(name)[1] == "en"), "")
    return add_official(arabic, user, english)


def make_named_records(part: Participation, person: NewPerson | None, title: str, user: Any) -> None:
    """Create the office and the person that an editor names for a participant, and appoint the person to the office.

    Args:
        part: The participant, which gets them; the caller saves it.
        person: The new person; None keeps the official of `part`.
        title: The title of the new office of the side of `part`; empty keeps its office.
        user: The editor.
    """
    if title:
        part.position = find_or_create_position(title, part.side, user)  # type: ignore[arg-type]
    if person:
        part.official = make_official(person, user)
        if part.position:
            record_office(part.official, part.position, person)


def find_or_create_position(title: str, side: Country | Organisation | None, user: Any) -> Position:
    """Return the office of `side` with this title in any wording; a new one where the archive does not have it."""
    of_side = {"country": None, "organisation": None}
    if side is not None:
        of_side[str(side._meta.model_name)] = side  # type: ignore[assignment]
    code = side.code if side else None
    title = " ".join(title.split())[:250]
    for known in Position.objects.filter(**_look_up(of_side)).order_by("pk"):
        if title in (known.title_ar, known.title_en) or (code and is_same_office(known.title_ar, code, title, code)):
            return known  # type: ignore[no-any-return]
    require(may_create(user, Position))
    is_english = get_script(title)[1] == "en"
    position: Position = Position.objects.create(
        code=make_unique_slug(Position, [code or "", *name_parts(title if is_english else "", title)]),
        title_ar=title,
        title_en=title if is_english else "",
        **of_side,
    )
    return position


def _look_up(of_side: dict[str, Any]) -> dict[str, Any]:
    """Return the conditions for the offices of exactly this side."""
    return {name if side else f"{name}__isnull": side or True for name, side in of_side.items()}


def record_office(official: Official, position: Position, new: NewPerson) -> Appointment:
    """Record the office of a new official; without a first day its dates are unknown."""
    unknown = Precision.UNKNOWN
    appointment: Appointment = Appointment.objects.create(
        official=official,
        position=position,
        start=new.start,
        start_precision=new.start_precision if new.start else unknown,
        end_precision=unknown if new.start is None else Precision.DAY,
    )
    return appointment

"""The participants of a meeting: their order, their offices and who held an office."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F

from meetings.models import Meeting, Official, Participation
from meetings.queries.offices import get_certain_office_on
from meetings.services.checks import confirming
from meetings.services.history import Way, recorded
from meetings.services.roles import may_edit, require

_FREE_ORDER = 10_000  # no meeting has as many participants


def set_order(meeting: Meeting, ids: Sequence[int]) -> None:
    """Put the meeting's participations `ids` first, in that order; the others follow in their present order.

    The database never accepts two participations in one place, so all get high numbers first.
    """
    with transaction.atomic():
        parts = list(meeting.participations.order_by("order", "id"))
        wanted = {pk: place for place, pk in enumerate(ids)}
        parts.sort(key=lambda part: wanted.get(part.pk, len(wanted)))  # stable: the others keep their order
        if [part.order for part in parts] == list(range(len(parts))):
            return
        meeting.participations.update(order=F("order") + _FREE_ORDER)
        for place, part in enumerate(parts):
            Participation.objects.filter(pk=part.pk).update(order=place)


def fill_in_office(part: Participation) -> bool:
    """Give a participant without office and side those held on the day of the meeting; return whether it did.

    It does so only if the dates on record leave exactly one office: of two offices an editor must choose, and an
    appointment without dates says nothing about the day.
    """
    meeting = part.meeting
    if part.official is None or part.position or part.side or meeting.date is None:
        return False
    office = get_certain_office_on(part.official, meeting.date, meeting.date_precision)
    if office is None:
        return False
    part.position, part.country, part.organisation = office, office.country, office.organisation
    return True


def add_participant(part: Participation) -> None:
    """Save a new participant; without an office and a side, with those held on the day of the meeting."""
    fill_in_office(part)
    part.save()


def confirm_holder(part: Participation, user: Any) -> None:
    """Confirm the inferred holder of an office; the words of the report still name the office alone."""
    require(may_edit(user, part))
    with recorded(user, way=Way.REVIEW):
        part.basis = Participation.Basis.CONFIRMED
        part.save(update_fields=["basis"])


def choose_holder(part: Participation, official: Official | None, user: Any, reason: str = "") -> None:
    """Identify the participant; with None the holder is unknown and the record keeps the office alone.

    Raises ValidationError if the official takes part in the meeting already, or if without the official the
    participation would name neither an office nor a title nor a name; and ReasonNeededError if a public meeting breaks
    a rule of the archive since and there is no `reason`.
    """
    require(may_edit(user, part))
    part.official = official
    part.basis = Participation.Basis.CONFIRMED if official else Participation.Basis.STATED
    part.full_clean()
    with recorded(user, way=Way.REVIEW), confirming([("meeting", part.meeting_id)], user, reason):
        part.save(update_fields=["official", "basis"])

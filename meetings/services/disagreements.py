"""Disagreements between sources and the record: an editor keeps the record or takes what a source says."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from meetings.extraction.readings import PlaceReading
from meetings.ingest.places import find_or_make_place
from meetings.matching.contradictions import is_contradiction, read_date_value
from meetings.models import Country, Disagreement, Meeting, Place
from meetings.services.checks import confirming
from meetings.services.history import Way, keep, recorded
from meetings.services.roles import may_edit, may_publish, require


def keep_record(disagreement: Disagreement, user: Any) -> None:
    """Settle `disagreement`: the record stays as it is."""
    require(may_publish(user) or may_edit(user, disagreement.meeting))
    with recorded(user, way=Way.REVIEW):
        disagreement.settled = True
        disagreement.save(update_fields=["settled"])


def settle_all(disagreements: QuerySet[Disagreement], user: Any) -> int:
    """Settle the open ones of `disagreements`, and return their number; the records stay as they are."""
    require(may_publish(user))
    with recorded(user, way=Way.LIST):
        open_ones = disagreements.filter(settled=False)
        keep(open_ones)
        return open_ones.update(settled=True)


def take_source_value(disagreement: Disagreement, user: Any, reason: str = "") -> None:
    """Settle `disagreement`: the record takes what the source says.

    Other disagreements that do not contradict the new value are settled too. Mahdar finds or creates the record of a
    city or country; it looks for a city in the country on record. `reason` says why the public sees the meeting
    although it breaks a rule of the archive since.

    Raises:
        ReasonNeededError: A public meeting breaks a rule since, and there is no reason; nothing is changed.
        ValidationError: The source's value fits no field of the record.
        PermissionDenied: The role of `user` does not allow it.
    """
    meeting = disagreement.meeting
    require(may_edit(user, meeting))
    with recorded(user, way=Way.REVIEW), confirming([("meeting", meeting.pk)], user, reason):
        if disagreement.fact == "date":
            _set_date(meeting, disagreement.said)
        elif disagreement.fact == "kind" and disagreement.said in Meeting.Kind.values:
            meeting.kind = disagreement.said
        elif disagreement.fact in ("city", "country") and (place := _place_said(disagreement)):
            meeting.place = place
        else:
            raise ValidationError(_("“%(value)s” cannot be used automatically. Change the record in its form.")
                                  % {"value": disagreement.said})  # fmt: skip
        meeting.full_clean()
        meeting.save()
        for one in meeting.disagreements.filter(fact=disagreement.fact, settled=False):
            if not is_contradiction(one.fact, disagreement.said, one.said):
                one.settled = True
                one.save(update_fields=["settled"])


def _place_said(disagreement: Disagreement) -> Place | None:
    """Return the record of the place that a source says; create it if it does not exist."""
    countries = {country.code: country for country in Country.objects.all()}
    if disagreement.fact == "country":
        return find_or_make_place(PlaceReading(None, disagreement.said), countries)
    here = disagreement.meeting.place
    return find_or_make_place(
        PlaceReading(disagreement.said, here.country.code if here and here.country else None), countries
    )


def _set_date(meeting: Meeting, said: str) -> None:
    read = read_date_value(said)
    if read is None:
        raise ValidationError(_("“%(value)s” is not a date.") % {"value": said})
    day, meeting.date_precision = read
    meeting.date = day
    meeting.date_basis, meeting.date_explanation = Meeting.DateBasis.EDITOR, ""
    if meeting.date_end and meeting.date_end < day:
        meeting.date_end = None

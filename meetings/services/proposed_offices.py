"""Decisions on offices that reports give officials: an editor records the appointment, or dismisses the proposal."""

from typing import Any

from meetings.models import Appointment, Country, DismissedOffice, Organisation, Position
from meetings.models.people import Precision
from meetings.models.slugs import make_unique_slug
from meetings.queries.proposed_offices import ProposedOffice, ShownOffice, show_proposed_offices
from meetings.services.checks import confirming
from meetings.services.history import Way, recorded
from meetings.services.roles import may_publish, require


def record_proposed_office(proposal: ProposedOffice, user: Any, reason: str = "") -> Appointment:
    """Record the appointment with a report as its source, and the office if the archive does not have it.

    Its dates stay unknown: reports say only on which days it was held. `reason` says why the public sees the official
    although the record breaks a rule of the archive since.

    Raises:
        ReasonNeededError: The public record of the official breaks a rule since, and there is no reason; nothing is
            changed.
        PermissionDenied: The role of `user` does not allow it.
    """
    require(may_publish(user))
    (shown,) = show_proposed_offices([proposal])
    with (
        recorded(user, way=Way.REVIEW),
        confirming([("official", shown.official.pk)], user, reason),
    ):
        position = shown.position or _make_position(proposal)
        appointment, _is_new = Appointment.objects.get_or_create(
            official=shown.official,
            position=position,
            start=None,
            defaults={
                "start_precision": Precision.UNKNOWN,
                "end_precision": Precision.UNKNOWN,
                "source_url": _choose_source(shown),
            },
        )
        _select_dismissed(proposal).delete()
    return appointment  # type: ignore[no-any-return]


def _make_position(proposal: ProposedOffice) -> Position:
    _official, _office, side = proposal.key
    country = Country.objects.filter(code=side).first()
    position: Position = Position.objects.create(
        code=make_unique_slug(Position, [side, proposal.title]),
        title_ar=proposal.title[:250],
        country=country,
        organisation=None if country else Organisation.objects.filter(code=side).first(),
    )
    return position


def _choose_source(shown: ShownOffice) -> str:
    """Return the address of the first report that states the office and has one."""
    return next((one.article.url for one in shown.evidence if one.article.url), "")[:1000]


def dismiss_proposed_office(proposal: ProposedOffice, user: Any) -> None:
    """Save that the office is not recorded for the official: it is not proposed again."""
    require(may_publish(user))
    official, office, side = proposal.key
    DismissedOffice.objects.get_or_create(official_id=official, office=office, side=side, defaults={"decided_by": user})


def propose_again(proposal: ProposedOffice, user: Any) -> None:
    """Undo that the office was dismissed."""
    require(may_publish(user))
    _select_dismissed(proposal).delete()


def _select_dismissed(proposal: ProposedOffice) -> Any:
    official, office, side = proposal.key
    return DismissedOffice.objects.filter(official=official, office=office, side=side)

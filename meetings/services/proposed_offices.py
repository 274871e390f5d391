"""Decisions on offices that reports give officials: an editor records appointments, or dismisses the proposals."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import transaction

from meetings.models import Appointment, Country, DismissedOffice, Organisation, Position
from meetings.models.people import Precision
from meetings.models.slugs import make_unique_slug
from meetings.queries.proposed_offices import ProposedOffice, ShownOffice, show_proposed_offices
from meetings.services.checks import confirming
from meetings.services.history import Way, recorded
from meetings.services.roles import may_publish, require


def record_proposed_offices(proposals: Sequence[ProposedOffice], user: Any, reason: str = "") -> UUID:
    """Record the appointments, each with a report as its source, and the offices that the archive does not have.

    Their dates stay unknown: reports say only on which days an office was held. `reason` says why the public sees an
    official although the record breaks a rule of the archive since. All of it is one action, whose number is returned.

    Raises:
        ReasonNeededError: A public record of an official breaks a rule since, and there is no reason; nothing is
            changed.
        PermissionDenied: The role of `user` does not allow it.
    """
    require(may_publish(user))
    shown = show_proposed_offices(proposals)
    with (
        recorded(user, way=Way.REVIEW) as action,
        confirming([("official", one.official.pk) for one in shown], user, reason),
    ):
        made: dict[tuple[str, str], Position] = {}
        for one in shown:
            _record(one, one.position or _make_position(one.proposal, made))
    return action


def _record(shown: ShownOffice, position: Position) -> None:
    Appointment.objects.get_or_create(
        official=shown.official,
        position=position,
        start=None,
        defaults={
            "start_precision": Precision.UNKNOWN,
            "end_precision": Precision.UNKNOWN,
            "source_url": _choose_report_address(shown),
        },
    )
    _select_dismissed(shown.proposal).delete()


def _make_position(proposal: ProposedOffice, made: dict[tuple[str, str], Position]) -> Position:
    """Return the office of a proposal; several officials of one action share it."""
    _official, office, side = proposal.key
    if (office, side) not in made:
        country = Country.objects.filter(code=side).first()
        made[office, side] = Position.objects.create(
            code=make_unique_slug(Position, [side, proposal.title]),
            title_ar=proposal.title[:250],
            country=country,
            organisation=None if country else Organisation.objects.filter(code=side).first(),
        )
    return made[office, side]


def _choose_report_address(shown: ShownOffice) -> str:
    """Return the address of the first report that states the office and has one."""
    return next((one.article.url for one in shown.evidence if one.article.url), "")[:1000]


def dismiss_proposed_offices(proposals: Iterable[ProposedOffice], user: Any) -> None:
    """Save that the offices are not recorded for the officials: they are not proposed again."""
    require(may_publish(user))
    with transaction.atomic():
        for proposal in proposals:
            official, office, side = proposal.key
            DismissedOffice.objects.get_or_create(
                official_id=official, office=office, side=side, defaults={"decided_by": user}
            )


def propose_again(proposals: Iterable[ProposedOffice], user: Any) -> None:
    """Undo that offices were dismissed."""
    require(may_publish(user))
    with transaction.atomic():
        for proposal in proposals:
            _select_dismissed(proposal).delete()


def _select_dismissed(proposal: ProposedOffice) -> Any:
    official, office, side = proposal.key
    return DismissedOffice.objects.filter(official=official, office=office, side=side)

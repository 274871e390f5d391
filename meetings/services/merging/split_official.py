"""Splitting a record that mixes two officials, with exact undo (undo.py)."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Appointment, Merge, Official, OfficialName, Participation, ReviewState
from meetings.models.slugs import make_person_parts, make_unique_slug
from meetings.services.checks import confirming
from meetings.services.history import recorded
from meetings.services.merging.undo import recorded_move
from meetings.services.people import add_shown_names
from meetings.services.rows import split_ids


class SplitRefusedError(Exception):
    """The record cannot be split this way; the message says why and what to do."""


def split_official(
    official_id: int,
    user: Any,
    name_ar: str,
    name_en: str = "",
    *,
    names: Iterable[int] = (),
    appointments: Iterable[int] = (),
    participations: Iterable[int] = (),
    note: str = "",
    reason: str = "",
) -> Merge:
    """Move the names, appointments and participations with these ids to a new official.

    The first official keeps its URL and everything else. The new one has the same review state, so that nothing
    of a published meeting disappears.

    Args:
        official_id: The record to split.
        user: The editor; None for a command.
        name_ar: The Arabic name of the new official.
        name_en: The English name of the new official.
        names: Ids of the names that move.
        appointments: Ids of the appointments that move.
        participations: Ids of the participations that move.
        note: Why they are two people.
        reason: Why the public sees the records although one breaks a rule of the archive since the split.

    Returns:
        The split, for `undo`.

    Raises:
        SplitRefusedError: The new official has no name or gets no office and no meeting, a part belongs to another
            official by now, or the first would lose a name that it is shown with.
        ReasonNeededError: A public record breaks a rule since the split, and there is no reason; nothing is changed.
    """
    name_ar, name_en = " ".join(name_ar.split()), " ".join(name_en.split())
    if not name_ar:
        raise SplitRefusedError(_("Enter the new person's name in Arabic."))
    chosen = {OfficialName: set(names), Appointment: set(appointments), Participation: set(participations)}
    with recorded(user, note):
        first = Official.objects.select_for_update().filter(pk=official_id).first()
        if first is None:
            raise SplitRefusedError(_("This record was merged or deleted while you were working."))
        for model, ids in chosen.items():
            _check(model, ids, first)
        if not chosen[Appointment] and not chosen[Participation]:
            raise SplitRefusedError(_("Choose at least one office or meeting of the new person."))
        second = Official(
            name_ar=name_ar,
            name_en=name_en,
            slug=make_unique_slug(Official, make_person_parts(name_en, name_ar)),
            review_state=first.review_state if first.review_state != ReviewState.REJECTED else ReviewState.DRAFT,
            created_by=user,
        )
        with (
            recorded_move(Merge.Action.SPLIT, first, second, user, note) as move,
            confirming([("official", first.pk)], user, reason) as changed,
        ):
            move.will_touch(*(model._base_manager.filter(official=first) for model in (OfficialName, Appointment)))
            move.will_touch(Participation.objects.filter(pk__in=chosen[Participation]))
            second.save()
            changed.append(("official", second.pk))
            for model, ids in chosen.items():
                for chunk in split_ids(sorted(ids)):
                    parts: Any = model._base_manager.filter(pk__in=chunk)
                    parts.update(official=second)
            add_shown_names(second)
            move.made(*second.names.all())
    return move.merge


def _check(model: Any, ids: set[int], first: Official) -> None:
    """Raise SplitRefusedError unless all of `ids` belong to the official and can move."""
    found = list(model._base_manager.filter(pk__in=ids, official=first))
    if missing := len(ids) - len(found):
        text = ngettext(
            "%(n)d of the selected items no longer belongs to this person. Look again and choose again.",
            "%(n)d of the selected items no longer belong to this person. Look again and choose again.",
            missing,
        )
        raise SplitRefusedError(text % {"n": missing})
    for record in found:
        if model is OfficialName and record.name in (first.name_ar, first.name_en):
            reason = _("This person is shown with the name “%(name)s”. Change that first, or leave the name here.")
            raise SplitRefusedError(reason % {"name": record.name})

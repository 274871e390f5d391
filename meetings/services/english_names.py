"""English names that editors give officials, with the readable address that follows from them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from meetings.gazetteer.latin_names import write_in_latin
from meetings.models import Official
from meetings.models.slugs import make_ascii_slug, make_person_parts, make_unique_slug
from meetings.services.checks import confirming
from meetings.services.history import Way, recorded
from meetings.services.people import add_shown_names
from meetings.services.roles import may_publish, require


@dataclass(slots=True)
class NamedOfficials:
    """The officials that have an English name now, and those that another editor named meanwhile."""

    action: UUID
    named: list[Official] = field(default_factory=list)
    decided: list[Official] = field(default_factory=list)


def give_english_names(names: Mapping[int, str], user: Any, reason: str = "") -> NamedOfficials:
    """Give officials without an English name the names in `names`, by their ids; all of them in one action.

    An address that Mahdar made of the Arabic name is made again of the English one; the old one leads to it.

    Raises:
        PermissionDenied: The role of `user` does not allow it.
        ReasonNeededError: A public record breaks a rule since, and there is no reason; nothing is changed.
    """
    require(may_publish(user))
    with (
        recorded(user, way=Way.LIST) as action,
        confirming([("official", pk) for pk in names], user, reason),
    ):
        done = NamedOfficials(action)
        for official in Official.objects.select_for_update().filter(pk__in=list(names)).order_by("pk"):
            if official.name_en:
                done.decided.append(official)
                continue
            has_own_address = not is_automatic_address(official)
            official.name_en = " ".join(names[official.pk].split())[:200]
            if not has_own_address:
                official.slug = make_unique_slug(
                    Official, make_person_parts(official.name_en, official.name_ar), record=official
                )
            official.save()
            add_shown_names(official)
            done.named.append(official)
    return done


def is_automatic_address(official: Official) -> bool:
    """Return whether Mahdar made the address of the official from the Arabic name, now or before it could romanise."""
    bare = re.sub(r"-\d+$", "", official.slug)
    made = (make_ascii_slug(official.name_ar), make_ascii_slug(write_in_latin(official.name_ar)), "official")
    return bare in made or official.slug in made

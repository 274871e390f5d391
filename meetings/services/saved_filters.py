"""Filtered lists of the desk that a user saves under a name."""

from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from meetings.models import SavedFilter
from meetings.services.roles import may_publish, require

MAX_NAME_CHARACTERS = 80
MAX_QUERY_CHARACTERS = 1000
# Parameters that do not describe the list: its page, a pop-up, the list to return to.
_OF_THE_MOMENT = ("p", "all", "e", "_popup", "_to_field", "_changelist_filters", "_facets")


class InvalidFilterError(ValueError):
    """The filter cannot be saved; the message says what to do."""


def make_plain_query(query: str) -> str:
    """Return the filters, search and order in a URL's `query`, sorted, so that equal lists give equal texts."""
    asked = QueryDict(query.removeprefix("?"), mutable=True)
    for name in _OF_THE_MOMENT:
        asked.pop(name, None)
    kept = QueryDict(mutable=True)
    for name in sorted(asked):
        kept.setlist(name, [value for value in asked.getlist(name) if value])
    return kept.urlencode()


def select_filters_of(user: Any, list_of: str) -> list[SavedFilter]:
    """Return the filters of `user` and those that others share, by name."""
    own = SavedFilter.objects.filter(list_of=list_of, owner=user)
    shared = SavedFilter.objects.filter(list_of=list_of, shared=True)
    return list((own | shared).select_related("owner").order_by("name", "pk"))


def save_filter(user: Any, list_of: str, name: str, query: str, *, shared: bool = False) -> SavedFilter:
    """Save a list under a name, and return it; it replaces the list that `user` saved under this name before.

    Args:
        user: The user who saves it.
        list_of: The kind of record that is listed.
        name: The name of the filter.
        query: The query of the list's URL.
        shared: Whether other users see the filter; only users who may publish can share.

    Raises:
        InvalidFilterError: The name or the filter is missing or too long.
        PermissionDenied: `user` may not share filters.
    """
    require(not shared or may_publish(user))
    name, plain = " ".join(name.split()), make_plain_query(query)
    if not name:
        raise InvalidFilterError(_("Enter a name for the filter."))
    if not plain:
        raise InvalidFilterError(_("Nothing is filtered here. Choose a filter or search first."))
    if len(name) > MAX_NAME_CHARACTERS or len(plain) > MAX_QUERY_CHARACTERS:
        raise InvalidFilterError(_("The filter is too long. Shorten the name, or choose fewer filters."))
    values = {"query": plain, "shared": shared}
    return SavedFilter.objects.update_or_create(owner=user, list_of=list_of, name=name, defaults=values)[0]


def delete_filter(user: Any, saved: SavedFilter) -> None:
    """Delete a filter: the user's own, or, if the user manages users, a shared one."""
    require(saved.owner_id == user.pk or (saved.shared and user.has_perm("auth.change_user")))
    saved.delete()

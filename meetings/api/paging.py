"""Pages of lists, with cursors.

A cursor has the values by which the last record of a page is ordered, so that records which editors add or remove
between two requests cause no duplicates and no gaps. It is signed, since its values go into a query.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.signing import BadSignature, Signer
from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _
from rest_framework.pagination import BasePagination
from rest_framework.request import Request
from rest_framework.response import Response

from meetings.api.parameters import read_names
from meetings.api.problems import PageError, ParameterError

SALT = "meetings.api.cursor"


@dataclass(frozen=True, slots=True)
class OrderKey:
    """A field by which a list is ordered. If it may be empty, records without a value come last."""

    field: str
    descending: bool = False
    nullable: bool = False

    def term(self, backward: bool) -> Any:
        """Return the expression for `order_by`; with `backward` from the list's end to its beginning."""
        expression = F(self.field)
        down = self.descending != backward
        if not self.nullable:
            return expression.desc() if down else expression.asc()
        nulls = {"nulls_first": True} if backward else {"nulls_last": True}
        return expression.desc(**nulls) if down else expression.asc(**nulls)

    def same(self, value: Any) -> Q:
        """Return the condition for records with this value."""
        return Q(**{f"{self.field}__isnull": True}) if value is None else Q(**{self.field: value})

    def beyond(self, value: Any, backward: bool) -> Q | None:
        """Return the condition for records after `value` (with `backward` before it); None if there can be none."""
        if value is None:
            return Q(**{f"{self.field}__isnull": False}) if backward else None
        further = Q(**{f"{self.field}__{'lt' if self.descending != backward else 'gt'}": value})
        return further | Q(**{f"{self.field}__isnull": True}) if self.nullable and not backward else further


Order = tuple[OrderKey, ...]


@dataclass(frozen=True, slots=True)
class Cursor:
    """The start of a page: after the record with these values in this order or, with `backward`, before it."""

    order: str
    values: tuple[Any, ...]
    backward: bool = False

    def written(self) -> str:
        return Signer(salt=SALT).sign_object([self.order, [_plain(value) for value in self.values], int(self.backward)])


@dataclass(frozen=True, slots=True)
class RecordPage:
    """The records of one page, the number of records in all pages, and the cursors of the next and previous page."""

    records: list[Any]
    count: int
    next: str = ""
    previous: str = ""


def read_cursor(text: str) -> Cursor:
    """Return the cursor of a text that `Cursor.written` made; raise PageError for any other text."""
    try:
        order, values, backward = Signer(salt=SALT).unsign_object(text)
        return Cursor(order, tuple(map(_value, values)), bool(backward))
    except (BadSignature, ValueError, TypeError) as error:
        raise PageError(
            cursor=_("This cursor is not valid. Copy it from “next” or “previous” without changes.")
        ) from error


def load_page(
    records: QuerySet[Any], orders: dict[str, Order], name: str, cursor: Cursor | None, limit: int
) -> RecordPage:
    """Return one page of `records`, with two queries besides prefetches.

    Args:
        records: All records of the list.
        orders: The orders of the list by name.
        name: The name of the order to use.
        cursor: The start of the page; None for the first page.
        limit: The largest number of records on the page.
    """
    order = orders[name]
    count = records.order_by().count()
    backward = bool(cursor and cursor.backward)
    some = records.filter(_beyond(order, cursor.values, backward)) if cursor else records
    found = list(some.order_by(*(key.term(backward) for key in order))[: limit + 1])
    more, found = len(found) > limit, found[:limit]
    if backward:
        found.reverse()
    after = found and (more if not backward else True)
    before = found and (more if backward else cursor is not None)
    return RecordPage(
        found,
        count,
        next=_at(name, order, found[-1], False) if after else "",
        previous=_at(name, order, found[0], True) if before else "",
    )


class CursorPages(BasePagination):
    """The pages of a `meetings.api.base.RecordList`, in the form that REST framework's views use."""

    page: RecordPage

    def paginate_queryset(self, queryset: QuerySet[Any], request: Request, view: Any = None) -> list[Any]:
        cursor = read_cursor(view.asked["cursor"]) if "cursor" in view.asked else None
        self.view = view
        self.page = load_page(queryset, view.orders, _order(view, cursor), cursor, view.asked["limit"])
        return self.page.records

    def get_paginated_response(self, data: Any) -> Response:
        """Return the answer with a page of a list, with the links also in its headers (RFC 8288)."""
        addresses = {
            name: self.view.here(cursor=cursor) if cursor else None
            for name, cursor in (("next", self.page.next), ("previous", self.page.previous))
        }
        response = Response({"count": self.page.count, **addresses, "results": data})
        relations = {"next": "next", "previous": "prev"}
        links = [f'<{url}>; rel="{relations[name]}"' for name, url in addresses.items() if url]
        if links:
            response["Link"] = ", ".join(links)
        return response


def _order(view: Any, cursor: Cursor | None) -> str:
    """Return the order that the request asks for, or that of the cursor.

    Raises:
        ParameterError: The request asks for more than one order.
        PageError: The cursor belongs to another list or to another order.
    """
    names = list(view.orders)
    asked = read_names(view.request, "order", names)
    if len(asked) > 1:
        raise ParameterError(order=_("Give only one order."))
    if cursor is None:
        return asked[0] if asked else names[0]
    if cursor.order not in view.orders or len(cursor.values) != len(view.orders[cursor.order]):
        raise PageError(cursor=_("This cursor belongs to another list."))
    if asked and asked[0] != cursor.order:
        raise PageError(cursor=_("This cursor belongs to the list in another order."))
    return cursor.order


def _at(name: str, order: Order, record: Any, backward: bool) -> str:
    return Cursor(name, tuple(getattr(record, key.field) for key in order), backward).written()


def _beyond(order: Order, values: Sequence[Any], backward: bool) -> Q:
    """Return the condition for records after (with `backward` before) the record with `values`.

    Such a record differs from it in one key and has the same values in all keys before that one.
    """
    found, same = Q(pk__in=[]), Q()
    for key, value in zip(order, values, strict=True):
        further = key.beyond(value, backward)
        if further is not None:
            found |= same & further
        same &= key.same(value)
    return found


def _plain(value: Any) -> Any:
    return {"at": value.isoformat()} if isinstance(value, date) else value


def _value(plain: Any) -> Any:
    if not isinstance(plain, dict):
        return plain
    read: Callable[[str], Any] = datetime.fromisoformat if "T" in plain["at"] else date.fromisoformat
    return read(plain["at"])

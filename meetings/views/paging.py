"""Pages of a long list. For a page that does not exist, the reader gets the nearest page and a notice."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.models import Meeting
from meetings.text.fold import fold

PAGE_SIZE = 20


@dataclass(frozen=True, slots=True)
class PageNumber:
    """The number of the requested page (1 if it is not a number), and a notice for the reader."""

    number: int
    notice: str = ""


def page_number(request: HttpRequest) -> PageNumber:
    """Return the `page` of the address, in European or Arabic digits."""
    raw = request.GET.get("page", "1").strip()
    digits = fold(raw)
    if digits.isdecimal() and len(digits) < 9 and int(digits) > 0:
        return PageNumber(int(digits))
    shown = raw if len(raw) <= 20 else raw[:20] + "…"
    return PageNumber(1, _("“%(page)s” is not a page number. This is the first page.") % {"page": shown})


def explain_missing_page(pages: int) -> str:
    """Return the notice for a page after the last one; `pages` is the number of pages."""
    text = ngettext(
        "There is only %(pages)s page. This is the last one.",
        "There are only %(pages)s pages. This is the last one.",
        pages,
    )
    return text % {"pages": pages}


def get_page(request: HttpRequest, records: Any, size: int = PAGE_SIZE) -> tuple["Page[Any]", list[str]]:
    """Return the requested page of `records` (a queryset or list), and notices for the reader."""
    wanted = page_number(request)
    paginator = Paginator(records, size)
    notices = [wanted.notice] if wanted.notice else []
    if wanted.number > paginator.num_pages:
        notices.append(explain_missing_page(paginator.num_pages))
    return paginator.page(min(wanted.number, paginator.num_pages)), notices


def get_meetings_page(request: HttpRequest, meetings: QuerySet[Meeting]) -> tuple["Page[Any]", list[str]]:
    """Return the requested page of the ids of `meetings`, in their order, and notices for the reader.

    It reads only ids, which the database sorts and skips faster than whole records. The template of the list
    (components/entries.html) fetches the columns that it shows.
    """
    return get_page(request, meetings.values_list("pk", flat=True))

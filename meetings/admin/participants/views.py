"""What the table of participants asks for while an editor types: completions, and the rows of a pasted list."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from meetings.admin.common.dates_fields import ArchiveDateField
from meetings.admin.common.ranked_records import find_ranked
from meetings.admin.participants.picking import (
    MODELS,
    NEW,
    TYPED,
    Entry,
    load_named_records,
    make_completion_key,
    make_key,
    read_key,
)
from meetings.extraction.listed_person import ListedPerson, read_listed_person
from meetings.models import Official, Position
from meetings.models.people import Precision
from meetings.queries.completion import MAX_TYPED_CHARACTERS, Completion, complete_names, complete_sides, is_ranked
from meetings.queries.offices import (
    choose_certain_office,
    format_title_with_side,
    get_office_on,
    make_offices_prefetch,
)
from meetings.services.listed_people import ListedParticipant, SideRecords, get_only_side, read_listed_people
from meetings.services.named_records import may_name_new
from meetings.services.new_people import may_create
from meetings.services.roles import require

MAX_ENTRIES = 8
NAMED_IN_FULL = ("place", "outlet")  # what the typed text alone creates; officials and offices are read in it
MAX_NAMES_CHARACTERS = 20_000


def make_pair(record: Any) -> dict[str, str]:
    """Return the value and the label of a record in a box."""
    return {"value": make_key(record), "label": str(record)}


def _make_new_pair(text: str) -> dict[str, str]:
    return {"value": NEW + text, "label": text}


def read_when(request_data: Any) -> tuple[date | None, str]:
    """Return the day of the meeting as the form has it, and its precision; None if it cannot be read."""
    precision = request_data.get("precision", "")
    try:
        day = ArchiveDateField(required=False).clean(request_data.get("day", ""))
    except ValidationError:
        day = None
    return day, precision if precision in (Precision.MONTH, Precision.YEAR) else Precision.DAY


@require_GET
def complete(request: HttpRequest) -> JsonResponse:
    """Return the entries for the text of a box, best first, and last the one that creates what was typed."""
    kind, term = request.GET.get("kind", ""), request.GET.get("term", "").strip()[:MAX_TYPED_CHARACTERS]
    require(request.user.has_perm(f"meetings.view_{kind if kind in MODELS else 'official'}"))
    if kind == "official":
        entries = _complete_officials(request, term)
    elif kind == "position":
        entries = _complete_positions(request, term)
    elif kind in MODELS:
        entries = _complete_named(request, kind, term)
    else:
        entries = [{**make_pair(one), "about": ""} for one in _load(complete_sides(term)[:MAX_ENTRIES])]
    return JsonResponse({"results": entries})


def _load(found: Iterable[Completion]) -> list[Any]:
    """Return the records of completions in their order, one query for each kind."""
    some = list(found)
    records: dict[str, Any] = {}
    for kind in {one.kind for one in some}:
        rows = load_named_records(kind, [one.pk for one in some if one.kind == kind])
        records |= {make_key(row): row for row in rows.values()}
    return [records[key] for one in some if (key := make_completion_key(one)) in records]


def _complete_named(request: HttpRequest, kind: str, term: str) -> list[Entry]:
    """Return records of a kind by their names in the desk; places and outlets can be created, the others cannot."""
    desk: Any = admin.site._registry[MODELS[kind]]
    found = find_ranked(desk, request, desk.get_queryset(request), term)
    entries: list[Entry] = [
        {"value": str(one.pk), "label": desk.autocomplete_label(one), "about": ""} for one in found[:MAX_ENTRIES]
    ]
    is_known = is_ranked(kind) and any(one.is_exact for one in complete_names(kind, term)[:1])
    is_known = is_known or any(entry["label"] == term for entry in entries)
    if kind in NAMED_IN_FULL and term and not is_known and may_name_new(request.user, kind):
        words = _("Create “%(name)s”") % {"name": term}
        entries.append({**_make_new_pair(term), "words": words, "about": "", "isNew": True})
    return entries


# --- Officials --------------------------------------------------------------------------------------------------------
def _complete_officials(request: HttpRequest, term: str) -> list[Entry]:
    when, read = read_when(request.GET), read_listed_person(term)
    found = complete_names("official", term)
    if not found and read.name and read.name != term:
        found = complete_names("official", read.name)
    some = found[:MAX_ENTRIES]
    rows = Official.objects.prefetch_related(make_offices_prefetch()).in_bulk([one.pk for one in some])
    entries = [describe_official(rows[one.pk], when) for one in some if one.pk in rows]
    is_new = read.name and not any(one.is_exact for one in found)
    if is_new and may_create(request.user, Official):
        entries.append(_offer_person(read))
    return entries


def describe_official(official: Official, when: tuple[date | None, str]) -> Entry:
    """Return the entry of an official, whose appointments are loaded, with the office and the side on the day."""
    day, precision = when
    held = get_office_on(official, day, precision) if day else get_office_on(official)
    office = choose_certain_office(official.appointments.all(), day, precision) if day else None
    side: Any = office.side if office else get_only_side(official)
    fills = {name: make_pair(one) for name, one in (("side", side), ("position", office)) if one}
    title = office.title_ar if office else ""
    return {**make_pair(official), "about": held.label_with_side if held else "", "fills": fills, "title": title}


def _offer_person(read: ListedPerson) -> Entry:
    """Return the entry that creates the person whom the text names, with side and office of the title."""
    records = SideRecords([read.side] if read.side else [])
    fills = _fill_office(read, records.sides.get(read.side or ""), records.find_office(read.office, read.side))
    about = " · ".join(fills[name]["label"] for name in ("position", "side") if name in fills)
    words = _("Create “%(name)s”") % {"name": read.name}
    entry = {**_make_new_pair(read.name), "words": words, "about": about, "fills": fills, "isNew": True}
    return {**entry, "title": read.title}


def _fill_office(read: ListedPerson, side: Any, position: Position | None) -> dict[str, dict[str, str]]:
    fills: dict[str, dict[str, str]] = {}
    if side:
        fills["side"] = make_pair(side)
    if position:
        fills["position"] = make_pair(position)
    elif read.office and side and not read.is_group:
        fills["position"] = _make_new_pair(read.office)
    return fills


# --- Offices ----------------------------------------------------------------------------------------------------------
def _complete_positions(request: HttpRequest, term: str) -> list[Entry]:
    side = read_key("side", request.GET.get("side", ""))
    found = complete_names("position", term, (lambda one: one.side == side) if side else None)[:MAX_ENTRIES]
    rows = Position.objects.select_related("country", "organisation").in_bulk([one.pk for one in found])
    shown = [rows[one.pk] for one in found if one.pk in rows]
    # In a form without a box for the side the label names it, and a new office asks for it.
    is_side_hidden = "asks-side" in request.GET
    entries = [_describe_office(office, is_side_hidden) for office in shown]
    can_add = term and may_create(request.user, Position)
    if can_add and (new := _offer_office(term, side, shown, is_side_hidden)):
        entries.append(new)
    return entries


def _describe_office(office: Position, is_side_hidden: bool) -> Entry:
    words = format_title_with_side(office)
    if is_side_hidden:
        return {"value": make_key(office), "label": words, "about": ""}
    fills = {"side": make_pair(office.side)} if office.side else {}
    return {**make_pair(office), "words": words, "about": "", "fills": fills}


def _offer_office(
    term: str, side: tuple[str, int] | None, shown: list[Position], is_side_asked: bool = False
) -> Entry | None:
    """Return the entry that creates the typed office of the chosen or the named side; None if that is on record."""
    read = read_listed_person(term)
    named = SideRecords([read.side]).sides.get(read.side) if read.side else None
    wanted = read_key("side", make_key(named)) if named else side
    title = read.office or term
    if (wanted is None and not is_side_asked) or any(
        one.title_ar == title and read_side(one) == wanted for one in shown
    ):
        return None
    words = _("Create “%(name)s”") % {"name": title}
    fills = {"side": make_pair(named)} if named else {}
    return {**_make_new_pair(title), "words": words, "about": str(named or ""), "fills": fills, "isNew": True}


def read_side(office: Position) -> tuple[str, int] | None:
    """Return the kind and the id of the side of an office."""
    return read_key("side", make_key(office.side)) if office.side else None


# --- Lists of names ---------------------------------------------------------------------------------------------------
@require_POST
def read_names(request: HttpRequest) -> JsonResponse:
    """Return a row for each participant of a pasted list."""
    require(request.user.has_perm("meetings.add_participation"))
    rows = make_rows(request.POST.get("names", ""), read_when(request.POST), request.user)
    return JsonResponse({"rows": rows, "outcome": describe_rows(rows)})


def describe_rows(rows: list[dict[str, dict[str, str]]]) -> str:
    """Return how many rows a list made, and what the editor has to look at."""
    values = [row.get("official", {}).get("value", "") for row in rows]
    new = sum(value.startswith(NEW) for value in values)
    unclear = sum(value.startswith(TYPED) for value in values)
    if not rows:
        return _("The list names no participant. Enter one name a line.")
    words = [_("Rows added: %(n)d.") % {"n": len(rows)}]
    if new:
        text = ngettext("Look at %(n)d row with a new name.", "Look at %(n)d rows with new names.", new)
        words.append(text % {"n": new})
    if unclear:
        text = ngettext("Choose whom %(n)d name means.", "Choose whom %(n)d names mean.", unclear)
        words.append(text % {"n": unclear})
    return " ".join(words)


def make_rows(names: str, when: tuple[date | None, str], user: Any) -> list[dict[str, dict[str, str]]]:
    """Return the boxes of a row, each with value and label, for each line of `names`."""
    listed = read_listed_people(names[:MAX_NAMES_CHARACTERS], *when)
    may_add = may_create(user, Official), may_create(user, Position)
    return [_make_row(one, *may_add) for one in listed]


def _make_row(one: ListedParticipant, may_add_people: bool, may_add_offices: bool) -> dict[str, dict[str, str]]:
    row = _fill_office(one.read, one.side, one.position)
    if row.get("position", {}).get("value", "").startswith(NEW) and not may_add_offices:
        del row["position"]
    if one.official:
        row["official"] = make_pair(one.official)
    elif one.read.name:
        beginning = NEW if may_add_people and not one.is_shared else TYPED
        row["official"] = {"value": beginning + one.read.name, "label": one.read.name}
    if one.read.title:
        row["title_ar"] = {"value": one.read.title, "label": one.read.title} if _needs_title(one, row) else {}
    if one.read.is_group:
        row["is_group"] = {"value": "on", "label": ""}
    return {name: pair for name, pair in row.items() if pair}


def _needs_title(one: ListedParticipant, row: dict[str, Any]) -> bool:
    """Return whether the words of the title are the only record of what the person is."""
    return "position" not in row

"""The reading of marked words, which fills the boxes of the preview. It stores nothing."""

import datetime
from typing import Any

from django.http import HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _

from meetings.admin.participants.picking import NEW, PickedRecords, read_key
from meetings.admin.participants.views import make_pair
from meetings.ingest.marked_words import (
    join_words,
    read_date,
    read_kind,
    read_person,
    read_places,
    read_sides,
    read_topics,
)
from meetings.ingest.places import find_known_place
from meetings.models import Country, Incoming, Official, Topic
from meetings.queries.offices import get_certain_office_on
from meetings.queries.sides import find_sides
from meetings.services import roles
from meetings.text.typed_dates import NotADateError, read_day
from meetings.text.typed_numbers import read_number


def words_view(request: HttpRequest, pk: int) -> JsonResponse:
    """Return the values that the words from `start` to `end` give the boxes of `fact`: {box: {value, label}}.

    If they fill no box, the note says what the editor can do.
    """
    roles.require(roles.may_import(request.user))
    incoming = get_object_or_404(Incoming.objects.waiting(), pk=pk)
    sent = request.GET
    start, end = (read_number(sent.get(name, "")) or 0 for name in ("start", "end"))
    quote = join_words(incoming.raw_text[start:end])
    reads = _READERS.get(sent.get("fact", ""))
    if not quote or reads is None:
        return JsonResponse({"boxes": {}}, status=400)
    try:
        published = read_day(sent.get("published", "")) or incoming.published_on
    except NotADateError:
        published = incoming.published_on
    key = read_key("side", sent.get("side", ""))
    side = PickedRecords([]).get(key) if key else None
    context = {"published": published, "side": side and side.code, "title": sent.get("title") or None}
    boxes = reads(quote, context)
    return JsonResponse({"boxes": boxes, "note": "" if boxes else str(_UNCLEAR[sent["fact"]])})


def _date(quote: str, context: dict[str, Any]) -> dict[str, Any]:
    read = read_date(quote, context["published"])
    if read is None or read.day is None:
        return {}
    return {"date": _box(_typed(read.day)), "precision": _box(read.precision), "date_end": _box("")}


def _typed(day: datetime.date) -> str:
    return day.strftime("%d/%m/%Y")


def _place(quote: str, context: dict[str, Any]) -> dict[str, Any]:
    countries = {country.code: country for country in Country.objects.all()}
    places = read_places(quote)
    for read in places:
        if place := find_known_place(read, countries):
            boxes = {"place": make_pair(place)}
            return {**boxes, "venue": _box(read.venue)} if read.venue else boxes
    new = next((read for read in places if read.city), None)
    if new and new.city:
        country = countries.get(new.country or "")
        return {"place": _box(NEW + new.city, new.city), "country": make_pair(country) if country else _box("")}
    return {"venue": _box(quote)}


def _participant(quote: str, context: dict[str, Any]) -> dict[str, Any]:
    read = read_person(quote, side=context["side"], title=context["title"], day=context["published"])
    boxes = {"name": _box(read.name)}
    if read.title and not context["title"]:
        boxes["title"] = _box(read.title)
    if read.match is None:
        return boxes
    official = Official.objects.get(pk=read.match.official_id)
    boxes["official"] = make_pair(official)
    office = get_certain_office_on(official, context["published"]) if context["published"] else None
    if office and office.side_code and not context["side"]:
        boxes["side"] = make_pair(office.side)
    return boxes


def _side(quote: str, context: dict[str, Any]) -> dict[str, Any]:
    side = next(iter(find_sides(read_sides(quote)[:1]).values()), None)
    return {"side": make_pair(side)} if side else {}


def _topic(quote: str, context: dict[str, Any]) -> dict[str, Any]:
    topic = Topic.objects.filter(code__in=read_topics(quote)[:1]).first()
    return {"topics": make_pair(topic)} if topic else {}


def _kind(quote: str, context: dict[str, Any]) -> dict[str, Any]:
    kind = read_kind(quote)
    return {"kind": _box(kind)} if kind else {}


def _title(quote: str, context: dict[str, Any]) -> dict[str, Any]:
    return {"title": _box(quote)}


def _box(value: str, label: str = "") -> dict[str, str]:
    return {"value": value, "label": label}


_UNCLEAR = {
    "date": _("Mahdar could not resolve this day. Type it, or enter the day of publication first."),
    "side": _("Mahdar does not know this side. Choose it."),
    "topic": _("Mahdar does not know this topic. Choose it."),
    "kind": _("The words are marked. Choose the kind of meeting that they state."),
}

_READERS = {
    "date": _date,
    "place": _place,
    "participant": _participant,
    "title": _title,
    "side": _side,
    "kind": _kind,
    "topic": _topic,
}

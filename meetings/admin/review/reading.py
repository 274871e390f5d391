"""Mahdar's reading of marked words: the initial values of the form that an editor confirms."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.db.models import Count

from meetings.admin.review.marking_forms import NEW_OFFICIAL, make_side_value, select_participants
from meetings.gazetteer.person_names import name_key
from meetings.ingest.marked_words import (
    MarkedPerson,
    join_words,
    read_date,
    read_kind,
    read_person,
    read_places,
    read_sides,
    read_topics,
)
from meetings.models import Country, Evidence, Meeting, Official, Organisation, Participation, ReviewState, Topic
from meetings.models.people import Precision
from meetings.services.marking import Words
from meetings.text.fold import fold

Fact = Evidence.Fact
MAX_CANDIDATES = 5


@dataclass(slots=True)
class FactProposal:
    """The initial values of a form, its other arguments, and a remark on the reading."""

    initial: dict[str, Any] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    remark: str = ""
    understood: bool = True


def propose_fact(fact: str, meeting: Meeting, words: Words) -> FactProposal:
    """Return the reading of `words` for the form of `fact`."""
    read = _READERS[Fact(fact)](meeting, words)
    earlier = meeting.evidence.filter(article=words.article, fact=fact).exclude(start=words.start, end=words.end)
    read.initial["instead"] = fact in (Fact.DATE, Fact.PLACE, Fact.KIND) and earlier.exists()
    return read


def _date(meeting: Meeting, words: Words) -> FactProposal:
    read = read_date(words.quote, words.article.published_on)
    if read is None:
        return FactProposal({"date": meeting.date, "date_precision": Precision.DAY}, understood=False)
    initial = {"date": read.day or meeting.date, "date_precision": read.precision}
    return FactProposal(initial, remark=read.explanation, understood=read.day is not None)


def _place(meeting: Meeting, words: Words) -> FactProposal:
    """Return the place that the words name; if Mahdar finds none, the words themselves as the city."""
    read = next(iter(read_places(words.quote)), None)
    if read is None:
        here = meeting.place.country_id if meeting.place else None
        return FactProposal({"city": join_words(words.quote), "country": here}, understood=False)
    country = Country.objects.filter(code=read.country or "").values_list("pk", flat=True).first()
    return FactProposal({"city": read.city or "", "country": country, "venue": read.venue or ""})


def _participant(meeting: Meeting, words: Words) -> FactProposal:
    """Return the participant whom the words may name: first one on record, then officials with such a name."""
    read = read_person(words.quote, day=meeting.date or words.article.published_on)
    found = _candidates(read)
    parts = list(select_participants(meeting))
    same = next((part for part in parts if part.official_id in {one.pk for one in found}), None)
    same = same or next((part for part in parts if name_key(part.name_as_written or "") == name_key(read.name)), None)
    desk: Any = admin.site._registry[Official]
    officials = desk.for_autocomplete(Official.objects.filter(pk__in=[one.pk for one in found])).in_bulk()
    candidates = [(officials[one.pk], desk.autocomplete_label(officials[one.pk])) for one in found]
    initial = {
        "part": same.pk if same else None,
        "official": str(found[0].pk) if found else NEW_OFFICIAL,
        "name": read.name,
        "side": make_side_value(_side_of(read.side)),
        "role": Participation.Role.PARTY,
    }
    return FactProposal(initial, {"candidates": candidates}, understood=bool(found or same))


def _candidates(read: MarkedPerson) -> list[Official]:
    """Return the officials whom the name may mean.

    They are the one that Mahdar would choose, then namesakes, then officials with the same family name.
    """
    name = read.name
    keys = [read.match.official_id] if read.match else []
    keys += Official.objects.named(name).exclude(review_state=ReviewState.REJECTED).values_list("pk", flat=True)
    last = fold(name).split()[-1:] or [""]
    if len(last[0]) > 2:
        alike = Official.objects.filter(names__key__endswith=last[0]).exclude(review_state=ReviewState.REJECTED)
        alike = alike.annotate(number=Count("participations", distinct=True)).order_by("-number", "pk")
        keys += alike.values_list("pk", flat=True)[:MAX_CANDIDATES]
    known = Official.objects.in_bulk(keys)
    return [known[key] for key in dict.fromkeys(keys)][:MAX_CANDIDATES]


def _title(meeting: Meeting, words: Words) -> FactProposal:
    return FactProposal({"part": _nearest(meeting, words), "title": join_words(words.quote)})


def _side(meeting: Meeting, words: Words) -> FactProposal:
    side = _side_of(next(iter(read_sides(words.quote)), None))
    return FactProposal({"part": _nearest(meeting, words), "side": make_side_value(side)}, understood=side is not None)


def _side_of(code: str | None) -> Country | Organisation | None:
    if not code:
        return None
    return Country.objects.filter(code=code).first() or Organisation.objects.filter(code=code).first()


def _role(meeting: Meeting, words: Words) -> FactProposal:
    nearest = _nearest(meeting, words)
    part = meeting.participations.filter(pk=nearest).first() if nearest else None
    return FactProposal({"part": part and part.pk, "role": part.role if part else Participation.Role.PARTY})


def _nearest(meeting: Meeting, words: Words) -> int | None:
    """Return the id of the participant whose evidence is nearest to `words` in the article."""
    marks = meeting.evidence.filter(article=words.article, participation__isnull=False)
    spans = marks.values_list("participation", "start", "end")
    near = sorted(spans, key=lambda span: max(span[1] - words.end, words.start - span[2], 0))
    return near[0][0] if near else None


def _kind(meeting: Meeting, words: Words) -> FactProposal:
    kind = read_kind(words.quote)
    return FactProposal({"kind": kind or meeting.kind}, understood=kind is not None)


def _topic(meeting: Meeting, words: Words) -> FactProposal:
    code = next(iter(read_topics(words.quote)), "")
    found = Topic.objects.filter(code=code).values_list("pk", flat=True).first()
    return FactProposal({"topic": found}, understood=found is not None)


_READERS: dict[str, Callable[[Meeting, Words], FactProposal]] = {
    Fact.DATE: _date,
    Fact.PLACE: _place,
    Fact.PARTICIPANT: _participant,
    Fact.TITLE: _title,
    Fact.SIDE: _side,
    Fact.KIND: _kind,
    Fact.TOPIC: _topic,
    Fact.MEETING: lambda meeting, words: FactProposal(),
    Fact.ROLE: _role,
}

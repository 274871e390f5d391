"""Mahdar's reading of marked words: the initial values of the form that an editor confirms."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from meetings.admin.participants.picking import NEW, TYPED, read_key
from meetings.admin.participants.views import describe_official, make_rows
from meetings.admin.review.marking_forms import select_participants
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
from meetings.ingest.places import find_known_place
from meetings.models import Country, Evidence, Meeting, Official, Participation, ReviewState, Topic
from meetings.models.people import Precision
from meetings.queries.offices import make_offices_prefetch
from meetings.queries.sides import find_sides
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


def propose_fact(
    fact: str, meeting: Meeting, words: Words, user: Any = None, chosen_part: str | None = None
) -> FactProposal:
    """Return the reading of `words` for the form of `fact`.

    Args:
        fact: The kind of fact.
        meeting: The meeting.
        words: The marked words.
        user: The editor, whose role decides which records may be created.
        chosen_part: The id of the participant whom the editor chose; empty for a person who is not listed yet. Without
            it (None) Mahdar looks for the participant whom the words name.
    """
    if fact == Fact.PARTICIPANT:
        read = _participant(meeting, words, user, chosen_part)
    else:
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
    """Return the place that the words name; if Mahdar finds none, the words as an editor would type them."""
    read = next(iter(read_places(words.quote)), None)
    if read is None:
        return FactProposal({"place": TYPED + join_words(words.quote)}, understood=False)
    countries = {country.code: country for country in Country.objects.filter(code=read.country or "")}
    country = countries.get(read.country or "")
    initial: dict[str, Any] = {"place": find_known_place(read, countries), "venue": read.venue or ""}
    if initial["place"] is None and (name := read.city or (country.name if country else "")):
        initial |= {"place": NEW + name, "country": country if read.city else None}
    return FactProposal(initial, understood=initial["place"] is not None)


def _participant(meeting: Meeting, words: Words, user: Any, chosen: str | None) -> FactProposal:
    """Return the participant whom the words may name: one of the meeting with its record, else who the words name."""
    when = meeting.date or words.article.published_on, meeting.date_precision
    read = read_person(words.quote, day=when[0])
    found = _find_candidates(read)
    parts = list(select_participants(meeting))
    part = next((part for part in parts if str(part.pk) == chosen), None)
    if chosen is None:
        part = _choose_part(parts, found, read.name)
    row = next(iter(make_rows(join_words(words.quote), when, user)), {})
    named = {name: pair["value"] for name, pair in row.items() if name != "is_group"}
    chosen_official = str(part.official_id) if part and part.official_id else named.get("official")
    options: dict[str, Any] = {"offers": _describe_others(found, when, chosen_official)}
    if part is None:
        options["instance"] = Participation(meeting=meeting, is_group="is_group" in row)
        is_understood = read_key("official", named.get("official", "")) is not None or "is_group" in row
        return FactProposal(named, options, understood=is_understood)
    options["instance"] = part
    recorded = {"side": part.side, "position": part.position, "title_ar": part.title_ar}
    missing = {} if part.official_id else {name: key for name, key in named.items() if not recorded.get(name)}
    return FactProposal(missing, options)


def _describe_others(found: list[Official], when: tuple[Any, str], chosen: str | None) -> list[dict[str, Any]]:
    """Return what the editor may choose instead of the official in the box; empty if it has the only one."""
    loaded = Official.objects.prefetch_related(make_offices_prefetch()).in_bulk([one.pk for one in found])
    offers = [describe_official(loaded[one.pk], when) for one in found]
    return [] if [one["value"] for one in offers] == [chosen] else offers


def _choose_part(parts: list[Participation], found: list[Official], name: str) -> Participation | None:
    """Return the participant who is one of the officials `found`, or is written as `name`."""
    known, key = {one.pk for one in found}, name_key(name)
    same = next((part for part in parts if part.official_id in known), None)
    return same or next((part for part in parts if name_key(part.name_as_written or "") == key), None)


def _find_candidates(read: MarkedPerson) -> list[Official]:
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
    side = next(iter(find_sides(read_sides(words.quote)[:1]).values()), None)
    return FactProposal({"part": _nearest(meeting, words), "side": side}, understood=side is not None)


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
    found = Topic.objects.filter(code=code).first()
    return FactProposal({"topic": found}, understood=found is not None)


_READERS: dict[str, Callable[[Meeting, Words], FactProposal]] = {
    Fact.DATE: _date,
    Fact.PLACE: _place,
    Fact.TITLE: _title,
    Fact.SIDE: _side,
    Fact.KIND: _kind,
    Fact.TOPIC: _topic,
    Fact.MEETING: lambda meeting, words: FactProposal(),
    Fact.ROLE: _role,
}

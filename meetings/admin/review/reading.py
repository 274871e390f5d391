"""What marked words say, as far as the machine can read them: the beginning of the form that an editor confirms."""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.contrib import admin
from django.db.models import Count

from meetings.admin.review.marking_forms import SOMEBODY_NEW, participants_of, side_value
from meetings.extraction.document.annotated_text import read_text
from meetings.extraction.meeting.meeting_date import explained
from meetings.extraction.mentions.mention_finder import find_mentions
from meetings.extraction.phrases import meaning_of
from meetings.extraction.readings import ParticipantReading
from meetings.matching.officials import KnownOfficials, name_key
from meetings.models import Country, Evidence, Meeting, Official, Organisation, Participation, Place, ReviewState, Topic
from meetings.models.people import Precision
from meetings.services.marking import Words
from meetings.text.dates import find_dates, resolve
from meetings.text.fold import fold, fold_map

Fact = Evidence.Fact
MAX_CANDIDATES = 5


@dataclass(slots=True)
class FactProposal:
    """What a form begins with, what it needs besides, and what is to be said of the reading."""

    initial: dict[str, Any] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    remark: str = ""
    understood: bool = True


def proposal(fact: str, meeting: Meeting, words: Words) -> FactProposal:
    """What `words` say of `fact`, for the form of that fact."""
    read = _READERS[Fact(fact)](meeting, words)
    earlier = meeting.evidence.filter(article=words.article, fact=fact).exclude(start=words.start, end=words.end)
    read.initial["instead"] = fact in (Fact.DATE, Fact.PLACE, Fact.KIND) and earlier.exists()
    return read


def read_day(words: Words) -> tuple[datetime.date | None, str, str]:
    """The day that the words name, seen from the day their article appeared; how exact; the explanation in Arabic."""
    folded = fold_map(words.quote)
    found = [(date, resolve(date, words.article.published_on)) for date in find_dates(folded.text)]
    if not found:
        return None, Precision.DAY, ""
    date, best = min(found, key=lambda read: (read[1].day is None, read[1].precision != Precision.DAY))
    start, end = folded.span(date.start, date.end)
    return best.day, best.precision if best.day else Precision.DAY, explained(words.quote[start:end], date.words, best)


def _date(meeting: Meeting, words: Words) -> FactProposal:
    day, precision, explanation = read_day(words)
    initial = {"date": day or meeting.date, "date_precision": precision}
    return FactProposal(initial, remark=explanation, understood=day is not None)


def _place(meeting: Meeting, words: Words) -> FactProposal:
    """A place that the gazetteer knows, or else one that the archive has; otherwise the words are the city's name."""
    found = next(iter(meaning_of(words.quote).places), None)
    if found is not None:
        country = Country.objects.filter(code=found.country or "").values_list("pk", flat=True).first()
        return FactProposal({"city": found.city or "", "country": country, "venue": found.venue or ""})
    folded = f" {fold(words.quote)} "
    for place in Place.objects.exclude(city_ar=""):
        if f" {fold(place.city_ar)} " in folded:
            return FactProposal({"city": place.city_ar, "country": place.country_id})
    here = meeting.place.country_id if meeting.place else None
    return FactProposal({"city": _spaced(words.quote), "country": here}, understood=False)


def _participant(meeting: Meeting, words: Words) -> FactProposal:
    """Who the words may name: first a participant on record, then officials who go by such a name."""
    name, side = _name_in(words.quote), next(iter(meaning_of(words.quote).sides), None)
    found = _candidates(name, side, meeting.date or words.article.published_on)
    parts = list(participants_of(meeting))
    same = next((part for part in parts if part.official_id in {one.pk for one in found}), None)
    same = same or next((part for part in parts if name_key(part.name_as_written or "") == name_key(name)), None)
    desk: Any = admin.site._registry[Official]
    officials = desk.for_autocomplete(Official.objects.filter(pk__in=[one.pk for one in found])).in_bulk()
    candidates = [(officials[one.pk], desk.autocomplete_label(officials[one.pk])) for one in found]
    initial = {
        "part": same.pk if same else None,
        "official": str(found[0].pk) if found else SOMEBODY_NEW,
        "name": name,
        "side": side_value(_side_of(side)),
        "role": Participation.Role.PARTY,
    }
    return FactProposal(initial, {"candidates": candidates}, understood=bool(found or same))


def _name_in(quote: str) -> str:
    """The name among the words, without the title before it; all the words where none is made out."""
    text = read_text(quote)
    named = [mention.name for mention in find_mentions(text) if mention.name]
    return _spaced(text.quote(*named[0])) if named else _spaced(quote)


def _candidates(name: str, side: str | None, day: datetime.date | None) -> list[Official]:
    """The officials that `name` may mean: the one whom reading would take, then namesakes, then those with that
    family name."""
    match = KnownOfficials().find(ParticipantReading(name=name, side=side), day)
    keys = [match.official_id] if match else []
    keys += Official.objects.named(name).exclude(review_state=ReviewState.REJECTED).values_list("pk", flat=True)
    last = fold(name).split()[-1:] or [""]
    if len(last[0]) > 2:
        alike = Official.objects.filter(names__key__endswith=last[0]).exclude(review_state=ReviewState.REJECTED)
        alike = alike.annotate(number=Count("participations", distinct=True)).order_by("-number", "pk")
        keys += alike.values_list("pk", flat=True)[:MAX_CANDIDATES]
    known = Official.objects.in_bulk(keys)
    return [known[key] for key in dict.fromkeys(keys)][:MAX_CANDIDATES]


def _title(meeting: Meeting, words: Words) -> FactProposal:
    return FactProposal({"part": _nearest(meeting, words), "title": _spaced(words.quote)})


def _side(meeting: Meeting, words: Words) -> FactProposal:
    side = _side_of(next(iter(meaning_of(words.quote).sides), None))
    return FactProposal({"part": _nearest(meeting, words), "side": side_value(side)}, understood=side is not None)


def _side_of(code: str | None) -> Country | Organisation | None:
    if not code:
        return None
    return Country.objects.filter(code=code).first() or Organisation.objects.filter(code=code).first()


def _nearest(meeting: Meeting, words: Words) -> int | None:
    """The participant whose own words stand nearest to `words` in the article."""
    marks = meeting.evidence.filter(article=words.article, participation__isnull=False)
    spans = marks.values_list("participation", "start", "end")
    near = sorted(spans, key=lambda span: max(span[1] - words.end, words.start - span[2], 0))
    return near[0][0] if near else None


def _kind(meeting: Meeting, words: Words) -> FactProposal:
    kinds = meaning_of(words.quote).kinds
    return FactProposal({"kind": kinds[0] if kinds else meeting.kind}, understood=bool(kinds))


def _topic(meeting: Meeting, words: Words) -> FactProposal:
    codes = meaning_of(words.quote).topics
    topics = {topic.code: topic.pk for topic in Topic.objects.filter(code__in=codes)}
    found = next((topics[code] for code in codes if code in topics), None)
    return FactProposal({"topic": found}, understood=found is not None)


def _spaced(quote: str) -> str:
    return " ".join(quote.split())


_READERS = {
    Fact.DATE: _date,
    Fact.PLACE: _place,
    Fact.PARTICIPANT: _participant,
    Fact.TITLE: _title,
    Fact.SIDE: _side,
    Fact.KIND: _kind,
    Fact.TOPIC: _topic,
    Fact.MEETING: lambda meeting, words: FactProposal(),
}

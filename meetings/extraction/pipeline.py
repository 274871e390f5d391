"""From a raw report to its meetings: the one way in.

clean -> sentences -> mentions -> entities -> events -> (planned, denied, old: dismissed) -> sides -> meetings with people,
roles, place, day, topics and the words that state each of these.
"""

import datetime as dt
import functools

from meetings.extraction.events import Event, find_events
from meetings.extraction.judge import brake
from meetings.extraction.lexicon import Hit
from meetings.extraction.mentions import find_mentions
from meetings.extraction.participants import Draft, drafts_of, is_group, merge
from meetings.extraction.places import Found, place_of, places_of_sentence
from meetings.extraction.records import Dismissed, Evidence, Meeting, Participant, Place, Report
from meetings.extraction.resolve import Cast, Entity, resolve
from meetings.extraction.roles import host_by_words, roles
from meetings.extraction.sentences import Sentence, Text, read_text
from meetings.extraction.sides import Sides
from meetings.extraction.titles import Title
from meetings.extraction.topics import topics
from meetings.extraction.whens import lead_date, when
from meetings.gazetteer import rows, values
from meetings.text.dates import DateWords
from meetings.text.fold import fold

_FAR = ("phone", "video")


def read(raw: str, *, outlet_country: str | None = None, published: dt.date | None = None) -> Report:
    """Everything that the report `raw` says of meetings.

    `outlet_country` (ISO 3166-1 alpha-2) and `published` are what the source is known to be; without them they are read
    from the text where it says so. Never raises on any text.
    """
    text = read_text(raw)
    report = Report(raw)
    _frame(text, report, published)
    cast = resolve(text, find_mentions(text))
    home = outlet_country or _outlet_country(report.outlet_code)
    events = find_events(text, cast)
    Sides(text, cast, home).complete(events)
    kept, announced = _judge(text, events, report)
    drafts: list[Draft] = []
    for event in kept:
        found, reason = drafts_of(event, cast)
        drafts.extend(found)
        if not found and reason:
            report.dismissed.append(_dismiss(text, event, reason))
    meetings = merge(drafts, cast)
    if not meetings:
        meetings = _announced(text, announced, cast)
    lead = lead_date(text, [event for draft in meetings for event in draft.events if event.sentence.role != "headline"])
    _finish(text, report, cast, meetings, lead)
    return report


def _frame(text: Text, report: Report, published: dt.date | None) -> None:
    """Headline, date, outlet, body."""
    page = text.page
    if page.headline:
        report.headline_span = text.folded.span(page.headline.start, page.headline.end)
        report.headline = raw_words(report.raw, report.headline_span)
    report.published = published or page.published
    if page.published_span and not published:
        report.published_span = text.folded.span(*page.published_span)
    report.body_spans = [text.folded.span(line.start, line.end) for line in page.lines if line.role == "body"]
    outlet = _outlet(text.folded.text)
    if outlet:
        code, start, end = outlet
        report.outlet_code = code
        report.outlet = raw_words(report.raw, text.folded.span(start, end))


def raw_words(raw: str, span: tuple[int, int]) -> str:
    """The words of the raw text at `span`, white space made single."""
    return " ".join(raw[slice(*span)].split())


@functools.cache
def _outlets() -> tuple[tuple[str, str], ...]:
    """Names of outlets (folded, the longest first) and their codes."""
    try:
        table = rows("outlets")
    except FileNotFoundError:
        return ()
    names = [
        (fold(n), row["code"]) for row in table for n in [row["name_ar"], row["name_en"], *values(row["names"])] if n
    ]
    return tuple(sorted(names, key=lambda pair: -len(pair[0])))


def _outlet_country(code: str | None) -> str | None:
    if not code:
        return None
    return next((row["country"] or None for row in rows("outlets") if row["code"] == code), None)


def _outlet(folded: str) -> tuple[str, int, int] | None:
    """The outlet that the page names as its own: in its first or last words."""
    ends = ((0, folded[:400]), (max(0, len(folded) - 200), folded[-200:]))
    for offset, part in ends:
        found = []
        for name, code in _outlets():
            at = part.find(name)
            if at < 0 or len(name) < 3:
                continue
            before, after = part[at - 1 : at], part[at + len(name) : at + len(name) + 1]
            if not before.isalpha() and not after.isalpha() and _own(part, at, at + len(name)):
                found.append((at, code, at + len(name)))
        if found:
            at, code, end = min(found)
            return code, offset + at, offset + end
    return None


def _own(part: str, start: int, end: int) -> bool:
    """Whether a name stands as an agency's own mark: in brackets, behind a stroke, at a line's end, in the page title."""
    after = part[end : end + 3].strip(" ")
    before = part[max(0, start - 2) : start]
    return before.endswith(("(", "/", '"')) or after[:1] in (")", "/", "-", "–", "\n") or not after or start < 3


def _judge(text: Text, events: list[Event], report: Report) -> tuple[list[Event], list[Event]]:
    """Events that took place, and those that only a headline announces; the rest is dismissed."""
    kept, announced = [], []
    for event in events:
        reason = brake(text, event, report.published)
        if event.sentence.role in ("headline", "subhead"):
            if reason is None and event.sentence.role == "headline":
                announced.append(event)
            continue
        if reason is None:
            kept.append(event)
        else:
            report.dismissed.append(_dismiss(text, event, reason))
    return kept, announced


def _dismiss(text: Text, event: Event, reason: str) -> Dismissed:
    return Dismissed(reason, *text.span(event.start, event.end), event.rule)


def _announced(text: Text, events: list[Event], cast: Cast) -> list[Draft]:
    """A headline alone reports a meeting only where the body takes both parties up ("الجانبان", "خلال اللقاء")."""
    confirmed = sum(
        1
        for sentence in text.sentences
        if sentence.role == "body"
        for index in range(sentence.start, sentence.end)
        for hit in text.hits[index]
        if hit.entry.kind == "cue" and hit.entry.key == "both"
    )
    if not confirmed:
        return []
    return merge([draft for event in events for draft in drafts_of(event, cast)[0]], cast)


def _finish(text: Text, report: Report, cast: Cast, drafts: list[Draft], lead: DateWords | None) -> None:
    inside = {index for mention in cast.mentions for index in range(mention.start, mention.end)}
    found = [_place(text, draft, cast, inside) for draft in drafts]
    told = {event.sentence.index for draft in drafts for event in draft.events}
    old = {sentence.index for sentence in text.sentences if sentence.index not in told and _is_dismissed(text, sentence, report)}
    _share_places(drafts, found, cast)
    for draft, place in zip(drafts, found, strict=True):
        meeting = Meeting(kind=_kind(text, draft, cast))
        draft.kind = meeting.kind
        country = place.country if place else None
        meeting.place = place if meeting.kind not in _FAR else None
        meeting.when, evidence = when(text, draft.events, report.published, lead, old)
        meeting.evidence = [_trigger(text, event) for event in draft.events]
        if evidence:
            meeting.evidence.append(evidence)
        if meeting.place is not None and meeting.place is not None:
            meeting.evidence.extend(place_evidence(text, place))
        for index, (role, rule) in roles(text, draft, cast, country).items():
            meeting.participants.append(_participant(text, draft, cast.entities[index], role, rule))
        meeting.topics, terms = topics(text, range(len(text.sentences)))
        meeting.evidence.extend(terms)
        meeting.confidence = _confidence(draft, cast, meeting)
        report.meetings.append(meeting)


def _is_dismissed(text: Text, sentence: Sentence, report: Report) -> bool:
    """Whether a sentence holds something that was dismissed."""
    first, last = text.span(sentence.start, sentence.end)
    return any(first <= dismissed.start < last for dismissed in report.dismissed)


def _trigger(text: Text, event: Event) -> Evidence:
    return Evidence("meeting", *text.span(event.start, event.end), event.rule)


def _kind(text: Text, draft: Draft, cast: Cast) -> str:
    """Phone and video by the words around the trigger, summit by its noun, visit where nothing but a visit is told."""
    for event in draft.events:
        first = max(event.sentence.start, event.start - 12)
        for index in range(first, min(event.stop, event.sentence.end)):
            for hit in text.hits[index]:
                if hit.entry.kind == "cue" and hit.entry.key in _FAR and (index >= event.start - 6):
                    return hit.entry.key
    if draft.kind == "visit" and any(cast.entities[i].name or not is_group(cast.entities[i]) for i in draft.order[1:]):
        return "in-person"  # a visit paid to a person
    return draft.kind


class _Spot(Place):
    """A place with the words that told it."""

    __slots__ = ("words", "inferred")

    def __init__(
        self, city: str | None, country: str | None, venue: str | None, words: tuple[int, int] | None, inferred: bool
    ) -> None:
        super().__init__(city, country, venue)
        self.words, self.inferred = words, inferred


def place_evidence(text: Text, place: Place | None) -> list[Evidence]:
    """The words that told a place."""
    if not isinstance(place, _Spot) or place.words is None:
        return []
    return [
        Evidence(
            "place", *text.span(*place.words), "place:inferred" if place.inferred else "place:words", place.inferred
        )
    ]


def _place(text: Text, draft: Draft, cast: Cast, inside: set[int]) -> Place | None:
    """City, country and venue: of the events' own sentences, else of the headline, else implied by the host."""
    if draft.kind in _FAR:
        return None
    candidates: list[Found] = []
    for event in draft.events:
        candidates.extend(place_of(text, event, inside))
    if not [p for p in candidates if p.lead != "travel"]:
        for sentence in text.sentences:
            if sentence.role == "headline":
                candidates.extend(p for p in places_of_sentence(text, sentence, inside) if p.lead == "in")
    spot = _combine(text, candidates)
    if spot is not None:
        return spot
    host = host_by_words(text, draft, cast)
    if host is not None and host[0]:
        code = host[0].split("-")[0] if "-" in host[0] else host[0]
        if len(code) == 2 and code != "EU" and code != "UN":
            return _Spot(None, code, None, None, True)
    return None


def _combine(text: Text, candidates: list[Found]) -> Place | None:
    """One place of several words: the building's city, the city's country."""
    city = next((p for p in candidates if p.city and p.lead != "travel"), None) or next(
        (p for p in candidates if p.city), None
    )
    land = next((p for p in candidates if p.country), None)
    if city is None and land is None:
        return None
    main = city or land
    assert main is not None
    if (
        city is not None
        and land is not None
        and land.lead == "in"
        and city.lead == "travel"
        and land.country != city.country
    ):
        main, city = land, None
    venue = next(
        (
            p
            for p in candidates
            if p.hit.entry.kind == "place"
            and p.hit.entry.detail in ("seat", "palace", "venue")
            and p.country == main.country
        ),
        None,
    )
    words = venue and text.quote(venue.start, venue.end)
    return _Spot(
        city.city if city else None, main.country or None, words, (main.start, main.end), main.lead == "travel"
    )


def _share_places(drafts: list[Draft], found: list[Place | None], cast: Cast) -> None:
    """A traveller's other meeting with the same country's people was in that country too."""
    for number, draft in enumerate(drafts):
        if draft.kind in _FAR or (found[number] is not None and found[number].city):
            continue
        mine = {cast.entities[i].side for i in draft.order}
        for other, place in zip(drafts, found, strict=True):
            if place is None or other is draft or not place.country or not set(other.order) & set(draft.order):
                continue
            if place.country in mine and (found[number] is None or found[number].country == place.country):
                found[number] = _Spot(None, place.country, None, getattr(place, "words", None), True)
                break


def _participant(text: Text, draft: Draft, entity: Entity, role: str, rule: str) -> Participant:
    person = Participant(side=entity.side, role=role, is_group=is_group(entity))
    mention = draft.words[entity.index]
    person.evidence.append(Evidence("participant", *text.span(mention.start, mention.end), f"mention:{mention.rule}"))
    if entity.name:
        start, end = entity.name
        named = next((m for m in entity.mentions if m.name == entity.name), None)
        first, last = text.span(start, end)
        if (
            named
            and named.particle
            and named.name
            and named.name[0] == named.start
        ):
            first += len(named.particle)
        person.name = " ".join(text.raw[first:last].replace("#", "").replace("_", " ").split())
        person.evidence.append(Evidence("participant", first, last, "name"))
    title = entity.title
    if title is not None:
        person.title = title_words(text, title, entity)
        person.evidence.append(
            Evidence("title", *text.span(title.start, title.end), "title", title.kind == "counterpart")
        )
    if entity.side_span:
        person.evidence.append(Evidence("side", *text.span(*entity.side_span), "side", entity.side_inferred))
    person.evidence.append(
        Evidence("role", *text.span(draft.events[0].start, draft.events[0].end), f"role:{rule}", rule != "verb:receive")
    )
    return person


def title_words(text: Text, title: Title, entity: Entity) -> str:
    """The title as the text words it, without the particle it stands with; a shared one put together in the singular."""
    first = text.words[title.start]
    words = raw_words(text.raw, text.span(title.start, title.end))
    hit: Hit | None = text.hit(title.start, "head")
    if hit is None or hit.start != title.start or hit.entry.key != title.head.key:
        fields = " ".join(title.field_words)
        return " ".join(part for part in (title.head.key, fields, words.removeprefix("و")) if part)
    if title.particle and first.startswith(title.particle):
        rest = words[len(title.particle) :]
        if title.particle.endswith("ل") and rest.startswith("ل") and not rest.startswith("لا"):
            rest = "ا" + rest
        words = rest
    return words


def _confidence(draft: Draft, cast: Cast, meeting: Meeting) -> float:
    """0 to 1: named people on both sides, a date, a place, several sentences that tell of it."""
    named = {p.side for p in meeting.participants if p.name}
    score = 0.4 + 0.2 * (len(named) >= 2) + 0.1 * (meeting.when.day is not None) + 0.1 * (meeting.place is not None)
    return round(min(1.0, score + 0.1 * min(2, len(draft.events) - 1)), 2)

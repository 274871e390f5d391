"""Host, guest, party or attendee: from the verb (استقبل), the place, a visit spoken of, an envoy's post."""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.entities.entities import Cast, Entity
from meetings.extraction.events.event import is_reception
from meetings.extraction.meeting.drafts import Draft
from meetings.gazetteer.meeting_kinds import is_remote
from meetings.gazetteer.sides import is_region, state_of

# "في مكتبه": they meet where the subject works or lives.
_AT_HIS = frozenset(
    {
        "مكتبه",
        "مكتبها",
        "بمكتبه",
        "بمكتبها",
        "مقره",
        "بمقره",
        "قصره",
        "بقصره",
        "ديوانه",
        "بديوانه",
        "بالديوان",
        "منزله",
        "بمنزله",
    }
)


def roles(text: Text, draft: Draft, cast: Cast, country: str | None) -> dict[int, tuple[str, str]]:
    """Role and rule for each person of a draft; `country` is where they met, as far as known."""
    people = [(index, cast.entities[index]) for index in draft.order]
    if is_remote(draft.kind):
        return {index: _far(draft, index) for index, _ in people}
    hosts = _hosts(text, draft, cast, country)
    found: dict[int, tuple[str, str]] = {}
    for index, entity in people:
        if draft.slots[index] == "attendee":
            found[index] = ("attendee", "present")
        elif hosts is None:
            found[index] = ("party", "no-host")
        else:
            side, rule = hosts
            found[index] = ("host" if _nation(entity) == side else "guest", rule)
    return found


def _far(draft: Draft, index: int) -> tuple[str, str]:
    return ("attendee", "present") if draft.slots[index] == "attendee" else ("party", "far")


def _nation(entity: Entity) -> str | None:
    return entity.side


def host_by_words(text: Text, draft: Draft, cast: Cast) -> tuple[str, str] | None:
    """The host's side where words other than the place tell it."""
    sides = [cast.entities[i].side for i in draft.order if draft.slots[i] != "attendee"]
    for event in draft.events:
        if event.subjects and any(
            text.words[i] in _AT_HIS for i in range(event.start, min(event.stop, event.end + 40))
        ):
            home = cast.entities[event.subjects[0].entity].side if event.subjects[0].entity >= 0 else None
            if home in sides and home and event.frame not in ("visit", "call", "call-noun"):
                return home, "office"
        if event.frame not in ("receive", "visit") and not _reception(text, event.start):
            continue
        first = [cast.entities[m.entity].side for m in event.subjects if m.entity >= 0]
        second = [cast.entities[m.entity].side for group in event.objects for m in group if m.entity in draft.slots]
        host = (second if event.frame == "visit" else first)[:1]
        if host and host[0] in sides:
            return host[0] or "", f"verb:{event.frame}"
    envoys = [
        cast.entities[i] for i in draft.order if draft.slots[i] != "attendee" and cast.entities[i].kind == "envoy"
    ]
    others = [
        cast.entities[i] for i in draft.order if draft.slots[i] != "attendee" and cast.entities[i].kind != "envoy"
    ]
    for envoy in envoys:
        for other in others:
            if envoy.accredited and other.side and envoy.accredited in (other.side, state_of(other.side)):
                return other.side, "envoy"
    return _by_visit(text, draft, cast)


def _reception(text: Text, start: int) -> bool:
    return is_reception(text.words[start])


def _hosts(text: Text, draft: Draft, cast: Cast, country: str | None) -> tuple[str, str] | None:
    told = host_by_words(text, draft, cast)
    if told is not None and told[1].startswith("verb:receive"):
        return told
    sides = {cast.entities[i].side for i in draft.order if draft.slots[i] != "attendee"}
    if country:
        here = [side for side in sides if side and country in (side, state_of(side))]
        if len(here) == 1:
            return here[0], "place"
        if len(here) == 2:
            region = next((side for side in here if is_region(side)), None)
            return (told or (region, "place")) if region else told
        if told is None or told[0] not in sides:
            return None
        return told if told[1] != "visit" else None
    return told


def _by_visit(text: Text, draft: Draft, cast: Cast) -> tuple[str, str] | None:
    """ "خلال زيارته", "في ختام جولته", "زيارة س": whoever visits is the guest."""
    sides = {cast.entities[i].side for i in draft.order if draft.slots[i] != "attendee"}
    if len(sides) != 2:
        return None
    for event in draft.events:
        guest = _visitor_in(text, event.sentence.start, event.sentence.end, draft, cast, event)
        if guest:
            return next(side for side in sides if side != guest) or "", "visit"
    for sentence in text.sentences:
        guest = _visit_of(text, sentence.start, sentence.end, draft, cast)
        if guest:
            return next(side for side in sides if side != guest) or "", "visit"
    return None


def _visitor_in(text: Text, start: int, stop: int, draft: Draft, cast: Cast, event: object) -> str | None:
    """The visitor that a possessive names in the sentence of the event: its subject, or who stands before
    "الذي يزور".
    """
    subjects = getattr(event, "subjects", [])
    for index in range(start, stop):
        word = text.words[index]
        if word in ("زيارته", "زيارتها", "جولته", "جولتها", "بزيارته", "لزيارته"):
            subject = next((m for m in subjects if m.entity in draft.slots), None)
            return cast.entities[subject.entity].side if subject else None
        if word in ("يزور", "تزور", "يقوم", "تقوم", "وصل", "وصلت", "زاره", "زارها", "زار") and index > start:
            relative = text.words[index - 1] in ("الذي", "التي", "والذي", "والتي") or text.words[index - 2] in (
                "الذي",
                "التي",
            )
            if relative:
                before = [
                    i
                    for i in draft.order
                    for m in cast.entities[i].mentions
                    if start <= m.start < index and m.end <= index
                ]
                spots = [
                    (m.end, i)
                    for i in set(before)
                    for m in cast.entities[i].mentions
                    if start <= m.start and m.end <= index
                ]
                if spots:
                    return cast.entities[max(spots)[1]].side
    return None


def _visit_of(text: Text, start: int, stop: int, draft: Draft, cast: Cast) -> str | None:
    """ "زيارة ميركل": a visit in construct with one of the people."""
    for index in range(start, stop - 1):
        if text.words[index] in ("زياره", "زيارات", "جوله", "بزياره", "وزياره"):
            for number in draft.order:
                if (
                    any(m.start == index + 1 for m in cast.entities[number].mentions)
                    and draft.slots[number] != "attendee"
                ):
                    return cast.entities[number].side
    return None

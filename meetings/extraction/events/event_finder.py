"""What happened: for each verb or noun of meeting, who stands on its two sides, and who else was there. Nothing is
judged here.
"""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import Hit
from meetings.extraction.entities.entities import Cast
from meetings.extraction.events.argument_windows import NOUNS, VERBS, Event
from meetings.extraction.events.attendance import Attendance, late_attendees
from meetings.extraction.events.noun_events import Nouns
from meetings.extraction.events.verb_events import Verbs
from meetings.extraction.mentions.mention import Mention


def find_events(text: Text, cast: Cast) -> list[Event]:
    """All events of the text, in order, those of headlines included."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in cast.mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    events: list[Event] = []
    acting: Mention | None = None
    listing = False
    for sentence in text.sentences:
        mentions = by_sentence.get(sentence.index, [])
        reader = _Sentence(text, sentence, mentions, acting)
        reader.earlier = bool(events)
        found = reader.read()
        for event in found:
            _collective(event, events, cast)
        events.extend(found)
        listing = reader.goes_on(listing)
        late_attendees(reader, events)
        if sentence.role != "headline":
            acting = _goes_on(found) or _first_person(mentions) or acting
    return events


def _collective(event: Event, earlier: list[Event], cast: Cast) -> None:
    """ "استقبل س الوزراء الثلاثة": the ministers who met in what was told before, of several sides."""
    whole = event.objects[0][0] if len(event.objects) == 1 and len(event.objects[0]) == 1 else None
    title = whole.title if whole is not None and whole.name is None and whole.side is None else None
    if title is None or title.head.number == "one" or not title.head.definite or not event.subjects:
        return
    for before in reversed(earlier):
        people = [*before.subjects, *(m for group in before.objects for m in group)]
        same = [
            m
            for m in people
            if m.entity >= 0
            and (held := cast.entities[m.entity].title) is not None
            and held.head.key == title.head.key
            and m.entity != event.subjects[0].entity
        ]
        if len({m.side for m in same if m.side}) >= 2:
            event.objects, event.together, event.collective = [same], True, True
            return


def _goes_on(found: list[Event]) -> Mention | None:
    """Of whom the text goes on to speak behind the events of a sentence."""
    if not found:
        return None
    return found[-1].topic or (found[-1].subjects[0] if found[-1].subjects else None)


def _first_person(mentions: list[Mention]) -> Mention | None:
    return next((m for m in mentions if m.is_person and m.name and m.particle in ("", "و")), None)


class _Sentence(Verbs, Nouns, Attendance):
    """Reads the events of one sentence."""

    earlier = False  # whether sentences before told of events

    def goes_on(self, listing: bool) -> bool:
        """Read a list that goes on from the sentence before; whether the next sentence may be an item of one."""
        if self.opens_list:
            return True
        if not self.events and not self.present and self.sentence.role != "headline":
            listing = self.continued(listing)
        else:
            listing = bool(self.present)
        last = self.text.words[self.sentence.end - 1]
        return (listing and last != ".") or (listing and not self.events)

    def read(self) -> list[Event]:
        index = self.sentence.start
        while index < self.sentence.end:
            if index in self.inside or index in self.text.date_at:
                index += 1
                continue
            hit = self.trigger(index)
            if hit is None:
                index += 1
                continue
            frame = hit.entry.key
            if frame == "attend":
                self._attendance(hit)
            else:
                event = self._event(hit)
                if event is not None and self.enlarged(event) and (self.events or self.earlier):
                    self._attendance(hit, sure=True)
                elif event is not None:
                    self._carried(event)
                    self.events.append(event)
                elif frame == "gather":
                    self._attendance(hit)
            index = hit.end
        return self.events

    def trigger(self, index: int) -> Hit | None:
        """The verb or noun of meeting at word `index` (the longest reading)."""
        best = None
        if index > self.sentence.start and self.text.words[index - 1] in ("عبر", "تقنيه", "بتقنيه", "خدمه"):
            return None  # the means by which they met
        for hit in self.text.hits[index]:
            if hit.entry.kind not in ("verb", "noun") or hit.entry.key in ("light", "say"):
                continue
            if best is None or hit.end > best.end:
                best = hit
        return best

    def _event(self, hit: Hit) -> Event | None:
        frame = hit.entry.key
        if frame in VERBS:
            return self._verb(hit)
        if frame == "gather":
            return self._gathering(hit)
        if frame in NOUNS:
            return self._noun(hit)
        return None

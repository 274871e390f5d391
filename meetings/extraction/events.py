"""What happened: for each verb or noun of meeting, who stands on its two sides, and who else was there. Nothing is
judged here.
"""

from meetings.extraction.around import NOUNS, VERBS, Event
from meetings.extraction.cast import Cast
from meetings.extraction.lexicon import Hit
from meetings.extraction.mention import Mention
from meetings.extraction.nouns import Nouns
from meetings.extraction.sentences import Text
from meetings.extraction.verbs import Verbs


def find_events(text: Text, cast: Cast) -> list[Event]:
    """All events of the text, in order, those of headlines included."""
    by_sentence: dict[int, list[Mention]] = {}
    for mention in cast.mentions:
        by_sentence.setdefault(mention.sentence, []).append(mention)
    events: list[Event] = []
    acting: Mention | None = None
    for sentence in text.sentences:
        mentions = by_sentence.get(sentence.index, [])
        reader = _Sentence(text, sentence, mentions, acting)
        found = reader.read()
        events.extend(found)
        _late_attendees(reader, events)
        if sentence.role != "headline":
            acting = found[-1].subjects[0] if found and found[-1].subjects else _first_person(mentions) or acting
    return events


def _first_person(mentions: list[Mention]) -> Mention | None:
    return next((m for m in mentions if m.is_person and m.name and m.particle in ("", "و")), None)


def _late_attendees(reader: "_Sentence", events: list[Event]) -> None:
    """ "وحضر اللقاء س وص": people of the meeting told of before."""
    if not events:
        return
    for people, place in reader.present:
        sides = _by_delegation(reader, people)
        target = next(
            (event for event in reversed(events) if event.sentence.role != "headline" and event.start <= place), None
        )
        if target is not None:
            target.attendees.extend(people)
            target.spoken_for |= sides


def _by_delegation(reader: "_Sentence", people: list[Mention]) -> dict[int, str]:
    """The sides of a list told by "من الجانب السعودي س وص" or behind it: "س وص عن الجانب الروسي"."""
    text, marks = reader.text, []
    for index in range(reader.sentence.start, reader.sentence.end - 1):
        if text.words[index] in ("الجانب", "الوفد") and (hit := text.hit(index + 1, "demonym")):
            marks.append((index, hit.entry.key))
    if not marks or not people:
        return {}
    leads = marks[0][0] < people[0].start
    found = {}
    for mention in people:
        before = [code for index, code in marks if index < mention.start]
        behind = [code for index, code in marks if index > mention.start]
        code = before[-1] if before else behind[0] if behind and not leads else None
        if code:
            found[mention.start] = code
    return found


class _Sentence(Verbs, Nouns):
    """Reads the events of one sentence."""

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
                if event is not None:
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

    def _attendance(self, hit: Hit) -> None:
        """Who else was there: of the event of this sentence, or of the meeting that "اللقاء" takes up."""
        text = self.text
        reading = self.right(hit.end)
        people = [argument.mention for argument in reading.arguments] + reading.attendees
        following = next(
            (
                h
                for i in range(hit.end, min(hit.end + 2, self.sentence.end))
                for h in text.hits[i]
                if h.entry.kind == "noun"
            ),
            None,
        )
        of_parties = (
            following is not None and not following.entry.definite and bool(people) and people[0].start == following.end
        )
        if of_parties or (not people and hit.entry.number == "past"):
            people = self._everybody_before(hit.start)  # "س وص حضرا اللقاء", "حضرا لقاء فلان وفلان"
        if not people:
            return
        near = range(max(self.sentence.start, hit.start - 4), min(self.sentence.end, hit.end + 5))
        takes_up = of_parties or any(
            h.entry.kind == "noun" and h.entry.definite for index in near for h in text.hits[index]
        )
        of_group = any(m.kind == "group" and 0 <= hit.start - m.end <= 3 for m in self.mentions)
        if takes_up or of_group or hit.entry.suffix or text.words[hit.start].startswith("ب"):
            self.present.append((people, hit.start))

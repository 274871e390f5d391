"""What happened: for each verb or noun of meeting, who stands on its two sides, and who else was there.

A trigger is read with the persons around it. To its right, prepositions sort them: what stands bare behind a verb is its
subject and then its object, مع and ب bring the second party, بين both, بحضور those present; a relative clause, what was
spoken of and what was said bring nobody. To its left stands the subject of a noun ("خلال اجتماعه مع") or of a verb that
follows its subject. Where no subject is said it is the one that was last acting.
"""

from dataclasses import dataclass, field

from meetings.extraction.lexicon import Hit
from meetings.extraction.mentions import Mention
from meetings.extraction.resolve import Cast
from meetings.extraction.sentences import Sentence, Text

_VERBS = frozenset({"meet", "talk", "discuss", "receive", "visit", "call"})
_NOUNS = frozenset({"noun", "call-noun", "joint"})
_FARTHEST = 70  # words from a trigger to its last party
_MOST = 24  # people of one meeting


@dataclass(slots=True)
class Argument:
    """A mention beside a trigger and the preposition that brings it ("" for none)."""

    mention: Mention
    marker: str


@dataclass(slots=True)
class Event:
    """A trigger with its parties, as the words have them; nothing is judged yet."""

    sentence: Sentence
    start: int
    end: int
    frame: str
    kind: str
    tense: str
    subjects: list[Mention] = field(default_factory=list)
    objects: list[list[Mention]] = field(default_factory=list)  # each list one second party (its members joined by و)
    attendees: list[Mention] = field(default_factory=list)
    spoken_for: dict[int, str] = field(default_factory=dict)  # mention's first word -> side ("عن الجانب الروسي")
    mutual: bool = False  # all are on one footing ("بين س وص", "جمع س بـ ص")
    dropped_subject: bool = False  # the subject was taken from what came before
    stop: int = 0  # where the reach of the trigger ends
    asides: set[int] = field(default_factory=set)  # words of its reach that speak of something else
    carrier: int = -1  # the verb that carries a noun of meeting ("أجرى ... مباحثات")
    rule: str = ""


@dataclass(slots=True)
class _Reading:
    """What stands to one side of a trigger."""

    arguments: list[Argument] = field(default_factory=list)
    attendees: list[Mention] = field(default_factory=list)
    stop: int = 0
    asides: set[int] = field(default_factory=set)


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


class _Sentence:
    """Reads the events of one sentence."""

    def __init__(self, text: Text, sentence: Sentence, mentions: list[Mention], acting: Mention | None) -> None:
        self.text, self.sentence, self.acting = text, sentence, acting
        self.mentions = mentions
        self.at = {mention.start: mention for mention in mentions}
        self.inside = {index for mention in mentions for index in range(mention.start, mention.end)}
        self.present: list[tuple[list[Mention], int]] = []
        self.events: list[Event] = []

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
        for hit in self.text.hits[index]:
            if hit.entry.kind not in ("verb", "noun") or hit.entry.key in ("light", "say"):
                continue
            if best is None or hit.end > best.end:
                best = hit
        return best

    def _carried(self, event: Event) -> None:
        """The tense of a noun of meeting is that of the verb that carries it: "أجرى س مباحثات", "يعقد ... لقاء"."""
        if event.frame not in _NOUNS:
            return
        for index in range(event.start - 1, max(self.sentence.start, event.start - 40) - 1, -1):
            if index in self.inside:
                continue
            verb = self.text.hit(index, "verb")
            if verb is not None and verb.entry.key == "light" and verb.end <= event.start:
                event.tense, event.carrier = verb.entry.number, index
                return
            if verb is not None or self.text.words[index] in ";:”»":
                return

    def _event(self, hit: Hit) -> Event | None:
        frame = hit.entry.key
        if frame in _VERBS:
            return self._verb(hit)
        if frame == "gather":
            return self._gathering(hit)
        if frame in _NOUNS:
            return self._noun(hit)
        return None

    # -- what stands around a trigger ---------------------------------------------------------------------------

    def right(self, start: int, *, of_noun: bool = False) -> _Reading:
        """The parties to the right of word `start`."""
        text, stop = self.text, min(self.sentence.end, start + _FARTHEST)
        reading = _Reading(stop=stop)
        zone, marker, depth = "party", "", 0
        index = start
        while index < stop and len(reading.arguments) < _MOST:
            mention = self.at.get(index)
            if mention is not None:
                if depth == 0:
                    self._place(reading, mention, zone, marker)
                if zone == "party":
                    marker = ""
                index = max(mention.end, index + 1)
                continue
            word = text.words[index]
            if zone in ("apart", "relative", "aside"):
                reading.asides.add(index)
            if word in "“«(":
                depth += 1
            elif word in "”»)":
                depth = max(0, depth - 1)
            elif word in ":;?":
                reading.stop = index
                break
            elif word == "," and zone in ("aside", "relative", "apart"):
                zone = "party"
            elif word == "," and zone == "inserted":
                zone = "party"
            elif not depth:
                action = self._zone(index, zone)
                if action == "stop":
                    reading.stop = index
                    break
                if action in ("party", "relative", "aside", "apart", "present", "inserted"):
                    zone = action
                elif action and zone not in ("apart", "relative") and (zone != "aside" or action == "مع"):
                    marker, zone = action, "party" if zone != "present" else zone
            index += 1
        return reading

    def _place(self, reading: _Reading, mention: Mention, zone: str, marker: str) -> None:
        """Sort one mention into a reading."""
        if zone in ("present", "inserted"):
            reading.attendees.append(mention)
        elif zone == "party":
            reading.arguments.append(Argument(mention, marker or mention.particle))

    def _zone(self, index: int, zone: str) -> str:
        """What the word at `index` does: a marker (مع, بين, من), a zone, "stop", or nothing ("")."""
        word = self.text.words[index]
        if word in ("مع", "بين", "وبين", "من", "برفقه", "رفقه", "ومعه", "ومعها", "معه", "وبرفقه"):
            if word in ("ومعه", "ومعها", "برفقه", "رفقه", "وبرفقه"):
                return "inserted"
            if word == "من" and zone != "party":
                return ""
            return {"وبين": "بين", "معه": "مع"}.get(word, word)
        for hit in self.text.hits[index]:
            entry = hit.entry
            if entry.kind == "verb":
                if entry.key == "attend":
                    return "present"
                if zone == "relative" or entry.key == "light" and hit.particle == "":
                    return ""
                if entry.key == "gather" and zone == "aside":
                    return ""
                return "stop"
            if entry.kind == "cue":
                if entry.key == "time":
                    return ""
                if entry.key == "relative":
                    return "relative"
                if entry.key == "apart" and zone not in ("present", "inserted"):
                    return "apart"
                if entry.key == "content" and zone == "party":
                    return "aside"
        return ""

    def left(self, start: int, *, whole: bool = False) -> list[Argument]:
        """The people to the left of a trigger, as far as its clause goes, nearest last."""
        text, first = self.text, self.sentence.start
        begin = first
        for index in range(start - 1, first - 1, -1):
            if whole:
                break
            if text.words[index] in ";:?”»" or any(
                hit.entry.kind == "verb" and hit.entry.key in _VERBS and index not in self.inside
                for hit in text.hits[index]
            ):
                begin = index + 1
                break
        found = []
        marker = zone = ""
        index = begin
        while index < start:
            mention = self.at.get(index)
            if mention is not None:
                found.append(Argument(mention, zone or marker or mention.particle))
                marker = ""
                index = max(mention.end, index + 1)
                continue
            word = text.words[index]
            if word == ",":
                zone = ""
            elif self._opens_aside(index):
                zone = "aside"
            if word in ("مع", "من", "عن", "الي", "علي", "بين", "لدي", "باسم", "ضد"):
                marker = word
            elif text.is_word(index) and marker and not word.startswith("ال"):
                marker = ""
            index += 1
        return found

    def _opens_aside(self, index: int) -> bool:
        """A relative clause or a time clause, whose people are not those of the main one; "أن" opens none."""
        if self.text.words[index] in ("ان", "انه", "انها", "بان", "بانه", "بانها", "باسم", "حيث", "فيما", "بينما"):
            return False
        first = self.text.hits[index][:1]
        return any(h.entry.kind == "cue" and h.entry.key in ("relative", "apart") or h.entry.key == "attend" for h in first)

    # -- frames --------------------------------------------------------------------------------------------------

    def _new(self, hit: Hit, rule: str, stop: int) -> Event:
        entry = hit.entry
        return Event(
            self.sentence, hit.start, hit.end, entry.key, entry.detail, entry.number or "past", rule=rule, stop=stop
        )

    def _verb(self, hit: Hit) -> Event | None:
        reading = self.right(hit.end)
        event = self._new(hit, f"verb:{hit.entry.key}", reading.stop)
        event.asides, event.attendees = reading.asides, reading.attendees
        groups = _groups(reading.arguments)
        if hit.entry.number == "dual":
            return self._dual(event, groups, hit)
        antecedent = self._antecedent(hit.start)
        if antecedent is not None and (hit.entry.suffix or not groups and self._pronoun_behind(hit.end)):
            return self._relative_object(event, groups, antecedent)
        if antecedent is not None:
            event.subjects = [antecedent]
            event.objects = [[a.mention for a in group] for group in groups]
            if hit.entry.key == "visit" and not any(a.mention.side for group in groups for a in group):
                event.objects = self._visited(hit.end, antecedent)
        elif len(groups) >= 2 and groups[0][0].marker not in ("مع", "ب", "بين"):
            event.subjects = [a.mention for a in groups[0]]
            event.objects = [[a.mention for a in group] for group in groups[1:]]
        elif groups:
            self._one_group(event, groups[0], hit)
        elif hit.entry.suffix or self._pronoun_behind(hit.end):
            return self._two_before(event, hit)
        elif hit.entry.key == "visit" and antecedent is None:
            return None
        else:
            return None
        if hit.entry.suffix and not event.objects:
            return None
        if hit.entry.key == "discuss" and not self._discussed_with(event, reading.arguments):
            return None
        if hit.entry.key == "call" and not self._on_the_phone(event, reading):
            return None
        if (
            hit.entry.key == "talk"
            and not event.mutual
            and not any(a.marker in ("مع", "ب", "الي", "") for a in reading.arguments)
        ):
            return None
        return event

    def _visited(self, index: int, guest: Mention) -> list[list[Mention]]:
        """"أبلغ س ص، الذي زار بغداد": who speaks to a visitor of his own capital is his host."""
        place = self.text.hit(index, "place", "country") if index < self.sentence.end else None
        if place is None:
            return []
        land = place.entry.side or place.entry.country or place.entry.key
        hosts = [a.mention for a in self.left(guest.start) if a.marker == "" and (a.mention.side or "").startswith(land)]
        return [hosts[:1]] if hosts else []

    def _pronoun_behind(self, index: int) -> bool:
        """"اجتمع به", "التقى معها"."""
        return index < self.sentence.end and self.text.words[index] in ("به", "بها", "بهما", "معه", "معها", "اليه")

    def _two_before(self, event: Event, hit: Hit) -> Event | None:
        """"هنأ س ص عندما استقبله": subject and object both stand before, the subject first."""
        before = [a.mention for a in self.left(hit.start, whole=True) if a.mention.is_person and a.marker not in ("عن", "باسم")]
        if len(before) < 2:
            return None
        subject = next((m for m in before if m.particle != "و"), before[0])
        others = [m for m in before if m.entity != subject.entity and (m.side is None or m.side != subject.side)]
        if not others:
            return None
        event.subjects, event.objects = [subject], [[others[-1]]]
        return event

    def _one_group(self, event: Event, group: list[Argument], hit: Hit) -> None:
        """One party behind the verb: the other stands before it, or was last acting, or both are joined by و."""
        people = [argument.mention for argument in group]
        subject = self._subject_before(hit.start) if group[0].marker != "و" else []
        if hit.entry.suffix and not subject:
            topic = self._topic(hit.start, people)
            event.subjects = people
            event.objects = [[topic]] if topic else []
        elif subject:
            event.subjects, event.objects = subject, [people]
        elif len({m.side for m in people if m.side}) >= 2 and group[0].marker not in ("مع", "ب"):
            event.subjects, event.mutual = people, True
        elif (topic := self._topic(hit.start, people)) is not None:
            event.subjects, event.objects = [topic], [people]
            event.dropped_subject = True
        else:
            event.subjects = people

    def _topic(self, start: int, others: list[Mention]) -> Mention | None:
        """Whom a dropped subject or a pronoun means: the subject of the sentence so far, else who acted last."""
        taken = {m.entity for m in others}
        before = [a.mention for a in self.left(start, whole=True) if a.marker == "" and a.mention.is_person and a.mention.kind != "group"]
        for mention in before:
            if mention.entity not in taken:
                return mention
        if self.acting is not None and self.acting.entity not in taken:
            return self.acting
        return None

    def _subject_before(self, start: int) -> list[Mention]:
        """The subject of a verb that follows it ("بومبيو يلتقي ..."): people right before, with nothing but asides between."""
        before = [a for a in self.left(start) if a.marker in ("", "و") and (a.mention.side or a.mention.kind != "group")]
        if not before:
            return []
        last = before[-1].mention
        gap = range(last.end, start)
        if start > self.sentence.start and self.text.words[start - 1] in ("حيث", "عندما", "حين", "ان", "كما"):
            return []
        if len(gap) > 14 or any(
            hit.entry.kind == "verb" and hit.entry.key not in ("light",)
            for index in gap
            for hit in self.text.hits[index]
        ):
            return []
        if any(self.text.words[index] in (".", "ان") for index in gap) or self.text.words[start].startswith("و"):
            return []
        people = [last]
        for argument in reversed(before[:-1]):
            if people[-1].start - argument.mention.end > 1 or people[-1].particle != "و":
                break
            people.append(argument.mention)
        return people[::-1]

    def _antecedent(self, start: int) -> Mention | None:
        """Whom a relative pronoun right before the verb takes up ("س الذي التقى", "التي استقبلها")."""
        index = start - 1
        if index >= self.sentence.start and self.text.words[index] == "قد":
            index -= 1
        if index < self.sentence.start:
            return None
        relative = self.text.hit(index, "cue")
        if relative is None or relative.entry.key != "relative" or self.text.words[index] == "ما":
            return None
        before = [m for m in self.mentions if m.end <= index]
        if not before or index - before[-1].end > 2:
            return None
        return before[-1]

    def _relative_object(self, event: Event, groups: list[list[Argument]], antecedent: Mention) -> Event | None:
        """ "س الذي استقبله ص": the antecedent is the object; the subject follows, or is the clause's own."""
        event.objects = [[antecedent]]
        if groups and groups[0][0].marker in ("", "و"):
            event.subjects = [a.mention for a in groups[0]]
        else:
            before = [
                a.mention for a in self.left(antecedent.start) if a.marker in ("", "و") and a.mention is not antecedent
            ]
            main = before[:1] or ([self.acting] if self.acting else [])
            event.subjects = main
        return event if event.subjects else None

    def _dual(self, event: Event, groups: list[list[Argument]], hit: Hit) -> Event | None:
        """ "س وص يبحثان", "اللذين التقيا": both before the verb; or both known ("التقيا"), which tells of nobody new."""
        before = self.left(hit.start)
        people: list[Mention] = []
        for argument in reversed(before):
            if people and people[-1].start - argument.mention.end > 4:
                break
            people.append(argument.mention)
            if len({m.side for m in people if m.side}) >= 2 and argument.mention.particle != "و":
                break
        sides = {m.side or f"?{m.entity}" for m in people}
        if groups and groups[0][0].marker in ("", "مع", "ب") and people:
            event.subjects = people[::-1]
            event.objects = [[a.mention for a in groups[0]]]
            return event
        if len(sides) < 2 or any(m.side is None and m.title is None for m in people):
            return None
        event.subjects, event.mutual = people[::-1], True
        return event

    def _discussed_with(self, event: Event, arguments: list[Argument]) -> bool:
        """بحث and its like are meetings only *with* somebody, or of two."""
        return event.mutual or any(argument.marker == "مع" for argument in arguments) or event.tense == "dual"

    def _on_the_phone(self, event: Event, reading: _Reading) -> bool:
        """اتصل is a call when it has its ب or the word هاتفيا."""
        if any(argument.marker == "ب" for argument in reading.arguments):
            return True
        return any(hit.entry.key == "phone" for i in range(event.start, reading.stop) for hit in self.text.hits[i])

    def _gathering(self, hit: Hit) -> Event | None:
        """ "لقاء جمع س بـ ص", "اجتماعا ضم س وص", "قمة جمعتهم"."""
        noun = self._noun_before(hit.start)
        reading = self.right(hit.end)
        if noun is None and not any(a.marker == "ب" for a in reading.arguments[1:]):
            return None
        kind = noun.entry.detail if noun is not None else "in-person"
        event = self._new(hit, "gather", reading.stop)
        event.kind, event.mutual, event.attendees = kind, True, reading.attendees
        event.asides = reading.asides
        people = [argument.mention for argument in reading.arguments]
        first = noun.start if noun is not None else hit.start
        if hit.entry.suffix:
            people = [argument.mention for argument in self.left(first)] + people
        if not people:
            return None
        event.subjects = people
        if len(people) < 2:
            event.subjects = [a.mention for a in self.left(first)][:1] + people
        return event

    def _noun_before(self, start: int) -> Hit | None:
        """A noun of meeting shortly before `start`."""
        for index in range(start - 1, max(self.sentence.start, start - 7) - 1, -1):
            hit = self.text.hit(index, "noun")
            if hit is not None and hit.entry.key in _NOUNS:
                return hit
            if index in self.inside:
                return None
        return None

    def _noun(self, hit: Hit) -> Event | None:
        entry = hit.entry
        if entry.suffix in ("هما", "هم") and entry.key != "joint":
            return self._their_meeting(hit)
        reading = self.right(hit.end, of_noun=True)
        event = self._new(hit, f"noun:{entry.key}", reading.stop)
        event.asides, event.attendees = reading.asides, reading.attendees
        groups = _groups(reading.arguments)
        if not groups:
            return self._held_by_both(event, hit)
        if entry.definite and not entry.suffix and not any(a.marker in ("مع", "بين") for a in reading.arguments):
            return None
        if "ستقبال" in self.text.words[hit.start] and entry.suffix and self.text.words[hit.start - 1] == "في":
            guests = self._holder(hit.start)
            event.subjects, event.objects = [a.mention for a in groups[0]], [guests] if guests else []
            return event if guests else None
        between = groups[0][0].marker == "بين"
        bare_first = groups[0][0].marker == "" and not entry.suffix and groups[0][0].mention.start - hit.end <= 1
        if between:
            event.subjects = [a.mention for group in groups for a in group if a.marker in ("بين", "و", "")]
            event.mutual = True
            return event
        if bare_first and hit.particle != "" or bare_first and len(groups) >= 2:
            event.subjects = [a.mention for a in groups[0]]
            event.objects = [[a.mention for a in group] for group in groups[1:]]
            event.mutual = len(groups) == 1
            return event
        event.objects = [[a.mention for a in group] for group in groups]
        event.subjects = self._opener(hit.start) if entry.key == "joint" else self._holder(hit.start)
        if not event.subjects and bare_first:
            event.subjects, event.objects, event.mutual = event.objects[0], event.objects[1:], True
        if not event.subjects and self.acting is not None:
            event.subjects, event.dropped_subject = [self.acting], True
        return event if event.subjects else None

    def _opener(self, start: int) -> list[Mention]:
        """The subject of the whole sentence, who also speaks in its subordinate clauses."""
        before = [a.mention for a in self.left(start) if a.marker in ("", "و")]
        first = next((m for m in self.mentions if m.end <= start and m.particle == ""), None)
        return [first] if first is not None else before[:1]

    def _holder(self, start: int) -> list[Mention]:
        """Who holds the meeting that a noun names: the nearest people before it that no preposition governs."""
        before = self.left(start)
        free = [a for a in before if a.marker in ("", "و")]
        chosen = free or before[:1]
        if not chosen:
            return []
        last = chosen[-1].mention
        people = [last]
        for argument in reversed(chosen[:-1]):
            if people[-1].start - argument.mention.end > 1 or people[-1].particle != "و":
                break
            people.append(argument.mention)
        return people[::-1]

    def _held_by_both(self, event: Event, hit: Hit) -> Event | None:
        """ "أجرى س وص اتصالا هاتفيا": both stand before the noun."""
        if hit.entry.definite and not hit.entry.suffix:
            return None
        people = self._holder(hit.start)
        if len({m.side for m in people if m.side}) < 2:
            before = self.left(hit.start, whole=True)
            people = [a.mention for a in before if a.mention.is_person and a.marker not in ("عن", "باسم", "من")][:4]
        if len({m.side or f"?{m.entity}" for m in people}) < 2 or not any(m.side for m in people):
            return None
        if hit.entry.suffix or "ستقبال" in self.text.words[hit.start]:
            passive = any(self.text.words[i] in ("جري", "جرت", "تم", "كان") for i in range(max(0, hit.start - 3), hit.start))
            subject = people[-1] if passive else people[0]
            event.subjects = [subject]
            event.objects = [[m] for m in people if m is not subject and (m.side != subject.side or m.side is None)][-1:]
            return event if event.objects else None
        event.subjects, event.mutual = people, True
        return event

    def _their_meeting(self, hit: Hit) -> Event | None:
        """ "خلال اجتماعهما": of the two last joined by و."""
        people = self._holder(hit.start)
        if len({m.side or f"?{m.entity}" for m in people}) < 2:
            people = [a.mention for a in self.left(hit.start) if a.marker in ("", "و", "ب", "مع", "ل")]
        if len({m.side or f"?{m.entity}" for m in people}) < 2:
            return None
        event = self._new(hit, "noun:theirs", self.right(hit.end).stop)
        event.subjects, event.mutual = people, True
        return event

    def _everybody_before(self, start: int) -> list[Mention]:
        """All people before a verb that no preposition governs."""
        return [a.mention for a in self.left(start) if a.marker in ("", "و")]

    def _attendance(self, hit: Hit) -> None:
        """Who else was there: of the event of this sentence, or of the meeting that "اللقاء" takes up."""
        text = self.text
        reading = self.right(hit.end)
        people = [argument.mention for argument in reading.arguments] + reading.attendees
        following = next((h for i in range(hit.end, min(hit.end + 2, self.sentence.end)) for h in text.hits[i] if h.entry.kind == "noun"), None)
        of_parties = following is not None and not following.entry.definite and bool(people) and people[0].start == following.end
        if of_parties or not people and hit.entry.number == "past":
            people = self._everybody_before(hit.start)  # "س وص حضرا اللقاء", "حضرا لقاء فلان وفلان"
        if not people:
            return
        near = range(max(self.sentence.start, hit.start - 4), min(self.sentence.end, hit.end + 5))
        takes_up = of_parties or any(h.entry.kind == "noun" and h.entry.definite for index in near for h in text.hits[index])
        of_group = any(m.kind == "group" and 0 <= hit.start - m.end <= 3 for m in self.mentions)
        if takes_up or of_group or hit.entry.suffix or text.words[hit.start].startswith("ب"):
            self.present.append((people, hit.start))


def _groups(arguments: list[Argument]) -> list[list[Argument]]:
    """Arguments joined by و are one party; a preposition, or nothing, opens the next."""
    groups: list[list[Argument]] = []
    for argument in arguments:
        if groups and (argument.marker == "و" or argument.mention.shared):
            groups[-1].append(argument)
        else:
            groups.append([argument])
    return groups

"""Nouns of meeting with those they join: "أجرى س مباحثات مع ص", "خلال لقائه ص", "لقاء جمع س بـ ص", "اجتماع بين
س وص".
"""

from meetings.extraction.document.lexicon import Hit
from meetings.extraction.events.argument_windows import NOUNS, Event, groups_of
from meetings.extraction.events.event import VERBS, is_reception
from meetings.extraction.events.left_context import Before
from meetings.extraction.mentions.mention import Mention

_OPENINGS = frozenset({"انطلاق", "افتتاح", "انعقاد", "التئام"})
_ROUND = frozenset({"ختام", "مستهل", "اطار", "سلسله", "بدايه", "نهايه", "اول", "اخر", "ضمن"})


class Nouns(Before):
    """Reads the nouns of one sentence."""

    def _carried(self, event: Event) -> None:
        """The tense of a noun of meeting is that of the verb that carries it: "أجرى س مباحثات", "يعقد ... لقاء"."""
        if event.frame not in NOUNS:
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

    def _noun(self, hit: Hit) -> Event | None:
        entry = hit.entry
        if (
            self.text.words[hit.start].endswith("استضافه")
            and hit.end < self.sentence.end
            and self.text.hit(hit.end, "noun")
        ):
            return None  # "عرض استضافة لقاء": the meeting is what follows
        if entry.definite and not entry.suffix and self.text.words[hit.start - 1] in _OPENINGS:
            return None  # "قبيل انطلاق القمة": when something else happened
        if entry.suffix and self.text.words[hit.start - 1] in _ROUND and self._verb_before(hit.start):
            return None  # "استقبل س في ختام لقاءاته ص"
        if self.text.words[hit.start - 1] == "هامش" and hit.start > self.sentence.start and not entry.suffix:
            return None  # the occasion
        after = self.text.hit(hit.end, "org") if hit.end < self.sentence.end else None
        if after is not None and not after.particle and not entry.suffix and not entry.definite:
            return None  # "قمة مجموعة العشرين": a body's own gathering
        if entry.suffix in ("هما", "هم") and entry.key != "joint":
            return self._their_meeting(hit)
        reading = self.right(hit.end)
        event = self._new(hit, f"noun:{entry.key}", reading.stop)
        event.asides, event.attendees = reading.asides, reading.attendees
        groups = groups_of(reading.arguments)
        if not groups:
            return self._held_by_both(event, hit)
        if entry.definite and not entry.suffix and not any(a.marker in ("مع", "بين") for a in reading.arguments):
            return None
        if "ستقبال" in self.text.words[hit.start] and entry.suffix and self.text.words[hit.start - 1] == "في":
            guests = self._holder(hit.start)
            words = self.text.words[self.sentence.start : self.sentence.end]
            event.arrival = any("مطار" in word for word in words)
            event.subjects, event.objects = [a.mention for a in groups[0]], [guests] if guests else []
            return event if guests else None
        between = groups[0][0].marker == "بين"
        if is_reception(self.text.words[hit.start]) and not entry.suffix and (hosts := self._holder(hit.start)):
            event.subjects, event.objects = hosts, [[a.mention for a in group] for group in groups]
            return event
        bare_first = groups[0][0].marker == "" and not entry.suffix and groups[0][0].mention.start - hit.end <= 1
        if between:
            event.subjects = [a.mention for group in groups for a in group if a.marker in ("بين", "و", "")]
            event.mutual = True
            return event
        if (bare_first and hit.particle != "") or (bare_first and len(groups) >= 2):
            event.subjects = [a.mention for a in groups[0]]
            event.objects = [[a.mention for a in group] for group in groups[1:]]
            event.mutual = len(groups) == 1
            return event
        event.objects = [[a.mention for a in group] for group in groups]
        event.subjects = self._opener(hit.start) if entry.key == "joint" else self._holder(hit.start)
        event.subjects = self._same_speaker(hit.start) or event.subjects
        if not event.subjects and bare_first:
            event.subjects, event.objects, event.mutual = event.objects[0], event.objects[1:], True
        if entry.suffix and not self.left(hit.start) and (later := self._said_later(reading.stop)) is not None:
            event.subjects = [later]  # "خلال استقباله س، شدد ص على ..."
        event.subjects = event.subjects or self._discussing(hit.start)
        if not event.subjects and self.acting is not None:
            event.subjects, event.dropped_subject = [self.acting], True
        return event if event.subjects else None

    def _verb_before(self, start: int) -> bool:
        """Whether a verb of meeting shortly before waits for its object."""
        return any(
            hit.entry.kind == "verb" and hit.entry.key in VERBS
            for index in range(max(self.sentence.start, start - 5), start)
            for hit in self.text.hits[index][:1]
        )

    def _same_speaker(self, start: int) -> list[Mention]:
        """ "استقبله س، ثم عقد مباحثات مع ص": behind ثم, with no subject of its own, the one received goes on."""
        topic = self.events[-1].topic if self.events else None
        for index in range(start - 1, self.sentence.start, -1):
            if topic is None or index in self.inside:
                return []
            verb = self.text.hit(index, "verb")
            if verb is not None:
                then = self.text.words[index - 1] == "ثم" or verb.particle in ("و", "ف")
                return [topic] if verb.entry.key == "light" and then else []
        return []

    def _discussing(self, start: int) -> list[Mention]:
        """ "بحث س الملف في اتصال مع ص": the subject of the verb of talking whose occasion the noun is."""
        for index in range(start - 1, self.sentence.start, -1):
            verb = self.text.hit(index, "verb")
            if verb is not None and index not in self.inside:
                return self._subject_before(index) if verb.entry.key == "discuss" else []
        return []

    def _said_later(self, index: int) -> Mention | None:
        """The subject of the main verb at `index`, which a clause before it takes up with a pronoun."""
        if index + 1 >= self.sentence.end or self.text.hit(index, "verb") is None:
            return None
        return next((m for m in self.mentions if index < m.start <= index + 3 and m.particle == ""), None)

    def _held_by_both(self, event: Event, hit: Hit) -> Event | None:
        """ "أجرى س وص اتصالا هاتفيا": both stand before the noun."""
        if hit.entry.definite and not hit.entry.suffix:
            return None
        if "منفصله" in self.text.words[hit.end : hit.end + 2]:
            return None  # "..., في لقاءات منفصلة": how those told of before met
        people = self._holder(hit.start)
        if len({m.side for m in people if m.side}) < 2:
            before = self.left(hit.start, whole=True)
            people = [a.mention for a in before if a.mention.is_person and a.marker not in ("عن", "باسم", "من")][:4]
        if len({m.side or f"?{m.entity}" for m in people}) < 2 or not any(m.side for m in people):
            return None
        if hit.entry.suffix or "ستقبال" in self.text.words[hit.start]:
            passive = any(
                self.text.words[i] in ("جري", "جرت", "تم", "كان") for i in range(max(0, hit.start - 3), hit.start)
            )
            subject = people[-1] if passive else people[0]
            event.subjects = [subject]
            event.objects = [[m] for m in people if m is not subject and (m.side != subject.side or m.side is None)][
                -1:
            ]
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

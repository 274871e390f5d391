"""Verbs of meeting with their subject and object: "التقى س ص", "س يلتقي ص", "س الذي استقبله ص", "س وص يبحثان"."""

from meetings.extraction.document.lexicon import Hit
from meetings.extraction.events.argument_windows import BY, PEERS, Argument, Event, Reading, groups_of
from meetings.extraction.events.left_context import Before
from meetings.extraction.mentions.mention import Mention


class Verbs(Before):
    """Reads the verbs of one sentence."""

    def _verb(self, hit: Hit) -> Event | None:
        reading = self.right(hit.end, discussed=hit.entry.key == "discuss")
        event = self._new(hit, f"verb:{hit.entry.key}", reading.stop)
        event.asides, event.attendees = reading.asides, reading.attendees
        groups = groups_of(reading.arguments)
        if hit.entry.number == "dual":
            return self._dual(event, groups, hit)
        antecedent = self._antecedent(hit.start)
        if antecedent is not None and (hit.entry.suffix or (not groups and self._pronoun_behind(hit.end))):
            return self._relative_object(event, groups, antecedent)
        if antecedent is not None:
            event.subjects = [antecedent]
            event.objects = [[a.mention for a in group] for group in groups]
            if hit.entry.key == "visit" and not any(a.mention.side for group in groups for a in group):
                event.objects = self._visited(hit.end, antecedent)
        elif hit.entry.suffix and hit.entry.key == "receive" and groups and groups[0][0].marker == "":
            self._one_group(event, groups[0], hit)  # "استقبله س، ثم التقى ص": ص is of what follows
        elif groups and groups[0][0].marker == BY and (guest := self._subject_before(hit.start)):
            event.subjects, event.objects = [a.mention for a in groups[0]], [guest]  # "استُقبل س من قبل ص"
        elif len(groups) >= 2 and groups[1][0].marker == BY:
            event.subjects, event.objects = [a.mention for a in groups[1]], [[a.mention for a in groups[0]]]
        elif not hit.entry.suffix and (visitor := self._carried_on(hit, groups)) is not None:
            event.subjects, event.dropped_subject = [visitor], True
            event.objects = [[a.mention for group in groups for a in group]]
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

    def _carried_on(self, hit: Hit, groups: list[list[Argument]]) -> Mention | None:
        """Behind حيث the subject goes on, when all that follow are of another side.

        "وصل س إلى الرياض حيث التقى ص ثم ع": it is the traveller who met both.
        """
        before = self.text.words[hit.start - 1] if hit.start > self.sentence.start else ""
        people = [a.mention for group in groups for a in group]
        if before != "حيث" or not people or any(a.marker in ("مع", "ب") for a in groups[0]):
            return None
        sides = {m.side for m in people if m.side}
        topic = self._topic(hit.start, people)
        return topic if topic is not None and topic.side and len(sides) == 1 and topic.side not in sides else None

    def _of_two_sides(self, people: list[Mention]) -> bool:
        """Whether people joined by و speak for two sides: so the titles say, or "ونظيره", "وأخوه" does."""
        if len({m.side for m in people if m.side}) >= 2:
            return True
        peers = [m for m in people[1:] if m.kind == "counterpart" or self.text.words[m.start - 1] in PEERS]
        return bool(peers) and any(m.side for m in people)

    def _visited(self, index: int, guest: Mention) -> list[list[Mention]]:
        """ "أبلغ س ص، الذي زار بغداد": who speaks to a visitor of his own capital is his host."""
        place = self.text.hit(index, "place", "country") if index < self.sentence.end else None
        if place is None:
            return []
        land = place.entry.side or place.entry.country or place.entry.key
        hosts = [
            a.mention for a in self.left(guest.start) if a.marker == "" and (a.mention.side or "").startswith(land)
        ]
        return [hosts[:1]] if hosts else []

    def _two_before(self, event: Event, hit: Hit) -> Event | None:
        """ "هنأ س ص عندما استقبله": subject and object both stand before, the subject first."""
        before = [
            a.mention
            for a in self.left(hit.start, whole=True)
            if a.mention.is_person and a.marker not in ("عن", "باسم")
        ]
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
        if hit.entry.suffix and (not subject or hit.entry.key == "receive"):
            topic = subject[0] if subject else self._topic(hit.start, people)
            event.subjects = people
            event.objects, event.topic = [[topic]] if topic else [], topic
        elif subject:
            event.subjects, event.objects = subject, [people]
        elif self._of_two_sides(people) and group[0].marker not in ("مع", "ب"):
            topic = (
                self._topic(hit.start, people) if hit.particle == "و" and hit.entry.key in ("meet", "receive") else None
            )
            event.subjects, event.mutual = people, True
            if topic is not None:
                event.subjects, event.objects, event.mutual = [topic], [people], False
        elif (topic := self._topic(hit.start, people)) is not None:
            event.subjects, event.objects = [topic], [people]
            event.dropped_subject = True
        else:
            event.subjects = people

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
        """ "س وص يبحثان", "اللذين التقيا": both before the verb; or both known ("التقيا"), which tells of
        nobody new.
        """
        before = self.left(hit.start)
        people: list[Mention] = []
        if not groups and self._all_called(before):
            return None
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

    def _all_called(self, before: list[Argument]) -> bool:
        """ "أجرى س اتصالين بـ ص وع، تناولا ...": the dual takes the calls up, not those who were called."""
        called = {
            m.start for event in self.events for group in event.objects for m in group if event.frame == "call-noun"
        }
        return bool(called) and bool(before) and before[-1].mention.start in called

    def _discussed_with(self, event: Event, arguments: list[Argument]) -> bool:
        """بحث and its like are meetings only *with* somebody, or of two."""
        return event.mutual or any(argument.marker == "مع" for argument in arguments) or event.tense == "dual"

    def _on_the_phone(self, event: Event, reading: Reading) -> bool:
        """اتصل is a call when it has its ب or the word هاتفيا."""
        if any(argument.marker == "ب" for argument in reading.arguments):
            return True
        return any(hit.entry.key == "phone" for i in range(event.start, reading.stop) for hit in self.text.hits[i])

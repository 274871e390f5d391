"""Who else was there: "حضر اللقاء س وص", "بحضور", "ضم الوفد", "وعن الجانب الروسي: س وص", lists over several lines."""

from meetings.extraction.document.lexicon import Hit
from meetings.extraction.events.event import Event, is_substantial
from meetings.extraction.events.left_context import Before
from meetings.extraction.mentions.mention import Mention

_SIDES = frozenset({"الجانب", "الوفد", "الطرف", "جانب", "وفد"})
_ARRIVALS = frozenset(
    {"وصل", "وصلت", "يصل", "تصل", "غادر", "غادرت", "توجه", "توجهت", "وصوله", "وصولها", "سيصل", "يرافق", "ترافق"}
)


class Attendance(Before):
    """Reads the lists of those present in one sentence."""

    opens_list = False  # "حضر اللقاء:", with the names on the lines after

    def _attendance(self, hit: Hit, *, sure: bool = False) -> None:
        """Who else was there: of the event of this sentence, or of the meeting that "اللقاء" takes up."""
        text = self.text
        reading = self.right(hit.end, listed=True)
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
        self.opens_list = self.opens_list or (not people and text.words[self.sentence.end - 1] == ":")
        if not people or self._to_come(hit.start):
            return
        if people[0].kind == "group" and len(people) > 1 and people[0].start - hit.end <= 1:
            for mention in people[1:]:  # "وضم الوفد الجزائري وزير الخارجية س"
                mention.side = mention.side or people[0].side
            sure = sure or people[0].title is not None
        near = range(max(self.sentence.start, hit.start - 4), min(self.sentence.end, hit.end + 5))
        takes_up = of_parties or any(
            (h.entry.kind == "noun" and h.entry.definite) or (h.entry.kind == "cue" and h.entry.key == "sitting")
            for index in near
            for h in text.hits[index]
        )
        of_group = any(m.kind == "group" and 0 <= hit.start - m.end <= 4 for m in self.mentions)
        if of_group and self._travels(hit.start):
            return
        if of_group and text.words[hit.start].removeprefix("و") in ("ضم", "ضمت", "يضم", "تضم"):
            self._of_delegation(people, hit.start)
        sure = sure or self._of_a_side(hit.end)
        sure = sure or text.words[hit.end - 1] in ("فيه", "فيها", "فيهما")
        sure = sure or (text.words[hit.start] == "حضور" and text.words[hit.start - 1] in ("في", "وفي"))
        beside = "رافق" in text.words[hit.start] or text.words[hit.start].startswith(("ب", "رفق", "صحب"))
        if sure or takes_up or of_group or hit.entry.suffix or beside:
            self.present.append((people, hit.start))
            with_object = text.words[hit.start].endswith(("ه", "ها", "هما", "هم"))  # "يرافقه س": the object is known
            if "رافق" in text.words[hit.start] and not with_object and people[0].side:
                for mention in people[1:]:  # "رافق س في الزيارة وزير الخارجية ص"
                    if not _SIDES & set(text.words[people[0].end : mention.start]):
                        mention.side = mention.side or people[0].side

    def _of_a_side(self, index: int) -> bool:
        """ "فيما حضر من الجانب اليوناني س"."""
        words = self.text.words[index : min(index + 2, self.sentence.end)]
        return len(words) == 2 and words[0] in ("من", "عن") and words[1] in _SIDES

    def _of_delegation(self, people: list[Mention], start: int) -> None:
        """ "استقبل س ص والوفد المرافق له، الذي ضم ع": ع is of the side of ص."""
        groups = [number for number, m in enumerate(self.mentions) if m.kind == "group" and m.end <= start]
        group = self.mentions[groups[-1]]
        chief = self.mentions[groups[-1] - 1] if groups[-1] and group.particle == "و" else group
        for mention in people:
            mention.side = mention.side or group.side or chief.side

    def _to_come(self, start: int) -> bool:
        """ "ستعود صحبة س": who will be there."""
        words = (self.text.words[i] for i in range(max(self.sentence.start, start - 5), start))
        return any(w[:2] in ("سي", "ست") and len(w) > 4 and self.text.lexicon.is_common(w[1:]) for w in words)

    def _travels(self, start: int) -> bool:
        """ "وصل س على رأس وفد ضم": who travelled with him, which is not who met."""
        words = self.text.words[self.sentence.start : start]
        return any(word in _ARRIVALS or word.removeprefix("و") in _ARRIVALS for word in words)

    def enlarged(self, event: Event) -> bool:
        """ "... تلته جلسة موسعة ضمت وزير الخارجية ووزير الدفاع": a gathering of people of no named side enlarges the
        meeting told of before."""
        people = [*event.subjects, *(m for group in event.objects for m in group)]
        return event.frame == "gather" and not any(m.side for m in people) and all(m.kind != "group" for m in people)

    def continued(self, listing: bool) -> bool:
        """A sentence without a verb of its own that goes on with a list: "وعن الجانب الروسي: ...", or an item of it."""
        text, first = self.text, self.sentence.start
        while first < self.sentence.end and not text.is_word(first):
            first += 1
        if first >= self.sentence.end or not self.mentions:
            return False
        led = text.words[first] in ("عن", "وعن", "من", "ومن", "وحضر", "فيما") and first + 1 < self.sentence.end
        side = led and text.words[first + 1] in _SIDES
        if not side and not (listing and self.mentions[0].start == first):
            return False
        if any(text.hit(i, "verb") for i in range(first, self.sentence.end) if i not in self.inside):
            return False
        self.present.append((list(self.mentions), first))
        return True


def late_attendees(reader: Attendance, events: list[Event]) -> None:
    """ "وحضر اللقاء س وص": people of the meeting told of before."""
    for people, place in reader.present:
        told = [event for event in events if event.sentence.role == "body" and event.start <= place]
        target = next((event for event in reversed(told) if is_substantial(event)), None) or (
            told[-1] if told else None
        )
        if people[0].kind == "group" and reader.mentions[0] is people[0]:
            target = next((event for event in told if is_substantial(event)), target)  # "وضم الوفد ...": of it all
            _delegates(target, people)
        if target is not None:
            target.attendees.extend(mention for mention in people if mention not in target.attendees)
            target.spoken_for |= _by_delegation(reader, people)


def _delegates(target: Event | None, people: list[Mention]) -> None:
    """ "التقى س وفدا من رؤساء البرلمانات. وضم الوفد ص وع": a delegation of several lands is the second party."""
    sides = {m.side for m in people[1:] if m.side and m.title and m.title.side}
    group = target.objects[0][0] if target is not None and target.objects and target.objects[0] else None
    if target is not None and group is not None and group.kind == "group" and not group.side and len(sides) >= 2:
        target.objects, target.together = [people[1:]], True


def _by_delegation(reader: Attendance, people: list[Mention]) -> dict[int, str]:
    """The sides of a list told by "من الجانب السعودي س وص" or behind it: "س وص عن الجانب الروسي"."""
    text, marks = reader.text, []
    for index in range(reader.sentence.start, reader.sentence.end - 1):
        if text.words[index] in _SIDES and (hit := text.hit(index + 1, "demonym")):
            marks.append((index, hit.entry.key))
    opening = {index for index, _ in marks if text.words[index - 1] in ("ومن", "وعن")}  # they lead, and end no list
    if not marks or not people:
        return {}
    leads = marks[0][0] < people[0].start
    found = {}
    for mention in people:
        before = [code for index, code in marks if index < mention.start]
        behind = [code for index, code in marks if index > mention.start and index not in opening]
        code = before[-1] if before else behind[0] if behind and not leads else None
        if code and (mention.side is None or len(mention.side) > 2):
            found[mention.start] = code
    return found

"""The people around a trigger: which stand to its right and left, and which preposition or clause brings them.

To the right, prepositions sort them: مع and ب bring the second party, بين both, بحضور those present; a relative
clause, what was spoken of and what was said bring nobody. To the left stands the subject of a noun ("خلال اجتماعه
مع") or of a verb that follows its subject. Where no subject is said it is the one that was last acting.
"""

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.document.lexicon import Hit
from meetings.extraction.events.event import NOUNS, VERBS, Argument, Event, Reading, groups_of
from meetings.extraction.mentions.mention import Mention

__all__ = ["NOUNS", "VERBS", "Argument", "Around", "Event", "Reading", "groups_of"]
_FARTHEST = 70  # words from a trigger to its last party
_APART = ("هامش", "منفصل", "انفراد", "ثناييا", "ثناييه", "علي حده", "ثنايي")
_MOST = 24  # people of one meeting
_SEVERAL = ("ثلاثي", "رباعي", "خماسي", "سداسي")  # one meeting of several sides
_WITH = ("يرافق", "ترافق", "رافق", "ومعه", "يصحب")
# Between people and a verb: another clause ("ومن جهة أخرى"), whose subject they are not.
_ANOTHER = frozenset({".", "ان", "جهه", "ناحيه", "السياق"})
BY = "من قبل"  # who did what a passive tells
PEERS = frozenset({"واخوه", "واخيه", "واخاه", "وشقيقه", "وضيفه", "وشقيقته"})  # "س وأخوه ص": rulers on one footing


class Around:
    """Reads what stands around the triggers of one sentence."""

    def __init__(self, text: Text, sentence: Sentence, mentions: list[Mention], acting: Mention | None) -> None:
        self.text, self.sentence, self.acting = text, sentence, acting
        self.mentions = [mention for mention in mentions if not mention.is_class]
        self.at = {mention.start: mention for mention in self.mentions}
        self.inside = {index for mention in mentions for index in range(mention.start, mention.end)}
        self.present: list[tuple[list[Mention], int]] = []
        self.events: list[Event] = []
        self.side_beside: str | None = None

    def right(self, start: int, *, discussed: bool = False, listed: bool = False) -> Reading:
        """The parties to the right of word `start`."""
        text, stop = self.text, min(self.sentence.end, start + _FARTHEST)
        reading = Reading(stop=stop)
        zone, marker, depth = "party", "", 0
        index = start
        while index < stop and len(reading.arguments) < _MOST:
            mention = self.at.get(index)
            if mention is not None:
                if depth == 0 and not self._on_the_fringes(mention):
                    self._place(reading, mention, zone, marker)
                if zone == "party":
                    marker = ""
                index = max(mention.end, index + 1)
                continue
            word = text.words[index]
            if (passed := self._set_phrase(index)) > index:
                index = passed
                continue
            if word == "من" and index + 2 in self.at and text.words[index + 1] in ("قبل", "طرف", "لدن", "جانب"):
                marker, zone, index = BY, "party", index + 2
                continue
            if zone == "party" and reading.arguments and word.startswith(_WITH) and word.endswith(("ه", "ها")):
                self.side_beside = reading.arguments[-1].mention.side
            elif word in ("وحضر", "وحضرت", "وشارك", "وشاركت", "بحضور"):
                self.side_beside = None  # others than those who came with him
            if zone in ("apart", "relative", "aside"):
                reading.asides.add(index)
            if word in "“«(":
                depth += 1
            elif word in "”»)":
                depth = max(0, depth - 1)
            elif word in ":;?" and not (word in ":;" and (listed or zone == "present")):
                reading.stop = index
                break
            elif (word == "," and zone in ("aside", "relative", "apart")) or (word == "," and zone == "inserted"):
                zone = "party"
            elif not depth:
                action = self._zone(index, zone, discussed)
                if action == "stop":
                    reading.stop = index
                    break
                if action in ("party", "relative", "aside", "apart", "present", "inserted"):
                    zone = action
                elif action and zone not in ("apart", "relative") and (zone != "aside" or action == "مع"):
                    marker, zone = action, "party" if zone != "present" else zone
            index += 1
        return reading

    def _place(self, reading: Reading, mention: Mention, zone: str, marker: str) -> None:
        """Sort one mention into a reading."""
        if zone in ("present", "inserted"):
            mention.side = mention.side or self.side_beside  # "س، يرافقه وزير الخارجية": of the side of س
            reading.attendees.append(mention)
        elif zone == "party":
            reading.arguments.append(Argument(mention, marker or mention.particle))

    def _zone(self, index: int, zone: str, discussed: bool) -> str:
        """What the word at `index` does: a marker (مع, بين, من), a zone, "stop", or nothing ("")."""
        word = self.text.words[index]
        if word == "ثم" or word in PEERS:
            return "و"
        if word in ("مرفوقا", "مرفوقه", "مصحوبا", "مصحوبه", "محفوفا"):
            return "inserted"
        if word in ("مع", "بين", "وبين", "من", "برفقه", "رفقه", "ومعه", "ومعها", "معه", "وبرفقه"):
            if word in ("ومعه", "ومعها", "برفقه", "رفقه", "وبرفقه"):
                return "inserted"
            if word == "من" and zone != "party":
                return ""
            return {"وبين": "بين", "معه": "مع"}.get(word, word)
        if word in ("وكذا", "وكذلك", "وايضا", "وكل", "الي") and (word != "الي" or self._beside(index)):
            return "و"
        for hit in self.text.hits[index]:
            entry = hit.entry
            if entry.kind == "noun" and entry.key in NOUNS and (zone == "aside" or discussed):
                return "stop"  # "بحث س نتائج لقاء فلان مع فلان": what follows belongs to that noun
            if entry.kind == "verb":
                if entry.key == "attend":
                    return "present"
                if zone == "relative" or (entry.key == "light" and hit.particle == ""):
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
                hit.entry.kind == "verb" and hit.entry.key in VERBS and index not in self.inside
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
            if (passed := self._set_phrase(index)) > index:
                index = passed
                continue
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

    def _on_the_fringes(self, mention: Mention) -> bool:
        """ "على هامش اجتماع وزراء دفاع الحلف": an occasion's people, whom nobody names."""
        several = mention.name is None and mention.title is not None and mention.title.head.number == "many"
        return several and "هامش" in self.text.words[max(self.sentence.start, mention.start - 3) : mention.start]

    def _beside(self, index: int) -> bool:
        """ "إلى جانب وزير الدفاع": one more of the same."""
        return index + 2 < self.sentence.end and self.text.words[index + 1] == "جانب" and index + 2 in self.at

    def _set_phrase(self, index: int) -> int:
        """The end of a phrase whose words mean something else alone ("عن بعد", "بعد الظهر"), or `index`."""
        hits = self.text.hits[index]
        if (
            hits
            and hits[0].entry.kind == "cue"
            and hits[0].entry.key in ("time", "video", "phone")
            and hits[0].end > index + 1
        ):
            return hits[0].end
        return index

    def _opens_aside(self, index: int) -> bool:
        """A relative clause or a time clause, whose people are not those of the main one; "أن" opens none."""
        if self.text.words[index] in ("ان", "انه", "انها", "بان", "بانه", "بانها", "باسم", "حيث", "فيما", "بينما"):
            return False
        first = self.text.hits[index][:1]
        if self.text.words[index].startswith(("ب", "رفق")) and any(h.entry.key == "attend" for h in first):
            return True
        return any(h.entry.kind == "cue" and h.entry.key in ("relative", "apart") for h in first)

    def _subject_before(self, start: int) -> list[Mention]:
        """The subject of a verb that follows it ("بومبيو يلتقي ..."): people right before, with nothing but asides
        between.
        """
        before = [
            a for a in self.left(start) if a.marker in ("", "و") and (a.mention.side or a.mention.kind != "group")
        ]
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
        if any(self.text.words[index] in _ANOTHER for index in gap) or self.text.words[start].startswith("و"):
            return []
        people = [last]
        for argument in reversed(before[:-1]):
            if people[-1].start - argument.mention.end > 1 or people[-1].particle != "و":
                break
            people.append(argument.mention)
        return people[::-1]

    def _new(self, hit: Hit, rule: str, stop: int) -> Event:
        entry = hit.entry
        number = entry.number or "past"
        event = Event(self.sentence, hit.start, hit.end, entry.key, entry.detail, number, rule=rule, stop=stop)
        near = range(max(self.sentence.start, hit.start - 14), min(self.sentence.end, hit.end + 12))
        soon = range(hit.start, min(self.sentence.end, hit.end + 3))
        event.together = any(self.text.words[index].startswith(_SEVERAL) for index in soon)
        event.apart = any(self.text.words[index].startswith(_APART) for index in near)
        return event

"""Whom the words before a trigger give it: the holder of a meeting, the subject of the sentence, the antecedent of a
pronoun.
"""

from meetings.extraction.document.lexicon import Hit
from meetings.extraction.events.argument_windows import Around
from meetings.extraction.events.event import NOUNS
from meetings.extraction.mentions.mention import Mention


class Before(Around):
    """Reads the words before the triggers of one sentence."""

    def _topic(self, start: int, others: list[Mention]) -> Mention | None:
        """Whom a dropped subject or a pronoun means: the subject of the sentence so far, else who acted last."""
        taken = {m.entity for m in others}
        before = [
            a.mention
            for a in self.left(start, whole=True)
            if a.marker == "" and a.mention.is_person and a.mention.kind != "group"
        ]
        for mention in before:
            if mention.entity not in taken:
                return mention
        if self.acting is not None and self.acting.entity not in taken:
            return self.acting
        return None

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

    def _pronoun_behind(self, index: int) -> bool:
        """ "اجتمع به", "التقى معها"."""
        return index < self.sentence.end and self.text.words[index] in ("به", "بها", "بهما", "معه", "معها", "اليه")

    def _noun_before(self, start: int) -> Hit | None:
        """A noun of meeting shortly before `start`."""
        for index in range(start - 1, max(self.sentence.start, start - 7) - 1, -1):
            hit = self.text.hit(index, "noun")
            if hit is not None and hit.entry.key in NOUNS:
                return hit
            if index in self.inside:
                return None
        return None

    def _opener(self, start: int) -> list[Mention]:
        """The subject of the whole sentence, who also speaks in its subordinate clauses."""
        before = [a.mention for a in self.left(start) if a.marker in ("", "و")]
        first = next((m for m in self.mentions if m.end <= start and m.particle == ""), None)
        return [first] if first is not None else before[:1]

    def _holder(self, start: int) -> list[Mention]:
        """Who holds the meeting that a noun names: the nearest people before it that no preposition governs."""
        before = self.left(start)
        free = [a for a in before if a.marker in ("", "و")]
        able = [a for a in free or before[:1] if a.mention.is_person]
        chosen = [a for a in able if a.mention.side or a.mention.kind != "group"]  # "ترأس س وفد بلاده في لقاء مع ص"
        if not chosen:
            return []
        last = chosen[-1].mention
        people = [last]
        for argument in reversed(chosen[:-1]):
            if people[-1].start - argument.mention.end > 1 or people[-1].particle != "و":
                break
            people.append(argument.mention)
        return people[::-1]

    def _everybody_before(self, start: int) -> list[Mention]:
        """All people before a verb that no preposition governs."""
        return [a.mention for a in self.left(start) if a.marker in ("", "و")]

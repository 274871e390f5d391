"""For whom somebody speaks when the title does not say: "رئيس الجمهورية", "وزير الخارجية", a minister beside his
president.

Hints in this order: the side of the one named with him; whose counterpart he is; where an envoy he meets is
accredited; the country that is visited or where they meet; the outlet's own country; the country that the text
speaks of most.
"""

from collections import Counter

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import LexiconEntry
from meetings.extraction.entities.entities import Cast, Entity
from meetings.extraction.events.event import Event
from meetings.extraction.meeting.nearby_countries import near_countries
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.mentions.title import Title
from meetings.gazetteer.sides import is_body, is_state, state_of

_DOMESTIC = frozenset({"spokesman", "office", "aide", "generic", "party", "rank", "envoy"})


class Sides:
    """Fills in the sides that titles leave open. `home` is the outlet's country, where it is known."""

    def __init__(self, text: Text, cast: Cast, home: str | None) -> None:
        self.text, self.cast, self.home = text, cast, home
        self.mentioned = self._count()
        # Whoever has a Norwegian نظير is not Norwegian: the text's own minister is of another of its countries.
        self.peers = {m.side for m in cast.mentions if m.kind == "counterpart" and m.side}

    def _count(self) -> Counter[str]:
        counts: Counter[str] = Counter()
        for hits in self.text.hits:
            if any(hit.entry.kind == "portfolio" for hit in hits):
                continue  # "وزير المالية" is not of Mali
            seen = next((hit for hit in hits if hit.entry.kind in ("country", "demonym")), None)
            if seen is not None and (seen.entry.kind == "country" or seen.entry.number == "one"):
                counts[seen.entry.key] += 1
            place = next((hit for hit in hits if hit.entry.kind == "place" and hit.entry.side), None)
            if place is not None and seen is None:
                counts[place.entry.side] += 1
        return counts

    def entity(self, mention: Mention) -> Entity | None:
        return self.cast.entities[mention.entity] if mention.entity >= 0 else None

    def complete(self, events: list[Event]) -> None:
        """Give sides to the parties of `events`, counterparts first; headlines, which say least, last."""
        events = sorted(events, key=lambda event: event.sentence.role != "body")
        for event in events:
            self._counterparts(event)
        for event in events:
            self._announced(event)
            for group in (event.subjects, *event.objects, event.attendees):
                self._beside(group)
        for event in events:
            self._place(event)
        for event in events:
            self._rest(event)

    def _set(self, entity: Entity | None, side: str | None, span: tuple[int, int] | None = None) -> None:
        if entity is not None and side and entity.side is None:
            entity.side, entity.side_span, entity.side_inferred = side, span, True

    def _announced(self, event: Event) -> None:
        """ "في أول زيارة لرئيس صيني ... تباحث شي جين بينغ": an office without a name, then a name without an office."""
        for mention in event.subjects:
            entity = self.entity(mention)
            if entity is None or entity.title is not None or entity.name is None:
                continue
            for other in self.cast.mentions:
                if other.sentence != event.sentence.index or other.start >= mention.start or other.name is not None:
                    continue
                if entity.side not in (None, other.side):
                    continue
                if other.title and other.kind == "office" and not other.title.head.definite and other.side:
                    entity.title, entity.kind, entity.side = other.title, other.kind, other.side
                    entity.side_span = other.title.side_span

    def _counterparts(self, event: Event) -> None:
        """نظيره: the office of the one he meets; with a demonym its side is said."""
        everybody = [*event.subjects, *(m for group in event.objects for m in group), *event.attendees]
        holders = [m for m in everybody if m.kind != "counterpart"]
        for mention in everybody:
            if mention.kind != "counterpart" or mention.title is None:
                continue
            known = [entity for m in holders if (entity := self.entity(m)) is not None]
            whose = next((entity for entity in known if entity.title is not None), None)
            entity = self.entity(mention)
            if entity is None:
                entity = self._known_counterpart(whose, mention) or self._new(mention)
            if (
                whose is not None
                and whose.title is not None
                and (entity.title is None or entity.title.kind == "counterpart")
            ):
                entity.title = _same_office(mention.title, whose.title)
                entity.kind = whose.kind
            if mention.side and entity.side is None:
                entity.side, entity.side_span = mention.side, mention.title.side_span

    def _known_counterpart(self, whose: Entity | None, mention: Mention) -> Entity | None:
        """Somebody of the text with that side and the same office."""
        if whose is None or whose.title is None or not mention.side:
            return None
        for entity in self.cast.entities:
            if entity.side == mention.side and entity.title and entity.title.head.key == whose.title.head.key:
                mention.entity = entity.index
                entity.mentions.append(mention)
                return entity
        return None

    def _new(self, mention: Mention) -> Entity:
        entity = Entity(len(self.cast.entities))
        self.cast.entities.append(entity)
        mention.entity = entity.index
        entity.mentions.append(mention)
        entity.title, entity.kind = mention.title, mention.kind
        return entity

    def _then(self, mention: Mention) -> bool:
        """ "س ثم ص": joined as by و."""
        return mention.start > 0 and self.text.words[mention.start - 1] == "ثم"

    def _beside(self, group: list[Mention]) -> None:
        """ "الرئيس الفلسطيني س ووزير الخارجية ص": the second is of the first one's side."""
        side = None
        for mention in group:
            entity = self.entity(mention)
            if entity is None:
                continue
            if (
                entity.side is None
                and side
                and (mention.particle == "و" or self._then(mention))
                and entity.kind in _DOMESTIC
                and not mention.shared
            ):
                self._set(entity, side)
            elif entity.side and mention.kind not in ("envoy",) and not is_body(entity.side):
                side = entity.side

    def _place(self, event: Event) -> None:
        """Envoys tell the other side: "السفير السعودي لدى بريطانيا" meets Britain's minister."""
        parties = [self.entity(m) for m in (*event.subjects, *(m for group in event.objects for m in group))]
        posts = [e.accredited for e in parties if e and e.kind == "envoy" and e.side and is_state(e.accredited)]
        for entity in parties:
            if entity and entity.side is None and posts and entity.kind in _DOMESTIC:
                self._set(entity, posts[0])

    def _rest(self, event: Event) -> None:
        """Where nothing of the sort is said: the visited or meeting country, the outlet's, the most spoken of."""
        groups = [[self.entity(m) for m in group] for group in (event.subjects, *event.objects)]
        taken = {e.side for group in groups for e in group if e and e.side}
        for group in groups:
            side = None
            for entity in group:
                if (
                    entity is None
                    or entity.side is not None
                    or entity.kind not in _DOMESTIC
                    or not _can_be_completed(entity)
                ):
                    continue
                side = (
                    side
                    or self._beside_counterpart(event, entity, taken)
                    or self._guess(event, taken, subject=group is groups[0])
                )
                self._set(entity, side)
            if side:
                taken.add(side)
        for mention in event.attendees:
            entity = self.entity(mention)
            if (
                mention.start in event.spoken_for
                and entity is not None
                and (entity.side is None or entity.side_inferred or is_body(entity.side))
            ):
                entity.side, entity.side_span, entity.side_inferred = event.spoken_for[mention.start], None, True
            if entity is not None and entity.kind == "name" and entity.side is None and mention.side is None:
                self._known_at_home(entity, groups)
            if entity is not None and entity.side is None and mention.side:
                self._set(entity, mention.side)  # told by whom he accompanies, or whose delegation he is of
            if entity is None or entity.side is not None or not _can_be_completed(entity):
                continue
            self._set(entity, self._of_attendee(event, entity, [e for group in groups for e in group if e is not None]))

    def _known_at_home(self, entity: Entity, groups: list[list[Entity | None]]) -> None:
        """ "كما حضر وانغ يي المحادثات": whom an agency names without an office is of its own country."""
        sides = {party.side for group in groups for party in group if party}
        if self.home in sides and len(entity.words) >= 2:
            entity.side, entity.side_inferred, entity.kind = self.home, True, "rank"

    def _of_attendee(self, event: Event, entity: Entity, parties: list[Entity]) -> str | None:
        """An envoy is of the side that is abroad where he serves; a minister of the side that has no such minister
        there yet; else of the host.
        """
        sides = [party.side for party in parties if party.side]
        if entity.kind == "envoy" and entity.accredited:
            served = state_of(entity.accredited) or entity.accredited
            return next((side for side in sides if (state_of(side) or side) != served), None)
        rivals = {
            p.side
            for p in parties
            if entity.title and p.title and p.title.office == entity.title.office and p is not entity
        }
        free = [side for side in sides if side not in rivals] or sides
        if self.home in free:
            return self.home
        here = [land for land in near_countries(self.text, event) if land in free]
        return here[0] if here else free[0] if free else self.home

    def _beside_counterpart(self, event: Event, entity: Entity, taken: set[str]) -> str | None:
        """ "استقبله الرئيس س، ثم عقد مباحثات مع نظيره ص": ص is of the land of س, who was met in the same breath."""
        mine = next((m for m in entity.mentions if m.kind == "counterpart"), None)
        if mine is None:
            return None
        for other in self.cast.mentions:
            holder = self.entity(other)
            here = other.sentence == mine.sentence and other.start < mine.start
            if here and holder and holder.side and holder.side not in taken and not is_body(holder.side):
                return holder.side
        return None

    def _guess(self, event: Event, taken: set[str], *, subject: bool = False) -> str | None:
        near: list[str | None] = [*near_countries(self.text, event)]
        own = subject and event.frame in (
            "meet",
            "talk",
            "discuss",
        )  # abroad, a minister without a land is the outlet's
        for code in (self.home, *near) if own else (*near, self.home):
            if code and code not in taken:
                return code
        inferred = [
            entity.side
            for m in (*event.subjects, *(m for group in event.objects for m in group))
            if (entity := self.entity(m)) and entity.side_inferred and entity.side in taken
        ]
        if inferred:
            return inferred[0]  # two offices that leave the country out leave out the same one
        for code, _ in self.mentioned.most_common(6):
            if code not in taken and code not in self.peers:
                return code
        return None


def _can_be_completed(entity: Entity) -> bool:
    """Whether a side may be guessed: one person with an office, not a rank, a plural, or "the official"."""
    title = entity.title
    return (
        title is not None
        and title.head.number == "one"
        and (title.kind not in ("generic", "rank", "group") or (entity.name is not None and bool(title.field_words)))
        and (entity.name is not None or not title.is_bare or title.head.definite)
    )


def _same_office(counterpart: Title, whose: Title) -> Title:
    """The office of a counterpart: its own words and side, the other one's head and fields."""
    head = LexiconEntry("head", whose.head.key, whose.head.detail, "one", True)
    return Title(
        counterpart.start, counterpart.end, head, counterpart.particle, list(whose.field_words),
        counterpart.side, counterpart.side_span, None, whose.inner, whose.model or whose, False,
    )  # fmt: skip

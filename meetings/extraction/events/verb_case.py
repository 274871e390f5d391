"""A verb of meeting with the people on both sides of it."""

import functools

from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.events.event import Argument, group_arguments, list_mentions
from meetings.extraction.events.left_context import (
    find_antecedent,
    find_subject_before,
    find_topic,
    has_pronoun_behind,
)
from meetings.extraction.events.markers import AND
from meetings.extraction.events.right_window import read_right
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.extraction.mentions.mention import Mention


class VerbCase:
    """A verb of meeting with the words to its right."""

    def __init__(self, context: SentenceContext, hit: LexiconHit) -> None:
        self.context, self.hit, self.entry = context, hit, hit.entry
        self.reading = read_right(context, hit.end, discussed=hit.entry.key == "discuss")
        self.groups: list[list[Argument]] = group_arguments(self.reading.arguments)

    @functools.cached_property
    def antecedent(self) -> Mention | None:
        """Return the antecedent of a relative pronoun before the verb."""
        return find_antecedent(self.context, self.hit.start)

    @functools.cached_property
    def people(self) -> list[Mention]:
        """Return all people after the verb."""
        return list_mentions([argument for group in self.groups for argument in group])

    @functools.cached_property
    def party(self) -> list[Mention]:
        """Return the first party after the verb."""
        return list_mentions(self.groups[0])

    @functools.cached_property
    def subject_before(self) -> list[Mention]:
        """Return the subject before the verb; none where و joins the party after it ("وص")."""
        return [] if self.marker_of(0) == AND else find_subject_before(self.context, self.hit.start)

    @property
    def takes_pronoun(self) -> bool:
        """Return whether the verb has a pronoun as its object: "استقبله", "اجتمع به"."""
        return bool(self.entry.suffix) or has_pronoun_behind(self.context, self.hit.end)

    def marker_of(self, number: int) -> str | None:
        """Return the marker of a party after the verb; None where there are fewer."""
        return self.groups[number][0].marker if number < len(self.groups) else None

    def find_topic(self) -> Mention | None:
        """Find the person of a dropped subject or a pronoun, other than the first party."""
        return find_topic(self.context, self.hit.start, self.party)

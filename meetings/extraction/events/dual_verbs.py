"""Verbs in the dual: "س وص يبحثان", "اللذين التقيا"; both people precede the verb, or both are known already."""

from typing import TypeAlias

from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.events.event import NO_MEETING, Argument, Parties, count_sides, list_mentions
from meetings.extraction.events.left_window import read_left
from meetings.extraction.events.markers import AND, BI, NONE, WITH
from meetings.extraction.events.sentence_context import SentenceContext
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class

_BOTH = load_word_class("they_both")
MAX_PAIR_GAP_WORDS = 4  # between the two people before a dual


class _DualCase:
    """A dual with the people on both sides of it."""

    def __init__(
        self, context: SentenceContext, groups: list[list[Argument]], before: list[Argument], *, is_whole: bool
    ) -> None:
        self.context, self.groups, self.before = context, groups, before
        self.pair = _find_pair(before, is_whole=is_whole)


def read_dual(context: SentenceContext, groups: list[list[Argument]], hit: LexiconHit) -> Parties:
    """Read the parties of a dual; NO_MEETING where it only refers to an earlier meeting ("التقيا")."""
    # "س ... صورة تجمعه مع ص، لافتة إلى أنهما بحثا": the pronoun takes up both, however far they are.
    is_whole = hit.start > context.sentence.start and context.text.words[hit.start - 1] in _BOTH
    return DUALS.decide(_DualCase(context, groups, read_left(context, hit.start), is_whole=is_whole)) or NO_MEETING


def _find_pair(before: list[Argument], *, is_whole: bool) -> list[Mention]:
    """Find the people right before a dual, in their order: of two sides, as soon as there are two.

    `is_whole` where they may be anywhere before it in the sentence.
    """
    people: list[Mention] = []
    for argument in reversed(before):
        if people and not is_whole and people[-1].start - argument.mention.end > MAX_PAIR_GAP_WORDS:
            break
        people.append(argument.mention)
        if len({mention.side for mention in people if mention.side}) >= 2 and argument.mention.particle != AND:
            break
    return people[::-1]


_Rules: TypeAlias = "RuleSet[_DualCase, Parties]"


def _calls(case: _DualCase) -> Parties | None:
    """Refer a dual to the calls, not to the people called: "أجرى س اتصالين بـ ص وع، تناولا ..."."""
    calls = [event for event in case.context.events if event.frame == "call-noun"]
    called = {mention.start for event in calls for group in event.objects for mention in group}
    takes_up = not case.groups and bool(case.before) and case.before[-1].mention.start in called
    return NO_MEETING if takes_up else None


def _pair_with_another(case: _DualCase) -> Parties | None:
    if not case.groups or case.groups[0][0].marker not in (NONE, WITH, BI) or not case.pair:
        return None
    return Parties(case.pair, [list_mentions(case.groups[0])], is_settled=True)


def _pair_of_one_side(case: _DualCase) -> Parties | None:
    is_unknown = any(mention.side is None and mention.title is None for mention in case.pair)
    return NO_MEETING if count_sides(case.pair) < 2 or is_unknown else None


def _pair_of_two_sides(case: _DualCase) -> Parties | None:
    return Parties(case.pair, mutual=True, is_settled=True)


DUALS: _Rules = RuleSet(
    "dual_verbs.parties",
    Rule(
        "calls",
        "أجرى وزير الخارجية الأمريكي أنتوني بلينكن اتصالين هاتفيين بوزير الخارجية التركي هاكان فيدان "
        "ووزير الخارجية المصري سامح شكري تناولا ملف سوريا.",
        _calls,
    ),
    Rule(
        "pair_with_another",
        "وزير الخارجية الأمريكي أنتوني بلينكن ووزير الدفاع لويد أوستن يبحثان مع الرئيس التركي ملف سوريا.",
        _pair_with_another,
    ),
    Rule(
        "pair_of_one_side",
        "وزير الخارجية الأمريكي أنتوني بلينكن ووزير الدفاع الأمريكي لويد أوستن يبحثان ملف سوريا.",
        _pair_of_one_side,
    ),
    Rule(
        "pair_of_two_sides",
        "وزير الخارجية الأمريكي أنتوني بلينكن ووزير الخارجية التركي هاكان فيدان يبحثان ملف سوريا.",
        _pair_of_two_sides,
    ),
)

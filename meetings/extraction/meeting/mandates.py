"""The side of an official whom an envoy with a mandate met: his mandate is one country, his journey leads to others.

An ambassador lives where he is accredited; the "المبعوث الأممي إلى ليبيا" meets officials in Cairo and Tunis as well.
"""

from typing import NamedTuple

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.entities.entities import Entity
from meetings.extraction.events.event import Event
from meetings.extraction.meeting.namesakes import choose_namesake
from meetings.extraction.meeting.place_leads import IN, TRAVEL, identify_lead
from meetings.extraction.meeting.side_context import OPEN_KINDS, SideContext
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.meeting_kinds import is_remote
from meetings.gazetteer.sides import is_state
from meetings.gazetteer.word_classes import load_word_class

_MANDATES = load_word_class("mandate_heads")
_VISIT = "visit"


class MandateSituation(NamedTuple):
    """A meeting of an envoy with a mandate for the country `mandate`."""

    context: SideContext
    event: Event
    mandate: str


def has_mandate(envoy: Entity) -> bool:
    """Return whether an envoy has a mandate for the country of his title, and no post there: مبعوث, منسق."""
    return envoy.title is not None and envoy.title.head.key in _MANDATES


def find_land_of_partner(context: SideContext, event: Event, mandate: str) -> str:
    """Find the country of an official, named without it, whom an envoy for the country `mandate` met."""
    return _LAND.decide(MandateSituation(context, event, mandate)) or mandate


def _beside_countryman(situation: MandateSituation) -> str | None:
    """Find the mandate's country beside another of its officials, who met the envoy as well."""
    sides = {side for entity in _list_people(situation) if (side := entity.side)}
    return situation.mandate if situation.mandate in sides else None


def _place_of_meeting(situation: MandateSituation) -> str | None:
    return _find_land(situation, [situation.event.sentence], IN)


def _goal_of_journey(situation: MandateSituation) -> str | None:
    return _find_land(situation, [situation.event.sentence], TRAVEL)


def _goal_told_before(situation: MandateSituation) -> str | None:
    """Find the goal of a journey in the sentences before, the nearest first: "وصل س إلى أنقرة. والتقى ..."."""
    sentences = situation.context.text.sentences[: situation.event.sentence.index]
    return _find_land(situation, [one for one in reversed(sentences) if one.role == "body"], TRAVEL)


def _own_country(situation: MandateSituation) -> str | None:
    """Find the outlet's country, where the report names it or the official is the subject, as in its own news."""
    context, home = situation.context, situation.context.home
    subjects = [context.entity(mention) for mention in situation.event.subjects]
    is_subject = any(one is not None and one.side is None and one.kind in OPEN_KINDS for one in subjects)
    return home if home and (is_subject or context.mentioned.get(home)) else None


def _most_named(situation: MandateSituation) -> str | None:
    """Find the country that the report names most often, and not for one of the people who met."""
    taken = {entity.side for entity in _list_people(situation)}
    return next((code for code, _ in situation.context.mentioned.most_common() if code not in taken), None)


def _list_people(situation: MandateSituation) -> list[Entity]:
    event, context = situation.event, situation.context
    mentions = [*event.subjects, *(mention for group in event.objects for mention in group)]
    return [entity for mention in mentions if (entity := context.entity(mention)) is not None]


def _find_land(situation: MandateSituation, sentences: list[Sentence], lead: str) -> str | None:
    """Find the first country of these sentences that `lead` brings, outside the matters discussed."""
    text, mentions = situation.context.text, situation.context.cast.mentions
    if is_remote(situation.event.kind):
        return None
    for sentence in sentences:
        inside = {i for m in mentions if m.sentence == sentence.index for i in range(m.start, m.end)}
        passing = inside | situation.event.asides
        for index in range(sentence.start, sentence.end):
            hit = text.hit(index, "country", "place") if index not in passing else None
            if hit is not None and _read_lead(text, index, hit, sentence, inside) == lead:
                land = _get_land(choose_namesake(text, index, hit))
                if land is not None:
                    return land
    return None


def _read_lead(text: Text, index: int, hit: LexiconHit, sentence: Sentence, inside: set[int]) -> str:
    """Return how the words before a country refer to it; it may be what a person visited: "زار س مصر"."""
    is_object = index - 1 in inside and not hit.particle
    if is_object and any(_is_visit(text, word) for word in range(sentence.start, index) if word not in inside):
        return TRAVEL
    return identify_lead(text, index, hit, sentence)


def _is_visit(text: Text, index: int) -> bool:
    verb = text.hit(index, "verb")
    return verb is not None and verb.entry.key == _VISIT


def _get_land(hit: LexiconHit) -> str | None:
    entry = hit.entry
    land = entry.key if entry.kind == "country" else entry.side or entry.country
    return land if is_state(land) else None


_VISITOR = "المبعوث الأممي إلى ليبيا عبد الله باتيلي"

_LAND: RuleSet[MandateSituation, str] = RuleSet(
    "mandates.land",
    Rule(
        "beside_countryman",
        f"التقى {_VISITOR} في تونس الرئيس الليبي محمد المنفي ووزير الدفاع خالد مازن.",
        _beside_countryman,
    ),
    Rule("place_of_meeting", f"التقى {_VISITOR} في تونس وزير الخارجية نبيل عمار.", _place_of_meeting),
    Rule("goal_of_journey", f"زار {_VISITOR} مصر، والتقى وزير الخارجية سامح شكري.", _goal_of_journey),
    Rule(
        "goal_told_before",
        f"وصل {_VISITOR} أمس إلى أنقرة. وبحث مع وزير الخارجية هاكان فيدان العملية السياسية.",
        _goal_told_before,
    ),
    Rule(
        "own_country",
        f"عمان (بترا) - التقى وزير الخارجية أيمن الصفدي {_VISITOR}، وأكد دعم الأردن لجهوده.",
        _own_country,
    ),
    Rule("most_named", f"استقبل رئيس الحكومة محمد شياع السوداني {_VISITOR}، وأكد موقف العراق.", _most_named),
)

"""The words before a place: participants meet in it, travel to it, or met at a conference named after it."""

from typing import NamedTuple

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.document.lexicon import ARTICLE, LexiconHit
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import word_class, word_list

IN, TRAVEL, CONFERENCE, NOT_LED = "in", "travel", "conference", ""
_IN = word_class("place_lead")
_TRAVEL = word_class("travel_lead")
_CONFERENCE = word_class("conference_lead")
_AHEAD = word_list("conference_spoken_of")
_CAPITAL = word_class("capital_word")
_FROM = word_class("origin_particle")
_AT = word_class("at_particle")
_TO = word_class("to_particle")
_VISIT_STEM = word_list("visit_stem")
_JOURNEY_QUALITY = word_class("journey_quality")
_RELATIVE_OF_PLACE = word_class("relative_of_place")
_VISITED_STEM = word_list("visited_stem")


class LeadSituation(NamedTuple):
    """A place at word `position` of a sentence, with the two words before it ("" at its beginning)."""

    text: Text
    position: int
    hit: LexiconHit
    sentence: Sentence
    before: str
    second: str


def lead_of(text: Text, index: int, hit: LexiconHit, sentence: Sentence) -> str:
    """Return how the words before the place refer to it: IN, TRAVEL, CONFERENCE or NOT_LED."""
    before = text.words[index - 1] if index > sentence.start else ""
    second = text.words[index - 2] if index > sentence.start + 1 else ""
    return _LEAD.decide(LeadSituation(text, index, hit, sentence, before, second)) or NOT_LED


def _preposition(situation: LeadSituation) -> str | None:
    return IN if situation.hit.particle in _AT or situation.before in _IN else None


def _visited_place(situation: LeadSituation) -> str | None:
    text, end = situation.text, situation.hit.end
    if end + 1 >= situation.sentence.end or text.words[end] not in _RELATIVE_OF_PLACE:
        return None
    return IN if text.words[end + 1].startswith(_VISITED_STEM) else None


def _conference(situation: LeadSituation) -> str | None:
    if situation.before not in _CONFERENCE or situation.hit.entry.kind != "place":
        return None
    return NOT_LED if situation.second.removeprefix(ARTICLE).startswith(_AHEAD) else CONFERENCE


def _capital_in_apposition(situation: LeadSituation) -> str | None:
    text, comma = situation.text, situation.position - 1
    if situation.before != "," or situation.hit.particle or comma - 2 < situation.sentence.start:
        return None
    return IN if text.hit(comma - 1, "demonym") and text.words[comma - 2] in _CAPITAL else None


def _journey(situation: LeadSituation) -> str | None:
    return TRAVEL if situation.before in _TRAVEL else None


def _visit_to(situation: LeadSituation) -> str | None:
    before, second = situation.before, situation.second
    if situation.hit.particle not in _TO:
        return None
    is_visit = any(stem in before or stem in second for stem in _VISIT_STEM)
    return TRAVEL if is_visit or before in _JOURNEY_QUALITY else None


def _described_place(situation: LeadSituation) -> str | None:
    """Find the preposition before a word that describes the place ("في العاصمة الإيطالية روما")."""
    if situation.second not in _IN or situation.hit.particle:
        return None
    return IN if situation.text.hit(situation.position - 1, "linker", "quality", "demonym") else None


def _headline_origin(situation: LeadSituation) -> str | None:
    is_origin = situation.sentence.role == "headline" and situation.before in _FROM
    return IN if is_origin and situation.hit.entry.kind == "place" else None


_LEAD: RuleSet[LeadSituation, str] = RuleSet(
    "place_leads.lead",
    Rule(
        "preposition",
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني في باريس.",
        _preposition,
    ),
    Rule(
        "visited_place",
        "من الجزائر التي زارها، أجرى الرئيس الفرنسي إيمانويل ماكرون مباحثات مع الرئيس الجزائري عبد المجيد تبون.",
        _visited_place,
    ),
    Rule(
        "conference",
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني على هامش مؤتمر ميونخ للأمن.",
        _conference,
    ),
    Rule(
        "capital_in_apposition",
        "التقى وزير الخارجية العراقي فؤاد حسين نظيره المصري بدر عبد العاطي في العاصمة الفرنسية، باريس، وبحثا العلاقات.",
        _capital_in_apposition,
    ),
    Rule(
        "journey",
        "التقى الرئيس الفرنسي إيمانويل ماكرون خلال زيارة بغداد رئيس الوزراء العراقي محمد شياع السوداني.",
        _journey,
    ),
    Rule(
        "visit_to",
        "التقى الرئيس الفرنسي إيمانويل ماكرون خلال زيارة رسمية للعراق رئيس الوزراء العراقي محمد شياع السوداني.",
        _visit_to,
    ),
    Rule(
        "described_place",
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني في العاصمة الإيطالية روما.",
        _described_place,
    ),
    Rule(
        "headline_origin",
        "السوداني من باريس: العراق حريص على الشراكة مع فرنسا\n\n"
        "التقى رئيس الوزراء العراقي محمد شياع السوداني الرئيس الفرنسي إيمانويل ماكرون.",
        _headline_origin,
    ),
)

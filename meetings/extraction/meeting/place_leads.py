"""The words before a place: participants meet in it, travel to it, or met at a conference named after it."""

from typing import NamedTuple

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.document.lexicon import ARTICLE, LexiconHit
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class, load_word_list

IN, TRAVEL, CONFERENCE, NOT_LED = "in", "travel", "conference", ""
_IN = load_word_class("place_lead")
_IN_ALONE, _NEGATIONS = load_word_class("preposition_of_place"), load_word_class("negations")
_JOINING = load_word_list("joining_prefixes")
_TRAVEL = load_word_class("travel_lead")
_CONFERENCE = load_word_class("conference_lead")
_AHEAD = load_word_list("conference_spoken_of")
_CAPITAL = load_word_class("capital_word")
_FROM = load_word_class("origin_particle")
_MEASURES = load_word_class("measures_of_distance")
MAX_WORDS_TO_MEASURE = 4  # from "100 كلم" to the place from which they are counted
_AT = load_word_class("at_particle")
_TO = load_word_class("to_particle")
_VISIT_STEM = load_word_list("visit_stem")
_JOURNEY_QUALITY = load_word_class("journey_quality")
_AIRPORT, _INSIDE = load_word_class("airport_word"), load_word_class("inside_preposition")
_INVITATIONS, _PASSING = load_word_class("invitation_words"), load_word_class("passing_words")
MAX_INVITATION_GAP_WORDS, MAX_PASSING_GAP_WORDS = 12, 5  # to the goal of a journey
_RELATIVE_OF_PLACE = load_word_class("relative_of_place")
_VISITED_STEM = load_word_list("visited_stem")


class LeadSituation(NamedTuple):
    """A place at word `position` of a sentence, with the two words before it ("" at its beginning)."""

    text: Text
    position: int
    hit: LexiconHit
    sentence: Sentence
    before: str
    second: str


def identify_lead(text: Text, index: int, hit: LexiconHit, sentence: Sentence) -> str:
    """Return how the words before the place refer to it: IN, TRAVEL, CONFERENCE or NOT_LED."""
    before = text.words[index - 1] if index > sentence.start else ""
    second = text.words[index - 2] if index > sentence.start + 1 else ""
    return _LEAD.decide(LeadSituation(text, index, hit, sentence, before, second)) or NOT_LED


def _measured_from(situation: LeadSituation) -> str | None:
    """Reject the town from which the distance of another place is measured: "على نحو 100 كلم من مدينة الرياض"."""
    first = max(situation.sentence.start, situation.position - MAX_WORDS_TO_MEASURE)
    words = situation.text.words[first : situation.position]
    return NOT_LED if _FROM & {situation.before, situation.second} and not _MEASURES.isdisjoint(words) else None


def _not_there(situation: LeadSituation) -> str | None:
    """Recognise where they did not meet: "في جدة، لا في العاصمة الرياض"."""
    text, index, first = situation.text, situation.position, situation.sentence.start
    for at in (index - 1, index - 2):
        if at > first and text.words[at] in _IN_ALONE and text.words[at - 1] in _NEGATIONS:
            return NOT_LED
    return None


def _preposition(situation: LeadSituation) -> str | None:
    before = situation.before
    is_joined = before[:1] in _JOINING and before[1:] in _IN_ALONE  # "ففي جيبوتي التقى"
    return IN if situation.hit.particle in _AT or before in _IN or is_joined else None


def _airport(situation: LeadSituation) -> str | None:
    """Find the city of an airport in which they met: "في مطار الخرطوم الدولي", "بمطار بيروت"."""
    if situation.before not in _AIRPORT or situation.hit.particle:
        return None
    return IN if situation.before.startswith(tuple(_AT)) or situation.second in _INSIDE else None


def _journey_of_another_day(situation: LeadSituation) -> str | None:
    """Reject the goal of a journey to which a person is invited, or that continues after the meeting."""
    if situation.before not in _TRAVEL and situation.hit.particle not in _TO:
        return None
    text, first, start = situation.text, situation.sentence.start, situation.position
    is_invited = not _INVITATIONS.isdisjoint(text.words[max(first, start - MAX_INVITATION_GAP_WORDS) : start])
    is_passing = not _PASSING.isdisjoint(text.words[max(first, start - MAX_PASSING_GAP_WORDS) : start])
    return NOT_LED if is_invited or is_passing else None


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
    """Find the preposition before a word that describes the place: "في العاصمة الإيطالية روما", "إلى العاصمة كيتو"."""
    if situation.hit.particle:
        return None
    is_described = situation.text.hit(situation.position - 1, "linker", "quality", "demonym") is not None
    if situation.second in _TRAVEL and (is_described or situation.before in _CAPITAL):
        return TRAVEL
    return IN if situation.second in _IN and is_described else None


def _headline_origin(situation: LeadSituation) -> str | None:
    is_origin = situation.sentence.role == "headline" and situation.before in _FROM
    return IN if is_origin and situation.hit.entry.kind == "place" else None


_LEAD: RuleSet[LeadSituation, str] = RuleSet(
    "place_leads.lead",
    Rule(
        "measured_from",
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني في منتجع "
        "على نحو 100 كلم من مدينة بغداد.",
        _measured_from,
    ),
    Rule(
        "not_there",
        "في مرسيليا، لا في العاصمة باريس، التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي "
        "محمد شياع السوداني.",
        _not_there,
    ),
    Rule(
        "preposition",
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني في باريس.",
        _preposition,
    ),
    Rule(
        "airport",
        "التقى الرئيس الفرنسي إيمانويل ماكرون رئيس الوزراء العراقي محمد شياع السوداني في مطار بغداد الدولي.",
        _airport,
    ),
    Rule(
        "journey_of_another_day",
        "توقف الرئيس الفرنسي إيمانويل ماكرون وهو في طريقه إلى بكين حيث اجتمع به رئيس الوزراء العراقي "
        "محمد شياع السوداني.",
        _journey_of_another_day,
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

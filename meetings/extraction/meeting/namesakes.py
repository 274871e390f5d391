"""The choice between a country and a city of one name: تونس (Tunisia or Tunis), عمان (Oman or Amman)."""

from typing import NamedTuple

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class, load_word_list

_SHADDA = "\u0651"
_CITY_STEM = load_word_list("city_stem")
_STATE_BEFORE = load_word_class("state_before_namesake")


class NamesakeSituation(NamedTuple):
    """A country and a city of one name at word `position` of the text."""

    text: Text
    position: int
    country: LexiconHit
    city: LexiconHit


def choose_namesake(text: Text, index: int, hit: LexiconHit) -> LexiconHit:
    """Return the country or the city where the words of `hit` name both."""
    same = [one for one in text.hits[index] if one.end == hit.end]
    country = next((one for one in same if one.entry.kind == "country"), None)
    city = next((one for one in same if one.entry.kind == "place"), None)
    if country is None or city is None:
        return hit
    return _NAMESAKES.decide(NamesakeSituation(text, index, country, city)) or hit


def _state_or_its_capital(situation: NamesakeSituation) -> LexiconHit | None:
    text, index, country, city = situation
    if country.entry.key != city.entry.country:
        return None
    return city if text.words[index - 1].startswith(_CITY_STEM) else country


def _state_or_foreign_city(situation: NamesakeSituation) -> LexiconHit:
    """Choose Amman for عمّان, with a shadda and without a word for a state before it."""
    text, index, country, city = situation
    has_shadda = _SHADDA in text.quote(index, index + 1)
    return city if has_shadda or (index and text.words[index - 1] not in _STATE_BEFORE) else country


_NAMESAKES: RuleSet[NamesakeSituation, LexiconHit] = RuleSet(
    "namesakes.meant",
    Rule(
        "state_or_its_capital",
        "التقى الرئيس الفرنسي إيمانويل ماكرون الرئيس التونسي قيس سعيد في مدينة تونس.",
        _state_or_its_capital,
    ),
    Rule(
        "state_or_foreign_city",
        "التقى الرئيس الفرنسي إيمانويل ماكرون العاهل الأردني الملك عبد الله الثاني في عمان.",
        _state_or_foreign_city,
    ),
)

"""Rules for a title after a name: "نيجيرفان بارزاني، رئيس الإقليم", "غويدو كروسيتو وزير الدفاع"."""

from dataclasses import dataclass, replace
from enum import Enum

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.mentions.mention import NO_PERSON, Mention, has_particle, skip_ranks
from meetings.extraction.mentions.multiple_titles import read_further_titles
from meetings.extraction.mentions.name_parser import parse_name
from meetings.extraction.mentions.sports_bodies import leads_sports_body
from meetings.extraction.mentions.title import Title
from meetings.extraction.mentions.title_parser import find_head, parse_title
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import word_list

MAX_LATIN_NAME_WORDS = 8
_AND = word_list("particle_and")[0]


class Use(Enum):
    """The use of a title after a name for the person named."""

    OF_ANOTHER = "of another"
    FURTHER = "further"
    OFFICE = "office"


@dataclass(slots=True)
class _Apposition:
    """A named person and the title after the name."""

    text: Text
    mention: Mention
    title: Title
    stop: int
    has_comma: bool

    @property
    def is_open(self) -> bool:
        """Return whether the person has no full title yet."""
        return self.mention.title is None or self.mention.title.is_bare


def read_apposition(text: Text, mention: Mention, sentence: Sentence) -> None:
    """Give a named person the title after the name, if it is his."""
    if mention.name is None or mention.kind in NO_PERSON:
        return
    index, stop = _skip_latin_name(text, mention.end, sentence.end), sentence.end
    has_comma = index < stop and text.words[index] in ",("
    index += has_comma
    if index >= stop or not text.is_word(index) or has_particle(text, index):
        return
    title = parse_title(text, index, stop)
    if title is None:
        return
    if leads_sports_body(text, title, stop):
        title.head = replace(title.head, detail="private")
    use = USES.decide(_Apposition(text, mention, title, stop, has_comma))
    if use is Use.FURTHER:
        mention.more_titles.append(title)
        mention.end = title.end
    elif use is Use.OFFICE:
        _take_office(text, mention, title, sentence)


def _take_office(text: Text, mention: Mention, title: Title, sentence: Sentence) -> None:
    """Make `title`, with those after it, the office of the person."""
    holder = Mention(title.start, title.end, sentence.index, None, title)
    read_further_titles(text, holder, sentence.end, named=True)
    mention.title, mention.more_titles = title, holder.more_titles
    mention.side = title.side or holder.side or mention.side
    mention.end = holder.end
    mention.rule = "name-title"


def _skip_latin_name(text: Text, index: int, stop: int) -> int:
    """Return the index after a name in its own script in brackets: "ريمي ريو (Rémy Rioux)"."""
    if index + 2 >= stop or text.words[index] != "(" or not text.words[index + 1][0].isascii():
        return index
    for end in range(index + 2, min(stop, index + MAX_LATIN_NAME_WORDS + 1)):
        if text.words[end] == ")":
            return end + 1
    return index


def _is_no_office(case: _Apposition) -> Use | None:
    is_office = case.title.head.number == "one" and case.title.kind not in ("counterpart", "group", "generic")
    return None if is_office else Use.OF_ANOTHER


def _is_list_of_titles(case: _Apposition) -> Use | None:
    mention, end = case.mention, case.title.end
    if not case.has_comma or mention.particle != _AND or mention.title is not None or end >= case.stop:
        return None
    listed = find_head(case.text, end)
    return Use.OF_ANOTHER if listed is not None and listed.particle == _AND else None


def _opens_another_person(case: _Apposition) -> Use | None:
    if case.is_open and not (case.has_comma and case.mention.title is not None):
        return None
    at = skip_ranks(case.text, case.title.end, case.stop)
    is_named = parse_name(case.text, at, case.stop, titled=True) is not None
    return Use.OF_ANOTHER if is_named else None


def _is_further_office(case: _Apposition) -> Use | None:
    mention, title = case.mention, case.title
    if case.is_open or not case.has_comma:
        return None
    same_side = mention.side is not None and title.side in (None, mention.side)
    is_sideless = mention.rule == "name-title" and title.side is None and mention.side is None
    return Use.FURTHER if same_side or is_sideless else None


def _has_full_title(case: _Apposition) -> Use | None:
    return None if case.is_open else Use.OF_ANOTHER


def _is_bare_title(case: _Apposition) -> Use | None:
    title = case.title
    is_adviser = title.kind == "aide" and title.head.definite and not case.has_comma and case.mention.title is None
    return Use.OF_ANOTHER if title.is_bare and title.kind != "spokesman" and not is_adviser else None


USES = RuleSet(
    "apposition.use",
    Rule("no_office", "التقى فؤاد حسين نظيره التركي هاكان فيدان.", _is_no_office),
    Rule("titles_of_two", "اجتمع أردوغان وينس ستولتنبرغ، الرئيس التركي والأمين العام للناتو.", _is_list_of_titles),
    Rule(
        "another_person",
        "التقى وزير الخارجية العراقي فؤاد حسين، نائب الرئيس التركي جودت يلماز.",
        _opens_another_person,
    ),
    Rule(
        "further_office",
        "التقى رئيس الوزراء القطري محمد بن عبد الرحمن، وزير الخارجية، السفير.",
        _is_further_office,
    ),
    Rule("full_title", "التقى الرئيس العراقي برهم صالح السفير الروسي في بغداد.", _has_full_title),
    Rule("bare_title", "استقبل نيجيرفان بارزاني الوزير في أربيل.", _is_bare_title),
    Rule("office", "التقى نيجيرفان بارزاني، رئيس إقليم كردستان، السفير الروسي.", lambda case: Use.OFFICE),
)

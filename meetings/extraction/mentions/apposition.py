"""Rules for a title after a name: "نيجيرفان بارزاني، رئيس الإقليم", "غويدو كروسيتو وزير الدفاع"."""

from dataclasses import dataclass, replace
from enum import Enum

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.mentions.mention import NO_PERSON, Mention, has_particle, skip_ranks
from meetings.extraction.mentions.multiple_titles import read_further_titles
from meetings.extraction.mentions.name_parser import parse_name
from meetings.extraction.mentions.sports_bodies import is_leading_sports_body
from meetings.extraction.mentions.title import Title
from meetings.extraction.mentions.title_parser import find_head, parse_title
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_LATIN_NAME_WORDS = 8
_AND = load_word_list("particle_and")[0]
_TELLING_VERBS = load_word_class("verbs_of_telling_somebody")
_PARTNER_PARTICLES, _PARTNER_WORDS = (load_word_class(f"{name}_before_a_partner") for name in ("particles", "words"))


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
    if is_leading_sports_body(text, title, stop):
        title.head = replace(title.head, detail="private")
    use = USES.decide(_Apposition(text, mention, title, stop, has_comma))
    if use is Use.FURTHER:
        mention.more_titles.append(title)
        mention.side = mention.side or title.side
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


def _is_counterpart_behind(case: _Apposition) -> Use | None:
    """Recognise a counterpart whose name comes first: "مع هاكان فيدان نظيره التركي", "وعباس عراقجي نظيره الإيراني"."""
    mention, title = case.mention, case.title
    if title.kind != "counterpart" or title.head.number != "one" or title.side is None or mention.title is not None:
        return None
    before = case.text.words[mention.start - 1] if mention.start else ""
    if mention.particle not in (*_PARTNER_PARTICLES, _AND) and before not in _PARTNER_WORDS:
        return None
    at = skip_ranks(case.text, title.end, case.stop)
    return Use.OFFICE if parse_name(case.text, at, case.stop, titled=True) is None else None


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
    at = skip_ranks(case.text, case.title.end, case.stop)
    end = parse_name(case.text, at, case.stop, titled=True)
    if end is None:
        return None
    is_due = case.is_open and not (case.has_comma and case.mention.title is not None)
    return None if is_due and not _stands_before_holder(case, end) else Use.OF_ANOTHER


def _stands_before_holder(case: _Apposition, end: int) -> bool:
    """Return whether the title is that of the next name: "استقبل الملك س رئيس الوزراء الإسباني ص".

    A comma makes it that of the person before, and an inner office may have the name: "س، مبعوث الرئيس الأمريكي ص".
    """
    is_whole = not case.has_comma and case.title.side is not None and case.title.inner is None
    return is_whole and not _has_own_title(case, end)


def _has_own_title(case: _Apposition, end: int) -> bool:
    """Return whether a title follows the next name too: "س وزير الخارجية العراقي ص وزير الخارجية التركي"."""
    behind = end + 1 if end < case.stop and case.text.words[end] == "," else end
    head = find_head(case.text, behind) if behind < case.stop else None
    return head is not None and not head.particle and head.entry.detail not in ("rank", "honorific")


def _is_further_office(case: _Apposition) -> Use | None:
    mention, title = case.mention, case.title
    if case.is_open or not case.has_comma:
        return None
    same_side = mention.side is not None and title.side in (None, mention.side)
    is_sideless = mention.rule == "name-title" and title.side is None and mention.side is None
    return Use.FURTHER if same_side or is_sideless or _is_governed(case) else None


def _is_governed(case: _Apposition) -> bool:
    """Return whether a person behind a preposition bears one more office: no other person can follow unjoined.

    "مع الشيخ فلان نائب رئيس الوزراء، وزير الخارجية القطري".
    """
    mention = case.mention
    before = case.text.words[mention.start - 1] if mention.start else ""
    is_office = mention.rule == "name-title" and mention.side is None and case.title.side is not None
    return is_office and (before in _PARTNER_WORDS or mention.particle in _PARTNER_PARTICLES)


def _has_full_title(case: _Apposition) -> Use | None:
    return None if case.is_open else Use.OF_ANOTHER


def _is_bare_title(case: _Apposition) -> Use | None:
    title = case.title
    is_adviser = title.kind == "aide" and title.head.definite and not case.has_comma and case.mention.title is None
    return Use.OF_ANOTHER if title.is_bare and title.kind != "spokesman" and not is_adviser else None


def _is_object_due(case: _Apposition) -> Use | None:
    """Leave the title behind the subject of a verb of telling to its object: "أبلغ فيصل ولي عهد الكويت تحيات"."""
    before = case.text.words[case.mention.start - 1] if case.mention.start else ""
    is_told = before.removeprefix(_AND) in _TELLING_VERBS and not case.has_comma
    has_other = case.title.end < case.stop and find_head(case.text, case.title.end) is not None
    return Use.OF_ANOTHER if is_told and not has_other else None


USES = RuleSet(
    "apposition.use",
    Rule("object_due", "أبلغ الأمير فيصل بن فرحان ولي عهد الكويت تحيات القيادة.", _is_object_due),
    Rule(
        "counterpart_behind",
        "بحث وزير الخارجية العراقي فؤاد حسين مع هاكان فيدان نظيره التركي ملف المياه.",
        _is_counterpart_behind,
    ),
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

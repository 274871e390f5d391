"""Words between a title and a name that give the place or the matter of the office.

"رئيس الوزراء في المملكة المتحدة السيد س", "الوسيط الأميركي في ملف ترسيم الحدود س".
"""

from dataclasses import dataclass

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import ARTICLE
from meetings.extraction.mentions.name_parser import parse_name
from meetings.extraction.mentions.title import Title
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_MATTER_WORDS, MAX_INSTITUTION_WORDS, MAX_SUPERVISED_WORDS = 9, 4, 14
MAX_SESSION_WORDS = 5  # from "رئيس الدورة" to "للجمعية العامة": "الثالثة والسبعين"
_SESSION, _ASSEMBLY = load_word_class("session_word"), tuple(load_word_list("of_the_general_assembly"))
_UNITED_NATIONS = "UN"
_HOME_KINDS = frozenset({"office", "aide", "generic", "envoy"})
_BUILDINGS = load_word_class("institutions_that_are_buildings")
_LEADS = load_word_class("words_before_matters")
_OPEN_LEADS = load_word_class("prepositions_before_matters")
_NEGATIONS = load_word_class("negations_of_qualities")
_TO_THE = load_word_list("to_the_prefix")[0]
_ON = load_word_list("on")[0]
_MATTERS = load_word_class("matters")
_OUTSIDE_MATTERS = load_word_class("prepositions_outside_matters")
_EACH, _FROM, _IN = (
    load_word_class("words_for_each"),
    load_word_list("preposition_from")[0],
    load_word_list("preposition_in")[0],
)
_AND, _ABROAD, _OUTSIDE = (load_word_list(name)[0] for name in ("particle_and", "abroad", "outside"))
_CHARGED = load_word_list("participles_before_from")


def find_each(text: Text, title: Title, index: int, stop: int) -> int | None:
    """Return the end of "كل من" between a plural office and its countries ("سفراء كل من فرنسا وألمانيا")."""
    several = title.head.number != "one" and index + 2 < stop
    return index + 2 if several and text.words[index] in _EACH and text.words[index + 1] == _FROM else None


def find_abroad(text: Text, title: Title, index: int, stop: int) -> int | None:
    """Return the end of "في الخارج", "بالخارج" after a minister's fields ("والجالية التونسية في الخارج")."""
    if not title.field_words:
        return None
    people = text.hit(index, "demonym")
    if people is not None and people.particle == _AND and people.entry.number != "one" and people.end < stop:
        return people.end + 1 if text.words[people.end] == _ABROAD else None  # "والهجرة والتونسيين بالخارج"
    end = None
    if text.words[index] == _ABROAD:
        end = index + 1
    elif text.words[index] == _IN and text.words[index + 1 : index + 2] == [_OUTSIDE]:
        end = index + 2
    return end if end is not None and end < stop else None


def find_session(text: Text, title: Title, index: int, stop: int) -> int | None:
    """Return the end of "الـ73 للجمعية العامة" after "رئيس الدورة": the session is of the United Nations."""
    if title.end < title.start + 2 or text.words[title.end - 1] not in _SESSION:
        return None
    for end in range(index, min(stop, index + MAX_SESSION_WORDS)):
        if tuple(text.words[end : end + 2]) == _ASSEMBLY:
            if title.side is None:
                title.side, title.side_span = _UNITED_NATIONS, (end, end + 2)
            title.is_bare = False
            return end + 2
        if not (text.words[end][0].isdigit() or text.words[end].removeprefix(_AND).startswith(ARTICLE)):
            return None
    return None


@dataclass(slots=True)
class _HomePost:
    """An office that names no side, and the words "في السودان" after it."""

    text: Text
    title: Title
    index: int  # of the word after the preposition
    stop: int


def find_at_home(text: Text, title: Title, index: int, stop: int) -> int | None:
    """Return the end of "في السودان" after an office that names no side, where the holder's name follows."""
    is_charged = text.words[index] == _FROM and text.words[index - 1].startswith(_CHARGED)
    if not (is_charged or text.words[index] == _IN) or index + 1 >= stop:
        return None
    if title.kind not in _HOME_KINDS or title.head.suffix or (title.is_bare and not title.field_words):
        return None
    return HOMES.decide(_HomePost(text, title, index + 1, stop))


def _take_land(post: _HomePost) -> int | None:
    title, hit = post.title, post.text.hit(post.index, "country", "org")
    if hit is None or hit.particle or title.side is not None or title.kind == "envoy":
        return None
    if not is_before_name(post.text, hit.end, post.stop):
        return None
    title.side, title.side_span = hit.entry.key, (hit.start, hit.end)
    return hit.end


def _take_institution(post: _HomePost) -> int | None:
    text, title, hit = post.text, post.title, post.text.hit(post.index, "body")
    if hit is None or hit.particle or hit.entry.key in _BUILDINGS:
        return None
    end = _find_end_of_institution(text, hit.end, post.stop)
    if not is_before_name(text, end, post.stop):
        return None
    nation = next((h for i in range(hit.end, end) if (h := text.hit(i, "demonym", "country"))), None)
    if nation is not None and title.side is None:
        title.side, title.side_span = nation.entry.key, (nation.start, nation.end)
    return end


def _find_end_of_institution(text: Text, start: int, stop: int) -> int:
    """Return where the words with ال, fields and nations after an institution end."""
    end = start
    while end < min(stop, start + MAX_INSTITUTION_WORDS):
        if not (text.has_article(end) or text.hit(end, "portfolio", "demonym", "country")) or text.hit(end, "head"):
            break
        if text.words[end] in text.lexicon.first and is_before_name(text, end, stop):
            break
        end += 1
    return end


HOMES = RuleSet(
    "title_complements.home",
    Rule("land", "التقى رئيس الوزراء في السودان عبد الله حمدوك وزير الخارجية المصري.", _take_land),
    Rule(
        "institution", "التقى رئيس لجنة العلاقات الخارجية في مجلس النواب العراقي عامر الفايز السفير.", _take_institution
    ),
)


def find_supervised(text: Text, index: int, stop: int) -> int | None:
    """Return the end of "على مركز ... " behind "المشرف العام", where an honorific and the name follow."""
    if index >= stop or text.words[index] != _ON:
        return None
    for end in range(index + 2, min(stop, index + MAX_SUPERVISED_WORDS)):
        head = text.hit(end, "head")
        if head is not None and head.entry.detail in ("rank", "honorific") and not head.particle:
            return end if is_before_name(text, end, stop) else None
        if not text.is_word(end) or text.hit(end, "verb"):
            return None
    return None


def find_negated(text: Text, title: Title, index: int, stop: int) -> int | None:
    """Return the end of a negated quality of a title's field: "وكيل الوزارة لشؤون الهجرة غير الشرعية"."""
    is_behind_field = title.end > title.start + 1 and text.has_article(index - 1)
    if not is_behind_field or text.words[index] not in _NEGATIONS or index + 1 >= stop:
        return None
    return index + 2 if text.has_article(index + 1) else None


def find_matter(text: Text, title: Title, index: int, stop: int) -> int | None:
    """Return the end of an envoy's matter, where the holder's name follows it."""
    if title.kind not in ("envoy", "aide") or (title.side is None and title.is_bare) or not _leads(text, index, stop):
        return None
    end, last = index + 1, min(stop, index + MAX_MATTER_WORDS)
    while end < last and _is_of_matter(text, end):
        if end > index + 1 and _opens_full_name(text, end, stop):
            break
        end += 1
    if end < last and not text.is_word(end):
        return end
    return end if end < last and is_before_name(text, end, stop) else None


def _leads(text: Text, index: int, stop: int) -> bool:
    """Return whether the word leads to a matter: "لملف", "للشؤون", "في مفاوضات"."""
    word = text.words[index]
    if word in _OPEN_LEADS:
        return index + 1 < stop and text.words[index + 1] in _MATTERS
    return word in _LEADS or word.startswith(_TO_THE)


def _is_of_matter(text: Text, index: int) -> bool:
    """Return whether a word can be part of a matter's name."""
    is_free = index not in text.date_at and text.words[index] not in _OUTSIDE_MATTERS
    return is_free and text.is_word(index) and not text.hit(index, "verb", "head", "noun")


def _opens_full_name(text: Text, index: int, stop: int) -> bool:
    """Return whether a name of two words or more begins at a word without ال."""
    end = parse_name(text, index, stop, titled=True)
    return end is not None and end - index >= 2 and not text.has_article(index)


def is_before_name(text: Text, index: int, stop: int) -> bool:
    """Return whether a name is next, after ranks, a comma, or a quality ("بالوكالة")."""
    quality = text.hit(index, "quality") if index < stop else None
    if quality is not None:
        index = quality.end
    if index < stop and text.words[index] == ",":
        index += 1
    if index >= stop:
        return False
    return parse_name(text, _skip_ranks(text, index, stop), stop, titled=True) is not None


def _skip_ranks(text: Text, index: int, stop: int) -> int:
    """Return the index after ranks and honorifics."""
    while index < stop and (hit := text.hit(index, "head")) and hit.entry.detail in ("rank", "honorific"):
        index = hit.end
    return index

"""The grammar of titles: a head and its complements.

The complements are a field, a body, qualities, a country or demonym, and a place of accreditation. After a head the
title continues through words of the tables, through titles inside it ("نائب رئيس الوزراء"), and, after the name of a
body, through words with ال. It ends where a name, a verb or an everyday word begins: given names hardly ever have ال,
and a word that qualifies a head always agrees with it.
"""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import ARTICLE, LexiconHit
from meetings.extraction.mentions import title_complements
from meetings.extraction.mentions.bodies_in_titles import find_quoted_body, take_party_behind_head
from meetings.extraction.mentions.name_parser import parse_name
from meetings.extraction.mentions.name_words import FILIATION
from meetings.extraction.mentions.title import Title, can_complete_title, take_antecedent
from meetings.extraction.mentions.title_posts import TitlePost, find_post
from meetings.extraction.mentions.title_steps import END_OF_TITLE, STEPS, TitleStep
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_TITLE_DEPTH = 4  # titles inside titles: "مستشار نائب رئيس مجلس ..."
MAX_OWNER_WORDS = 8  # back from "ومستشاره" to the office of the person he advises
# Offices that only one side has, and titles that the press gives one ruler without naming his land.
_ONE_SIDE = {
    **dict.fromkeys(load_word_class("offices_of_saudi_arabia"), "SA"),
    **dict.fromkeys(load_word_class("offices_of_the_vatican"), "VA"),
}
_ONE_LAND = dict.fromkeys(load_word_class("rulers_of_oman"), "OM")
_DEFINED_BY_SENSE = load_word_class("heads_that_name_one_person")
_WIFE_HEADS = load_word_class("heads_that_are_names_too")
_PLURAL_FIELDS = load_word_class("heads_of_several_fields")
_DUAL_CONSTRUCT = load_word_list("accusative_ending")[0]
_FROM, _LIKE = load_word_list("preposition_from")[0], load_word_list("particle_like")[0]
_AND_THE = load_word_list("and_the_prefix")[0]


def parse_title(text: Text, start: int, stop: int, depth: int = 0) -> Title | None:
    """Return the title that begins at word `start` and ends at `stop` at the latest."""
    hit = find_head(text, start) if depth <= MAX_TITLE_DEPTH else None
    if hit is None or hit.entry.detail in ("rank", "honorific") or _is_no_head(text, hit, stop):
        return None
    title = Title(start, hit.end, hit.entry, hit.particle, is_bare=" " not in hit.entry.key, depth=depth)
    if hit.entry.key in _DEFINED_BY_SENSE:
        title.is_bare = False
    if hit.entry.key in _ONE_SIDE:
        title.is_bare = False
        title.side, title.side_span = _ONE_SIDE[hit.entry.key], (start, hit.end)
    take_party_behind_head(text, title, stop)
    _extend(text, title, stop)
    if title.side is None and title.head.suffix and title.kind == "aide":
        take_antecedent(text, title, reach=MAX_OWNER_WORDS)  # "الرئيس الأمريكي ومستشاره": of the same side
    if title.side is None and title.head.definite and title.head.key in _ONE_LAND:
        title.side, title.side_span = _ONE_LAND[title.head.key], (start, hit.end)
    return title


def _is_no_head(text: Text, hit: LexiconHit, stop: int) -> bool:
    """Return whether the word alone is not an office: "وزيرا" is an accusative, "عقيلة صالح" is a name."""
    entry, is_one_word = hit.entry, hit.end - hit.start == 1
    is_dual = entry.number == "two" and entry.detail != "group" and is_one_word
    is_accusative = is_dual and text.words[hit.start].endswith(_DUAL_CONSTRUCT)
    is_name = entry.key in _WIFE_HEADS and not entry.suffix
    return (is_accusative or is_name) and not can_complete_title(text, hit.end, stop)


def find_head(text: Text, start: int) -> LexiconHit | None:
    """Return the head at word `start`; the raw spelling separates نائبة and نائبه, which folding makes one."""
    hit = text.hit(start, "head")
    if hit is not None and hit.end == start + 1 < len(text.words) and text.words[start + 1] in FILIATION:
        return None  # "مساعد بن محمد": a name
    if hit is None or not hit.entry.suffix:
        return hit
    feminine = [h for h in text.hits[start] if h.entry.kind == "head" and h.end == hit.end and not h.entry.suffix]
    return feminine[0] if feminine and text.quote(start, start + 1).endswith("ة") else hit


def _extend(text: Text, title: Title, stop: int) -> None:
    """Extend the title word by word, as far as the words belong to it."""
    definite_head = title.head.definite and " " not in title.head.key
    open_body = False  # after مجلس, هيئة...: words with ال belong to its name
    index = title.end
    if title.kind == "group" and index + 1 < stop and text.words[index] == _FROM:
        open_body = bool(text.kinds(index + 1) & {"body", "portfolio", "org", "demonym"})
        index += open_body  # "وفد من الكونغرس الأمريكي"
    index += _opens_list_of_lands(text, title, index, stop)
    while index < stop and index not in text.date_at:
        step = _step(text, title, index, stop, open_body=open_body)
        if step:
            index, open_body = step
            title.end = index
            continue
        word = text.words[index]
        if _more_fields(text, title, index):
            index += 1
            title.end, open_body = index, True
            continue
        plain = _is_plain(text, index)
        bodily = open_body or _in_construct(text, title, definite_head, index)
        if text.has_article(index) and plain and bodily and word not in text.lexicon.first:
            title.field_words.append(word.removeprefix(ARTICLE))
            title.is_bare = False
            index += 1
            title.end = index
            continue
        break


def _opens_list_of_lands(text: Text, title: Title, index: int, stop: int) -> bool:
    """Return whether a colon opens a list of countries with their holders: "سفراء: فرنسا س، إسبانيا ص"."""
    if title.head.number == "one" or index + 2 >= stop or text.words[index] != ":":
        return False
    land = text.hit(index + 1, "country")
    return land is not None and not land.particle and parse_name(text, land.end, stop, titled=True) is not None


def _is_plain(text: Text, index: int) -> bool:
    """Return whether no table gives a word another part than in a title; a relative opens a clause about the bearer."""
    if not text.hits[index]:
        return True
    return text.kinds(index) <= {"cue"} and not any(hit.entry.key == "relative" for hit in text.hits[index])


def _more_fields(text: Text, title: Title, index: int) -> bool:
    """Return whether a field that no table has is joined to a known one: "وزير الخارجية والجالية الوطنية"."""
    word = text.words[index]
    return (
        word.startswith(_AND_THE)
        and title.head.key in _PLURAL_FIELDS
        and title.head.number == "one"
        and bool(title.field_words)
        and (title.side is None or title.for_body)
        and not text.hits[index]
        and not text.lexicon.is_core_form(word)
    )


def _in_construct(text: Text, title: Title, definite_head: bool, index: int) -> bool:
    """Return whether the word right after a head without ال completes it: "رئيس الاتحاد ..."."""
    return (
        index == title.start + 1
        and not definite_head
        and title.kind in ("office", "aide", "party", "group")
        and title.head.number == "one"
        and title.particle != _LIKE
        and not title.head.suffix
    )


def _step(text: Text, title: Title, index: int, stop: int, *, open_body: bool) -> tuple[int, bool] | None:
    """Return where one word or phrase of the title ends, and whether a body's name continues after it."""

    def parse_inner(start: int) -> Title | None:
        return parse_title(text, start, stop, title.depth + 1)

    for hit in text.hits[index]:
        step = STEPS.decide(TitleStep(text, title, index, stop, hit, open_body, parse_inner))
        if step is END_OF_TITLE:
            return None
        if step is not None:
            return step
    served = (
        title_complements.find_each(text, title, index, stop)
        or title_complements.find_session(text, title, index, stop)
        or title_complements.find_abroad(text, title, index, stop)
        or title_complements.find_at_home(text, title, index, stop)
        or title_complements.find_negated(text, title, index, stop)
        or title_complements.find_matter(text, title, index, stop)
        or find_quoted_body(text, title, index, stop)
    )
    end = served or find_post(TitlePost(text, title, index, stop, parse_inner))
    return (end, False) if end else None

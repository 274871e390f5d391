"""Rules for the parts of a title: each reads one known form after the head into the title."""

from collections.abc import Callable
from dataclasses import dataclass

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import ARTICLE, LexiconHit
from meetings.extraction.mentions.name_words import FILIATION
from meetings.extraction.mentions.names_like_words import is_plain_name
from meetings.extraction.mentions.title import (
    STATE_WORDS,
    Title,
    can_qualify,
    has_honoured_inner,
    is_given_name,
    is_of_city,
    is_of_country,
    is_same_office,
    take_body,
    take_country,
    take_demonym,
    take_field,
    take_inner,
    take_side,
)
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.place_kinds import CITY_KINDS
from meetings.gazetteer.word_classes import load_word_class, load_word_list

END_OF_TITLE = (-1, False)
AND, TO, BY = (load_word_list(name)[0] for name in ("particle_and", "particle_to", "particle_by"))
_GOVERNED = ("", TO, BY)  # possible particles of a body or field of the title
_AFFAIRS = load_word_list("affairs")[0]
_CHARGED = load_word_list("endings_of_charged")
_CHARGED_LINKERS = load_word_list("linkers_of_the_charged")
_RANKED_QUALITIES = load_word_class("qualities_that_tell_offices_apart")
_MEMBERS = load_word_class("members_of_unions")
_FORMER = load_word_class("qualities_of_former_holders")
_GOVERNMENT = load_word_class("state_words_with_an_office")
_OFFICES_OF_OTHERS = load_word_class("fields_before_another_office")
_CHIEF_AIDES = load_word_class("heads_before_another_office")


@dataclass(slots=True)
class TitleStep:
    """A form at `index`, right after the words of the title so far."""

    text: Text
    title: Title
    index: int
    stop: int
    hit: LexiconHit
    open_body: bool  # words with ال still belong to the name of a body
    parse_inner: Callable[[int], Title | None]

    def has(self, kind: str, *particles: str) -> bool:
        """Return whether the form is of `kind`, with one of `particles`."""
        return self.hit.entry.kind == kind and self.hit.particle in particles


Step = tuple[int, bool] | None  # where the step ends, and whether a body's name continues


def _take_nation(step: TitleStep) -> Step:
    text, title, hit = step.text, step.title, step.hit
    if not step.has("demonym", "") or is_given_name(text, title, hit) or not can_qualify(text, title, hit):
        return None
    take_demonym(text, title, hit)
    return hit.end, False


def _take_joint_body(step: TitleStep) -> Step:
    title, hit = step.title, step.hit
    if not step.has("org", AND) or title.kind != "envoy" or title.side_span is None:
        return None
    return (hit.end, False) if step.text.hit(title.side_span[0], "org") else None


def _take_organisation(step: TitleStep) -> Step:
    if not step.has("org", *_GOVERNED):
        return None
    take_side(step.title, step.hit, strong=True)
    return step.hit.end, False


def _take_country(step: TitleStep) -> Step:
    if step.hit.entry.kind != "country" or not is_of_country(step.text, step.title, step.hit):
        return None
    return take_country(step.text, step.title, step.hit), False


def _take_land_of_counterpart(step: TitleStep) -> Step:
    """Read the land of a counterpart behind ب: "نظيرته بجمهورية سلوفينيا", "نظيره بفرنسا"."""
    text, title, hit = step.text, step.title, step.hit
    if title.kind != "counterpart" or title.side is not None or hit.particle != BY:
        return None
    land: LexiconHit | None = hit
    if hit.entry.kind == "body" and hit.entry.key in STATE_WORDS and hit.end < step.stop:
        land = text.hit(hit.end, "country")
    if land is None or land.entry.kind != "country":
        return None
    title.side, title.side_span = land.entry.key, (land.start, land.end)
    return land.end, False


def _leave_other_office(step: TitleStep) -> Step:
    if not step.has("portfolio", AND) or not step.title.field_words:
        return None
    return None if is_same_office(step.text, step.title, step.hit) else END_OF_TITLE


def _take_ministry(step: TitleStep) -> Step:
    """Read the ministry that its field and nation name: "مدير قسم الشرق الأوسط بالخارجية الألمانية"."""
    title, end = step.title, step.hit.end
    if not step.has("portfolio", BY) or not title.field_words or title.side is not None or end >= step.stop:
        return None
    nation = step.text.hit(end, "demonym")
    if nation is None or nation.particle or not nation.entry.definite:
        return None
    title.side, title.side_span = nation.entry.key, (nation.start, nation.end)
    return nation.end, False


def _leave_unled_field(step: TitleStep) -> Step:
    if not step.has("portfolio", BY):
        return None
    return None if step.text.words[step.index - 1].endswith(_CHARGED) else END_OF_TITLE


def _take_field(step: TitleStep) -> Step:
    is_further = step.has("portfolio", AND) and bool(step.title.field_words)
    if not is_further and not step.has("portfolio", *_GOVERNED):
        return None
    take_field(step.text, step.title, step.hit)
    return step.hit.end, _AFFAIRS in step.hit.entry.key  # "لشؤون الشرق الأدنى"


def _take_institution(step: TitleStep) -> Step:
    title, hit = step.title, step.hit
    if not step.has("body", *_GOVERNED):
        return None
    if hit.entry.side and title.side is None:
        title.side, title.side_span = hit.entry.side, (hit.start, hit.end)
    if title.side is None and hit.entry.definite:
        take_body(step.text, title, hit)
    if hit.entry.key not in STATE_WORDS or hit.entry.key in _GOVERNMENT:
        title.field_words.append(hit.entry.key.removeprefix(ARTICLE))
    title.is_bare = False
    return hit.end, True


def _leave_quality(step: TitleStep) -> Step:
    if step.hit.entry.kind != "quality" or step.text.has_article(step.index):
        return None
    return END_OF_TITLE if step.title.head.suffix or _is_given_name(step) else None


def _is_given_name(step: TitleStep) -> bool:
    """Return whether a quality is a given name, behind a word with ال that it does not qualify: "الكتائب سامي س".

    Behind a land it is one only where a name follows: "رئيسة وزراء الدنمارك سامية حسن".
    """
    text, behind = step.text, step.index + 1
    word, is_behind_article = text.words[step.index], text.has_article(step.index - 1)
    if behind < step.stop and (text.words[behind] in FILIATION or _is_another_office(step)):
        return True  # "السعودي مساعد بن محمد", "رئيس الوزراء العراقي محافظ أربيل س"
    if is_behind_article and word in text.lexicon.first:
        return True
    is_name = word in text.lexicon.first or word in text.lexicon.shared
    is_closed = is_behind_article or step.title.side_span is not None
    return is_name and is_closed and behind < step.stop and is_plain_name(text, behind)


def _is_another_office(step: TitleStep) -> bool:
    """Return whether the word is an office over the city or office behind it: محافظ is a quality and a governor."""
    text, behind = step.text, step.index + 1
    head = text.hit(step.index, "head")
    is_closed = step.title.side_span is not None  # unlike "القائم بأعمال مساعد وزير الدفاع"
    follows = text.hit(behind, "place", "head") if is_closed and behind < step.stop else None
    return head is not None and not head.particle and follows is not None and not follows.particle


def _take_quality(step: TitleStep) -> Step:
    if not step.has("quality", "", TO):
        return None
    if step.hit.entry.key in _RANKED_QUALITIES:
        step.title.field_words.append(step.hit.entry.key)
    if step.text.words[step.hit.start].removeprefix(ARTICLE) in _FORMER:
        step.title.is_former = True
    return step.hit.end, step.open_body


def _take_link(step: TitleStep) -> Step:
    hit = step.hit
    if hit.entry.kind != "linker":
        return None
    if hit.entry.key in _MEMBERS:
        union = step.text.hit(hit.end, "org") if hit.end < step.stop else None
        return (hit.end, False) if union is not None and not union.particle else None
    following = step.text.hit(hit.end, "country", "portfolio", "place") if hit.end < step.stop else None
    if following is not None and following.entry.kind != "portfolio":
        return following.end, False  # "شمالي العراق" places the region, and is not its side
    return (hit.end, False) if following or hit.entry.key.startswith(_CHARGED_LINKERS) else None


def _take_inner_title(step: TitleStep) -> Step:
    title, hit = step.title, step.hit
    if hit.entry.kind != "head":
        return None
    is_honoured = has_honoured_inner(title, hit)
    if not is_honoured and not _belongs(step):
        return None
    inner = step.parse_inner(hit.end if is_honoured else step.index)
    if inner is None:
        return None
    take_inner(title, inner)
    return inner.end, False


def _take_city(step: TitleStep) -> Step:
    title, hit = step.title, step.hit
    if not step.has("place", "") or hit.entry.detail not in CITY_KINDS or not is_of_city(step.text, title):
        return None
    if title.side is None:
        title.side, title.side_span = hit.entry.side or hit.entry.country, (hit.start, hit.end)
    title.is_bare = False
    return hit.end, False


def _belongs(step: TitleStep) -> bool:
    """Return whether another head right after belongs to this title: نائب رئيس، مدير مكتب رئيس الحكومة."""
    title, hit = step.title, step.hit
    if hit.entry.detail in ("rank", "honorific", "spokesman", "private", "counterpart"):
        return False
    is_aide = title.kind in ("aide", "envoy")
    if hit.particle == TO:
        return is_aide and title.head.number == "one" and title.side is None
    if hit.particle:
        return False
    is_first = title.end == title.start + 1 and not title.head.definite and is_aide
    is_of_office = title.end > title.start and bool(title.field_words) and title.field_words[-1] in _OFFICES_OF_OTHERS
    return is_first or is_of_office or title.head.key in _CHIEF_AIDES


STEPS = RuleSet(
    "title_steps.step",
    Rule("nation", "التقى الرئيس العراقي نظيره التركي.", _take_nation),
    Rule(
        "joint_body", "التقى المبعوث المشترك للأمم المتحدة والجامعة العربية كوفي عنان الرئيس السوري.", _take_joint_body
    ),
    Rule("organisation", "التقى الأمين العام للأمم المتحدة الرئيس العراقي.", _take_organisation),
    Rule("country", "التقى رئيس العراق رئيس تركيا.", _take_country),
    Rule(
        "land_of_counterpart",
        "التقى وزير الخارجية العراقي نظيره بجمهورية سلوفينيا أنزي لوغار.",
        _take_land_of_counterpart,
    ),
    Rule("other_office", "اجتمع وزراء الخارجية والدفاع في العراق وتركيا.", _leave_other_office),
    Rule("ministry", "التقى مدير قسم الشرق الأوسط بالخارجية الألمانية توبياس تونكل الرئيس العراقي.", _take_ministry),
    Rule("unled_field", "التقى رئيس الوزراء بالخارجية نظيره.", _leave_unled_field),
    Rule("field", "التقى وزير الخارجية العراقي نظيره التركي.", _take_field),
    Rule("institution", "التقى رئيس مجلس النواب العراقي نظيره التركي.", _take_institution),
    Rule("quality_of_another", "استقبل الرئيس التركي مستشاره خاصا.", _leave_quality),
    Rule("quality", "التقى النائب الأول لرئيس مجلس النواب العراقي السفير التركي.", _take_quality),
    Rule("link", "التقى وزير الدولة مكلف بشؤون أفريقيا السفير التركي.", _take_link),
    Rule("inner_title", "التقى نائب رئيس الوزراء العراقي السفير التركي.", _take_inner_title),
    Rule("city", "التقى حاكم دبي الرئيس العراقي.", _take_city),
)

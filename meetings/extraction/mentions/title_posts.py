"""Rules for the place of an office: "لدى العراق", "في تونس", "المعتمد لدى المغرب", "إلى ليبيا"."""

from collections.abc import Callable
from dataclasses import dataclass

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.mentions.title import ACCREDITED, STATE_WORDS, Title, is_envoys_deputy, is_of_state
from meetings.extraction.mentions.title_complements import is_before_name
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.place_kinds import CITY_KINDS
from meetings.gazetteer.word_classes import load_word_class, load_word_list

_WITH, _IN = load_word_list("preposition_with")[0], load_word_list("preposition_in")[0]
_AND, _BY = load_word_list("particle_and")[0], load_word_list("particle_by")[0]
_LEADS = load_word_class("prepositions_before_posts")
_POSTED = load_word_class("heads_posted_to_cities")
_FIRST_LADY = load_word_class("first_lady")
_WORLDWIDE = load_word_class("heads_without_a_theatre")
_HEADS_OF_STATES = load_word_class("heads_of_states")
_SHADDA = "\u0651"


@dataclass(slots=True)
class TitlePost:
    """The words from `index` on, which may name the post of the title's holder."""

    text: Text
    title: Title
    index: int
    stop: int
    parse_inner: Callable[[int], Title | None]

    @property
    def word(self) -> str:
        """Return the word at `index`."""
        return self.text.words[self.index]

    @property
    def is_envoy(self) -> bool:
        """Return whether the office is one that is accredited."""
        return self.title.kind in ACCREDITED or is_envoys_deputy(self.title)

    @property
    def has_theatre(self) -> bool:
        """Return whether the office is a body's own, such as a commander's, with a post where the body sent him."""
        return self.title.kind == "office" and self.title.for_body

    @property
    def is_led(self) -> bool:
        """Return whether a preposition leads to a post."""
        return self.word == _WITH or (self.word in _LEADS and (self.is_envoy or self.has_theatre))

    @property
    def hit(self) -> LexiconHit | None:
        """Return the country, body or place after the preposition."""
        hit = self.text.hit(self.index + 1, "country", "org", "place")
        if (
            hit is not None
            and hit.entry.kind == "country"
            and _SHADDA in self.text.quote(self.index + 1, self.index + 2)
        ):
            return self.text.hit(self.index + 1, "place") or hit  # عمّان
        return hit


def find_post(post: TitlePost) -> int | None:
    """Return where the words about the post end, if there are any."""
    return POSTS.decide(post) if post.index + 1 < post.stop else None


def _take_post(post: TitlePost) -> int | None:
    hit = post.hit if post.is_led else None
    if hit is None or hit.particle or not _can_be_post(post, hit):
        return None
    title = post.title
    if title.accredited is None:
        title.accredited = hit.entry.country or hit.entry.key
    title.is_bare = False
    return _skip_further(post, hit.end)


def _can_be_post(post: TitlePost, hit: LexiconHit) -> bool:
    title, is_place = post.title, hit.entry.kind == "place"
    if is_place and hit.entry.detail not in CITY_KINDS:
        return False
    if not post.is_envoy and post.word != _WITH and (is_place or title.head.key in _WORLDWIDE):
        return is_before_name(post.text, hit.end, post.stop)  # otherwise the city is the place of the meeting
    return post.word == _WITH or not is_place or title.side is not None or title.head.key in _POSTED


def _skip_further(post: TitlePost, end: int) -> int:
    """Return the end of further countries: "لدى العراق والأردن"."""
    more = post.text.hit(end, "country") if end < post.stop else None
    while more is not None and more.particle == _AND:
        end = more.end
        more = post.text.hit(end, "country") if end < post.stop else None
    return end


def _take_home_post(post: TitlePost) -> int | None:
    """Read a post after a word of state or another office: "لدى المملكة", "لدى رئيس الحكومة"."""
    if post.word != _WITH or post.hit is not None:
        return None
    body = post.text.hit(post.index + 1, "body")
    if body is not None and body.entry.definite and body.entry.key in STATE_WORDS:
        return body.end
    inner = post.parse_inner(post.index + 1)
    return inner.end if inner is not None else None


def _take_attached_post(post: TitlePost) -> int | None:
    if post.is_led or not post.is_envoy:
        return None
    hit = post.text.hit(post.index, "country", "place")
    if hit is None or hit.particle != _BY or not post.title.side:
        return None
    post.title.accredited = hit.entry.country or hit.entry.key
    return hit.end


def _is_in(post: TitlePost) -> bool:
    return post.word == _IN and not post.is_led and not post.is_envoy


def _has_open_side(post: TitlePost) -> bool:
    title = post.title
    is_office = bool(title.field_words) or title.head.key in _HEADS_OF_STATES
    return title.side is None and is_office and is_of_state(post.text, title, post.index + 1)


def _take_state(post: TitlePost) -> int | None:
    if not _is_in(post) or not _has_open_side(post):
        return None
    hit = post.text.hit(post.index + 2, "country") if post.index + 2 < len(post.text.hits) else None
    hit = hit or post.text.hit(post.index + 1, "country")
    if hit is None or hit.particle:
        return None
    post.title.side, post.title.side_span = hit.entry.key, (hit.start, hit.end)
    return hit.end


def _take_land_of_first_lady(post: TitlePost) -> int | None:
    if not _is_in(post) or _has_open_side(post) or post.title.head.key not in _FIRST_LADY:
        return None
    hit = post.text.hit(post.index + 1, "country")
    if hit is None:
        return None
    post.title.side, post.title.side_span = hit.entry.key, (hit.start, hit.end)
    return hit.end


POSTS = RuleSet(
    "title_posts.post",
    Rule("post", "التقى وزير الخارجية العراقي سفير روسيا لدى العراق ألبروس كوتراشيف.", _take_post),
    Rule("home_post", "التقى الرئيس العراقي السفير الفرنسي لدى المملكة.", _take_home_post),
    Rule("attached_post", "التقى الرئيس العراقي السفير الفرنسي ببغداد.", _take_attached_post),
    Rule("state", "التقى وزير الخارجية في دولة الإمارات نظيره العراقي.", _take_state),
    Rule(
        "land_of_first_lady",
        "التقت السيدة الأولى في مصر انتصار السيسي السيدة الأولى في تركيا.",
        _take_land_of_first_lady,
    ),
)

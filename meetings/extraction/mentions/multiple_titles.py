"""Several titles of one person: "ولي العهد نائب رئيس مجلس الوزراء وزير الدفاع", "بمبعوث العاهل، وزير الخارجية س"."""

from dataclasses import dataclass

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import LexiconHit
from meetings.extraction.mentions.mention import Mention, skip_ranks
from meetings.extraction.mentions.name_parser import parse_name
from meetings.extraction.mentions.title import Title
from meetings.extraction.mentions.title_parser import find_head, parse_title
from meetings.extraction.rules import Rule, RuleSet
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_FURTHER_TITLES = 4
_AND = load_word_list("particle_and")[0]
_GOVERNING_PARTICLES = load_word_class("particles_that_govern")
_GOVERNING_WORDS = load_word_class("words_that_govern_titles")
_PARTNER_PARTICLES, _PARTNER_WORDS = (
    load_word_class("particles_before_a_partner"),
    load_word_class("words_before_a_partner"),
)
_DEPUTY, _CROWN = load_word_class("deputy"), load_word_class("crown_princes")
_MINISTER, _OF_STATE, _MEMBER = (
    load_word_class("minister"),
    load_word_class("field_of_state"),
    load_word_class("member"),
)
_PREMIER, _CABINET = load_word_class("president"), load_word_class("field_of_cabinet")
_PREMIERS_OFFICES = load_word_class("further_offices_of_premiers")
_LEADERS, _PARTY_LEADER, _PARTY_OFFICES = (
    load_word_class(name) for name in ("leaders", "party_leader", "further_offices_of_leaders")
)


def read_further_titles(text: Text, mention: Mention, stop: int, *, named: bool = False) -> None:
    """Read the further offices of one person right after his title.

    "ولي العهد نائب رئيس مجلس الوزراء وزير الدفاع", "نائب رئيس الوزراء ووزير خارجية ...".
    `named`: his name precedes the titles.
    """
    first = mention.title
    while first is not None and mention.end < stop and len(mention.more_titles) < MAX_FURTHER_TITLES:
        last = mention.more_titles[-1] if mention.more_titles else first
        hit = find_head(text, mention.end)
        follower = parse_title(text, mention.end, stop) if hit is not None and _can_follow(last, hit) else None
        if follower is None or _is_bare(follower) or not _is_theirs(text, mention, last, follower, stop, named=named):
            return
        mention.more_titles.append(follower)
        mention.end = follower.end
        mention.side = mention.side or follower.side


def _is_bare(follower: Title) -> bool:
    """Return whether a title refers to a person named before, and so is not a further title; a deputy's always is."""
    return follower.is_bare and follower.head.key not in _DEPUTY


def _is_theirs(text: Text, mention: Mention, last: Title, follower: Title, stop: int, *, named: bool) -> bool:
    """Return whether the next title belongs to the person whose title is `last`."""
    if ONE_HOLDER.holds(_TwoTitles(last, follower, follower.particle)) or _is_beside(text, mention, last, follower):
        return True
    return named and follower.particle == "" and _names_nobody_else(text, last, follower, stop)


def _can_follow(last: Title, hit: LexiconHit) -> bool:
    """Return whether a head can open one more title of one person."""
    is_office = hit.particle in ("", _AND) and hit.entry.detail in ("office", "aide", "envoy", "party")
    is_single = last.head.number == "one" and hit.entry.number == "one"
    return is_office and is_single and not last.is_bare and not hit.entry.suffix


def _is_beside(text: Text, mention: Mention, last: Title, follower: Title) -> bool:
    """Return whether a title right after a title is the same person's, since no object follows.

    That is so after a preposition or و.
    """
    before = text.words[mention.start - 1] if mention.start else ""
    is_governed = mention.particle in _GOVERNING_PARTICLES or before in _GOVERNING_WORDS
    same_side = last.side is None or follower.side in (None, last.side) or follower.for_body
    return is_governed and follower.particle == "" and same_side


def _names_nobody_else(text: Text, last: Title, follower: Title, stop: int) -> bool:
    """Return whether one more title after a name and its title has no name after it, and so is the same person's."""
    if follower.side is not None and follower.side != last.side:
        return False
    return parse_name(text, skip_ranks(text, follower.end, stop), stop, titled=True) is None


@dataclass(slots=True)
class _TwoTitles:
    """Two titles side by side."""

    last: Title
    follower: Title
    particle: str  # of the second title

    @property
    def is_of_deputy(self) -> bool:
        """Return whether the first is of a deputy whose principal it names."""
        last = self.last
        return last.head.key in _DEPUTY and (last.inner is not None or bool(last.field_words))


def _has_other_side(titles: _TwoTitles) -> bool | None:
    last, follower = titles.last.side, titles.follower.side
    return False if last is not None and follower is not None and follower != last else None


def _is_joined(titles: _TwoTitles) -> bool | None:
    if titles.particle != _AND:
        return None
    last, follower = titles.last, titles.follower
    leads_party = last.head.key in _LEADERS and follower.head.key in _PARTY_OFFICES
    heads_party = last.head.key in _PARTY_LEADER and follower.kind == "party"
    return (titles.is_of_deputy and last.side is None and follower.head.key in _MINISTER) or leads_party or heads_party


def _is_member(titles: _TwoTitles) -> bool | None:
    last, follower = titles.last, titles.follower
    return (
        last.head.key in _MEMBER and last.side is None and follower.side is None and follower.kind == "aide"
    ) or None


def _is_crown_prince(titles: _TwoTitles) -> bool | None:
    return titles.last.head.key in _CROWN or None


def _is_deputy(titles: _TwoTitles) -> bool | None:
    is_of_state = titles.last.head.key in _MINISTER and not _OF_STATE.isdisjoint(titles.last.field_words)
    if not (titles.is_of_deputy or is_of_state):
        return None
    return titles.last.side is None or titles.follower.side is None


def _is_premier(titles: _TwoTitles) -> bool | None:
    last = titles.last
    is_premier = last.head.key in _PREMIER and not _CABINET.isdisjoint(last.field_words)
    return (is_premier and last.side is None and titles.follower.head.key in _PREMIERS_OFFICES) or None


ONE_HOLDER = RuleSet(
    "multiple_titles.one_holder",
    Rule("other_side", "التقى الرئيس العراقي وزير الخارجية التركي هاكان فيدان.", _has_other_side),
    Rule("joined", "التقى الرئيس العراقي نائب رئيس الوزراء ووزير الخارجية الأردني أيمن الصفدي.", _is_joined),
    Rule("member", "التقى عضو مجلس الوزراء مستشار الأمن الوطني مساعد بن محمد العيبان الرئيس العراقي.", _is_member),
    Rule("crown_prince", "التقى ولي العهد السعودي وزير الدفاع الأمير محمد بن سلمان الرئيس العراقي.", _is_crown_prince),
    Rule("deputy", "التقى نائب رئيس مجلس الوزراء وزير الدفاع الكويتي السفير العراقي.", _is_deputy),
    Rule("premier", "التقى رئيس مجلس الوزراء وزير الخارجية الشيخ محمد بن عبد الرحمن آل ثاني السفير.", _is_premier),
)


def take_second_title(text: Text, mention: Mention, stop: int) -> bool:
    """Read a second title and the name after a comma, for one person: "بمبعوث العاهل، وزير الخارجية س"."""
    first = mention.title
    if first is None or first.head.number != "one" or mention.end + 1 >= stop or text.words[mention.end] != ",":
        return False
    title = parse_title(text, mention.end + 1, stop)
    if title is None or title.is_bare or title.side not in (None, mention.side):
        return False
    if not _is_one_due(text, mention) and not _leads_one_state(first, title):
        return False
    at = skip_ranks(text, title.end, stop)
    end = parse_name(text, at, stop, titled=True)
    if end is None or (end < stop and text.words[end].startswith(_AND) and find_head(text, end) is not None):
        return False
    mention.more_titles.append(title)
    mention.name, mention.end = (at, end), end
    return True


def _leads_one_state(first: Title, second: Title) -> bool:
    """Return whether both titles say who leads the state: "رئيس المجلس العسكري الانتقالي، رئيس الدولة الجنرال س"."""
    is_open = first.side is None and second.side is None and second.particle == ""
    return is_open and first.head.key in _PREMIER and second.head.key in _PREMIER and not first.is_bare


def _is_one_due(text: Text, mention: Mention) -> bool:
    """Return whether one person is expected, and a title in the singular follows the comma."""
    before = text.words[mention.start - 1] if mention.start else ""
    hit = find_head(text, mention.end + 1)
    is_single = hit is not None and not hit.particle and hit.entry.number == "one"
    return is_single and (mention.particle in _PARTNER_PARTICLES or before in _PARTNER_WORDS)

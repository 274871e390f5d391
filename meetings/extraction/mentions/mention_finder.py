"""The people and groups that a text mentions: titles with names, names with titles, shared titles, groups."""

import itertools
from dataclasses import replace

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.document.lexicon import ARTICLE
from meetings.extraction.mentions.apposition import read_apposition
from meetings.extraction.mentions.mention import Mention, has_particle, skip_ranks
from meetings.extraction.mentions.multiple_titles import read_further_titles, take_second_title
from meetings.extraction.mentions.name_parser import NAMESAKES, find_joined_name, parse_name
from meetings.extraction.mentions.representatives import join_representatives
from meetings.extraction.mentions.shared_titles import pair_names, pair_titles, read_further_person, read_shared_title
from meetings.extraction.mentions.sports_bodies import is_leading_sports_body
from meetings.extraction.mentions.title import Title
from meetings.extraction.mentions.title_complements import find_supervised
from meetings.extraction.mentions.title_parser import find_head, parse_title
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_WORDS_TO_LEADER = 4
_AND, _TO, _BY = (load_word_list(name)[0] for name in ("particle_and", "particle_to", "particle_by"))
_FROM = load_word_list("preposition_from")[0]
_LEADING = load_word_class("words_between_group_and_leader")
_CLASS_OPENINGS = load_word_class("words_before_a_class_of_people")
_NAMESAKE_RULERS = load_word_class("rulers_places_are_named_after")
_STATE_COMPLEMENTS = load_word_class("complements_of_any_ruler")
_OCCASIONS = load_word_list("occasions_of_any_ruler")
_EPITHETS = load_word_class("epithets")
_HOUSES = load_word_class("buildings_of_groups")
_PRESIDENCIES, _CABINETS = load_word_class("presidencies"), load_word_class("cabinets_behind_them")
_KIN = load_word_class("kin")
_COLLECTIVES = load_word_list("bodies_named_by_their_members")
_CREDENTIALS, _PAPERS = load_word_list("credentials_ending")[0], load_word_list("papers_ending")[0]


def find_mentions(text: Text) -> list[Mention]:
    """Return all mentions of the text, in order."""
    found: list[Mention] = []
    for sentence in text.sentences:
        found.extend(_find_in_sentence(text, sentence))
    return found


def _find_in_sentence(text: Text, sentence: Sentence) -> list[Mention]:
    found: list[Mention] = []
    index = sentence.start
    while index < sentence.end:
        previous = found[-1] if found else None
        mention = _read_any(text, index, sentence, previous)
        if mention is None:
            index += 1
        elif _is_namesake(text, mention):
            index = mention.end
        elif _names_no_party(text, index):
            mention.is_class = True  # known, but no party: "صهر الرئيس س"
            found.append(mention)
            index = mention.end
        else:
            _complete(text, mention, sentence)
            if previous is None or not _is_first_of_kind(text, mention):
                _add(text, mention, found)
            index = max(mention.end, index + 1)
    _lend_sides_to_leaders(text, found)
    return pair_names(text, pair_titles(text, join_representatives(text, found)))


def _read_any(text: Text, index: int, sentence: Sentence, previous: Mention | None) -> Mention | None:
    """Return the mention that begins at word `index`, alone or as one more after `previous`."""
    if previous is None:
        return _read_mention(text, index, sentence)
    return (
        read_shared_title(text, index, sentence, previous)
        or _read_mention(text, index, sentence)
        or read_further_person(text, index, sentence, previous)
    )


def _complete(text: Text, mention: Mention, sentence: Sentence) -> None:
    """Read one or two titles after a name: "س المدير العام للأمن الوطني، المدير العام لمراقبة التراب"."""
    read_apposition(text, mention, sentence)
    if mention.rule == "name-title":
        read_apposition(text, mention, sentence)


def _add(text: Text, mention: Mention, found: list[Mention]) -> None:
    mention.is_class = _is_class(text, mention)
    previous = found[-1] if found else None
    title = mention.title
    if previous and title and title.head.suffix and title.kind != "generic" and mention.start == previous.end:
        mention.side = previous.side or mention.side  # "المنسقة الخاصة س ونائبها ص"
    found.append(mention)


def _lend_sides_to_leaders(text: Text, found: list[Mention]) -> None:
    """Give a delegation's leader its side, and join the two: "وفد أمريكي برئاسة فلان"."""
    for group, leader in itertools.pairwise(found):
        several = group.kind == "group" or (group.title is not None and group.title.head.number != "one")
        if not several or leader.start - group.end > MAX_WORDS_TO_LEADER:
            continue
        if _LEADING.isdisjoint(text.words[group.end : leader.start]):
            continue
        leader.particle = _AND
        leader.side = leader.side or group.side
        if leader.title is None and leader.rank is None:
            leader.rank = (group.start, group.end)
        group.side = group.side or leader.side


def _is_first_of_kind(text: Text, mention: Mention) -> bool:
    """Return whether it is a class that includes the person named before: "أول زعيم عربي يجتمع ..."."""
    before = text.words[mention.start - 1] if mention.start else ""
    if before not in _CLASS_OPENINGS or mention.title is None:
        return False
    return not any(text.has_article(index) for index in range(mention.title.start, mention.title.end))


def _is_namesake(text: Text, mention: Mention) -> bool:
    """Return whether it is a place named after a ruler: "مطار الملك خالد الدولي"."""
    before = text.words[mention.start - 1].removeprefix(_BY).removeprefix(_TO) if mention.start else ""
    is_plain = mention.title is None or (mention.title.is_bare and mention.title.head.key in _NAMESAKE_RULERS)
    return before in NAMESAKES and is_plain and mention.side is None


def _is_class(text: Text, mention: Mention) -> bool:
    """Return whether an office without ال names no particular person: "أول زيارة لوزير خارجية تركي"."""
    title = mention.title
    if title is None or mention.name is not None or title.head.definite:
        return False
    if title.side_span is None:
        return _is_any_ruler(text, title)
    if title.kind not in ("office", "aide", "envoy") or title.head.number != "one" or title.side_span[0] < title.start:
        return False
    demonym = text.hit(title.side_span[0], "demonym")
    articles = any(text.has_article(index) for index in range(title.start, title.end))
    return demonym is not None and not demonym.entry.definite and not articles


def _is_any_ruler(text: Text, title: Title) -> bool:
    """Return whether the title refers to any head of state: "أول زيارة لرئيس دولة"."""
    is_of_state = text.words[title.end - 1] in _STATE_COMPLEMENTS and title.end == title.start + 2
    return is_of_state and title.particle == _TO and text.words[title.start - 1].startswith(_OCCASIONS)


def _read_mention(text: Text, start: int, sentence: Sentence) -> Mention | None:
    """Return the mention that begins at word `start`, if one does."""
    if not text.is_word(start) or start in text.date_at:
        return None
    if not text.hits[start]:
        return _read_untitled(text, start, sentence)  # most words: no table has them
    index, particle = _skip_opening_ranks(text, start, sentence.end)
    can_be_title = index < sentence.end and (index == start or not has_particle(text, index))
    title = parse_title(text, index, sentence.end) if can_be_title else None
    if title is not None and title.kind == "group" and start and text.words[start - 1] in _HOUSES:
        return None  # "بمقر البعثة المصرية الدائمة": a building
    if title is not None:
        return _read_titled(text, start, title, sentence, particle or title.particle)
    if index > start:
        return _read_ranked(text, start, index, sentence, particle)
    return _read_untitled(text, start, sentence)


def _names_no_party(text: Text, start: int) -> bool:
    """Return whether the word before makes it a body ("مجلس السفراء"), or a relative ("صهر الرئيس")."""
    if not start:
        return False
    before = text.words[start - 1]
    if before.removeprefix(_AND) in _KIN or _is_office_of_kin(text, start - 1):
        return True
    if before in _PRESIDENCIES and text.words[start] in _CABINETS:
        return True  # "بديوان رئاسة الوزراء"
    head = find_head(text, start) if before.endswith(_COLLECTIVES) else None
    return head is not None and head.entry.number == "many"


def _is_office_of_kin(text: Text, index: int) -> bool:
    """Return whether a word is the office of a relative: "صهر ومستشار الرئيس" names not the president."""
    if not index or text.words[index - 1].removeprefix(_AND) not in _KIN:
        return False
    head = find_head(text, index)
    return head is not None and head.particle == _AND


def _skip_opening_ranks(text: Text, start: int, stop: int) -> tuple[int, str]:
    """Return the index after the ranks and honorifics at `start`, and the particle of the first."""
    index, particle = start, ""
    rank = text.hit(index, "head")
    while rank is not None and rank.entry.detail in ("rank", "honorific") and (not rank.particle or index == start):
        particle = particle or rank.particle
        index = rank.end
        rank = text.hit(index, "head") if index < stop else None
    return index, particle


def _read_titled(text: Text, start: int, title: Title, sentence: Sentence, particle: str) -> Mention:
    """Return the holder of a title, with the further titles and the name after it."""
    stop = sentence.end
    mention = Mention(start, title.end, sentence.index, None, title, [], particle, side=title.side)
    if title.kind == "group":
        return mention
    _take_sender(text, mention, title, stop)
    if is_leading_sports_body(text, title, stop):
        title.head = replace(title.head, detail="private")
    read_further_titles(text, mention, stop)
    supervised = find_supervised(text, mention.end, stop)
    behind = mention.end if supervised is None else supervised
    at = _skip_origin(text, title, skip_ranks(text, behind, stop), stop)
    _take_name(text, mention, at, stop)
    return mention


def _take_name(text: Text, mention: Mention, at: int, stop: int) -> None:
    """Add the name at word `at` behind a title: bare, behind a sign, or behind a second title."""
    end = parse_name(text, at, stop, titled=True)
    if end is None and at == mention.end and at + 1 < stop and text.words[at] in ",(;":
        at, end = _read_name_behind_mark(text, at, stop)
    if end is not None:
        mention.name, mention.end = (at, end), end
        if mention.end < stop and text.words[mention.end] == ")":
            mention.end += 1
    elif at < stop:
        take_second_title(text, mention, stop)


def _take_sender(text: Text, mention: Mention, title: Title, stop: int) -> None:
    """Give unnamed people the body behind من: "مفتشين من منظمة حظر الأسلحة"."""
    is_open = title.kind == "generic" and title.head.number != "one" and title.side is None
    if not is_open or mention.end + 1 >= stop or text.words[mention.end] != _FROM:
        return
    body = text.hit(mention.end + 1, "org")
    if body is not None and not body.particle:
        title.side, title.side_span = body.entry.key, (body.start, body.end)
        mention.side, mention.end = body.entry.key, body.end


def _skip_origin(text: Text, title: Title, at: int, stop: int) -> int:
    """Return the index after the origin of an official of a body: "الأمين العام لمنظمة ... السعودي فلان"."""
    nation = text.hit(at, "demonym") if at < stop and title.for_body else None
    if nation is not None and nation.entry.definite and not nation.particle and nation.end < stop:
        return skip_ranks(text, nation.end, stop)
    return at + 1 if at + 1 < stop and text.quote(at, at + 1) in _EPITHETS else at


def _read_name_behind_mark(text: Text, at: int, stop: int) -> tuple[int, int | None]:
    """Return where a name after a comma or bracket begins and ends: "المستشارة الألمانية، أنجيلا ميركل، ..."."""
    behind = skip_ranks(text, at + 1, stop)
    end = parse_name(text, behind, stop, titled=behind > at + 1)
    if end is None and behind == at + 1:
        end = parse_name(text, behind, stop, titled=True)
        if end is not None and end < stop and text.words[end] not in ",.);”»":
            end = None
    return behind, end


def _read_ranked(text: Text, start: int, index: int, sentence: Sentence, particle: str) -> Mention | None:
    """Return an honorific or rank and a name, without an office ("الشيخ س", "الجنرال ص")."""
    stop = sentence.end
    side = None
    demonym = text.hit(index, "demonym") if index < stop else None
    if demonym and not demonym.particle and demonym.entry.definite:
        side, index = demonym.entry.key, demonym.end
    at = skip_ranks(text, index, stop)
    end = parse_name(text, at, stop, titled=True)
    if end is None:
        return None
    return Mention(start, end, sentence.index, (at, end), None, [], particle, (start, index), side, rule="rank-name")


def _read_untitled(text: Text, start: int, sentence: Sentence) -> Mention | None:
    """Return a name without a title or rank before it."""
    opened = find_joined_name(text, start)
    particle, end = "", None
    if opened and start + 1 < sentence.end:
        particle, end = opened[1], parse_name(text, start + 1, sentence.end, titled=True)
    if end is None:
        particle, end = "", parse_name(text, start, sentence.end, titled=_is_after_credentials(text, start))
    if end is None or (start and _bare(text.words[start - 1]) in NAMESAKES):
        return None
    return Mention(start, end, sentence.index, (start, end), None, [], particle, rule="name")


def _bare(word: str) -> str:
    """Return a word without its particle and ال."""
    return word.removeprefix(_BY).removeprefix(_TO).removeprefix(ARTICLE)


def _is_after_credentials(text: Text, start: int) -> bool:
    """Return whether the words before are "أوراق اعتماد", which a name must follow."""
    return start > 1 and text.words[start - 1].endswith(_CREDENTIALS) and text.words[start - 2].endswith(_PAPERS)

"""Who is mentioned: titles with their names, names with titles in apposition, titles shared out among several,
groups.
"""

import itertools
from dataclasses import replace

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.mentions.mention import NO_PERSON, Mention, has_particle, skip_ranks
from meetings.extraction.mentions.multiple_titles import chain, renamed
from meetings.extraction.mentions.name_parser import NAMESAKES, name_start, parse_name
from meetings.extraction.mentions.shared_titles import one_more, paired, paired_behind, shared_title
from meetings.extraction.mentions.sports_bodies import sports
from meetings.extraction.mentions.title import Title
from meetings.extraction.mentions.title_parser import head_hit, parse_title


def find_mentions(text: Text) -> list[Mention]:
    """All mentions of the text, in order."""
    found: list[Mention] = []
    for sentence in text.sentences:
        found.extend(_of_sentence(text, sentence))
    return found


def _of_sentence(text: Text, sentence: Sentence) -> list[Mention]:
    found: list[Mention] = []
    index = sentence.start
    while index < sentence.end:
        previous = found[-1] if found else None
        shared = shared_title(text, index, sentence, previous) if previous else None
        mention = (
            shared
            or _mention(text, index, sentence)
            or (one_more(text, index, sentence, previous) if previous else None)
        )
        if mention is None:
            index += 1
            continue
        if _namesake(text, mention):
            index = mention.end
            continue
        _apposition(text, mention, sentence)
        if mention.rule == "name-title":
            _apposition(text, mention, sentence)  # "س المدير العام للأمن الوطني، المدير العام لمراقبة التراب الوطني"
        if previous is not None and _first_of_kind(text, mention):
            index = mention.end
            continue
        mention.is_class = _is_class(text, mention)
        if previous and mention.title and mention.title.head.suffix and mention.start == previous.end:
            mention.side = previous.side or mention.side  # "المنسقة الخاصة س ونائبها ص"
        found.append(mention)
        index = max(mention.end, index + 1)
    _led(text, found)
    return paired_behind(text, paired(text, found))


_LEADING = frozenset(
    {
        "برياسه",
        "ضم",
        "ضمت",
        "تضم",
        "يترييسه",
        "بقياده",
        "يراسه",
        "يتراسه",
        "يقوده",
        "تراسه",
        "تقوده",
        "يضم",
        "يمثله",
        "بزعامه",
        "بينهم",
        "منهم",
        "ابرزهم",
        "راسهم",
        "مقدمتهم",
        "فيهم",
        "مقدمهم",
    }
)


def _led(text: Text, found: list[Mention]) -> None:
    """ "وفد أمريكي برئاسة فلان": the leader is of the delegation's side and stands with it."""
    for group, leader in itertools.pairwise(found):
        several = group.kind == "group" or (group.title is not None and group.title.head.number != "one")
        if not several or leader.start - group.end > 4:
            continue
        if any(text.words[index] in _LEADING for index in range(group.end, leader.start)):
            leader.particle = "و"
            leader.side = leader.side or group.side
            if leader.title is None and leader.rank is None:
                leader.rank = (group.start, group.end)
            group.side = group.side or leader.side


def _first_of_kind(text: Text, mention: Mention) -> bool:
    """ "أول زعيم عربي يجتمع ...": a class of people that the one named before belongs to, nobody new."""
    before = text.words[mention.start - 1] if mention.start else ""
    if before not in ("اول", "ارفع", "اي", "احد") or mention.title is None:
        return False
    return not any(text.has_article(index) for index in range(mention.title.start, mention.title.end))


def _namesake(text: Text, mention: Mention) -> bool:
    """ "مطار الملك خالد الدولي": a place called after a king."""
    before = text.words[mention.start - 1].removeprefix("ب").removeprefix("ل") if mention.start else ""
    plain = mention.title is None or (mention.title.is_bare and mention.title.head.key in ("ملك", "امير", "سلطان"))
    return before in NAMESAKES and plain and mention.side is None and (mention.name is not None or plain)


def _is_class(text: Text, mention: Mention) -> bool:
    """ "أول زيارة لوزير خارجية تركي": an office without ال, qualified by a demonym without ال, names nobody."""
    title = mention.title
    if title is None or mention.name is not None or title.head.definite:
        return False
    if title.side_span is None:  # "أول زيارة لرئيس دولة": any head of state
        state = text.words[title.end - 1] in ("دوله", "حكومه", "وزراء") and title.end == title.start + 2
        return state and title.particle == "ل" and text.words[title.start - 1].startswith(("زيار", "لقاء", "استقبال"))
    if title.kind not in ("office", "aide", "envoy") or title.head.number != "one" or title.side_span[0] < title.start:
        return False
    demonym = text.hit(title.side_span[0], "demonym")
    articles = any(text.has_article(index) for index in range(title.start, title.end))
    return demonym is not None and not demonym.entry.definite and not articles


_HOUSES = frozenset({"مقر", "بمقر", "مبني", "بمبني", "دار", "بدار", "مكتب", "بمكتب"})
_KIN = frozenset({"صهر", "نجل", "شقيق", "والد", "ابن"})


def _mention(text: Text, start: int, sentence: Sentence) -> Mention | None:
    """The mention that begins at word `start`, if one does."""
    if not text.is_word(start) or start in text.date_at:
        return None
    head = head_hit(text, start)
    if start and head is not None and head.entry.number == "many" and text.words[start - 1].endswith(("مجلس", "لجنه")):
        return None  # "مجلس الوزراء", "مجلس السفراء": the name of a body
    if start and text.words[start - 1].removeprefix("و") in _KIN:
        return None  # "صهر الرئيس": named as the kin of somebody, not as a party
    stop = sentence.end
    index, particle = start, ""
    rank = text.hit(index, "head")
    while rank is not None and rank.entry.detail in ("rank", "honorific") and (not rank.particle or index == start):
        particle = particle or rank.particle
        index = rank.end
        rank = text.hit(index, "head") if index < stop else None
    title = (
        parse_title(text, index, stop) if index < stop and (index == start or not has_particle(text, index)) else None
    )
    if title is not None and title.kind == "group" and start and text.words[start - 1] in _HOUSES:
        return None  # "بمقر البعثة المصرية الدائمة": a building
    if title is not None:
        return _titled(text, start, index, title, sentence, particle or title.particle)
    if index > start:
        return _ranked(text, start, index, sentence, particle)
    return _untitled(text, start, sentence)


def _titled(text: Text, start: int, index: int, title: Title, sentence: Sentence, particle: str) -> Mention:
    stop = sentence.end
    mention = Mention(start, title.end, sentence.index, None, title, [], particle, side=title.side)
    if title.kind == "group":
        return mention
    if sports(text, title, stop):
        title.head = replace(title.head, detail="private")
    chain(text, mention, stop)
    at = skip_ranks(text, mention.end, stop)
    nation = text.hit(at, "demonym") if at < stop and title.for_body else None
    if nation is not None and nation.entry.definite and not nation.particle and nation.end < stop:
        at = skip_ranks(
            text, nation.end, stop
        )  # "الأمين العام لمنظمة ... السعودي فلان": where he is from, not for whom he speaks
    end = parse_name(text, at, stop, titled=True)
    if end is None and at == mention.end and at + 1 < stop and text.words[at] in ",(":
        behind = skip_ranks(text, at + 1, stop)
        end = parse_name(text, behind, stop, titled=behind > at + 1)
        if end is None and behind == at + 1:
            end = parse_name(text, behind, stop, titled=True)
            if end is not None and not ((end < stop and text.words[end] in ",.)") or end == stop):
                end = None
        at = behind
    if end is None and at < stop and renamed(text, mention, stop):
        return mention
    if end is not None:
        mention.name, mention.end = (at, end), end
        if mention.end < stop and text.words[mention.end] == ")":
            mention.end += 1
    return mention


def _ranked(text: Text, start: int, index: int, sentence: Sentence, particle: str) -> Mention | None:
    """An honorific or rank and a name, without an office ("الشيخ س", "الجنرال ص")."""
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


def _untitled(text: Text, start: int, sentence: Sentence) -> Mention | None:
    if start and text.words[start - 1].removeprefix("ب").removeprefix("ل").removeprefix("ال") in NAMESAKES:
        return None
    opened = name_start(text, start)
    end = None
    particle = ""
    if opened:
        particle = opened[1]
        rest = parse_name(text, start + 1, sentence.end, titled=True) if start + 1 < sentence.end else None
        end = rest
    if end is None:
        particle = ""
        credentials = start > 1 and text.words[start - 1].endswith("اعتماد") and text.words[start - 2].endswith("اوراق")
        end = parse_name(text, start, sentence.end, titled=credentials)
    if end is None:
        return None
    return Mention(start, end, sentence.index, (start, end), None, [], particle, rule="name")


def _behind_latin(text: Text, index: int, stop: int) -> int:
    """Behind a name in its own script in brackets: "ريمي ريو (Rémy Rioux)"."""
    if index + 2 >= stop or text.words[index] != "(" or not text.words[index + 1][0].isascii():
        return index
    for end in range(index + 2, min(stop, index + 9)):
        if text.words[end] == ")":
            return end + 1
    return index


def _apposition(text: Text, mention: Mention, sentence: Sentence) -> None:
    """A title behind the name: "نيجيرفان بارزاني، رئيس الإقليم", "غويدو كروسيتو وزير الدفاع"."""
    if mention.name is None or mention.kind in NO_PERSON:
        return
    index, stop = mention.end, sentence.end
    index = _behind_latin(text, index, stop)
    comma = index < stop and text.words[index] in ",("
    if comma:
        index += 1
    if index >= stop or not text.is_word(index) or has_particle(text, index):
        return
    title = parse_title(text, index, stop)
    if title is not None and sports(text, title, stop):
        title.head = replace(title.head, detail="private")
    if title is None or title.head.number != "one" or title.kind in ("counterpart", "group", "generic"):
        return
    listed = head_hit(text, title.end) if title.end < stop else None
    if comma and mention.particle == "و" and mention.title is None and listed is not None and listed.particle == "و":
        return  # "س وص، الرئيس ... والأمين العام ...": the titles of both, in their order
    named = parse_name(text, skip_ranks(text, title.end, stop), stop, titled=True)
    weak = mention.title is None or mention.title.is_bare
    if named is not None and (not weak or (comma and mention.title is not None)):
        return  # the title opens another person
    if not weak:
        same = mention.side is not None and (title.side is None or title.side == mention.side)
        same = same or (mention.rule == "name-title" and title.side is None and mention.side is None)
        if not comma or not same or mention.title is None:
            return
        mention.more_titles.append(title)
        mention.end = title.end
        return
    adviser = title.kind == "aide" and title.head.definite and not comma and mention.title is None
    if title.is_bare and title.kind != "spokesman" and not adviser:
        return
    holder = Mention(index, title.end, sentence.index, None, title)
    chain(text, holder, stop, named=True)
    mention.title, mention.more_titles = title, holder.more_titles
    mention.side = title.side or holder.side or mention.side
    mention.end = holder.end
    mention.rule = "name-title"

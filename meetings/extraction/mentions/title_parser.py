"""The grammar of titles: head + what belongs to it (field, body, qualities, country or demonym, place of
accreditation).

After a head the title goes on through words of the tables, through titles inside it ("نائب رئيس الوزراء"), and,
behind the name of a body, through words with ال. It ends where a name, a verb or an everyday word begins: given
names hardly ever carry ال, and what qualifies a head always agrees with it.
"""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import ARTICLE, LexiconHit
from meetings.extraction.mentions import title_complements
from meetings.extraction.mentions.title import (
    ACCREDITED,
    STATE_WORDS,
    Title,
    complement,
    deputy_envoy,
    honoured_inner,
    is_name,
    may_qualify,
    of_city,
    of_country,
    of_state,
    same_list,
    take_antecedent,
    take_body,
    take_country,
    take_demonym,
    take_inner,
    take_side,
    without_article,
)

_DEEPEST = 4  # titles inside titles: "مستشار نائب رئيس مجلس ..."
_AT = frozenset({"لدي", "في", "الي", "ب"})
_POSTED = frozenset({"قنصل عام", "قنصل", "قايم باعمال", "قايم بالاعمال"})
# Offices that only one side has.
_OF_ONE_SIDE = {"خادم الحرمين الشريفين": "SA", "بابا": "VA"}
# Titles that the press gives one ruler where it names no land.
_RULES_ONE_LAND = {"سلطان": "OM"}


def parse_title(text: Text, start: int, stop: int, depth: int = 0) -> Title | None:
    """The title that begins at word `start`, reading no further than `stop`."""
    hit = head_hit(text, start) if depth <= _DEEPEST else None
    if hit is None or hit.entry.detail in ("rank", "honorific"):
        return None
    if (
        hit.entry.number == "two"
        and hit.entry.detail != "group"
        and hit.end - start == 1
        and text.words[start].endswith("ا")
        and not complement(text, hit.end, stop)
    ):
        return None  # "وزيرا" alone is an accusative
    if hit.entry.key == "عقيله" and not hit.entry.suffix and not complement(text, hit.end, stop):
        return None  # عقيلة صالح
    title = Title(start, hit.end, hit.entry, hit.particle, is_bare=" " not in hit.entry.key, depth=depth)
    if hit.entry.key == "عاهل":
        title.is_bare = False
    if hit.entry.key in _OF_ONE_SIDE:
        title.is_bare = False
        title.side, title.side_span = _OF_ONE_SIDE[hit.entry.key], (start, hit.end)
    _extend(text, title, stop)
    if title.side is None and title.head.suffix and title.kind == "aide":
        take_antecedent(text, title, reach=8)  # "الرئيس الأمريكي ومستشاره": of the same side
    if title.side is None and title.head.definite and title.head.key in _RULES_ONE_LAND:
        title.side, title.side_span = _RULES_ONE_LAND[title.head.key], (start, hit.end)
    return title


def head_hit(text: Text, start: int) -> LexiconHit | None:
    """The head at word `start`. Folding has made نائبة and نائبه one: the raw spelling tells which is meant."""
    hit = text.hit(start, "head")
    if hit is not None and hit.end == start + 1 < len(text.words) and text.words[start + 1] in ("بن", "بنت"):
        return None  # "مساعد بن محمد": a name
    if hit is None or not hit.entry.suffix:
        return hit
    feminine = [h for h in text.hits[start] if h.entry.kind == "head" and h.end == hit.end and not h.entry.suffix]
    return feminine[0] if feminine and text.quote(start, start + 1).endswith("ة") else hit


def _extend(text: Text, title: Title, stop: int) -> None:
    """Consume what belongs to the title."""
    definite_head = title.head.definite and " " not in title.head.key
    open_body = False  # behind مجلس, هيئة...: words with ال belong to its name
    index = title.end
    if title.kind == "group" and index + 1 < stop and text.words[index] == "من":
        open_body = bool(text.kinds(index + 1) & {"body", "portfolio", "org", "demonym"})
        index += open_body  # "وفد من الكونغرس الأمريكي"
    while index < stop and index not in text.date_at:
        step = _step(text, title, index, stop, open_body)
        if step:
            index, open_body = step
            title.end = index
            continue
        word = text.words[index]
        if _more_fields(text, title, index):
            index += 1
            title.end, open_body = index, True
            continue
        plain = not text.hits[index] or text.kinds(index) <= {"cue"}
        bodily = open_body or _in_construct(text, title, definite_head, index)
        if text.has_article(index) and plain and bodily and word not in text.lexicon.first:
            title.field_words.append(without_article(word))
            title.is_bare = False
            index += 1
            title.end = index
            continue
        break


def _more_fields(text: Text, title: Title, index: int) -> bool:
    """ "وزير الخارجية والجالية الوطنية بالخارج": a field no table knows, joined to one that is known."""
    word = text.words[index]
    return (
        word.startswith("وال")
        and title.head.key in ("وزير", "مفوض", "وكيل", "مساعد", "مستشار", "ممثل اعلي")
        and title.head.number == "one"
        and bool(title.field_words)
        and (title.side is None or title.for_body)
        and not text.hits[index]
        and not text.lexicon.is_common(word)
    )


def _in_construct(text: Text, title: Title, definite_head: bool, index: int) -> bool:
    """ "رئيس الاتحاد ...": the word right behind a head without ال completes it."""
    return (
        index == title.start + 1
        and not definite_head
        and title.kind in ("office", "aide", "party", "group")
        and title.head.number == "one"
        and title.particle not in ("ك",)
        and not title.head.suffix
    )


def _step(text: Text, title: Title, index: int, stop: int, open_body: bool) -> tuple[int, bool] | None:
    """One word or phrase of the title at `index`: where it ends and whether a body's name is still open."""
    for hit in text.hits[index]:
        kind, particle = hit.entry.kind, hit.particle
        if kind == "demonym" and is_name(text, title, hit):
            continue
        if kind == "demonym" and particle == "" and may_qualify(text, title, hit):
            take_demonym(text, title, hit)
            return hit.end, False
        joint = particle == "و" and title.kind == "envoy" and title.side_span is not None
        if kind == "org" and joint and title.side_span and text.hit(title.side_span[0], "org"):
            return hit.end, False  # "المبعوث المشترك للأمم المتحدة والجامعة العربية"
        if kind == "org" and particle in ("", "ل", "ب"):
            take_side(title, hit, strong=True)
            return hit.end, False
        if kind == "country":
            if of_country(text, title, hit):
                return take_country(text, title, hit), False
        elif (kind == "portfolio" and particle in ("", "ل", "ب")) or (
            kind == "portfolio" and particle == "و" and title.field_words
        ):
            if particle == "و" and not same_list(text, title, hit):
                return None
            if particle == "ب" and not text.words[index - 1].endswith(("مكلف", "مكلفه", "معني", "معنيه")):
                return None
            title.field_words.append(hit.entry.key.removeprefix("شوون ").replace("الخارجيه", "خارجيه"))
            title.is_bare = False
            if hit.entry.suffix and title.side is None:
                take_antecedent(text, title)
            if hit.entry.side and title.side is None:
                title.side, title.side_span = hit.entry.side, (hit.start, hit.end)
            return hit.end, "شوون" in hit.entry.key  # "لشؤون الشرق الأدنى"
        elif kind == "body" and particle in ("", "ل", "ب"):
            if hit.entry.side and title.side is None:
                title.side, title.side_span = hit.entry.side, (hit.start, hit.end)
            if title.side is None and hit.entry.definite:
                take_body(text, title, hit)
            if hit.entry.key not in STATE_WORDS or hit.entry.key == "حكومه":
                title.field_words.append(hit.entry.key.removeprefix(ARTICLE))
            title.is_bare = False
            return hit.end, True
        elif kind == "quality" and title.head.suffix and not text.has_article(index):
            return None
        elif kind == "quality" and particle in ("", "ل", "و") and not (particle == "و" and not title.field_words):
            if particle == "و":
                continue
            if hit.entry.key in ("اول", "عام", "اعلي", "خاص", "ثاني", "مساعد"):
                title.field_words.append(hit.entry.key)
            return hit.end, open_body
        elif kind == "linker":
            following = text.hit(hit.end, "country", "portfolio", "place") if hit.end < stop else None
            if following or hit.entry.key.startswith(("مكلف", "معني")):
                end = hit.end
                if following and following.entry.kind != "portfolio":
                    end = following.end  # "شمالي العراق" places the region, it is not its side
                return end, False
        elif kind == "head" and (honoured := honoured_inner(title, hit)) | _belongs(text, title, hit):
            inner = parse_title(text, hit.end if honoured else index, stop, title.depth + 1)
            if inner is not None:
                take_inner(title, inner)
                return inner.end, False
        elif kind == "place" and particle == "" and hit.entry.detail in ("city", "capital") and of_city(text, title):
            if title.side is None:
                title.side, title.side_span = hit.entry.side or hit.entry.country, (hit.start, hit.end)
            title.is_bare = False
            return hit.end, False
    served = (
        title_complements.each(text, title, index, stop)
        or title_complements.abroad(text, title, index, stop)
        or title_complements.at_home(text, title, index, stop)
        or title_complements.matter(text, title, index, stop)
    )
    return (served, False) if served else _accreditation(text, title, index, stop)


def _belongs(text: Text, title: Title, hit: LexiconHit) -> bool:
    """Whether another head right behind belongs to this title."""
    entry, particle = hit.entry, hit.particle
    if entry.detail in ("rank", "honorific", "spokesman", "private", "counterpart"):
        return False
    if particle == "ل":
        return title.kind in ("aide", "envoy") and title.head.number == "one" and title.side is None
    if particle == "":
        if title.end == title.start + 1 and not title.head.definite and title.kind in ("aide", "envoy"):
            return True  # نائب رئيس..., مساعد وزير..., مستشارا الملك
        if (
            title.end > title.start
            and title.field_words
            and title.field_words[-1] in ("مكتب", "ديوان", "قصر", "شوون", "مجلس")
        ):
            return True  # مدير مكتب رئيس الحكومة
        if title.head.key == "كبير مساعدي" or title.head.key == "كبير مستشاري":
            return True
    return False


def _accreditation(text: Text, title: Title, index: int, stop: int) -> tuple[int, bool] | None:
    """ "لدى العراق", "في تونس", "المعتمد لدى المغرب", "إلى ليبيا": where an envoy serves; a commander's theatre."""
    word = text.words[index]
    if index + 1 >= stop:
        return None
    theatre = title.kind == "office" and title.for_body
    if word == "لدي" or (word in _AT and (title.kind in ACCREDITED or theatre or deputy_envoy(title))):
        hit = text.hit(index + 1, "country", "org", "place")
        if hit is not None and hit.entry.kind == "country" and "\u0651" in text.quote(index + 1, index + 2):
            hit = text.hit(index + 1, "place") or hit  # عمّان
        if hit is None and word == "لدي":
            return _at_home(text, title, index, stop)
    elif title.kind in ACCREDITED or deputy_envoy(title):
        hit = text.hit(index, "country", "place")
        if hit and hit.particle == "ب" and title.side:
            title.accredited = hit.entry.country or hit.entry.key
            return hit.end, False
        return None
    elif word == "في" and title.side is None and title.field_words and of_state(text, title, index + 1):
        hit = text.hit(index + 2, "country") or text.hit(index + 1, "country")
        if hit and hit.particle == "":
            title.side, title.side_span = hit.entry.key, (hit.start, hit.end)
            return hit.end, False
        return None
    elif word == "في" and title.head.key == "سيده اولي":
        hit = text.hit(index + 1, "country")
        if hit:
            title.side, title.side_span = hit.entry.key, (hit.start, hit.end)
            return hit.end, False
        return None
    else:
        return None
    if hit is None or hit.particle:
        return None
    if hit.entry.kind == "place" and hit.entry.detail not in ("city", "capital"):
        return None
    if word != "لدي" and hit.entry.kind == "place" and title.side is None and title.head.key not in _POSTED:
        return None
    if title.accredited is None:
        title.accredited = hit.entry.country or hit.entry.key
    title.is_bare = False
    end = hit.end
    more = text.hit(end, "country") if end < stop else None
    while more is not None and more.particle == "و":
        end = more.end
        more = text.hit(end, "country") if end < stop else None
    return end, False


def _at_home(text: Text, title: Title, index: int, stop: int) -> tuple[int, bool] | None:
    """ "لدى المملكة", "لدى رئيس الحكومة": a post told by a word of state, or by another office."""
    body = text.hit(index + 1, "body")
    if body is not None and body.entry.definite and body.entry.key in STATE_WORDS:
        return body.end, False
    inner = parse_title(text, index + 1, stop, title.depth + 1)
    return (inner.end, False) if inner is not None else None

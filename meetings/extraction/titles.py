"""The grammar of titles: head + what belongs to it (field, body, qualities, country or demonym, place of accreditation).

After a head the title goes on through words of the tables, through titles inside it ("نائب رئيس الوزراء"), and, behind
the name of a body, through words with ال. It ends where a name, a verb or an everyday word begins: given names hardly
ever carry ال, and what qualifies a head always agrees with it.
"""

from dataclasses import dataclass, field

from meetings.extraction.lexicon import ARTICLE, Entry, Hit
from meetings.extraction.sentences import Text

# Offices that say where they are accredited ("سفير روسيا لدى العراق"): لدى and إلى lead to it, في too.
_ACCREDITED = frozenset({"envoy"})
_AT = frozenset({"لدي", "في", "الي", "ب"})
_STATE_WORDS = frozenset(
    {"دوله", "جمهوريه", "مملكه", "سلطنه", "اماره", "فدراليه", "فيدراليه", "اتحاد", "منطقه", "بلاد", "حكومه"}
)
# Who may hold two offices named one after the other: "نائب رئيس الوزراء ووزير الخارجية".
_DOUBLE = (
    "نايب",
    "ولي العهد",
    "ولي عهد",
    "وزير دوله",
    "رييس",
    "وزير",
    "زعيم",
    "امير",
    "حاكم",
    "عضو",
    "ولي ولي العهد",
    "مستشار",
)


@dataclass(slots=True)
class Title:
    """A title at words [start, end)."""

    start: int
    end: int
    head: Entry
    particle: str = ""
    field_words: list[str] = field(default_factory=list)  # what the office is of: خارجيه, مجلس النواب
    side: str | None = None
    side_span: tuple[int, int] | None = None
    accredited: str | None = None
    inner: "Title | None" = None
    is_bare: bool = True  # الوزير, الرئيس: taking up somebody known

    @property
    def for_body(self) -> bool:
        """Whether the side is a body rather than a state or region."""
        return self.side is not None and len(self.side) > 2 and self.side != "IQ-KRI"

    @property
    def kind(self) -> str:
        return self.head.detail

    @property
    def office(self) -> tuple[str, ...]:
        """What is compared to tell whether two titles are one office (sides are compared apart)."""
        inner = self.inner.office if self.inner else ()
        return (self.head.key, *sorted(set(self.field_words)), *inner)


def parse_title(text: Text, start: int, stop: int) -> Title | None:
    """The title that begins at word `start`, reading no further than `stop`."""
    hit = head_hit(text, start)
    if hit is None or hit.entry.detail in ("rank", "honorific"):
        return None
    if (
        hit.entry.number == "two"
        and hit.entry.detail != "group"
        and hit.end - start == 1
        and text.words[start].endswith("ا")
        and not _complement(text, hit.end, stop)
    ):
        return None  # "وزيرا" alone is an accusative
    title = Title(start, hit.end, hit.entry, hit.particle, is_bare=" " not in hit.entry.key)
    if hit.entry.key == "عاهل" or hit.entry.key == "خادم الحرمين الشريفين":
        title.is_bare = False
    if hit.entry.key == "خادم الحرمين الشريفين":
        title.side = "SA"
        title.side_span = (start, hit.end)
    _extend(text, title, stop)
    return title


def head_hit(text: Text, start: int) -> Hit | None:
    """The head at word `start`. Folding has made نائبة and نائبه one: the raw spelling tells which is meant."""
    hit = text.hit(start, "head")
    if hit is None or not hit.entry.suffix:
        return hit
    feminine = [h for h in text.hits[start] if h.entry.kind == "head" and h.end == hit.end and not h.entry.suffix]
    return feminine[0] if feminine and text.quote(start, start + 1).endswith("ة") else hit


def _complement(text: Text, index: int, stop: int) -> bool:
    return index < stop and bool(text.kinds(index) & {"portfolio", "body", "country", "demonym", "org", "head"})


def _extend(text: Text, title: Title, stop: int) -> None:
    """Consume what belongs to the title."""
    definite_head = title.head.definite and " " not in title.head.key
    open_body = False  # behind مجلس, هيئة...: words with ال belong to its name
    index = title.end
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
        if text.has_article(index) and plain and (open_body or _in_construct(text, title, definite_head, index)):
            title.field_words.append(_bare(word))
            title.is_bare = False
            index += 1
            title.end = index
            continue
        break


def _more_fields(text: Text, title: Title, index: int) -> bool:
    """"وزير الخارجية والجالية الوطنية بالخارج": a field no table knows, joined to one that is known."""
    word = text.words[index]
    return (
        word.startswith("وال")
        and title.head.key == "وزير"
        and title.head.number == "one"
        and bool(title.field_words)
        and title.side is None
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


def _bare(word: str) -> str:
    return word.removeprefix(ARTICLE)


def _step(text: Text, title: Title, index: int, stop: int, open_body: bool) -> tuple[int, bool] | None:
    """One word or phrase of the title at `index`: where it ends and whether a body's name is still open."""
    for hit in text.hits[index]:
        kind, particle = hit.entry.kind, hit.particle
        if kind == "demonym" and particle == "" and _may_qualify(text, title, hit):
            _take_demonym(text, title, hit)
            return hit.end, False
        if kind == "org" and particle in ("", "ل", "ب"):
            _take_side(title, hit, strong=True)
            return hit.end, False
        if kind == "country":
            if _of_country(text, title, hit):
                return _take_country(text, title, hit), False
        elif (
            kind == "portfolio"
            and particle in ("", "ل", "ب")
            or kind == "portfolio"
            and particle == "و"
            and title.field_words
        ):
            if particle == "و" and not _same_list(text, title, hit):
                return None
            title.field_words.append(hit.entry.key.removeprefix("شوون ").replace("الخارجيه", "خارجيه"))
            title.is_bare = False
            if hit.entry.suffix and title.side is None:
                _take_antecedent(text, title)
            if hit.entry.side and title.side is None:
                title.side, title.side_span = hit.entry.side, (hit.start, hit.end)
            return hit.end, False
        elif kind == "body" and particle in ("", "ل", "ب"):
            if title.head.key == "امين عام" and title.side is None and hit.entry.definite:
                _take_body(text, title)
            if hit.entry.key not in _STATE_WORDS or hit.entry.key == "حكومه":
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
        elif kind == "head" and _belongs(text, title, hit):
            inner = parse_title(text, index, stop)
            if inner is not None:
                _take_inner(title, inner)
                return inner.end, False
        elif kind == "place" and particle == "" and hit.entry.detail in ("city", "capital") and _of_city(title):
            if title.side is None:
                title.side, title.side_span = hit.entry.side or hit.entry.country, (hit.start, hit.end)
            title.is_bare = False
            return hit.end, False
    return _accreditation(text, title, index, stop)


def _may_qualify(text: Text, title: Title, hit: Hit) -> bool:
    """A demonym qualifies a title once; a second one opens another title or a name."""
    if title.side is not None and title.side != hit.entry.key and title.kind not in _ACCREDITED:
        return False
    if hit.entry.number == "two":
        return title.head.number != "one"
    return True


def _take_demonym(text: Text, title: Title, hit: Hit) -> None:
    if title.side is None:
        code = hit.entry.key
        follows = text.hit(hit.end, "demonym") if hit.end < len(text.hits) else None
        if code == "KR" and follows and follows.entry.key == "KP":
            code = "KP"
        title.side, title.side_span = code, (hit.start, hit.end)
    title.is_bare = title.is_bare and title.kind == "generic" and title.head.key in ("وزير", "رييس")


def _take_side(title: Title, hit: Hit, strong: bool) -> None:
    if title.side is None or strong and not title.for_body:
        title.side, title.side_span = hit.entry.key, (hit.start, hit.end)
    title.is_bare = False


def _take_body(text: Text, title: Title) -> None:
    """"الأمين العام للمنظمة": the organisation last named."""
    for index in range(title.start - 1, max(-1, title.start - 60), -1):
        hit = text.hit(index, "org") if index < len(text.hits) else None
        if hit is not None:
            title.side, title.side_span = hit.entry.key, (hit.start, hit.end)
            return


def _take_antecedent(text: Text, title: Title) -> None:
    """"أعلنت روسيا عن زيارة وزير خارجيتها": the country that the pronoun takes up, the nearest before."""
    for index in range(title.start - 1, max(-1, title.start - 25), -1):
        hit = text.hit(index, "country") or text.hit(index, "demonym") if index < len(text.hits) else None
        if hit is not None:
            title.side, title.side_span = hit.entry.key, (hit.start, hit.end)
            return


def _of_country(text: Text, title: Title, hit: Hit) -> bool:
    """Whether a country belongs to the title: in construct, with ل, or with ب ("بدولة قطر")."""
    if hit.particle in ("", "ل"):
        return title.side is None or title.end == hit.start and text.words[hit.start - 1] in _STATE_WORDS
    if hit.particle == "ب":
        return title.side is None and bool(title.field_words)
    return False


def _take_country(text: Text, title: Title, hit: Hit) -> int:
    if title.side is None:
        title.side, title.side_span = hit.entry.key, (hit.start, hit.end)
    title.is_bare = False
    return hit.end


def _same_list(text: Text, title: Title, hit: Hit) -> bool:
    """ "الخارجية والتعاون" is one ministry; "والدفاع يشار غولر" is another minister, and so is a list of several heads."""
    return title.head.number == "one" and title.end == hit.start


def _belongs(text: Text, title: Title, hit: Hit) -> bool:
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


def _take_inner(title: Title, inner: Title) -> None:
    title.inner = inner
    title.is_bare = False
    if title.side is None and inner.side is not None:
        title.side, title.side_span = inner.side, inner.side_span


def _of_city(title: Title) -> bool:
    """Rulers, governors and mayors are of cities ("حاكم دبي", "رئيس بلدية مكسيكو")."""
    return (
        title.head.key in ("حاكم", "محافظ", "ولي عهد", "امير", "دوق", "بطريرك")
        and title.end == title.start + len(title.head.key.split())
        or bool(title.field_words)
        and title.field_words[-1] in ("بلديه", "ولايه", "محافظه")
    )


def _accreditation(text: Text, title: Title, index: int, stop: int) -> tuple[int, bool] | None:
    """ "لدى العراق", "في تونس", "المعتمد لدى المغرب", "إلى ليبيا": where an envoy serves; a commander's theatre."""
    word = text.words[index]
    if index + 1 >= stop:
        return None
    theatre = title.kind == "office" and title.for_body
    if word == "لدي" or word in _AT and (title.kind in _ACCREDITED or theatre or title.head.key in _NESTED_ENVOYS):
        hit = text.hit(index + 1, "country", "org", "place")
    elif title.kind in _ACCREDITED or title.head.key in _NESTED_ENVOYS:
        hit = text.hit(index, "country", "place")
        if hit and hit.particle == "ب" and title.side:
            title.accredited = hit.entry.country or hit.entry.key
            return hit.end, False
        return None
    elif word == "في" and title.side is None and title.field_words and title.head.number == "many":
        hit = text.hit(index + 1, "country")
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


_POSTED = frozenset({"قنصل عام", "قنصل", "قايم باعمال", "قايم بالاعمال"})
_NESTED_ENVOYS = frozenset({"نايب", "مساعد"})

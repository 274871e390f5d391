"""A title: what it is of, and for which side it speaks."""

from dataclasses import dataclass, field

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import ARTICLE, LexiconEntry, LexiconHit
from meetings.gazetteer.sides import is_body

# Offices that say where they are accredited ("سفير روسيا لدى العراق"): لدى and إلى lead to it, في too.
ACCREDITED = frozenset({"envoy"})
STATE_WORDS = frozenset(
    {"دوله", "جمهوريه", "مملكه", "سلطنه", "اماره", "فدراليه", "فيدراليه", "اتحاد", "منطقه", "بلاد", "حكومه"}
)


@dataclass(slots=True)
class Title:
    """A title at words [start, end)."""

    start: int
    end: int
    head: LexiconEntry
    particle: str = ""
    field_words: list[str] = field(default_factory=list)  # what the office is of: خارجيه, مجلس النواب
    side: str | None = None
    side_span: tuple[int, int] | None = None
    accredited: str | None = None
    inner: "Title | None" = None
    model: "Title | None" = None  # whose words it borrows: a shared title, a counterpart
    depth: int = 0  # how many titles it stands inside
    is_bare: bool = True  # الوزير, الرئيس: taking up somebody known

    @property
    def for_body(self) -> bool:
        """Whether the side is a body rather than a state or region."""
        return is_body(self.side)

    @property
    def kind(self) -> str:
        return self.head.detail

    @property
    def office(self) -> tuple[str, ...]:
        """What is compared to tell whether two titles are one office (sides are compared apart)."""
        inner = self.inner.office if self.inner else ()
        return (self.head.key, *sorted(set(self.field_words)), *inner)


def may_qualify(text: Text, title: Title, hit: LexiconHit) -> bool:
    """A demonym qualifies a title once; a second one opens another title or a name."""
    if title.side is not None and title.side != hit.entry.key and title.kind not in ACCREDITED:
        return False
    if hit.entry.number == "two":
        return title.head.number != "one"
    return True


def take_demonym(text: Text, title: Title, hit: LexiconHit) -> None:
    if title.side is None:
        code = hit.entry.key
        follows = text.hit(hit.end, "demonym") if hit.end < len(text.hits) else None
        if code == "KR" and follows and follows.entry.key == "KP":
            code = "KP"
        title.side, title.side_span = code, (hit.start, hit.end)
    title.is_bare = title.is_bare and title.kind == "generic" and title.head.key in ("وزير", "رييس")


def take_side(title: Title, hit: LexiconHit, strong: bool) -> None:
    if title.side is None or (strong and not title.for_body):
        title.side, title.side_span = hit.entry.key, (hit.start, hit.end)
    title.is_bare = False


# A word for a body -> the kinds of organisations that it takes up.
_BODIES = {
    "منظمه": ("intergovernmental", "agency", "other"),
    "حلف": ("intergovernmental",),
    "جامعه": ("intergovernmental",),
    "حركه": ("party",),
    "حزب": ("party",),
    "جماعه": ("party",),
}


def take_body(text: Text, title: Title, body: LexiconHit) -> None:
    """ "الأمين العام للمنظمة", "وفد الحركة": the organisation of that kind last named."""
    kinds = _BODIES.get(body.entry.key.removeprefix(ARTICLE), ())
    if title.kind == "office" and title.head.key != "امين عام":
        return  # "رئيس الحزب" is as often a domestic office
    for index in range(title.start - 1, max(-1, title.start - 60), -1):
        hit = text.hit(index, "org") if kinds and index < len(text.hits) else None
        if hit is not None and hit.entry.detail in kinds:
            title.side, title.side_span = hit.entry.key, (hit.start, hit.end)
            return


def take_antecedent(text: Text, title: Title, reach: int = 25) -> None:
    """ "أعلنت روسيا عن زيارة وزير خارجيتها": the country that the pronoun takes up, the nearest before."""
    for index in range(title.start - 1, max(-1, title.start - reach), -1):
        hit = text.hit(index, "country") or text.hit(index, "demonym") if index < len(text.hits) else None
        if hit is not None:
            title.side, title.side_span = hit.entry.key, (hit.start, hit.end)
            return


def of_country(text: Text, title: Title, hit: LexiconHit) -> bool:
    """Whether a country belongs to the title: in construct, with ل, or with ب ("بدولة قطر")."""
    if hit.particle in ("", "ل"):
        return title.side is None or (title.end == hit.start and text.words[hit.start - 1] in STATE_WORDS)
    if hit.particle == "ب":
        return title.side is None and bool(title.field_words)
    return False


def of_state(text: Text, title: Title, index: int) -> bool:
    """ "وزراء الخارجية في مصر", "وزير الخارجية في دولة الإمارات": a word of state makes the place the side."""
    return title.head.number == "many" or (index + 1 < len(text.words) and text.words[index] in STATE_WORDS)


def take_country(text: Text, title: Title, hit: LexiconHit) -> int:
    if title.side is None:
        title.side, title.side_span = hit.entry.key, (hit.start, hit.end)
    title.is_bare = False
    return hit.end


def same_list(text: Text, title: Title, hit: LexiconHit) -> bool:
    """ "الخارجية والتعاون" is one ministry; "والدفاع يشار غولر" is another minister, and so is a list of
    several heads.
    """
    return title.head.number == "one" and title.end == hit.start


def of_city(text: Text, title: Title) -> bool:
    """Rulers, governors and mayors are of cities ("حاكم دبي", "رئيس بلدية مكسيكو")."""
    return (
        title.head.key in ("حاكم", "محافظ", "ولي عهد", "امير", "دوق", "بطريرك")
        and title.end == title.start + len(title.head.key.split())
    ) or text.words[title.end - 1] in ("بلديه", "ولايه", "محافظه", "منطقه", "مدينه", "اماره", "قضاء")


def without_article(word: str) -> str:
    return word.removeprefix(ARTICLE)


def complement(text: Text, index: int, stop: int) -> bool:
    return index < stop and bool(text.kinds(index) & {"portfolio", "body", "country", "demonym", "org", "head"})


_NESTED_ENVOYS = frozenset({"نايب", "مساعد"})


def deputy_envoy(title: Title) -> bool:
    """A deputy of somebody who is accredited ("نائب المبعوث الأممي إلى اليمن")."""
    return title.head.key in _NESTED_ENVOYS and title.inner is not None and title.inner.kind in ACCREDITED


def is_name(text: Text, title: Title, hit: LexiconHit) -> bool:
    """ "الأمير تركي بن محمد": a demonym that does not agree with the head in its ال, or stands before بن, is a name."""
    if hit.end < len(text.words) and text.words[hit.end] in ("بن", "بنت"):
        return True
    alone = hit.start == title.start + 1
    return (
        alone and title.head.definite and title.head.key in ("امير", "ملك", "رييس", "وزير") and not hit.entry.definite
    )


def honoured_inner(title: Title, hit: LexiconHit) -> bool:
    """ "رئيس ديوان سمو رئيس مجلس الوزراء": an honorific before the inner title."""
    return hit.entry.detail == "honorific" and not hit.particle and title.field_words[-1:] in (["ديوان"], ["مكتب"])


def take_inner(title: Title, inner: Title) -> None:
    title.inner = inner
    title.is_bare = False
    if title.side is None and inner.side is not None:
        title.side, title.side_span = inner.side, inner.side_span

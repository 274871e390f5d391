"""A title: its office, and the side for which it speaks."""

from dataclasses import dataclass, field

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import ARTICLE, LexiconEntry, LexiconHit
from meetings.extraction.mentions.name_words import FILIATION
from meetings.gazetteer.sides import is_body
from meetings.gazetteer.word_classes import load_word_class, load_word_list

# Offices that name the post ("سفير روسيا لدى العراق"): after لدى and إلى, also after في.
ACCREDITED = frozenset({"envoy"})
STATE_WORDS = load_word_class("state_words")
_OWN_SECRETARIES = load_word_class("heads_of_named_bodies")
_HEADS_OF_DIPLOMACY = load_word_class("heads_of_diplomacy")
_MINISTER, _FOREIGN = load_word_list("minister")[0], load_word_list("foreign_affairs")[1]
_BARE_WITH_NATION = load_word_class("heads_bare_with_a_nation")
_NAMED_RULERS = load_word_class("heads_before_given_names")
_CITY_RULERS = load_word_class("heads_of_cities")
_CITY_WORDS = load_word_class("city_words")
_NESTED_ENVOYS = load_word_class("deputies")
_INNER_OFFICES = load_word_class("fields_before_an_honoured_office")
_TO, _BY = load_word_list("particle_to")[0], load_word_list("particle_by")[0]
_AFFAIRS_OF = load_word_list("affairs")[0] + " "
_WITH_ARTICLE, _WITHOUT_ARTICLE = load_word_list("foreign_affairs")[:2]
# A word for a body -> the kinds of organisations to which it may refer.
_BODIES = {
    **dict.fromkeys(load_word_class("words_for_organisations"), ("intergovernmental", "agency", "other")),
    **dict.fromkeys(load_word_class("words_for_unions_of_states"), ("intergovernmental",)),
    **dict.fromkeys(load_word_class("words_for_parties"), ("party",)),
}
MAX_BODY_WORDS = 60  # back to the organisation to which "المنظمة" refers
MAX_ANTECEDENT_WORDS = 25


@dataclass(slots=True)
class Title:
    """A title at words [start, end)."""

    start: int
    end: int
    head: LexiconEntry
    particle: str = ""
    field_words: list[str] = field(default_factory=list)  # the words after the head: خارجيه, مجلس النواب
    side: str | None = None
    side_span: tuple[int, int] | None = None
    accredited: str | None = None
    inner: "Title | None" = None
    model: "Title | None" = None  # the title whose words it borrows: a shared title, a counterpart
    depth: int = 0  # the number of titles around it
    is_former: bool = False  # "الرئيس الفرنسي السابق"
    is_bare: bool = True  # الوزير, الرئيس: referring to a known person

    @property
    def for_body(self) -> bool:
        """Return whether the title is of a body, not of a state or region."""
        return is_body(self.side)

    @property
    def kind(self) -> str:
        """Return the class of the head: office, aide, envoy, group ..."""
        return self.head.detail

    @property
    def office(self) -> tuple[str, ...]:
        """Return the words that compare two titles, without their sides."""
        if self.head.key in _HEADS_OF_DIPLOMACY:
            return _MINISTER, _FOREIGN
        inner = self.inner.office if self.inner else ()
        return (self.head.key, *sorted(set(self.field_words)), *inner)


def can_qualify(text: Text, title: Title, hit: LexiconHit) -> bool:
    """Return whether a demonym qualifies the title: a second one opens another title or a name."""
    if title.side is not None and title.side != hit.entry.key and title.kind not in ACCREDITED:
        return False
    if hit.entry.number == "two":
        return title.head.number != "one"
    return True


def take_demonym(text: Text, title: Title, hit: LexiconHit) -> None:
    """Set the nation as the title's side."""
    if title.side is None:
        code = hit.entry.key
        follows = text.hit(hit.end, "demonym") if hit.end < len(text.hits) else None
        if code == "KR" and follows and follows.entry.key == "KP":
            code = "KP"
        title.side, title.side_span = code, (hit.start, hit.end)
    title.is_bare = title.is_bare and title.kind == "generic" and title.head.key in _BARE_WITH_NATION


def take_side(title: Title, hit: LexiconHit, strong: bool) -> None:
    """Set an organisation as the title's side; a `strong` one replaces a state."""
    if title.side is None or (strong and not title.for_body):
        title.side, title.side_span = hit.entry.key, (hit.start, hit.end)
    title.is_bare = False


def take_body(text: Text, title: Title, body: LexiconHit) -> None:
    """Set the organisation last named, to which a word refers: "الأمين العام للمنظمة", "وفد الحركة"."""
    kinds = _BODIES.get(body.entry.key.removeprefix(ARTICLE), ())
    if title.kind == "office" and title.head.key not in _OWN_SECRETARIES:
        return  # "رئيس الحزب" is as often a domestic office
    for index in range(title.start - 1, max(-1, title.start - MAX_BODY_WORDS), -1):
        hit = text.hit(index, "org") if kinds and index < len(text.hits) else None
        if hit is not None and hit.entry.detail in kinds:
            title.side, title.side_span = hit.entry.key, (hit.start, hit.end)
            return


def take_antecedent(text: Text, title: Title, reach: int = MAX_ANTECEDENT_WORDS) -> None:
    """Set the nearest country before, to which a pronoun refers: "أعلنت روسيا عن زيارة وزير خارجيتها"."""
    for index in range(title.start - 1, max(-1, title.start - reach), -1):
        hit = text.hit(index, "country") or text.hit(index, "demonym") if index < len(text.hits) else None
        if hit is not None:
            title.side, title.side_span = hit.entry.key, (hit.start, hit.end)
            return


def is_of_country(text: Text, title: Title, hit: LexiconHit) -> bool:
    """Return whether a country belongs to the title: in construct, with ل, or with ب ("بدولة قطر")."""
    if hit.particle in ("", _TO):
        return title.side is None or (title.end == hit.start and text.words[hit.start - 1] in STATE_WORDS)
    if hit.particle == _BY:
        return title.side is None and bool(title.field_words)
    return False


def is_of_state(text: Text, title: Title, index: int) -> bool:
    """Return whether the place is the side: "وزراء الخارجية في مصر", "وزير الخارجية في دولة الإمارات"."""
    return title.head.number == "many" or (index + 1 < len(text.words) and text.words[index] in STATE_WORDS)


def take_country(text: Text, title: Title, hit: LexiconHit) -> int:
    """Set a country as the title's side, and return where its name ends."""
    if title.side is None:
        title.side, title.side_span = hit.entry.key, (hit.start, hit.end)
    title.is_bare = False
    return hit.end


def is_same_office(text: Text, title: Title, hit: LexiconHit) -> bool:
    """Return whether a joined field is of the same office.

    "الخارجية والتعاون" is one ministry; "والدفاع يشار غولر" is another minister, and so is a field under several heads.
    """
    return title.head.number == "one" and title.end == hit.start


def is_of_city(text: Text, title: Title) -> bool:
    """Return whether the office is of a city, as a ruler's or mayor's is ("حاكم دبي", "رئيس بلدية مكسيكو")."""
    return (title.head.key in _CITY_RULERS and title.end == title.start + len(title.head.key.split())) or text.words[
        title.end - 1
    ] in _CITY_WORDS


def can_complete_title(text: Text, index: int, stop: int) -> bool:
    """Return whether words that can complete a title are at `index`."""
    return index < stop and bool(text.kinds(index) & {"portfolio", "body", "country", "demonym", "org", "head"})


def is_envoys_deputy(title: Title) -> bool:
    """Return whether the title is of an envoy's deputy ("نائب المبعوث الأممي إلى اليمن")."""
    return title.head.key in _NESTED_ENVOYS and title.inner is not None and title.inner.kind in ACCREDITED


def is_given_name(text: Text, title: Title, hit: LexiconHit) -> bool:
    """Return whether a demonym is a name: without ال after a head with ال, or before بن ("الأمير تركي بن محمد")."""
    if hit.end < len(text.words) and text.words[hit.end] in FILIATION:
        return True
    alone = hit.start == title.start + 1
    return alone and title.head.definite and title.head.key in _NAMED_RULERS and not hit.entry.definite


def has_honoured_inner(title: Title, hit: LexiconHit) -> bool:
    """Return whether an honorific precedes an inner title: "رئيس ديوان سمو رئيس مجلس الوزراء"."""
    return (
        hit.entry.detail == "honorific"
        and not hit.particle
        and bool(title.field_words)
        and title.field_words[-1] in _INNER_OFFICES
    )


def take_field(text: Text, title: Title, hit: LexiconHit) -> None:
    """Add a field of office, and the side in its name or of its pronoun."""
    field_name = hit.entry.key.removeprefix(_AFFAIRS_OF).replace(_WITH_ARTICLE, _WITHOUT_ARTICLE)
    title.field_words.append(field_name)
    title.is_bare = False
    if hit.entry.suffix and title.side is None:
        take_antecedent(text, title)
    if hit.entry.side and title.side is None:
        title.side, title.side_span = hit.entry.side, (hit.start, hit.end)


def take_inner(title: Title, inner: Title) -> None:
    """Add a title inside the title, and its side."""
    title.inner = inner
    title.is_bare = False
    if title.side is None and inner.side is not None:
        title.side, title.side_span = inner.side, inner.side_span

"""Who is who in one text: mentions become entities; short names and offices find the person they stand for.

A short name is the full name most recently given ("بارزاني" is Masrour in one report and Nechirvan in another); a
headline, which stands before all full names, takes the next one. An office without a name is the person who bears it in
the same text for the same side.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

from meetings.extraction.lexicon import ARTICLE
from meetings.extraction.mentions import Mention
from meetings.extraction.sentences import Text
from meetings.extraction.titles import Title

_SMALL = frozenset(
    {"بن", "ابن", "بنت", "ال", "عبد", "ابو", "ابي", "دي", "فون", "فان", "دير", "لا", "دو", "الدين", "ولد"}
)
_PARTICLES = ("", "و", "ب", "ل", "ف", "ك", "وب", "ول")


@dataclass(slots=True)
class Entity:
    """A person or office of the text."""

    index: int
    mentions: list[Mention] = field(default_factory=list)
    words: tuple[str, ...] = ()  # folded words of the fullest name
    name: tuple[int, int] | None = None  # the fullest name, as word offsets
    title: Title | None = None
    more_titles: list[Title] = field(default_factory=list)
    side: str | None = None
    side_span: tuple[int, int] | None = None
    side_inferred: bool = False
    accredited: str | None = None
    kind: str = "name"

    @property
    def is_office(self) -> bool:
        """Whether it speaks for a side: an office or envoy, or one whom the text gives a side and a rank."""
        return (
            self.kind in ("office", "envoy", "aide", "party", "rank", "generic", "counterpart", "group")
            and self.side is not None
        )


@dataclass(slots=True)
class Cast:
    """All entities of a text, with the mentions in order."""

    entities: list[Entity]
    mentions: list[Mention]


def resolve(text: Text, mentions: list[Mention]) -> Cast:
    """Entities of `mentions`; names without a title that stay unknown are left out."""
    cast = Cast([], mentions)
    _inner_names(text, mentions)
    _by_relative(text, mentions)
    known: dict[str, list[Entity]] = {}
    _named(text, cast, known)
    cast.mentions = [mention for mention in cast.mentions if mention.entity >= 0 or mention.name is None]
    _short(text, cast, known)
    _drop_weak(text, cast)
    _offices(text, cast)
    return cast


_LEADS = frozenset({"يقود", "تقود", "يتولي", "تتولي", "يراس", "تراس", "يمثل", "تمثل", "يشغل", "تشغل", "يتراس", "يحكم"})


def _by_relative(text: Text, mentions: list[Mention]) -> None:
    """"الجنرال س، الذي يقود قوات التحالف": the clause says for whom somebody without an office speaks."""
    for mention in mentions:
        if mention.side is not None or mention.name is None or mention.title is not None and not mention.title.is_bare:
            continue
        index = mention.end
        if index < len(text.words) and text.words[index] == ",":
            index += 1
        if index + 1 >= len(text.words) or text.words[index] not in ("الذي", "التي") or text.words[index + 1] not in _LEADS:
            continue
        for at in range(index + 2, min(index + 9, len(text.words))):
            hit = text.hit(at, "org", "country")
            if hit is not None:
                mention.side = hit.entry.key
                mention.rank = mention.rank or (hit.start, hit.end)
                break


def _inner_names(text: Text, mentions: list[Mention]) -> None:
    """"كبير مساعدي زعيم س": the name may be the inner title's. It is where the text gives that person the inner office
    elsewhere; then the outer one stays without a name."""
    rulers = {"رييس", "زعيم", "ملك", "امير", "سلطان", "عاهل"}
    for mention in mentions:
        title = mention.title
        if title is None or title.inner is None or mention.name is None or title.head.key == "نايب":
            continue
        if title.inner.head.key not in rulers or title.kind not in ("aide", "envoy"):
            continue
        words = set(_core(name_words(text, mention.name)))
        for other in mentions:
            if other is mention or other.name is None or other.title is None or other.title.inner is not None:
                continue
            theirs = set(_core(name_words(text, other.name)))
            if other.title.head.key in rulers and (words <= theirs or theirs <= words) and words & theirs:
                mention.name, mention.end = None, title.end
                break


def name_words(text: Text, span: tuple[int, int]) -> tuple[str, ...]:
    """Folded words of a name, the particle of the first taken off where it is one."""
    return tuple(text.words[index] for index in range(*span) if text.is_word(index))


def _core(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in _SMALL]


def _clean_name(text: Text, mention: Mention) -> tuple[str, ...]:
    words = name_words(text, mention.name or (0, 0))
    if (
        mention.particle
        and mention.rule in ("name", "shared-title")
        and words
        and mention.name
        and mention.name[0] == mention.start
    ):
        words = (words[0].removeprefix(mention.particle), *words[1:])
    return words


def _named(text: Text, cast: Cast, known: dict[str, list[Entity]]) -> None:
    """Entities of full names, in two passes: names with titles first, so that they lend their persons to the bare ones."""
    named = [mention for mention in cast.mentions if mention.name]
    full = [mention for mention in named if len(_core(_clean_name(text, mention))) >= 2]
    titled = [mention for mention in full if mention.title or mention.rank]
    for mention in [*titled, *(mention for mention in full if mention not in titled)]:
        words = _clean_name(text, mention)
        entity = _same(words, known) or _misspelt(cast, mention, words, known)
        if entity is None:
            if mention not in titled and not _plausible(text, words, mention):
                continue
            entity = Entity(len(cast.entities))
            cast.entities.append(entity)
        _join(text, entity, mention, words)
        for word in _core(words):
            if entity not in known.setdefault(word, []):
                known[word].append(entity)
    for mention in named:
        if mention.entity >= 0:
            continue
        words = _clean_name(text, mention)
        entity = _nearest(cast, known, words, mention.start)
        if entity is None and (mention.title or mention.rank):
            entity = Entity(len(cast.entities))
            cast.entities.append(entity)
            for word in _core(words):
                known.setdefault(word, []).append(entity)
        if entity is not None and _compatible(entity, mention):
            _join(text, entity, mention, words)


def _compatible(entity: Entity, mention: Mention) -> bool:
    return entity.side is None or mention.side is None or entity.side == mention.side


def _plausible(text: Text, words: tuple[str, ...], mention: Mention) -> bool:
    """Whether a full name without a title is worth keeping: it opens with a given name."""
    return words[0] in text.lexicon.first and (len(words[0]) > 2 or len(words) > 2)


def _same(words: tuple[str, ...], known: dict[str, list[Entity]]) -> Entity | None:
    """The entity of the same full name: last words alike and the shorter contained in the longer."""
    mine = _core(words)
    for entity in known.get(mine[-1], ()):
        theirs = _core(entity.words)
        small, large = sorted((set(mine), set(theirs)), key=len)
        if small <= large or len(small & large) >= 2 and mine[0] == theirs[0]:
            return entity
    return None


def _misspelt(cast: Cast, mention: Mention, words: tuple[str, ...], known: dict[str, list[Entity]]) -> Entity | None:
    """محمد عباس for محمود عباس: the same last word, office and side, and a first word that is nearly the same."""
    mine, title = _core(words), mention.title
    for entity in known.get(mine[-1], ()):
        if title is None or entity.title is None or entity.title.office != title.office or entity.side != mention.side:
            continue
        theirs = _core(entity.words)
        if len(theirs) == len(mine) and theirs[0][:2] == mine[0][:2]:
            return entity
    return None


def _nearest(cast: Cast, known: dict[str, list[Entity]], words: tuple[str, ...], position: int) -> Entity | None:
    """The entity that a short name means: the one last given before `position`, else the first after it."""
    core = _core(words)
    if not core:
        return None
    found = [entity for entity in known.get(core[-1], ()) if set(core) <= set(entity.words)]
    if not found:
        found = [entity for entity in known.get(core[0], ()) if set(core) <= set(entity.words)]
    if not found:
        return None

    def distance(entity: Entity) -> tuple[int, int]:
        before = [m.start for m in entity.mentions if m.name and m.start < position]
        after = [m.start for m in entity.mentions if m.name and m.start >= position]
        return (0, position - max(before)) if before else (1, min(after) - position) if after else (2, 0)

    return min(found, key=distance)


def _join(text: Text, entity: Entity, mention: Mention, words: tuple[str, ...] = ()) -> None:
    """Make `mention` one of `entity`, and let it add what it knows."""
    mention.entity = entity.index
    entity.mentions.append(mention)
    if mention.name and _better_name(entity, mention, words):
        entity.words, entity.name = words, mention.name
    title = mention.title
    if title and title.kind != "counterpart" and (entity.title is None or entity.title.is_bare and not title.is_bare):
        entity.title, entity.more_titles = title, mention.more_titles
        entity.kind = title.kind
    elif title and entity.title is None:
        entity.title, entity.kind = title, title.kind
    if entity.kind == "name" and mention.rank:
        entity.kind = "rank"
    if mention.side and entity.side is None:
        entity.side = mention.side
        span = next((t.side_span for t in (title, *mention.more_titles) if t and t.side_span), None)
        entity.side_span = span or mention.rank
    if title and title.accredited and entity.accredited is None:
        entity.accredited = title.accredited


def _better_name(entity: Entity, mention: Mention, words: tuple[str, ...]) -> bool:
    """Whether a mention gives the name more fully; one behind a title is sure of where the name begins."""
    if len(_core(words)) <= len(_core(entity.words)):
        return False
    return entity.name is None or mention.title is not None or words[-len(entity.words) :] != entity.words


def _short(text: Text, cast: Cast, known: dict[str, list[Entity]]) -> None:
    """Single words of known names, wherever no mention stands yet ("وقال بارزاني", "لماكرون")."""
    covered: set[int] = set()
    for mention in cast.mentions:
        covered.update(range(mention.start, mention.end))
    added = []
    for sentence in text.sentences:
        index = sentence.start
        while index < sentence.end:
            if index in covered or index in text.date_at or text.words[index] in text.lexicon.ordinal or not text.is_word(index) or text.kinds(index) & {"verb", "noun", "head"}:
                index += 1
                continue
            found = _short_at(text, cast, known, index)
            if found is None:
                index += 1
                continue
            entity, particle = found
            end = index + 1
            while (
                end < sentence.end
                and end not in covered
                and text.words[end] in entity.words
                and text.words[end] not in _SMALL
            ):
                end += 1
            mention = Mention(index, end, sentence.index, (index, end), None, [], particle, rule="short-name")
            mention.entity = entity.index
            added.append(mention)
            entity.mentions.append(mention)
            index = end
    cast.mentions = sorted([*cast.mentions, *added], key=lambda mention: mention.start)


def _short_at(text: Text, cast: Cast, known: dict[str, list[Entity]], index: int) -> tuple[Entity, str] | None:
    word = text.words[index]
    for particle in _PARTICLES:
        rest = word[len(particle) :]
        if not word.startswith(particle) or len(rest) < 2 or particle and len(rest) < 3 or rest not in known:
            if particle == "ل" and word.startswith("لل") and ARTICLE + word[2:] in known:
                rest = ARTICLE + word[2:]
            else:
                continue
        entity = _nearest(cast, known, (rest,), index)
        if entity is None:
            continue
        core = _core(entity.words)
        is_last = rest == core[-1] or rest in core[1:]
        if not is_last and (text.lexicon.is_common(rest) or rest in text.lexicon.first and len(core) > 1):
            continue
        if text.lexicon.is_common(rest) and not particle == "" or text.hits[index] and not is_last:
            continue
        return entity, particle
    return None


def _drop_weak(text: Text, cast: Cast) -> None:
    """Nameless mentions of generic plurals say nothing ("المسؤولين الحكوميين") unless they have a side."""
    cast.mentions = [
        mention
        for mention in cast.mentions
        if mention.entity >= 0 or mention.title and (mention.side or mention.title.kind not in ("generic", "private"))
        or mention.title and mention.title.kind in ("private", "generic")
    ]  # fmt: skip


def _offices(text: Text, cast: Cast) -> None:
    """Offices without names: the entity of the same office and side, or one of their own."""
    for mention in cast.mentions:
        if mention.entity >= 0 or mention.title is None:
            continue
        if mention.kind == "counterpart":
            continue  # events know whose counterpart it is
        entity = _office_holder(cast, mention)
        if entity is None:
            entity = Entity(len(cast.entities))
            cast.entities.append(entity)
        _join(text, entity, mention)


def _office_holder(cast: Cast, mention: Mention) -> Entity | None:
    """Who bears the office of a nameless mention: the same head, fields that do not clash, the same side."""
    title = mention.title
    if title is None or title.head.number != "one" or title.kind == "group":
        return None
    best: tuple[int, int] | None = None
    chosen = None
    for entity in cast.entities:
        rank = _fit(entity, mention, title)
        if rank is None:
            continue
        before = [m.start for m in entity.mentions if m.start < mention.start]
        distance = (
            mention.start - max(before) if before else 100_000 + min((m.start for m in entity.mentions), default=0)
        )
        if best is None or (rank, distance) < best:
            best, chosen = (rank, distance), entity
    return chosen


_GENERIC_HEADS = {
    "رييس": ("رييس", "عاهل", "زعيم"),
    "وزير": ("وزير",),
    "سفير": ("سفير",),
    "مسوول": (),
    "زعيم": ("زعيم", "رييس"),
    "ملك": ("ملك", "عاهل"),
    "عاهل": ("ملك", "عاهل"),
}


def _fit(entity: Entity, mention: Mention, title: Title) -> int | None:
    """How well the office fits: 0 exactly, 1 with one side unsaid, 2 generically; None not at all."""
    for borne in [m.title for m in entity.mentions if m.title] + entity.more_titles:
        if borne is None or borne.kind == "counterpart" or borne.head.suffix:
            continue
        if borne.accredited and title.accredited and borne.accredited != title.accredited:
            continue
        if mention.side and entity.side and mention.side != entity.side:
            return None
        if title.is_bare or title.kind == "generic" and title.side:
            heads = _GENERIC_HEADS.get(title.head.key, (title.head.key,))
            if borne.head.key in heads or title.head.key == "مسوول" and mention.side == entity.side and mention.side:
                return 2 if title.head.definite else None
            continue
        if borne.office == title.office or _ministry(borne) == _ministry(title):
            return 0 if mention.side == entity.side else 1
        if (
            set(title.office) < set(borne.office)
            and title.head.key == borne.head.key
            and mention.side == entity.side
            and mention.side
        ):
            return 2
    return None


def _ministry(title: Title) -> tuple[str, ...]:
    """رئيس الوزراء, رئيس مجلس الوزراء and رئيس الحكومة are one office."""
    words = tuple(
        "حكومه" if word in ("وزراء", "مجلس الوزراء", "حكومه", "مجلس وزراء") else word for word in title.office
    )
    return words

"""Offices without names find who bears them; what else tells for whom somebody speaks, or whose a name is."""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.entities.entities import Cast, Entity, core_words, join, name_words
from meetings.extraction.mentions.mention import Mention
from meetings.extraction.mentions.title import Title

_LEADS = frozenset({"يقود", "تقود", "يتولي", "تتولي", "يراس", "تراس", "يمثل", "تمثل", "يشغل", "تشغل", "يتراس", "يحكم"})


def sides_by_relative(text: Text, mentions: list[Mention]) -> None:
    """ "الجنرال س، الذي يقود قوات التحالف": the clause says for whom somebody without an office speaks."""
    for mention in mentions:
        if (
            mention.side is not None
            or mention.name is None
            or (mention.title is not None and not mention.title.is_bare)
        ):
            continue
        index = mention.end
        if index < len(text.words) and text.words[index] == ",":
            index += 1
        if (
            index + 1 >= len(text.words)
            or text.words[index] not in ("الذي", "التي")
            or text.words[index + 1] not in _LEADS
        ):
            continue
        for at in range(index + 2, min(index + 9, len(text.words))):
            hit = text.hit(at, "org", "country")
            if hit is not None:
                mention.side = hit.entry.key
                mention.rank = mention.rank or (hit.start, hit.end)
                break


def sides_by_ministry(text: Text, mentions: list[Mention]) -> None:
    """ "قالت وزارة الخارجية الإيرانية إن الوزير س": the minister is of the ministry's side."""
    for mention in mentions:
        title = mention.title
        if mention.side is not None or title is None or not title.is_bare or title.head.key != "وزير":
            continue
        if not title.head.definite or title.head.number != "one":
            continue
        for index in range(mention.start - 1, max(-1, mention.start - 9), -1):
            nation = text.hit(index, "demonym")
            if nation is not None and not nation.particle and text.hit(index - 1, "portfolio"):
                mention.side = nation.entry.key
                break
            if text.words[index] in ".;":
                break


def inner_names(text: Text, mentions: list[Mention]) -> None:
    """ "كبير مساعدي زعيم س": the name may be the inner title's. It is where the text gives that person the inner office
    elsewhere; then the outer one stays without a name.
    """
    rulers = {"رييس", "زعيم", "ملك", "امير", "سلطان", "عاهل"}
    for mention in mentions:
        title = mention.title
        if (
            title is None
            or title.inner is None
            or mention.name is None
            or title.head.key == "نايب"
            or mention.more_titles
        ):
            continue
        if title.inner.head.key not in rulers or title.kind not in ("aide", "envoy"):
            continue
        words = set(core_words(name_words(text, mention.name)))
        for other in mentions:
            if other is mention or other.name is None or other.title is None or other.title.inner is not None:
                continue
            theirs = set(core_words(name_words(text, other.name)))
            if other.title.head.key in rulers and (words <= theirs or theirs <= words) and words & theirs:
                mention.name = None
                break


def drop_weak(text: Text, cast: Cast) -> None:
    """Nameless mentions of generic plurals say nothing ("المسؤولين الحكوميين") unless they have a side."""
    cast.mentions = [
        mention
        for mention in cast.mentions
        if mention.entity >= 0 or (mention.title and (mention.side or mention.title.kind not in ("generic", "private")))
        or (mention.title and mention.title.kind in ("private", "generic"))
    ]  # fmt: skip


def offices(text: Text, cast: Cast) -> None:
    """Offices without names: the entity of the same office and side, or one of their own."""
    for mention in cast.mentions:
        if mention.entity >= 0 or mention.title is None:
            continue
        if mention.kind == "counterpart":
            continue  # events know whose counterpart it is
        entity = _office_holder(text, cast, mention) or _guest(cast, mention)
        if entity is None:
            entity = Entity(len(cast.entities))
            cast.entities.append(entity)
        join(text, entity, mention)


def _guest(cast: Cast, mention: Mention) -> Entity | None:
    """ "ضيفه", "الضيف الياباني", "مضيفه": who was named last before the sentence's own people (of the side said)."""
    title = mention.title
    if title is None or title.head.key not in ("ضيف", "مضيف") or title.head.number != "one":
        return None
    if title.head.suffix:
        mention.side = None  # whose guest he is, is not for whom he speaks
    here = {m.entity for m in cast.mentions if m.sentence == mention.sentence and m.start < mention.start}
    for other in reversed([m for m in cast.mentions if m.start < mention.start and m.entity >= 0]):
        entity = cast.entities[other.entity]
        if other.entity in here or entity.kind not in ("office", "aide", "envoy") or not entity.side:
            continue
        sides = {cast.entities[index].side for index in here if index >= 0}
        if (mention.side is None or mention.side == entity.side) and entity.side not in sides:
            return entity
    return None


def _is_feminine(text: Text, title: Title) -> bool:
    return text.words[title.start].endswith("ه") and text.quote(title.start, title.start + 1).endswith("ة")


def _office_holder(text: Text, cast: Cast, mention: Mention) -> Entity | None:
    """Who bears the office of a nameless mention: the same head, fields that do not clash, the same side."""
    title = mention.title
    if title is None or title.head.number != "one" or title.kind == "group" or mention.is_class:
        return None
    best: tuple[int, int] | None = None
    chosen = None
    for entity in cast.entities:
        if entity.title and _is_feminine(text, title) and not _is_feminine(text, entity.title) and entity.name:
            continue  # "الوزيرة النرويجية" is not the minister of the text, who is a man
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


_CROWNED = frozenset({"ملك", "عاهل", "سلطان", "خادم الحرمين الشريفين"})
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
        republic = borne.side is None and "جمهوريه" in borne.field_words and entity.side is None
        if republic and mention.side and title.head.key == "رييس" and title.head.definite and not title.field_words:
            continue  # "رئيس الجمهورية" is the text's own; "الرئيس الأمريكي" beside him is another
        crowned = {borne.head.key, title.head.key} <= _CROWNED and not borne.field_words and not title.field_words
        if crowned and mention.side and mention.side == entity.side:
            return 0
        if title.is_bare or (title.kind == "generic" and title.side):
            heads = _GENERIC_HEADS.get(title.head.key, (title.head.key,))
            if borne.head.key in heads or (title.head.key == "مسوول" and mention.side == entity.side and mention.side):
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
    return tuple("حكومه" if word in ("وزراء", "مجلس الوزراء", "حكومه", "مجلس وزراء") else word for word in title.office)

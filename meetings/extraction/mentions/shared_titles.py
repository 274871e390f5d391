"""Titles that several people share: "الرئيسان التركي س والروسي ص", "س وص، الرئيس والأمين العام"."""

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.document.lexicon import LexiconEntry, LexiconHit
from meetings.extraction.mentions.mention import NO_PERSON, Mention, has_particle, skip_ranks
from meetings.extraction.mentions.name_parser import parse_name
from meetings.extraction.mentions.title import Title
from meetings.extraction.mentions.title_parser import parse_title
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MIN_UNKNOWN_NAME_WORDS = 2  # of the second name under a dual, where no table has the given name
MAX_GAP_WORDS = 3  # between a person and the next under the same title
_AND = load_word_list("particle_and")[0]
_NAME_OPENINGS = load_word_class("openings_of_second_names")


def _are_names(one: Mention, two: Mention) -> bool:
    """Return whether two names are side by side without titles."""
    return one.title is None and two.title is None and bool(one.name and two.name) and two.start == one.end


def pair_titles(text: Text, found: list[Mention]) -> list[Mention]:
    """Give two names the titles after them, in the same order: "س وص، الرئيس التركي والأمين العام للحلف"."""
    for number in range(len(found) - 3):
        one, two, first, second = found[number : number + 4]
        are_titles = first.name is None and second.name is None and first.title and second.title
        are_joined = second.start == first.end and second.particle == _AND
        if (
            _are_names(one, two)
            and are_titles
            and are_joined
            and first.start == two.end + 1
            and text.words[two.end] == ","
        ):
            _lend(first, one)
            _lend(second, two)
            return found[: number + 2] + found[number + 4 :]
    return found


def pair_names(text: Text, found: list[Mention]) -> list[Mention]:
    """Give two titles the names after them, in the same order: "وزيرا خارجية الأردن والعراق، س وص"."""
    for number in range(len(found) - 3):
        first, second, one, two = found[number : number + 4]
        are_offices = first.name is None and second.name is None and second.shared
        are_two = first.title is not None and first.title.head.number == "two"
        is_next = one.start == second.end + 1 and text.words[second.end] in ",:("
        if are_offices and are_two and _are_names(one, two) and is_next:
            _lend(first, one)
            _lend(second, two)
            two.particle, two.shared = _AND, True
            return [*found[:number], *found[number + 2 :]]
    return found


def _lend(titled: Mention, named: Mention) -> None:
    """Give a name the title and side of another mention."""
    named.title, named.side, named.rule = titled.title, titled.side, "paired-titles"


def read_further_person(text: Text, index: int, sentence: Sentence, previous: Mention) -> Mention | None:
    """Return the person of an unknown word with و, right after a person and with a title after the name.

    "... وفاليريان شوفاييف سفير روسيا".
    """
    if not _is_unknown_with_and(text, index) or index - previous.end > 1 or not (previous.name or previous.title):
        return None
    end = parse_name(text, index + 1, sentence.end, titled=True)
    if end is None or end >= sentence.end:
        return None
    at = end + 1 if text.words[end] == "," and end + 1 < sentence.end else end
    title = None if has_particle(text, at) else parse_title(text, at, sentence.end)
    if title is None or title.is_bare:
        return None
    return Mention(index, end, sentence.index, (index, end), None, [], _AND, rule="name")


def _is_unknown_with_and(text: Text, index: int) -> bool:
    """Return whether the word begins with و and no table has it."""
    word = text.words[index]
    is_new = word.startswith(_AND) and len(word) >= 4 and index not in text.date_at
    return is_new and not text.hits[index] and not text.lexicon.is_common(word)


def read_shared_title(text: Text, index: int, sentence: Sentence, previous: Mention) -> Mention | None:
    """Return one more person under the head of the one before.

    "والروسي فلاديمير بوتين", "والدفاع يشار غولر", "وإيران حسن روحاني".
    """
    title, gap = previous.title, index - previous.end
    if title is None or title.kind in NO_PERSON or title.kind in ("group", "generic") or gap > MAX_GAP_WORDS:
        return None
    if gap >= 2:
        return _shared_name(text, index, sentence, previous)
    if gap == 1 and text.words[previous.end] != ",":
        return None
    is_listed = gap == 1 and title.head.number == "many" and previous.name is not None
    for hit in text.hits[index]:
        if _opens_share(hit, is_listed=is_listed) and (one := _read_share(text, hit, sentence, previous, title)):
            return one
    return _shared_name(text, index, sentence, previous)


def _opens_share(hit: LexiconHit, *, is_listed: bool) -> bool:
    """Return whether a nation or field opens the next share: with و, or a country in "سفراء: فرنسا س، إسبانيا ص"."""
    if is_listed and not hit.particle:
        return hit.entry.kind == "country"
    return hit.particle == _AND and hit.entry.kind in ("demonym", "country", "portfolio")


def _read_share(text: Text, hit: LexiconHit, sentence: Sentence, previous: Mention, title: Title) -> Mention | None:
    """Return the person whose nation or field `hit` is, with the head of `title`."""
    stop, index = sentence.end, hit.start
    share = _share_title(text, title, hit, stop)
    at = skip_ranks(text, share.end, stop)
    name_end = parse_name(text, at, stop, titled=True)
    if name_end is None and (title.head.number == "one" or previous.name is not None):
        return None
    mention = Mention(index, name_end or share.end, sentence.index, None, share, [], _AND, side=share.side)
    mention.name = (at, name_end) if name_end else None
    mention.shared, mention.rule = True, "shared-title"
    return mention


def _share_title(text: Text, title: Title, hit: LexiconHit, stop: int) -> Title:
    """Return the title of the next person: its own nation, or its own field and the nation after it."""
    own_side: str | None = hit.entry.key
    side_span: tuple[int, int] | None = (hit.start, hit.end)
    fields, end = list(title.field_words), hit.end
    if hit.entry.kind == "portfolio":
        fields = [hit.entry.key]
        own_side, side_span = title.side, title.side_span
        after = text.hit(end, "demonym", "country") if end < stop else None
        if after and not after.particle:
            own_side, side_span, end = after.entry.key, (after.start, after.end), after.end
    head = LexiconEntry("head", title.head.key, title.head.detail, title.head.number, title.head.definite)
    model = title.model or title
    return Title(hit.start, end, head, _AND, fields, own_side, side_span, None, title.inner, model)


def _shared_name(text: Text, index: int, sentence: Sentence, previous: Mention) -> Mention | None:
    """Return a second name under a dual or plural head: "مستشارا الملك س وص"."""
    title = previous.title
    if title is None or title.head.number == "one" or previous.name is None or index - previous.end > MAX_GAP_WORDS:
        return None
    word = text.words[index]
    if not word.startswith(_AND) or word in text.lexicon.waw or text.hits[index] or text.lexicon.is_common(word):
        return None
    end = _find_end_of_second_name(text, index, sentence.end, previous, title)
    if end is None:
        return None
    mention = Mention(index, end, sentence.index, (index, end), title, [], _AND, side=title.side)
    mention.shared, mention.rule = True, "shared-title"
    return mention


def _find_end_of_second_name(text: Text, index: int, stop: int, previous: Mention, title: Title) -> int | None:
    """Return the end of a name with و: of a known given name, or of two words right behind the first under a dual."""
    given = text.words[index][1:]
    is_known = given in text.lexicon.first or given in _NAME_OPENINGS
    is_second = title.head.number == "two" and not previous.shared and index == previous.end
    if not is_known and not is_second:
        return None
    end = parse_name(text, index + 1, stop, titled=True)
    return end if end is not None and (is_known or end - index >= MIN_UNKNOWN_NAME_WORDS) else None

"""Titles shared out among several people: "الرئيسان التركي س والروسي ص", "وزراء خارجية سورية س والعراق ص", "س وص،
الرئيس والأمين العام".
"""

from meetings.extraction.document.annotated_text import Sentence, Text
from meetings.extraction.document.lexicon import LexiconEntry
from meetings.extraction.mentions.mention import NO_PERSON, Mention, has_particle, skip_ranks
from meetings.extraction.mentions.name_parser import parse_name
from meetings.extraction.mentions.title import Title
from meetings.extraction.mentions.title_parser import parse_title


def paired(text: Text, found: list[Mention]) -> list[Mention]:
    """ "س وص، الرئيس التركي والأمين العام للحلف": names joined by و, then their titles in the same order."""
    for number in range(len(found) - 3):
        one, two, first, second = found[number : number + 4]
        names = one.title is None and two.title is None and one.name and two.name and two.start == one.end
        titles = (
            first.name is None and second.name is None and first.title and second.title and second.start == first.end
        )
        if names and titles and second.particle == "و" and first.start == two.end + 1 and text.words[two.end] == ",":
            for named, titled in ((one, first), (two, second)):
                named.title, named.side, named.rule = titled.title, titled.side, "paired-titles"
            return found[: number + 2] + found[number + 4 :]
    return found


def paired_behind(text: Text, found: list[Mention]) -> list[Mention]:
    """ "وزيرا خارجية الأردن والعراق، س وص": the offices of both, then their names in the same order."""
    for number in range(len(found) - 3):
        first, second, one, two = found[number : number + 4]
        offices = first.name is None and second.name is None and first.title and second.shared
        names = one.title is None and two.title is None and one.name and two.name and two.start == one.end
        several = first.title is not None and first.title.head.number == "two"
        if offices and names and several and one.start == second.end + 1 and text.words[second.end] in ",:(":
            for named, titled in ((one, first), (two, second)):
                named.title, named.side, named.rule = titled.title, titled.side, "paired-titles"
            two.particle, two.shared = "و", True
            return [*found[:number], *found[number + 2 :]]
    return found


def one_more(text: Text, index: int, sentence: Sentence, previous: Mention) -> Mention | None:
    """ "... وفاليريان شوفاييف سفير روسيا": an unknown word with و right behind a person, with a title behind
    the name.
    """
    word = text.words[index]
    if (
        not word.startswith("و")
        or len(word) < 4
        or text.hits[index]
        or text.lexicon.is_common(word)
        or index in text.date_at
    ):
        return None
    if index - previous.end > 1 or not (previous.name or previous.title):
        return None
    end = parse_name(text, index + 1, sentence.end, titled=True)
    if end is None or end >= sentence.end:
        return None
    at = end + 1 if text.words[end] == "," and end + 1 < sentence.end else end
    title = None if has_particle(text, at) else parse_title(text, at, sentence.end)
    if title is None or title.is_bare:
        return None
    return Mention(index, end, sentence.index, (index, end), None, [], "و", rule="name")


def shared_title(text: Text, index: int, sentence: Sentence, previous: Mention) -> Mention | None:
    """One more person under the head of the one before: "والروسي فلاديمير بوتين", "والدفاع يشار غولر", "وإيران حسن
    روحاني".
    """
    title = previous.title
    if title is None or title.kind in NO_PERSON or title.kind in ("group", "generic") or index - previous.end > 3:
        return None
    if index - previous.end >= 2:
        return _shared_name(text, index, sentence, previous)
    if index - previous.end == 1 and text.words[previous.end] != ",":
        return None
    stop = sentence.end
    for hit in text.hits[index]:
        if hit.particle != "و" or hit.entry.kind not in ("demonym", "country", "portfolio"):
            continue
        end = hit.end
        side, fields, spans = title.side, list(title.field_words), title.side_span
        if hit.entry.kind == "portfolio":
            fields = [hit.entry.key]
            after = text.hit(end, "demonym", "country") if end < stop else None
            if after and not after.particle:
                side, spans, end = after.entry.key, (after.start, after.end), after.end
        else:
            side, spans = hit.entry.key, (hit.start, hit.end)
        at = skip_ranks(text, end, stop)
        name_end = parse_name(text, at, stop, titled=True)
        several = title.head.number != "one"
        if name_end is None and not (several and (previous.name is None)):
            continue
        if name_end is None and title.head.number == "one":
            continue
        head = LexiconEntry("head", title.head.key, title.head.detail, title.head.number, title.head.definite)
        copy = Title(index, end, head, "و", fields, side, spans, None, title.inner, title.model or title, False)
        mention = Mention(
            index, name_end or end, sentence.index, (at, name_end) if name_end else None, copy, [], "و", side=side
        )
        mention.shared, mention.rule = True, "shared-title"
        return mention
    return _shared_name(text, index, sentence, previous)


def _shared_name(text: Text, index: int, sentence: Sentence, previous: Mention) -> Mention | None:
    """ "مستشارا الملك س وص": a second name under a dual or plural head."""
    title = previous.title
    if title is None or title.head.number == "one" or previous.name is None or index - previous.end > 3:
        return None
    word = text.words[index]
    if not word.startswith("و") or word in text.lexicon.waw or text.hits[index] or text.lexicon.is_common(word):
        return None
    if not (word[1:] in text.lexicon.first or word[1:] in ("عبد", "ابو", "بن")):
        return None
    end = parse_name(text, index + 1, sentence.end, titled=True)
    if end is None:
        return None
    mention = Mention(index, end, sentence.index, (index, end), title, [], "و", side=title.side)
    mention.shared, mention.rule = True, "shared-title"
    return mention

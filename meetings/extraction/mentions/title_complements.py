"""What stands between a title and the name and says where or for what somebody serves: "رئيس الوزراء في المملكة
المتحدة السيد س",
"الوسيط الأميركي في ملف ترسيم الحدود س"."""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.mentions.name_parser import parse_name
from meetings.extraction.mentions.title import Title

_AT_HOME = frozenset({"office", "aide", "generic", "envoy"})
_BUILDINGS = frozenset({"قصر", "مكتب", "ديوان", "ديوان الملكي", "ديوان الاميري", "مركز", "معرض", "متحف", "قاعه"})
_LONGEST = 9  # words
_LEADS = frozenset(
    {"في", "الي", "لملف", "لمفاوضات", "لعمليه", "لقضيه", "لقضايا", "لمكافحه", "لحقوق", "لسياسات", "لمنطقه"}
)
_MATTERS = frozenset(
    {"ملف", "مفاوضات", "محادثات", "مباحثات", "عمليه", "قضيه", "قضايا", "شوون", "مجال", "منطقه", "الشرق"}
)


def each(text: Text, title: Title, index: int, stop: int) -> int | None:
    """The end of "كل من" between a plural office and its countries ("سفراء كل من فرنسا وألمانيا")."""
    several = title.head.number != "one" and index + 2 < stop
    return index + 2 if several and text.words[index] in ("كل", "كلا") and text.words[index + 1] == "من" else None


def abroad(text: Text, title: Title, index: int, stop: int) -> int | None:
    """The end of "في الخارج", "بالخارج" behind a minister's fields ("والجالية التونسية في الخارج")."""
    if not title.field_words:
        return None
    people = text.hit(index, "demonym")
    if people is not None and people.particle == "و" and people.entry.number != "one" and people.end < stop:
        return people.end + 1 if text.words[people.end] == "بالخارج" else None  # "والهجرة والتونسيين بالخارج"
    end = index + 2 if text.words[index] == "في" and index + 1 < stop and text.words[index + 1] == "الخارج" else None
    end = index + 1 if text.words[index] == "بالخارج" else end
    return end if end is not None and end < stop else None


def at_home(text: Text, title: Title, index: int, stop: int) -> int | None:
    """The end of "في السودان" behind an office that names no side, where the bearer's name follows."""
    named = text.words[index] == "من" and text.words[index - 1].startswith(("المكلف", "المعين", "المنتخب", "المنبثق"))
    if not (named or text.words[index] == "في") or title.kind not in _AT_HOME or title.head.suffix or index + 1 >= stop:
        return None
    if not title.field_words and title.is_bare:
        return None
    hit = text.hit(index + 1, "country", "org")
    if (
        hit is not None
        and not hit.particle
        and title.side is None
        and title.kind != "envoy"
        and _name_follows(text, hit.end, stop)
    ):
        title.side, title.side_span = hit.entry.key, (hit.start, hit.end)
        return hit.end
    hit = text.hit(index + 1, "body")
    if hit is None or hit.particle or hit.entry.key in _BUILDINGS:
        return None
    end = hit.end
    while end < min(stop, hit.end + 4) and (text.has_article(end) or text.hit(end, "portfolio", "demonym", "country")):
        if text.hit(end, "head"):
            break
        if _name_follows(text, end, stop) and text.words[end] in text.lexicon.first:
            break
        end += 1
    if not _name_follows(text, end, stop):
        return None
    nation = next((h for i in range(hit.end, end) if (h := text.hit(i, "demonym", "country"))), None)
    if nation is not None and title.side is None:
        title.side, title.side_span = nation.entry.key, (nation.start, nation.end)
    return end


def matter(text: Text, title: Title, index: int, stop: int) -> int | None:
    """The end of an envoy's matter, where the bearer's name follows it."""
    word = text.words[index]
    if (
        title.kind not in ("envoy", "aide")
        or (word not in _LEADS and not word.startswith("لل"))
        or (title.side is None and title.is_bare)
    ):
        return None
    end = index + 1
    if word in ("في", "الي") and (end >= stop or text.words[end] not in _MATTERS):
        return None
    last = min(stop, index + _LONGEST)
    while end < last and text.is_word(end) and not text.hit(end, "verb", "head", "noun") and end not in text.date_at:
        name = parse_name(text, end, stop, titled=True)
        if name is not None and name - end >= 2 and not text.has_article(end) and end > index + 1:
            break
        end += 1
    if end < last and not text.is_word(end):
        return end
    return end if _name_follows(text, end, stop) and end < last else None


def _name_follows(text: Text, index: int, stop: int) -> bool:
    """A name, with ranks or a comma before it, or a quality ("بالوكالة") that opens the way to one."""
    quality = text.hit(index, "quality") if index < stop else None
    if quality is not None:
        index = quality.end
    if index < stop and text.words[index] == ",":
        index += 1
    if index >= stop:
        return False
    return parse_name(text, _behind_ranks(text, index, stop), stop, titled=True) is not None


def _behind_ranks(text: Text, index: int, stop: int) -> int:
    while index < stop and (hit := text.hit(index, "head")) and hit.entry.detail in ("rank", "honorific"):
        index = hit.end
    return index

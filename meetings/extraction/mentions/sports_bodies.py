"""Who runs a sport speaks for no state: "رئيس الاتحاد المصري لكرة القدم", "رئيس اللجنة المنظمة لكأس الأمم"."""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.mentions.title import Title

_SPORTS = frozenset(
    {"كره", "لكره", "للكره", "الكره", "للعبه", "لالعاب", "القدم", "السله", "الطايره", "كاس", "لكاس", "بطوله", "لبطوله"}
    | {"الاولمبيه", "الاولمبي", "للسباحه", "للجودو", "للملاكمه", "للتنس", "للفروسيه", "للدراجات", "للرياضه", "المنتخب"}
    | {"منتخب", "للشطرنج", "للمبارزه", "للجمباز", "للرمايه", "فيفا", "الفيفا", "يويفا", "كاف", "الكاف"}
)
_HEADS = frozenset({"رييس", "نايب", "عضو", "امين عام", "مدير", "امين"})
_BODIES = frozenset({"اتحاد", "لجنه", "نادي", "رابطه"})


def sports(text: Text, title: Title, stop: int) -> bool:
    """Whether a federation, committee or club of sport is what the title leads: its own words or the next say so."""
    if title.head.key not in _HEADS:
        return False
    words = [text.words[index] for index in range(title.start, min(stop, title.end + 3))]
    own = {word.removeprefix("ال") for word in words}
    if "," in words:
        words = words[: words.index(",")]
    return bool(own & _BODIES) and any(word in _SPORTS for word in words)

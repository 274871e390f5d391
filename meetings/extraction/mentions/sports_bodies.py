"""Leaders of sport, who speak for no state: "رئيس الاتحاد المصري لكرة القدم", "رئيس اللجنة المنظمة لكأس الأمم"."""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.document.lexicon import ARTICLE
from meetings.extraction.mentions.title import Title
from meetings.gazetteer.word_classes import load_word_class

_SPORTS = load_word_class("words_of_sport")
_HEADS = load_word_class("heads_of_sports_bodies")
_BODIES = load_word_class("sports_bodies")


def is_leading_sports_body(text: Text, title: Title, stop: int) -> bool:
    """Return whether the title leads a federation, committee or club of sport, by its own words or the next."""
    if title.head.key not in _HEADS:
        return False
    words = [text.words[index] for index in range(title.start, min(stop, title.end + 3))]
    own = {word.removeprefix(ARTICLE) for word in words}
    if "," in words:
        words = words[: words.index(",")]
    return bool(own & _BODIES) and any(word in _SPORTS for word in words)

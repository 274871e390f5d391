"""A ruler's representative: "ممثل أمير البلاد س حفظه الله ولي العهد ص" speaks himself, the ruler was not there."""

from meetings.extraction.document.annotated_text import Text
from meetings.extraction.mentions.mention import Mention
from meetings.gazetteer.word_classes import load_word_class, load_word_list

MAX_BLESSING_WORDS = 4  # between the ruler and his representative: "حفظه الله ورعاه"
_REPRESENTATIVE = load_word_list("representative_head")[0]
_BLESSINGS = load_word_class("blessing_words")


def join_representatives(text: Text, found: list[Mention]) -> list[Mention]:
    """Join "ممثل" and the ruler to the representative behind them, whom all these words name."""
    joined: set[int] = set()
    for head, ruler, speaker in zip(found, found[1:], found[2:], strict=False):
        if _is_represented(text, head, ruler, speaker):
            speaker.start, speaker.particle = head.start, head.particle
            joined.update((id(head), id(ruler)))
    return [mention for mention in found if id(mention) not in joined]


def _is_represented(text: Text, head: Mention, ruler: Mention, speaker: Mention) -> bool:
    if head.title is None or head.name is not None or head.title.head.key != _REPRESENTATIVE:
        return False
    gap = text.words[ruler.end : speaker.start]
    is_close = head.end == ruler.start and ruler.name is not None and len(gap) <= MAX_BLESSING_WORDS
    return is_close and set(gap) <= _BLESSINGS and speaker.name is not None and not speaker.particle

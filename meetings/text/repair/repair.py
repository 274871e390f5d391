"""The one repair of texts as they come: ordered steps, each of which knows the way back. No Django here.

A text without damage comes out as it is, so the steps look for signs that no good text has. Everything that is read of
a text is read of the repaired one; `RepairedText.span` leads every finding back to the words as they came, which stay
as they are.
"""

from collections.abc import Callable

from meetings.text.repair.lam_alef import repair_lam_alef
from meetings.text.repair.layers import Changed, RepairedText
from meetings.text.repair.letters import repair_letters
from meetings.text.repair.lines import repair_quoting, repair_wrapping
from meetings.text.repair.markup import repair_addresses, repair_entities, repair_markdown, repair_tags
from meetings.text.repair.pages import repair_pages
from meetings.text.repair.reading_order import repair_visual_order

MAX_CHARACTERS = 250_000  # of a text that are repaired and read; five times the longest newspaper article in entities
# The order matters: entities may hide tags, tags hide line ends, and lines are joined when their words are right.
STEPS: tuple[tuple[str, Callable[[str], Changed | None]], ...] = (
    ("entities", repair_entities),
    ("quoting", repair_quoting),
    ("markdown", repair_markdown),
    ("addresses", repair_addresses),
    ("tags", repair_tags),
    ("visual_order", repair_visual_order),
    ("letters", repair_letters),
    ("lam_alef", repair_lam_alef),
    ("pages", repair_pages),
    ("wrapping", repair_wrapping),
)


def repair(raw: str) -> RepairedText:
    """Return `raw` without the damage that PDF files, mail, web pages and messengers do to texts.

    What follows MAX_CHARACTERS is left out. It does not raise, and takes time that grows with the length of the text.
    """
    text, layers, damages = raw[:MAX_CHARACTERS], [], []
    length = len(text)
    for name, step in STEPS:
        if changed := step(text):
            text = changed.text
            layers.append(changed.layer)
            damages.append(name)
    return RepairedText(text, raw, length, tuple(layers), tuple(damages))

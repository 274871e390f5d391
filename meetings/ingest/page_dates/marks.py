"""The names in `date_marks.tsv`, and how elements show them."""

import functools
import itertools
import re
from pathlib import Path

from lxml import html

from meetings.text.date_lines import is_label_of_other_day
from meetings.text.fold import fold
from meetings.text.tables import read_table, split_values

_BUILDERS = ("elementor", "et_pb", "wp-block")  # page builders call each part of a page a widget or a module
_HIDDEN = re.compile(r"(?:display\s*:\s*none|visibility\s*:\s*hidden)", re.IGNORECASE)
MAX_LABEL_WORDS = 4  # right before a date, which say what it is
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@functools.cache
def load_marks(kind: str) -> frozenset[str]:
    """Return the names of a kind, in small letters."""
    table = read_table(Path(__file__).with_name("date_marks.tsv"))
    return frozenset(name for row in table if row["kind"] == kind for name in split_values(row["names"]))


@functools.lru_cache(maxsize=4096)
def _tokens(names: str) -> frozenset[str]:
    """Return the tokens of a class or identifier: "relatedPosts" gives relatedposts, related-posts, related, posts."""
    found: set[str] = set()
    for token in names.split():
        if token.startswith(_BUILDERS):
            continue
        parted = _CAMEL.sub("-", token).lower().replace("_", "-")
        pieces = [piece for piece in parted.split("-") if piece]
        found |= {token.lower(), parted, *pieces}
        found |= {f"{first}-{second}" for first, second in itertools.pairwise(pieces)}
    return frozenset(found)


def list_names(element: html.HtmlElement) -> frozenset[str]:
    """Return the tokens of an element's class and identifier."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _tokens(names) if names.strip() else frozenset()


def has_mark(element: html.HtmlElement, kind: str) -> bool:
    """Return whether an element's class or identifier has a name of `kind`."""
    return not load_marks(kind).isdisjoint(list_names(element))


def is_marked_as_change(element: html.HtmlElement) -> bool:
    """Return whether an element's class or identifier says that its date is that of a change."""
    return has_mark(element, "updated_class") and not has_mark(element, "unchanged_class")


def is_hidden(element: html.HtmlElement) -> bool:
    """Return whether a browser does not show an element; hidden elements with a property are for search engines."""
    is_hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None
    return is_hidden and not any(one.get("itemprop") or one.get("property") for one in element.iter())


def is_about_other_thing(element: html.HtmlElement) -> bool:
    """Return whether the microdata or RDFa of an element describe something else than a report: an event, a person."""
    types = f"{element.get('itemtype') or ''} {element.get('typeof') or ''}".lower().split()
    return any(re.split(r"[/:#]", one)[-1] in load_marks("other_type") for one in types)


def is_label(element: html.HtmlElement) -> bool:
    """Return whether an element says what the next one is."""
    return element.tag in load_marks("label_tag") or has_mark(element, "label_class")


def is_labelled_as_other_day(element: html.HtmlElement) -> bool:
    """Return whether the text right before an element, outside other elements, says that its date is not the report's.

    More than a few words are prose or a headline, not a label.
    """
    beside, parent = element.getprevious(), element.getparent()
    text = beside.tail if beside is not None else parent.text if parent is not None else None
    words = fold(text or "").split()
    return len(words) <= MAX_LABEL_WORDS and is_label_of_other_day(" ".join(words))

"""The names in `date_marks.tsv`, and how elements show them."""

import functools
import itertools
import re
from pathlib import Path

from lxml import html

from meetings.text.tables import read_table, values

_TOKEN = re.compile(r"[^\s]+")
_BUILDERS = ("elementor", "et_pb", "wp-block")  # page builders call each part of a page a widget or a module
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@functools.cache
def marks(kind: str) -> frozenset[str]:
    """Return the names of a kind, in small letters."""
    table = read_table(Path(__file__).with_name("date_marks.tsv"))
    return frozenset(name for row in table if row["kind"] == kind for name in values(row["names"]))


@functools.lru_cache(maxsize=4096)
def _tokens(names: str) -> frozenset[str]:
    """Return the tokens of a class or identifier: "relatedPosts" gives relatedposts, related-posts, related, posts."""
    found: set[str] = set()
    for token in _TOKEN.findall(names):
        if token.startswith(_BUILDERS):
            continue
        parted = _CAMEL.sub("-", token).lower().replace("_", "-")
        pieces = [piece for piece in parted.split("-") if piece]
        found |= {token.lower(), parted, *pieces}
        found |= {f"{first}-{second}" for first, second in itertools.pairwise(pieces)}
    return frozenset(found)


def names_of(element: html.HtmlElement) -> frozenset[str]:
    """Return the tokens of an element's class and identifier."""
    names = f"{element.get('class') or ''} {element.get('id') or ''}"
    return _tokens(names) if names.strip() else frozenset()


def has_mark(element: html.HtmlElement, kind: str) -> bool:
    """Return whether an element's class or identifier has a name of `kind`."""
    return not marks(kind).isdisjoint(names_of(element))

"""The offices of the archive by their names, while a reader types them: "رئيس فرنسا", "French president".

Positions have one title each, but readers name an office by any of its wordings (gazetteer/office_wordings.tsv), and
its side by any of its names and demonyms.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from meetings.gazetteer.offices import list_office_keys, list_wordings_of, strip_article
from meetings.text.tokens import fold_words, stop_words

_POSSESSIVE = "s"  # of "Italy's"
_ARTICLE = "ال"  # before one letter, which may be the first one of a longer word, `strip_article` leaves it


@dataclass(slots=True)
class Role:
    """A position: its code, titles, and the officials who hold or held it.

    `wordings` are the names of the office without its side, `side_names` the names of its side and the adjectives from
    them. `holders` are (id, number of meetings) of officials.
    """

    code: str
    titles: list[str]  # the Arabic and the English one
    wordings: list[tuple[str, ...]]
    side_names: Iterable[str]
    holders: list[tuple[int, int]] = field(default_factory=list)


def list_wordings(titles: Iterable[str], side_code: str, side_names: Iterable[str]) -> list[tuple[str, ...]]:
    """Return the names of the office that `titles` name, in bare words (see `_bare`) and without its side."""
    side = _side_words(side_names)
    found: list[tuple[str, ...]] = []
    for title in titles:
        if title.isascii():
            found.append(tuple(word for word in _bare(title) if word not in side))
        for key in list_office_keys(title, side_code or None) if not title.isascii() else ():
            found += [tuple(_drop_links(wording)) for wording in (key.split(), *list_wordings_of(key))]
        found.append(tuple(_bare(title)))
    return [wording for wording in dict.fromkeys(found) if wording]


class RoleDirectory:
    """The roles of the archive, found by what a reader has typed of their names."""

    def __init__(self, roles: Iterable[Role] = ()) -> None:
        self._roles = [(role, _side_words(role.side_names)) for role in roles]

    def completing(self, text: str) -> list[Role]:
        """Return the roles whose names begin with `text`, complete names first, then those with most meetings.

        The last word may be incomplete. The office comes before or after its side; without a side, its words count in
        their order.
        """
        typed = _bare(text)
        if typed and len(typed[-1]) <= len(_ARTICLE) + 1 and typed[-1].startswith(_ARTICLE):
            typed = list(filter(None, [*typed[:-1], typed[-1].removeprefix(_ARTICLE)]))
        if len("".join(typed)) < 2:
            return []
        found = []
        for role, side in self._roles:
            ranks = [rank for wording in role.wordings if (rank := _rank(typed, wording, side)) is not None]
            if ranks:
                most = max((number for _, number in role.holders), default=0)
                found.append((min(ranks), -most, role.code, role))
        return [role for *_, role in sorted(found, key=lambda one: one[:3])]


def _rank(typed: Sequence[str], wording: Sequence[str], side: frozenset[str]) -> int | None:
    """Return 0 if the typed words name an office in full, 1 if they begin to; None if they name another one."""
    remaining, others = _remove_words(wording, typed)
    *complete, last = others or [""]
    if not side.issuperset(complete):
        return _rank_beginning(typed, wording)
    is_side_first = typed[0] in side and typed[0] not in wording  # "French president"
    if not others or last in side:
        if not remaining:
            return 0
        return 1 if is_side_first and len(others) < len(typed) else _rank_beginning(typed, wording)
    following = [*remaining] if is_side_first else [] if remaining else list(side)
    is_begun = last == typed[-1] and any(word.startswith(last) for word in following)
    return 1 if is_begun else _rank_beginning(typed, wording)


def _remove_words(wording: Sequence[str], typed: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words of the wording that are not typed, and the typed words that are not of the wording."""
    remaining = list(wording)
    others = []
    for word in typed:
        if word in remaining:
            remaining.remove(word)
        else:
            others.append(word)
    return remaining, others


def _rank_beginning(typed: Sequence[str], wording: Sequence[str]) -> int | None:
    """Return 1 if the wording begins with the typed words, in their order."""
    size = len(typed)
    is_begun = len(wording) >= size and list(wording[: size - 1]) == list(typed[:-1])
    return 1 if is_begun and wording[size - 1].startswith(typed[-1]) else None


def _side_words(names: Iterable[str]) -> frozenset[str]:
    return frozenset(word for name in names for word in _bare(name))


def _bare(text: str) -> list[str]:
    """Return the folded words of `text` without articles and without words such as "of" and "في"."""
    return [strip_article(word) for word in _drop_links(fold_words(text)) if word != _POSSESSIVE]


def _drop_links(words: Iterable[str]) -> list[str]:
    return [word for word in words if word not in stop_words()]

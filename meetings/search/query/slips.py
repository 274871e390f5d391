"""Typing mistakes: words of an index that are one slip away from a word of a query."""

from collections.abc import Iterator

from meetings.search.query.known_names import find_named
from meetings.search.query.name_words import is_known
from meetings.search.query.relations import WEIGHTS, Relation
from meetings.search.query.vocabulary_index import Arrangement
from meetings.search.query.word_lists import load_lexicon, strip_article
from meetings.search.query.word_shapes import end_keys, get_least_letters, has_shape
from meetings.text.stems import find_lemmas
from meetings.text.typos import find_slip, is_slip_in_name


class SlipFinder(Arrangement):
    """The words of an index, with those that are mistakes for a word of a query."""

    def _find_slips(self, word: str) -> Iterator[tuple[str, Relation]]:
        mine = strip_article(word)
        if len(mine) < 4:
            return
        relation = Relation("typo", WEIGHTS["typo"], True)
        frequency = max((self.frequencies.get(word, 0), self.frequencies.get(mine, 0)))
        is_name = bool(find_named(word))
        can_be_mistake = not frequency and not is_name
        for key in (key for size in (-1, 0, 1) for key in end_keys(mine, len(mine) + size)):
            for theirs, other in self._ends.get(key, ()):
                if theirs == mine:
                    continue
                # Either word may be the mistake; it is the rarer one. A name that the table of aliases has is none.
                if self._is_slip(mine, theirs, other, is_name=is_name) or (
                    can_be_mistake and self._is_slip(theirs, mine, word)
                ):
                    yield other, relation

    def _is_slip(self, meant: str, typed: str, whole: str, *, is_name: bool = False) -> bool:
        kind = find_slip(meant, typed)
        if not kind or len(meant) < get_least_letters(kind, meant) or self.is_name(whole) or is_known(typed, whole):
            return False
        if is_name and not is_slip_in_name(meant, typed, kind):
            return False
        # In a known name an ending may be part of the mistake (الكويت, الكوبت); a doubled letter is always one.
        known = meant in self.names
        own = has_shape(typed) if known and kind in ("near", "swap") else self._has_own_shape(typed)
        if own and not (known and kind == "double"):
            return False
        most = max(self.frequencies.get(meant, 0), self.frequencies.get("ال" + meant, 0))
        return self.frequencies.get(whole, 0) <= max(2, most // 20)

    def _has_own_shape(self, typed: str) -> bool:
        """Return whether `typed` has the shape of an Arabic word, or is such a word of the index with an ending."""
        return has_shape(typed) or any(
            lemma[:2] == typed[:2]
            and has_shape(lemma)
            and (lemma in self.frequencies or "ال" + lemma in self.frequencies or lemma in load_lexicon())
            for lemma, cost in find_lemmas(typed).items()
            if cost == 1
        )

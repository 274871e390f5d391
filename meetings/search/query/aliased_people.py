"""People of the archive by the names that the table of aliases has for them: "joseph biden", «الجولاني»."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from meetings.search.query.aliases import PERSON, load_aliases
from meetings.search.query.entity_names import NamedEntry
from meetings.text.tokens import fold_words

MIN_NAME_WORDS = 2  # of a name of the record that shows which person of the table it is
MIN_FIRST_WORDS = 3  # of the first words of a longer name: تميم بن حمد آل ثاني


class AliasedPeople:
    """The officials of a directory that the table of aliases knows."""

    def __init__(self, people: Iterable[NamedEntry]) -> None:
        found: dict[int, dict[str, NamedEntry]] = defaultdict(dict)
        for entry in people:
            for number in _find_concepts(entry.names):
                found[number][entry.key] = entry
        self._people = {number: next(iter(some.values())) for number, some in found.items() if len(some) == 1}

    def find(self, words: Sequence[str], start: int) -> tuple[NamedEntry, int] | None:
        """Return the person whom the alias that begins at a word (folded) names, and the number behind its last word.

        A name that belongs to two people, of the table or of the archive, names none.
        """
        run = load_aliases().find_run(words, words, start, start == 0)
        if run is None or len(run.concepts) > 1 or run.concepts[0] not in self._people:
            return None
        return self._people[run.concepts[0]], run.end


def _find_concepts(names: Iterable[str]) -> Iterator[int]:
    """Yield the people of the table who have one of the names in full, or begin with the same three words or more."""
    table = load_aliases()
    for name in names:
        words = fold_words(name)
        sizes = {len(words), *range(MIN_FIRST_WORDS, len(words))}
        for size in sorted(size for size in sizes if size >= MIN_NAME_WORDS):
            yield from (n for n in table.find_concepts(words[:size]) if table.concepts[n].kind == PERSON)

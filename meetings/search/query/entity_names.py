"""The directory of names: people, countries, organisations, topics, places, outlets.

It is in memory and is read again when the archive has changed. It finds the people and sides that a query names,
completes names while the reader types, and turns شخص:بارزاني into facet values.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher

from meetings.search.query.role_names import Role, RoleDirectory
from meetings.search.query.word_lists import strip_article
from meetings.text.fold import fold
from meetings.text.name_ranks import TypedWord, is_exact, read_typed, split_name
from meetings.text.names import compare_vowels, count_consonants, make_skeleton, make_sound_keys, make_spoken_form
from meetings.text.scripts import get_first_script
from meetings.text.stems import find_lemmas
from meetings.text.tokens import fold_words, stop_words

MAX_SHARED_ENTRIES = 6  # entries that one word of their names alone can find
_Beginning = tuple[str, int, int]  # a text, the number of an entry, the place of the name among the entry's names
MIN_SOUND_LETTERS = 5  # of a beginning that completes names by their sound; fewer letters sound like too many names


@dataclass(slots=True)
class NamedEntry:
    """A record with names. `key` is the facet's value (slug or code), `names` all names, the main ones first."""

    kind: str  # official | country | organisation | topic | place | outlet
    key: str
    id: int
    names: list[str]
    also: list[str] = field(default_factory=list)  # demonyms: they mean the country but do not name it
    weight: int = 0  # published meetings; also for the order of equals
    is_suggested: bool = True  # whether it completes what a reader types


class Directory:
    """An index of entries by the words, sounds and beginnings of their names."""

    def __init__(self, entries: Iterable[NamedEntry] = (), roles: Iterable[Role] = ()) -> None:
        self.entries = list(entries)
        self.roles = RoleDirectory(roles)
        self._officials = {entry.id: entry for entry in self.entries if entry.kind == "official"}
        self._by_word: dict[str, set[int]] = defaultdict(set)
        self._by_sound: dict[str, set[int]] = defaultdict(set)
        self._names: list[list[tuple[str, ...]]] = []
        for number, entry in enumerate(self.entries):
            folded = []
            for name in [*entry.names, *entry.also]:
                sequence = tuple(strip_article(word) for word in fold_words(name))
                folded.append(sequence)
                for word in sequence:
                    if word not in stop_words():
                        self._by_word[word].add(number)
                        for key in name_keys(word) if name in entry.names else ():
                            self._by_sound[key].add(number)
            self._names.append(folded)
        self._starts, self._sounds = self._list_beginnings()

    def _list_beginnings(self) -> tuple[list[_Beginning], list[_Beginning]]:
        """Return the beginnings of all names that are suggested, and the sounds of the words of people's names."""
        starts: list[_Beginning] = []
        sounds: list[_Beginning] = []
        suggested = ((number, entry) for number, entry in enumerate(self.entries) if entry.is_suggested)
        for number, entry in suggested:
            for rank, name in enumerate(entry.names):
                starts.extend((start, number, rank) for start in _beginnings(name))
                if entry.kind == "official":
                    sounds.extend((key, number, rank) for word in fold_words(name) for key in make_sound_keys(word))
        return sorted(starts), sorted(sounds)

    def name_words(self) -> set[str]:
        """Return the single words of all names of people and places, folded and without article."""
        return {
            word
            for entry, names in zip(self.entries, self._names, strict=True)
            if entry.kind in ("official", "place", "country")
            for name in names[: len(entry.names)]
            for word in name
            if len(word) > 2 and (entry.kind == "official" or len(name) == 1)
        }

    def get_official(self, official_id: int) -> NamedEntry:
        """Return the entry of an official by the id of the record."""
        return self._officials[official_id]

    # ------------------------------------------------------------------------------------------- names in a query
    def named(self, query_words: list[str], kinds: tuple[str, ...]) -> list[NamedEntry]:
        """Return the entries that a query names, in full or by a part of a name that few entries share; best first."""
        asked = [strip_article(word) for word in query_words if word not in stop_words()]
        reached: dict[int, dict[str, float]] = defaultdict(dict)
        shared: dict[str, int] = {}
        for word in dict.fromkeys(asked):
            numbers, quality = self.reach(word)
            shared[word] = len(numbers)
            for number in numbers:
                if self.entries[number].kind in kinds:
                    reached[number][word] = quality
        scored = {n: self._score(n, by_word, shared, len(asked)) for n, by_word in reached.items()}
        # An entry that matches two words excludes the entries that match one of them.
        most = {
            kind: max((len(reached[n]) for n in scored if scored[n] and self.entries[n].kind == kind), default=0)
            for kind in kinds
        }
        found = [
            (score, self.entries[number].weight, number)
            for number, score in scored.items()
            if score and len(reached[number]) == most[self.entries[number].kind]
        ]
        return [self.entries[number] for _, _, number in sorted(found, key=lambda f: (-f[0], -f[1], f[2]))]

    def reach(self, word: str) -> tuple[set[int], float]:
        """Return the numbers of the entries with a word in any spelling, and how well it fits (0 to 1)."""
        for candidate, quality in (
            (word, 1.0),
            *((lemma, 0.9) for lemma, cost in find_lemmas(word).items() if cost == 1),
        ):
            if candidate in self._by_word:
                return self._by_word[candidate], quality
        found = {
            number
            for key in name_keys(word)
            for number in self._by_sound.get(key, ())
            if any(is_same_name(word, other) for name in self._names[number] for other in name)
        }
        return found, 0.8

    def _score(self, number: int, by_word: dict[str, float], shared: dict[str, int], asked: int) -> float:
        """Return a score from the share of a name that was typed and its share of the query; 0 for no match."""
        best = 0.0
        for name in self._names[number]:
            wanted = [word for word in name if word not in stop_words()]
            hit = [w for w in wanted if w in by_word or any(is_same_name(w, typed) for typed in by_word)]
            whole = bool(wanted) and len(hit) == len(wanted)
            distinct = any(shared[word] <= MAX_SHARED_ENTRIES for word in by_word)
            if not hit or not (whole or (distinct and len(by_word) * 2 >= asked and asked <= 4)):
                continue
            share = len(hit) / len(wanted) + sum(by_word.values()) / len(by_word)
            best = max(best, share + 4 * len(by_word) / asked)
        return best

    # -------------------------------------------------------------------------------------------------- completion
    def completing(self, text: str, kinds: tuple[str, ...], limit: int) -> list[tuple[NamedEntry, str]]:
        """Return (entry, name) for names, or later words of names, that begin with `text`; best first."""
        start = " ".join(strip_article(word) if i == 0 else word for i, word in enumerate(fold_words(text)))
        if not start:
            return []
        found = self._beginning(self._starts, start, kinds)
        if len(found) < limit and len(start) >= MIN_SOUND_LETTERS and " " not in start:
            for key in make_sound_keys(start):
                for number in self._beginning(self._sounds, key, kinds):
                    if number not in found and (name := _find_alike(start, self.entries[number].names)):
                        found[number] = name
        typed = read_typed(text)
        ranked = sorted(found, key=lambda n: (not self._is_named(n, typed), -self._worth(n, found[n], start), n))
        return [(self.entries[number], found[number]) for number in ranked[:limit]]

    def _is_named(self, number: int, typed: Sequence[TypedWord]) -> bool:
        """Return whether one of the shown names, the Arabic and the English one, is what was typed."""
        return any(is_exact(typed, split_name(name)) for name in self.entries[number].names[:2])

    def _worth(self, number: int, name: str, start: str) -> float:
        """Return the rank of a completion: the number of meetings, and a bonus if the name begins with `start`."""
        return self.entries[number].weight + (3.5 if fold(name).removeprefix("ال").startswith(start) else 0.0)

    def _beginning(self, table: list[_Beginning], start: str, kinds: tuple[str, ...]) -> dict[int, str]:
        """Return the entries with a key in `table` that begins with `start`, each with the first of such names."""
        ranks: dict[int, int] = {}
        at = bisect_left(table, (start,))
        while at < len(table) and table[at][0].startswith(start):
            _, number, rank = table[at]
            if self.entries[number].kind in kinds:
                ranks[number] = min(rank, ranks.get(number, rank))
            at += 1
        return {number: self.entries[number].names[rank] for number, rank in ranks.items()}


def name_keys(word: str) -> Iterator[str]:
    """Yield the keys that a word of a name shares with its spellings in any script."""
    if not word.isascii() and count_consonants(key := make_skeleton(word)) >= 3:
        yield "=" + key
    yield from (key for key in make_sound_keys(word) if len(key) >= 3)


def is_same_name(one: str, other: str) -> bool:
    """Return whether two words of names, folded and without article, are one name in any script."""
    if one == other:
        return True
    if one.isascii() and other.isascii():
        return False
    if not one.isascii() and not other.isascii():
        if make_skeleton(one) == make_skeleton(other):
            size = count_consonants(make_skeleton(one))
            return size >= 4 or (size == 3 and bool(compare_vowels(one, other)))
        shared = set(make_sound_keys(one)) & set(make_sound_keys(other))
        return any(len(key) >= 4 for key in shared) and _is_alike(make_spoken_form(one), make_spoken_form(other), 0.7)
    return bool(set(make_sound_keys(one)) & set(make_sound_keys(other))) and _is_alike(
        make_spoken_form(one), make_spoken_form(other)
    )


def _is_alike(one: str, other: str, least: float = 0.6) -> bool:
    """Return whether the vowels agree well enough."""
    return SequenceMatcher(None, one, other).ratio() >= least


def _find_alike(start: str, names: list[str]) -> str:
    """Return the first name that sounds as `start` does, of those in its script where there are any; or nothing."""
    same_script = [name for name in names if get_first_script(name) == get_first_script(start)]
    return next((name for name in same_script or names if _sounds_alike(start, name)), "")


def _sounds_alike(start: str, name: str) -> bool:
    """Return whether a word of `name` begins with the sounds of `start`, vowels included."""
    spoken = make_spoken_form(start)
    for word in fold_words(name):
        other = make_spoken_form(word)[: len(spoken)]
        # Latin letters write all vowels: "Paris" does not begin like "Bryson".
        is_like_begun = not (start.isascii() and word.isascii()) or _has_early_vowel(spoken) == _has_early_vowel(other)
        if is_like_begun and _is_alike(spoken, other, 0.75):
            return True
    return False


def _has_early_vowel(spoken: str) -> bool:
    return any(letter in "aeiou" for letter in spoken[:2])


def _beginnings(name: str) -> Iterator[str]:
    """Yield the folded name from each of its words to its end; the first word with and without its article."""
    sequence = fold_words(name)
    for index, word in enumerate(sequence):
        rest = sequence[index + 1 :]
        yield " ".join([strip_article(word), *rest])
        if strip_article(word) != word and index == 0:
            yield " ".join([word, *rest])

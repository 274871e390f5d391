"""One trie of all the words the reader knows: titles, sides, places, verbs, cues. No Django here.

The trie is walked over folded words; a form's first word may carry particles (و ف ب ل ك and their runs), which the
hit keeps, because they govern: "بالرئيس" is what one meets *with*, "والرئيس" is one more of the same. Building
costs some tens of milliseconds, once; a lookup is a few dictionary reads a word.
"""

import functools
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from meetings.gazetteer import rows, values
from meetings.text.fold import fold


@dataclass(frozen=True, slots=True)
class LexiconEntry:
    """What a form means. `kind` tells which of the other fields count."""

    kind: str  # head portfolio body quality linker country demonym org place verb noun cue
    key: str  # head: lemma; country, demonym, org: code; place: name_ar; verb, noun: frame; cue: cue
    detail: str = ""  # head: class; place: kind; verb, noun: kind of meeting; demonym: number
    number: str = ""  # head: one | two | many; verb: past | present | future | dual
    definite: bool = False
    country: str = ""  # place: its country
    city: str = ""  # place: its city
    side: str = ""  # place: the side it stands for
    suffix: str = ""  # verb, noun: the object or possessive pronoun


@dataclass(frozen=True, slots=True)
class LexiconHit:
    """A form found at words [start, end) of a text; `particle` is what its first word carries ("" for nothing)."""

    entry: LexiconEntry
    start: int
    end: int
    particle: str


_Node = dict  # str -> _Node; None -> list[Entry]
ARTICLE = "ال"
_PARTICLES = ("و", "ف", "ب", "ل", "ك", "وب", "ول", "فب", "فل", "وك")
_OBJECTS = ("ه", "ها", "هما", "هم")


class Lexicon:
    """The trie, and the sets of single words that it does not need to hold."""

    def __init__(self) -> None:
        self.root: _Node = {}
        self.common = frozenset(fold(word) for row in rows("common") for word in values(row["words"]))
        given = {
            kind: frozenset(fold(word) for row in rows("given") if row["kind"] == kind for word in values(row["words"]))
            for kind in ("first", "joint", "ordinal", "waw", "soft")
        }
        self.first, self.joint, self.ordinal = given["first"], given["joint"], given["ordinal"]
        self.waw, self.soft = given["waw"], given["soft"]
        for form, entry in _entries():
            self.add(form, entry)
        self.lands = frozenset(word for word, node in self.root.items() if word and _is_land(node))
        self._starts = functools.lru_cache(50_000)(self._variants)
        self.is_common = functools.lru_cache(50_000)(self._common)

    def add(self, form: str, entry: LexiconEntry) -> None:
        """Teach `form` (one or several words)."""
        words = fold(form).split()
        if not words:
            return
        node = self.root
        for word in words:
            node = node.setdefault(word, {})
        found = node.setdefault(None, [])
        if entry not in found:
            found.append(entry)

    def _variants(self, word: str) -> tuple[tuple[str, _Node], ...]:
        """The trie nodes that `word` opens, with the particle taken off."""
        found = []
        if word in self.root:
            found.append(("", self.root[word]))
        for particle in _PARTICLES:
            if not word.startswith(particle) or len(word) < len(particle) + 2:
                continue
            rest = word[len(particle) :]
            if particle[-1] == "ك" and len(rest) < 3:
                continue  # وكان is no و + ك + ان
            if particle[-1] == "ل" and rest.startswith("ل") and ARTICLE + rest[1:] in self.root:
                found.append((particle, self.root[ARTICLE + rest[1:]]))
            elif rest in self.root and not (particle[-1] == "ل" and rest.startswith(ARTICLE)):
                found.append((particle, self.root[rest]))
        return tuple(found)

    def _common(self, word: str) -> bool:
        """Whether `word`, as it is or without its particles, is an everyday word and so no part of a name."""
        if word in self.common:
            return True
        for prefix in ("و", "ف", "ب", "ل", "وب", "ول", "س", "وس"):
            rest = word[len(prefix) :]
            if word.startswith(prefix) and rest in self.common and (len(rest) >= 3 or prefix in ("و", "ف")):
                return True
        if word.startswith("لل") and (ARTICLE + word[2:] in self.common or word[2:] in self.common):
            return True
        for prefix in ("ال", "وال", "بال", "فال", "كال"):
            rest = word[len(prefix) :]
            if word.startswith(prefix) and len(rest) >= 3 and ARTICLE + rest in self.common:
                return True
        verb = word[1:] if word[0] == "س" else word
        if len(verb) >= 4 and verb[0] in "يتن" and verb[1:] in self.common and verb[1:] not in self.lands:
            return True  # the present of a past that is listed
        if len(verb) >= 6 and verb[0] in "يت" and verb.endswith(("ان", "ون")) and verb[1:-2] in self.common:
            return True
        for suffix in ("ته", "تها", "تهم", "تهما"):  # جولته is جولة
            if word.endswith(suffix) and len(word) - len(suffix) >= 2 and f"{word[: -len(suffix)]}ه" in self.common:
                return True
        for suffix in ("ه", "ها", "هم", "هما", "ا"):
            if (
                word.endswith(suffix)
                and len(word) - len(suffix) >= (4 if suffix == "ا" else 3)
                and word[: -len(suffix)] in self.common
            ):
                return True
        return False

    def hits(self, words: list[str], start: int, stop: int) -> list[LexiconHit]:
        """All forms that begin at `start` and end before `stop`, the longest first."""
        found = []
        for particle, node in self._starts(words[start]):
            index = start
            here: _Node | None = node
            while here is not None:
                index += 1
                for entry in here.get(None, ()):
                    found.append(LexiconHit(entry, start, index, particle))
                here = here.get(words[index]) if index < stop else None
        if len(found) > 1:
            found.sort(key=lambda hit: (-hit.end, len(hit.particle)))
        return found


def _is_land(node: _Node) -> bool:
    """Whether a node's word alone is a country or place."""
    return any(entry.kind in ("country", "place") for entry in node.get(None, ()))


def _definite(form: str) -> Iterator[tuple[str, bool]]:
    """`form` with ال on none, all, the first or the last of its words, and whether its first word has it."""
    words = form.split()
    yield form, words[0].startswith(ARTICLE)
    if words[0].startswith(ARTICLE):
        return
    with_article = [word if word.startswith((ARTICLE, "بأ", "بال", "باسم")) else ARTICLE + word for word in words]
    yield " ".join(with_article), True
    if len(words) > 1:
        yield " ".join([with_article[0], *words[1:]]), True
        yield " ".join([*words[:-1], with_article[-1]]), False


def _entries() -> Iterator[tuple[str, LexiconEntry]]:
    yield from _titles()
    yield from _offices()
    yield from _sides()
    yield from _places()
    yield from _verbs()
    for row in rows("cues"):
        for form in values(row["words"]):
            yield form, LexiconEntry("cue", row["cue"])


def _titles() -> Iterator[tuple[str, LexiconEntry]]:
    for row in rows("titles"):
        lemma, kind = row["title"], row["class"]
        cells: Iterable[tuple[str, str]] = (("title", "one"), ("feminine", "one"), ("dual", "two"), ("plural", "many"))
        for column, number in cells:
            forms = [lemma] if column == "title" else values(row[column])
            for form in forms:
                construct = column == "dual" and not form.endswith("ن")
                for spelled, definite in [(form, False)] if construct else _definite(form):
                    yield spelled, LexiconEntry("head", fold(lemma), kind, number, definite)
                if kind == "counterpart" and column != "plural":
                    stem = form[:-1] + "ت" if form.endswith("ة") else form.removesuffix("ين").removesuffix("ان")
                    ends = ("ه", "ها", "هم", "هما") if number == "one" else ("يه", "يها", "اه", "اها")
                    for end in ends:
                        yield stem + end, LexiconEntry("head", fold(lemma), kind, number, True)
                elif number == "one" and kind in ("office", "aide", "envoy", "generic") and len(form.split()) == 1:
                    stem = form[:-1] + "ت" if form.endswith("ة") else form
                    for end in ("ه", "ها"):
                        yield stem + end, LexiconEntry("head", fold(lemma), kind, number, True, suffix=end)


def _offices() -> Iterator[tuple[str, LexiconEntry]]:
    for row in rows("offices"):
        for form in values(row["words"]):
            entry = LexiconEntry(row["kind"], fold(form), side=row["side"])
            for spelled, definite in _definite(form):
                yield spelled, LexiconEntry(entry.kind, entry.key, definite=definite, side=entry.side)
            if row["kind"] == "portfolio" and " " not in form:
                stem = form[:-1] + "ت" if form.endswith("ة") else form
                for end in ("ه", "ها", "هم"):
                    yield stem + end, LexiconEntry(entry.kind, entry.key, definite=True, suffix=end)
            if row["kind"] == "quality" and len(form.split()) == 1:
                yield form + "ا", LexiconEntry(entry.kind, entry.key)  # "وفدا برلمانيا"
                for spelled, definite in _definite(form + "ة"):
                    yield spelled, LexiconEntry(entry.kind, entry.key, definite=definite)


def _sides() -> Iterator[tuple[str, LexiconEntry]]:
    for row in (*rows("countries"), *rows("constituents")):
        for form in [row["name_ar"], *values(row["names"])]:
            yield form, LexiconEntry("country", row["code"])
        for column, number in (("masculine", "one"), ("feminine", "one"), ("plural", "many")):
            for form in values(row[column]):
                for spelled, definite in _definite(form):
                    yield spelled, LexiconEntry("demonym", row["code"], number=number, definite=definite)
                if number == "one" and column == "masculine" and " " not in form:
                    yield form + "ا", LexiconEntry("demonym", row["code"], number="one")  # "وفدا أردنيا"
                if number == "one" and column == "masculine":
                    for end in ("ان", "ين"):
                        for spelled, definite in _definite(form + end):
                            yield spelled, LexiconEntry("demonym", row["code"], number="two", definite=definite)
    for row in rows("organisations"):
        for form in [row["name_ar"], *values(row["names"])]:
            yield form, LexiconEntry("org", row["code"], row["kind"])
        for form in values(row["adjectives"]):
            for spelled, definite in _definite(form):
                yield spelled, LexiconEntry("demonym", row["code"], "org", "one", definite)


def _places() -> Iterator[tuple[str, LexiconEntry]]:
    for row in rows("places"):
        building = row["kind"] in ("seat", "palace", "venue")
        city = row["city"] if building else row["name_ar"]
        for form in [row["name_ar"], *values(row["names"])]:
            yield (
                form,
                LexiconEntry("place", row["name_ar"], row["kind"], country=row["country"], city=city, side=row["side"]),
            )


def _verbs() -> Iterator[tuple[str, LexiconEntry]]:
    for row in rows("verbs"):
        frame, kind = row["frame"], row["kind"]
        for tense in ("past", "present", "dual"):
            for form in values(row[tense]):
                yield form, LexiconEntry("verb", frame, kind, tense)
                if tense == "present":
                    yield "س" + form, LexiconEntry("verb", frame, kind, "future")
                if frame != "light" and tense != "dual" and " " not in form:
                    stem = form[:-1] + "ا" if form.endswith("ى") else form[:-1] if form.endswith("وا") else form
                    for end in _OBJECTS:
                        yield stem + end, LexiconEntry("verb", frame, kind, tense, suffix=end)
        for form in values(row["nouns"]):
            if frame in ("attend", "talk"):
                yield form, LexiconEntry("verb", frame, kind, "past")
                continue
            yield from _nouns(form, frame, kind)


def _nouns(form: str, frame: str, kind: str) -> Iterator[tuple[str, LexiconEntry]]:
    for spelled, definite in _definite(form):
        yield spelled, LexiconEntry("noun", frame, kind, definite=definite)
        if not definite and not spelled.endswith(("ا", "ة", "ات", "ين")):
            yield spelled + "ا", LexiconEntry("noun", frame, kind)
    words = form.split()
    stem = words[0]
    stems = [stem[:-1] + "ت"] if stem.endswith("ة") else [stem]
    if stem.endswith("اء"):
        stems = [stem[:-1] + "ئ", stem, stem[:-1] + "ؤ"]
    for bare in stems:
        for end in _OBJECTS:
            spelled = " ".join([bare + end, *(ARTICLE + word for word in words[1:])])
            yield spelled, LexiconEntry("noun", frame, kind, definite=True, suffix=end)


@functools.cache
def lexicon() -> Lexicon:
    """The one lexicon of the process."""
    return Lexicon()

"""The radicals of an Arabic word by the shape of the word, and which shapes are one family.

A shape is written with 1, 2, 3 (and 4) for the radicals: `ا1ت2ا3` is افتعال. Only words that fit a shape letter by
letter have a root here, so names and loan words mostly have none. The shapes are those of any Arabic grammar (verb
forms I to X with their nouns and participles, and the common broken plurals).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from meetings.text.stems import find_lemmas
from meetings.text.tables import read_table, split_values

FOLDER = Path(__file__).parent

_WEAK = "اويء"

# Shapes of the same verb: present and past look alike in forms I, II and IV when vowels are not written, and forms III
# and VI report the same event from both sides. Nouns of form I have many meanings (قطر and قطار) and join only the
# verbs whose shape is plain.
_OPEN = {"123", "ي23", "ي123", "ت123", "ن123", "م123"}
_SECOND = {"ت12ي3", "ت123ه"}
_SECOND_PAST = {"ت12ي3", "123"}  # تزويد, زودت
_FOURTH = {"ا123", "ا12ا3", "ا12", "ي12", "ا1ا3", "ا1ا3ه", "ي1ي3", "م1ي3"}
_HOLLOW_VERBS = {"1ا3", "ي1و3", "ي1ي3", "ي1ا3", "ت1و3", "ت1ي3"}
_HOLLOW_NOUNS = {"1يا3ه", "12ا3ه", "123ه"}
_BOTH_SIDES = {"III", "VI"}
_MARKED = {"V", "VII", "VIII", "X", "Q"}
_DERIVED = {"II", "III", "IV", "V", "VI", "VII", "VIII", "X"}
_PLAIN_PRESENT = {"ي123"}
_VERBS_WITH_NOUN = ({"123", "12و3"}, {"12ا3ه", "1ا23"})
_OTHER_NOUN = "12ا3"
_HAMZA_ON_SEAT = ("ي123", "م123")  # يؤكد
_EVENT = {"12و3", "12ا3ه", "12ا3", "1ا23", "م12و3", "12و3ه"}


@dataclass(frozen=True, slots=True)
class _Shape:
    """A shape with the places of its fixed letters and of each radical."""

    fixed: tuple[tuple[int, str], ...]
    radicals: tuple[int, ...]  # the place of each radical in the word; -1 for one that is not written
    first: str  # the first radical, where it is not written
    doubled: bool  # the third radical repeats the second, and both are written as one
    form: str
    shape: str


def _compile(shape: str, rule: str, form: str) -> _Shape:
    """Find the places in a shape of the table."""
    fixed = tuple((place, letter) for place, letter in enumerate(shape) if not letter.isdigit())
    places = {letter: place for place, letter in enumerate(shape) if letter.isdigit()}
    size = 4 if "4" in places else 3
    radicals = tuple(places.get(str(n), -1) for n in range(1, size + 1))
    return _Shape(fixed, radicals, "و" if rule == "first" else "", rule == "doubled", form, shape)


@cache
def _shapes_by_beginning() -> dict[tuple[int, str], list[_Shape]]:
    """Return the shapes by length and first fixed letter ("" where a shape begins with a radical).

    The index spares most shapes a closer check.
    """
    found: dict[tuple[int, str], list[_Shape]] = {}
    for row in read_table(FOLDER / "root_shapes.tsv"):
        for shape in split_values(row["shapes"]):
            first = "" if shape[0].isdigit() else shape[0]
            found.setdefault((len(shape), first), []).append(_compile(shape, row["rule"], row["form"]))
    return found


@cache
def _singulars() -> dict[str, frozenset[str]]:
    """Return the shapes of broken plurals with those of their singulars."""
    rows = read_table(FOLDER / "broken_plurals.tsv")
    return {row["plural"]: frozenset(split_values(row["singulars"])) for row in rows}


def _fits(lemma: str, shape: _Shape) -> bool:
    """Return whether a word has the fixed letters of a shape."""
    return all(lemma[place] == letter for place, letter in shape.fixed)


@lru_cache(50_000)
def find_shapes(lemma: str) -> frozenset[tuple[str, str, str]]:
    """Return the readings of a word without affixes: (root, form, shape); a root's weak radicals are written W."""
    if not lemma or not "\u0621" <= lemma[0] <= "\u064a":
        return frozenset()
    found = set()
    size, table = len(lemma), _shapes_by_beginning()
    for shape in (*table.get((size, ""), ()), *table.get((size, lemma[0]), ())):
        if not _fits(lemma, shape) or _is_affix(lemma, shape.shape):
            continue
        root = _root_of(lemma, shape)
        if not _is_root(root):
            continue
        found.add((root, shape.form, shape.shape))
        if root[0] == "و" and shape.shape in _HAMZA_ON_SEAT:
            found.add(("ا" + root[1:], shape.form, shape.shape))
    if len(lemma) == 2:
        found.add((lemma + lemma[1], "I", "12"))
    return frozenset(found)


def _is_affix(lemma: str, shape: str) -> bool:
    """Return whether a letter at a radical's place belongs to an affix instead."""
    if shape[-1] == "4" and lemma[-1] == "ه":
        return True  # the feminine ending
    if shape == "123" and lemma[1] == "ا":
        return True  # the hollow verbs read it
    return shape.endswith("ي3") and lemma[-1] == "ا"  # such words end in ي or ه


def _root_of(lemma: str, shape: _Shape) -> str:
    """Return the radicals that a shape finds in a word, the weak ones behind the first as W."""
    letters = [lemma[place] if place >= 0 else "W" for place in shape.radicals]
    letters[0] = shape.first or letters[0]
    letters[2] = letters[1] if shape.doubled else letters[2]
    return letters[0] + "".join("W" if letter in _WEAK else letter for letter in letters[1:])


def _is_root(root: str) -> bool:
    """Return whether radicals can be a root: the first two differ, and four radicals are all sound letters."""
    has_weak = "W" in root or root[0] in _WEAK
    return root[0] != root[1] and not (len(root) == 4 and has_weak)


@lru_cache(50_000)
def find_readings(word: str) -> frozenset[tuple[str, str, str]]:
    """Return the readings of a folded word over all its possible dictionary forms."""
    return frozenset(reading for lemma in _bare_forms(word) for reading in find_shapes(lemma))


def _bare_forms(word: str) -> Iterator[str]:
    """Yield the dictionary forms in which to search for a root. A short word must not lose a possible radical."""
    for lemma, cost in find_lemmas(word).items():
        whole = word.endswith(lemma)
        taken_off = len(word) - len(lemma)
        if cost == 0 or (whole and len(lemma) >= 4):
            yield lemma
        elif not whole and not word.startswith(lemma) and len(lemma) < 4:
            continue  # it lost a letter at each end and three are left
        elif taken_off == 1 and word[-1] == "ه":
            continue  # the feminine ending more often than a pronoun
        elif not (taken_off == 1 and word[-1] in "يو" and len(lemma) < 4) and not whole:
            yield lemma


@lru_cache(100_000)
def find_root_relation(one: str, other: str) -> str:
    """Return how two folded words share a root: "verb" (one verb and its nouns), "plural", "root" (else), "" (not)."""
    found = ""
    theirs: dict[str, list[tuple[str, str]]] = {}
    for root, form, shape in find_readings(other):
        theirs.setdefault(root, []).append((form, shape))
    for root, form, shape in find_readings(one):
        for their_form, their_shape in theirs.get(root, ()):
            if _is_plural(shape, their_shape) or _is_plural(their_shape, shape):
                return "plural"
            if _is_same_verb(form, shape, their_form, their_shape):
                found = "verb"
            found = found or "root"
    return found


@lru_cache(100_000)
def is_sure_derivation(word: str, other: str) -> bool:
    """Return whether `other` is surely the same verb as `word` or its noun: تعاون and يتعاون, تدريب and دربت.

    `word` has the shape of a derived verb or of its noun. So has `other` if the root has a weak letter; otherwise it
    may be any form but the bare three letters, which are a noun as often as a verb (تفجير and الفجر).
    """
    theirs: dict[str, list[tuple[str, str]]] = {}
    for root, form, shape in find_readings(other):
        if shape != "123" or _has_verb_ending(other):
            theirs.setdefault(root, []).append((form, shape))
    return any(
        _is_same_verb(form, shape, their_form, their_shape)
        for root, form, shape in find_readings(word)
        if _is_derived(form, shape, is_sound(root))
        for their_form, their_shape in theirs.get(root, ())
        if is_sound(root) or _is_derived(their_form, their_shape, False) or {shape, their_shape} == _SECOND_PAST
    )


def is_sound(root: str) -> bool:
    """Return whether a root has sound letters only, each of them once."""
    return "W" not in root and root[0] not in _WEAK and len(set(root)) == len(root)


def _is_derived(form: str, shape: str, is_sound: bool) -> bool:
    """Return whether a shape has enough letters besides the radicals to tell the form of its verb."""
    return form in _DERIVED and sum(not letter.isdigit() for letter in shape) >= (1 if is_sound and form == "V" else 2)


def _has_verb_ending(word: str) -> bool:
    return word.endswith(("ت", "وا", "تا")) or word[:1] in "يت"


def find_broken_plurals(one: str, other: str) -> set[str]:
    """Return which of two folded words may be the broken plural of the other by their shapes: either, both or none."""
    theirs = {(root, shape) for root, _, shape in find_readings(other)}
    found = set()
    for root, _, shape in find_readings(one):
        for their_root, their_shape in theirs:
            if root == their_root and _is_plural(shape, their_shape):
                found.add(one)
            if root == their_root and _is_plural(their_shape, shape):
                found.add(other)
    return found


def _is_plural(plural: str, singular: str) -> bool:
    return singular in _singulars().get(plural, ())


def _is_same_verb(form: str, shape: str, their_form: str, their_shape: str) -> bool:
    """Return whether two shapes of one root are one verb with its nouns."""
    forms = {form, their_form}
    if forms & _MARKED:
        return form == their_form
    if forms == {"I", "III"} and _OTHER_NOUN in (shape, their_shape):
        return True  # دفاع, حوار: the other noun of form III
    if forms & _BOTH_SIDES:
        return forms.issubset(_BOTH_SIDES)
    return _is_same_plain_verb({shape, their_shape})


def _is_same_plain_verb(pair: set[str]) -> bool:
    """Return whether a pair of shapes of forms I, II and IV is one verb."""
    if pair & _SECOND and pair & _FOURTH:
        return False
    if pair.issubset(_OPEN | _SECOND | _FOURTH):
        # م123 is a place as often as a participle: it needs a shape that only verbs have.
        return not pair >= {"م123", "123"}
    if pair & _HOLLOW_VERBS and pair.issubset(_HOLLOW_VERBS | _HOLLOW_NOUNS):
        return True
    if pair & _PLAIN_PRESENT and pair.issubset(_PLAIN_PRESENT | _EVENT):
        return True
    return pair in _VERBS_WITH_NOUN

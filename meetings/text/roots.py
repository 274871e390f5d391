"""The radicals of an Arabic word by the shape of the word, and which shapes are one family.

A shape is written with 1, 2, 3 (and 4) for the radicals: `ا1ت2ا3` is افتعال. Only words that fit a shape letter by
letter have a root here, so names and loan words mostly have none. The shapes are those of any Arabic grammar (verb
forms I to X with their nouns and participles, and the common broken plurals).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from meetings.text.stems import lemmas

_WEAK = "اويء"

# form -> shapes. A weak radical may be any of ا و ي ء; the shapes with a fixed long vowel in a radical's place are
# the hollow and defective verbs, whose missing radical is written W in the root.
_SHAPES = {
    "I": "123 ي123 ت123 ن123 1ا23 1ا23ه 1ا2و3 م12و3 12و3 12ا3 12ا3ه 12و3ه 123ه 12ي3 12ي3ه 1ي2ا3 م123 م123ه",
    "II": "ت12ي3 ت123ه م123",
    "III": "1ا23 ي1ا23 ت1ا23 ن1ا23 م1ا23ه م1ا23",
    "IV": "ا123 ا12ا3",
    "V": "ت123 يت123 تت123 مت123",
    "VI": "ت1ا23 يت1ا23 تت1ا23 مت1ا23",
    "VII": "ان123 ين123 تن123 ان12ا3 من123",
    "VIII": "ا1ت23 ي1ت23 ت1ت23 ا1ت2ا3 م1ت23",
    "X": "است123 يست123 تست123 است12ا3 مست123",
    "Q": "1234 ي1234 1234ه م1234 ت1234 يت1234 123ي4 123و4 123ا4",
    "P": "12و3 ا12ا3 123اء ا123اء م1ا2ي3 م1ا23 1وا23 1وا2ي3 1يا2ي3 12اي3 12ا3 ا123ه 12ا3ي4 12ا34 ت1ا2ي3",
}
_HOLLOW = {
    "I": "1ا3 ي1و3 ي1ي3 ي1ا3 ت1و3 ت1ي3 1يا3ه 1اي3 م1ا3 م1و3 م1ي3",
    "IV": "ا1ا3 ا1ا3ه ي1ي3 م1ي3",
    "VIII": "ا1تا3 ي1تا3 ا1تيا3",
    "X": "است1ا3 يست1ي3 است1ا3ه مست1ي3",
    "P": "1ا3ه",
}
_LAST_WEAK = {"P": "12ايا"}
_FIRST_WEAK = {"VIII": "ات23 يت23 ات2ا3 مت23", "I": "ي23", "IV": "اي2ا3", "X": "استي2ا3"}
_DOUBLED = {
    "IV": "ا12 ي12",
    "VII": "ان12 ين12",
    "VIII": "ا1ت2 ي1ت2 ت1ت2 م1ت2",
    "X": "است12 يست12 تست12 مست12",
    "P": "ا12اء",
}

# Which shapes are the same verb: present and past look alike in forms I, II and IV when vowels are not written, and
# forms III and VI tell the same event from both sides. Nouns of form I are many things (قطر and قطار) and join only
# the verbs whose shape is plain.
_OPEN = {"123", "ي23", "ي123", "ت123", "ن123", "م123"}
_SECOND = {"ت12ي3", "ت123ه"}
_FOURTH = {"ا123", "ا12ا3", "ا12", "ي12", "ا1ا3", "ا1ا3ه", "ي1ي3", "م1ي3"}
_HOLLOW_VERBS = {"1ا3", "ي1و3", "ي1ي3", "ي1ا3", "ت1و3", "ت1ي3"}
_HOLLOW_NOUNS = {"1يا3ه", "12ا3ه", "123ه"}
_BOTH_SIDES = {"III", "VI"}
_MARKED = {"V", "VII", "VIII", "X", "Q"}
_PLAIN_PRESENT = {"ي123"}
_EVENT = {"12و3", "12ا3ه", "12ا3", "1ا23", "م12و3", "12و3ه"}

# Broken plurals: plural -> singulars.
_PLURALS = {
    "12و3": {"123", "12"},
    "ا12ا3": {"123", "1ا23"},
    "123اء": {"12ي3", "1ا23"},
    "ا123اء": {"12ي3"},
    "ا12اء": {"12ي3"},
    "م1ا2ي3": {"م12و3"},
    "م1ا23": {"م123", "م123ه"},
    "1وا23": {"1ا23", "1ا23ه"},
    "1وا2ي3": {"1ا2و3", "1ي2ا3"},
    "1يا2ي3": {"1ي2ا3"},
    "12اي3": {"12ي3ه", "12ا3ه"},
    "12ايا": {"123ه", "12ي3ه"},
    "12ا3": {"1ا23"},
    "ا123ه": {"12ا3"},
    "12ا34": {"1234", "1234ه"},
    "12ا3ي4": {"123ي4", "123و4", "123ا4"},
    "ت1ا2ي3": {"ت12ي3"},
    "1ا3ه": {"1اي3"},
}


@dataclass(frozen=True, slots=True)
class _Shape:
    """A shape ready to be laid over a word: where its fixed letters stand, and where each radical."""

    fixed: tuple[tuple[int, str], ...]
    radicals: tuple[int, ...]  # the place of each radical in the word; -1 for one that the shape has swallowed
    repeated: tuple[tuple[int, int], ...]  # places that hold the same radical
    first: str  # the first radical, where it is swallowed
    doubled: bool  # the third radical is the second once more, and both are written as one
    form: str
    shape: str


def _compile(shape: str, rule: str, form: str) -> _Shape:
    fixed = tuple((place, letter) for place, letter in enumerate(shape) if not letter.isdigit())
    places: dict[str, list[int]] = {}
    for place, letter in enumerate(shape):
        if letter.isdigit():
            places.setdefault(letter, []).append(place)
    size = 4 if "4" in places else 3
    radicals = tuple(places[str(n)][0] if str(n) in places else -1 for n in range(1, size + 1))
    repeated = tuple((some[0], other) for some in places.values() for other in some[1:])
    return _Shape(fixed, radicals, repeated, "و" if rule == "first" else "", rule == "doubled", form, shape)


# By length and first fixed letter ("" where a shape begins with a radical): most shapes need no second look.
_BY_BEGINNING: dict[tuple[int, str], list[_Shape]] = {}
for _rule, _table in (
    ("sound", _SHAPES),
    ("hollow", _HOLLOW),
    ("first", _FIRST_WEAK),
    ("last", _LAST_WEAK),
    ("doubled", _DOUBLED),
):
    for _form, _shapes in _table.items():
        for _shape in _shapes.split():
            _first = "" if _shape[0].isdigit() else _shape[0]
            _BY_BEGINNING.setdefault((len(_shape), _first), []).append(_compile(_shape, _rule, _form))


def _fits(lemma: str, shape: _Shape) -> bool:
    for place, letter in shape.fixed:
        if lemma[place] != letter:
            return False
    return not shape.repeated or all(lemma[one] == lemma[other] for one, other in shape.repeated)


@lru_cache(50_000)
def shapes(lemma: str) -> frozenset[tuple[str, str, str]]:
    """The readings of a word without affixes: (root, form, shape); a root's weak radicals are written W."""
    found = set()
    if not lemma or not "\u0621" <= lemma[0] <= "\u064a":
        return frozenset()
    size = len(lemma)
    for shape in (*_BY_BEGINNING.get((size, ""), ()), *_BY_BEGINNING.get((size, lemma[0]), ())):
        if not _fits(lemma, shape):
            continue
        if shape.shape[-1] == "4" and lemma[-1] == "ه":
            continue  # the feminine ending rather than a fourth radical
        if shape.shape == "123" and lemma[1] == "ا":
            continue  # no radical: the hollow verbs read it
        if shape.shape.endswith("ي3") and lemma[-1] == "ا":
            continue  # no radical either: such words end in ي or ه
        letters = [lemma[place] if place >= 0 else "W" for place in shape.radicals]
        letters[0] = shape.first or letters[0]
        letters[2] = letters[1] if shape.doubled else letters[2]
        root = letters[0] + "".join("W" if c in _WEAK else c for c in letters[1:])
        # The first two radicals differ; four radicals are sound letters all.
        if root[0] == root[1] or (len(root) == 4 and ("W" in root or root[0] in _WEAK)):
            continue
        found.add((root, shape.form, shape.shape))
        if root[0] == "و" and shape.shape in ("ي123", "م123"):
            found.add(("ا" + root[1:], shape.form, shape.shape))  # يؤكد: the hamza on its seat
    if len(lemma) == 2:
        found.add((lemma + lemma[1], "I", "12"))
    return frozenset(found)


@lru_cache(50_000)
def readings(word: str) -> frozenset[tuple[str, str, str]]:
    """The readings of a folded word over all the dictionary forms it may stand for."""
    return frozenset(reading for lemma in _bare_forms(word) for reading in shapes(lemma))


def _bare_forms(word: str) -> Iterator[str]:
    """The dictionary forms that are safe to look for a root in: no short word loses what may be a radical of it."""
    for lemma, cost in lemmas(word).items():
        whole = word.endswith(lemma)
        taken_off = len(word) - len(lemma)
        if cost == 0 or (whole and len(lemma) >= 4):
            yield lemma
        elif not whole and not word.startswith(lemma) and len(lemma) < 4:
            continue  # a letter at each end is gone and three are left
        elif taken_off == 1 and word[-1] == "ه":
            continue  # the feminine ending more often than a pronoun
        elif not (taken_off == 1 and word[-1] in "يو" and len(lemma) < 4) and not (whole and len(lemma) < 4):
            yield lemma


@lru_cache(100_000)
def related(one: str, other: str) -> str:
    """How two folded words share a root: "verb" (one verb and its nouns), "plural", "root" (no closer), "" (not)."""
    found = ""
    theirs: dict[str, list[tuple[str, str]]] = {}
    for root, form, shape in readings(other):
        theirs.setdefault(root, []).append((form, shape))
    for root, form, shape in readings(one):
        for their_form, their_shape in theirs.get(root, ()):
            if _plural(shape, their_shape) or _plural(their_shape, shape):
                return "plural"
            if _same_verb(form, shape, their_form, their_shape):
                found = "verb"
            found = found or "root"
    return found


def broken_plurals(one: str, other: str) -> set[str]:
    """Which of two folded words may be the broken plural of the other by their shapes: either, both or none."""
    theirs = {(root, shape) for root, _, shape in readings(other)}
    found = set()
    for root, _, shape in readings(one):
        for their_root, their_shape in theirs:
            if root == their_root and _plural(shape, their_shape):
                found.add(one)
            if root == their_root and _plural(their_shape, shape):
                found.add(other)
    return found


def _plural(plural: str, singular: str) -> bool:
    return singular in _PLURALS.get(plural, ())


def _same_verb(form: str, shape: str, their_form: str, their_shape: str) -> bool:
    if form in _MARKED or their_form in _MARKED:
        return form == their_form
    if {form, their_form} == {"I", "III"} and "12ا3" in (shape, their_shape):
        return True  # دفاع, حوار: the other noun of form III
    if form in _BOTH_SIDES or their_form in _BOTH_SIDES:
        return form in _BOTH_SIDES and their_form in _BOTH_SIDES
    pair = {shape, their_shape}
    if pair & _SECOND and pair & _FOURTH:
        return False
    if pair <= _OPEN | _SECOND | _FOURTH:
        # م123 is a place as often as a participle: it needs a shape that only verbs have.
        return not ("م123" in pair and "123" in pair)
    if pair & _HOLLOW_VERBS and pair <= _HOLLOW_VERBS | _HOLLOW_NOUNS:
        return True
    if pair & _PLAIN_PRESENT and pair <= _PLAIN_PRESENT | _EVENT:
        return True
    return pair in ({"123", "12و3"}, {"12ا3ه", "1ا23"})

"""Shapes of Arabic words: whether a word is native, its ending, and keys for typing mistakes."""

from meetings.search.query.word_lists import load_head_words, strip_article
from meetings.text.roots import find_shapes, is_sound
from meetings.text.stems import find_lemmas

MIN_LETTERS_BEFORE_VOWEL = 6  # of words that differ in the last vowel
MIN_LETTERS_WITH_AL = 6  # of a form that begins with ال without being an article: الماني


def is_native(word: str) -> bool:
    """Return whether a word has a shape of the Arabic language, so that one letter more or less makes another word.

    Four consonants alone are not enough, since any four could be radicals.
    """
    if word.isascii():
        return False
    whole = strip_article(word)
    return any(has_shape(lemma) for lemma in find_lemmas(whole) if lemma[:2] == whole[:2])


_STARTS = ("", "و", "ب", "ف", "ك", "وب", "وك", "فب")
_NAME_PARTICLES = frozenset((*(start + article for start in _STARTS for article in ("", "ال")),
                             "ل", "لل", "ول", "ولل", "فل", "فلل"))  # fmt: skip
_RARE_SHAPES = ("1ي2ا3", "1يا2ي3")  # ميدان; foreign names have them more often


def has_shape(lemma: str) -> bool:
    return any(form != "Q" and shape not in _RARE_SHAPES for _, form, shape in find_shapes(lemma))


def has_sound_shape(lemma: str) -> bool:
    """Return whether a word has an Arabic shape with three sound letters of a root."""
    return any(form != "Q" and is_sound(root) for root, form, _ in find_shapes(lemma))


def has_pronoun_ending(word: str) -> bool:
    """Return whether a word has an Arabic shape and ends in a pronoun, which only such words take."""
    whole = strip_article(word)
    return any(
        has_shape(lemma) and get_ending(whole, lemma) in ("ه", "ها", "هم", "نا", "كم", "هما")
        for lemma in find_lemmas(whole)
        if whole.startswith(lemma) and len(lemma) >= 5
    )


def get_ending(word: str, lemma: str) -> str:
    """Return the part of `word` after `lemma`; the whole word where it does not contain the lemma."""
    _, found, after = word.rpartition(lemma)
    return after if found else word


def has_name_particles(word: str, lemma: str) -> bool:
    """Return whether the letters of `word` before a name are particles that names take: no future comes before one."""
    before, found, _ = word.rpartition(lemma)
    return not found or before in _NAME_PARTICLES


def has_article(word: str, lemma: str) -> bool:
    """Return whether the letters of `word` before a name have an article: للنصرة, not لنصرة."""
    return word.rpartition(lemma)[0].endswith(("ال", "لل"))


def has_noun_ending(word: str) -> bool:
    """Return whether a word is three letters of an Arabic shape with an ending that names do not take: لبنات."""
    return any(word.endswith(end) and len(word) == 3 + len(end) and has_shape(word[:3]) for end in ("ا", "ات"))


def is_same_but_last_vowel(one: str, other: str) -> bool:
    """Return whether two longer words differ in the last vowel only: موسيقى, موسيقا."""
    return len(one) == len(other) >= MIN_LETTERS_BEFORE_VOWEL and one[:-1] == other[:-1]


def has_kept_article(word: str, lemma: str) -> bool:
    """Return whether a short form of a word has lost an ending but not the article: المي of المياه."""
    return word.startswith("ال") and lemma.startswith("ال") and lemma != word and len(lemma) < MIN_LETTERS_WITH_AL


def end_keys(word: str, length: int) -> tuple[str, ...]:
    """Return the keys of words of `length` letters that one mistake may separate: one half of the word is the same."""
    if len(word) < 4 or length < 4:
        return ()
    return (f"{word[:2]}-{length}", f"{length}-{word[-2:]}")


MIN_LATIN_LETTERS = 8  # of a Latin word, since one letter more or less often makes another: Hungary, hungry
# The least length of a word, for each kind of mistake, at which the mistake differs clearly from another word.
_MIN_SLIP_LETTERS = {"near": 4, "swap": 4, "double": 4, "missing": 5, "extra": 5}


def get_least_letters(kind: str, meant: str) -> int:
    """Return the least length of a word in which a mistake of this kind differs clearly from another word."""
    is_short = meant.isascii() and kind in ("missing", "extra", "near")
    return MIN_LATIN_LETTERS if is_short else _MIN_SLIP_LETTERS[kind]


def is_head(word: str) -> bool:
    """Return whether a word is the first one of a row of the lexicon, not the plural of another."""
    return any(cost <= 1 and lemma in load_head_words() for lemma, cost in find_lemmas(word).items())

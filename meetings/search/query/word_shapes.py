"""What the shape of a word tells: whether it is of the language, what it ends in, what may be a slip of it."""

from meetings.search.query.word_lists import strip_article
from meetings.text.roots import shapes
from meetings.text.stems import lemmas


def is_native(word: str) -> bool:
    """Whether a word has a shape of the Arabic language, so that one letter more or less makes another word of it.

    Any four consonants could be four radicals: that alone says nothing.
    """
    if word.isascii():
        return False
    whole = strip_article(word)
    return any(has_shape(lemma) for lemma in lemmas(whole) if lemma[:2] == whole[:2])


_RARE_SHAPES = ("1ي2ا3", "1يا2ي3")  # ميدان; foreign names have it more often


def has_shape(lemma: str) -> bool:
    return any(form != "Q" and shape not in _RARE_SHAPES for _, form, shape in shapes(lemma))


def has_pronoun_ending(word: str) -> bool:
    """Whether a word is of a shape of the language with an ending that only such words take: a pronoun."""
    whole = strip_article(word)
    return any(
        has_shape(lemma) and ending(whole, lemma) in ("ه", "ها", "هم", "نا", "كم", "هما")
        for lemma in lemmas(whole)
        if whole.startswith(lemma) and len(lemma) >= 5
    )


def ending(word: str, lemma: str) -> str:
    """What follows `lemma` in `word`; the word itself where the lemma is not in it as it stands."""
    _, found, after = word.rpartition(lemma)
    return after if found else word


def end_keys(word: str, length: int) -> tuple[str, ...]:
    """Keys of words of `length` letters that may be a slip away: one slip leaves one half of a word as it was."""
    if len(word) < 4 or length < 4:
        return ()
    return (f"{word[:2]}-{length}", f"{length}-{word[-2:]}")

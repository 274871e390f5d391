"""Names that are ordinary words too, and the words beside which they are names: the diameter and the state of Qatar."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from meetings import gazetteer
from meetings.search.query.aliases import PERSON, Concept, strip_key_article
from meetings.search.query.word_lists import load_demonyms, load_title_words
from meetings.text.tokens import fold_words

PLACE, STRICT, OF_PERSON, BODY, PEOPLE, MONTH = "place", "strict", "person", "body", "people", "month"
_KINDS = {  # of homographs, by the kind of the concept
    PERSON: (OF_PERSON,),
    "name": (OF_PERSON,),
    "city": (PLACE, STRICT),
    "country": (PLACE, STRICT, PEOPLE),
    "organisation": (BODY,),
    "month": (MONTH,),
}
_ATTACHED = ("ب", "ل", "وب", "ول")  # particles that precede places as "في" does: بجدة


@cache
def _load_words() -> Mapping[str, frozenset[str]]:
    """Return {kind: folded words} of `search_homographs.tsv`; names are without their article."""
    found = {
        row["kind"]: frozenset(fold_words(" ".join(gazetteer.split_values(row["words"]))))
        for row in gazetteer.load_rows("search_homographs")
    }
    return {kind: words if "-" in kind else frozenset(map(strip_key_article, words)) for kind, words in found.items()}


@cache
def _load_context(kind: str) -> frozenset[str]:
    """Return the words of which one precedes a name of this kind."""
    words = set(_load_words()[f"before-{kind}"])
    if kind == OF_PERSON:
        words |= {start + word for word in (*load_title_words(), *load_demonyms()) for start in ("", "ال", "وال")}
    return frozenset(words)


def is_homograph(word: str) -> bool:
    """Return whether a folded Arabic word that is a name is an ordinary word too."""
    key = strip_key_article(word)
    return any(key in _load_words()[kind] for kind in (PLACE, STRICT, OF_PERSON, PEOPLE))


def is_everyday_people(word: str) -> bool:
    """Return whether a folded Arabic word for a people is an ordinary word too: المالية are finances."""
    return strip_key_article(word) in _load_words()[PEOPLE]


def is_word_for_body(word: str) -> bool:
    """Return whether a folded Arabic name of an organisation is an ordinary word too: حماس."""
    return strip_key_article(word) in _load_words()[BODY]


def find_homograph_kind(name: str, concept: Concept) -> str:
    """Return the kind of the name of a concept that is an ordinary word too; empty for other names."""
    kinds = _KINDS.get(concept.kind, ())
    key = strip_key_article(name)
    return next((kind for kind in kinds if key in _load_words()[kind]), "")


def make_context_phrases(
    kind: str, forms: frozenset[str], name: str, frequencies: Mapping[str, int]
) -> Iterator[tuple[frozenset[str], ...]]:
    """Yield the phrases in which the forms of a name are the name."""
    if kind == BODY:
        if others := frozenset(form for form in forms if not form.startswith(_ATTACHED[0])):
            yield (others,)
        return
    if kind == PLACE:
        yield from _make_place_phrases(forms, strip_key_article(name), frequencies)
    before = frozenset() if kind == PEOPLE else frozenset(_load_context(kind) & frequencies.keys())
    if before and forms:
        yield (before, forms)


def _make_place_phrases(
    forms: frozenset[str], bare: str, frequencies: Mapping[str, int]
) -> Iterator[tuple[frozenset[str], ...]]:
    """Yield the phrases of a place, `bare` without the article: with attached letters, or before certain words."""
    alone = frozenset(form for form in forms if form != bare and form.startswith(_ATTACHED) and form.endswith(bare))
    if alone:
        yield (alone,)
    after = frozenset(_load_words()["after-place"] & frequencies.keys())
    if after and forms:
        yield (forms, after)


def find_context_phrases(
    word: str, readings: Iterable[str], frequencies: Mapping[str, int]
) -> Iterator[tuple[frozenset[str], ...]]:
    """Yield the phrases in which readings of a word in another script are names; for those that are words too."""
    for other in readings:
        if other.isascii() or not word.isascii():
            continue
        for kind in (PLACE, STRICT, OF_PERSON):
            if strip_key_article(other) in _load_words()[kind]:
                yield from make_context_phrases(kind, frozenset((other,)), other, frequencies)

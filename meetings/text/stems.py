"""A word without its affixes: the light stem, and the possible dictionary forms.

The light stem is light10 (Larkey, Ballesteros and Connell, "Light Stemming for Arabic Information Retrieval"). The
lemmas are stricter: two words share one only where the same noun or verb can have both affixes, so that وزارتهم and
للوزارة share one and سوريا and سورة do not. All functions take folded words.
"""

from collections.abc import Iterator
from functools import lru_cache

MIN_BASE_LETTERS = 2  # of a word without its affixes
MIN_LEMMA_LETTERS = 3
MIN_LETTERS_BEHIND_WAW = 4  # a word of fewer keeps its و: وزير

_LIGHT_PREFIXES = ("وال", "بال", "كال", "فال", "ال", "لل")
_LIGHT_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")

_ARTICLES = ("وبال", "فبال", "وكال", "فكال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل", "ال")
_ARTICLES_BEHIND_LETTER = ("بال", "كال", "فال", "وال")  # this first letter may not be a particle: والد
_PARTICLES = ("وب", "ول", "وك", "وس", "فب", "فل", "فك", "فس", "و", "ف", "ب", "ل", "ك", "س")

# Each ending with the endings that the dictionary form may have in its place. "" is the bare word, "ه" the feminine
# ending, "ي" the adjective of relation, "اء" a final hamza.
_PRONOUNS = ("كما", "هما", "تما", "هم", "كم", "هن", "كن", "نا", "ها", "ه", "ك")
_ENDINGS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_PRONOUNS, ("",)),
    **{"ت" + pronoun: ("ه",) for pronoun in (*_PRONOUNS, "ي")},
    **{"ت" + letter + pronoun: ("ه",) for letter in "يا" for pronoun in _PRONOUNS if len(pronoun) > 1},
    **{"ات" + pronoun: ("", "ه") for pronoun in (*_PRONOUNS, "ي")},
    **{letter + pronoun: ("",) for letter in "يوا" for pronoun in _PRONOUNS if pronoun != "ك"},
    "ات": ("", "ه"),
    "ان": ("",),
    "ين": ("",),
    "ون": ("",),
    "تان": ("ه",),
    "تين": ("ه",),
    "يات": ("ي", "يه"),
    "يون": ("ي",),
    "يين": ("ي",),
    "يان": ("ي",),
    "يا": ("ي",),
    "يه": ("ي",),
    "ا": ("",),
    "ي": ("",),
    "و": ("",),
    "وا": ("",),
    "ت": ("",),
    "تا": ("",),
}
_OF_DEFINITE = {"ات", "ان", "ين", "ون", "تان", "تين", "يات", "يون", "يين", "يان", "يه", "ا"}
_BEHIND_WEAK = ("ت", "تا", "وا")
_BY_LAST: dict[str, list[str]] = {}
for _ending in sorted(_ENDINGS, key=len, reverse=True):
    _BY_LAST.setdefault(_ending[-1], []).append(_ending)


def stem_light10(word: str) -> str:
    """Return `word` without a conjunction, one article and the common endings; at least two letters remain.

    Remove the conjunction from words of five letters and more, not four: وزير and الوزير must have one stem.
    """
    if word.startswith("و") and len(word) > MIN_LETTERS_BEHIND_WAW:
        word = word[1:]
    for prefix in _LIGHT_PREFIXES:
        if word.startswith(prefix) and len(word) >= len(prefix) + MIN_BASE_LETTERS:
            word = word[len(prefix) :]
            break
    for suffix in _LIGHT_SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + MIN_BASE_LETTERS:
            word = word[: -len(suffix)]
    return word


@lru_cache(50_000)
def strip_particles(word: str) -> list[tuple[str, int]]:
    """Return `word` unchanged and without its prefixes, as (rest, cost), cheapest first.

    An article is nearly certain: the word without it costs 0 and the word with it 1. A single letter may as well be
    part of the word: the word without it costs 1.
    """
    article = _article_of(word)
    if article:
        rest = word[len(article) :]
        is_short = len(rest) <= 4 and article == "ال"
        found = [(rest, 0), (word, 0 if is_short else 1)]
        return [*found, (word[1:], 1)] if article in _ARTICLES_BEHIND_LETTER else found
    found = [(word, 0)]
    for particle in _PARTICLES:
        rest = word[len(particle) :]
        # The future particle precedes a present tense only.
        if word.startswith(particle) and len(rest) >= 3 and (particle[-1] != "س" or rest[0] in "يتنا"):
            found.append((rest, 1))
    return found


def _article_of(word: str) -> str:
    """Return the article that `word` begins with, with its particles; empty where there is none."""
    if "ل" not in word[:4]:
        return ""
    return next((a for a in _ARTICLES if word.startswith(a) and len(word) - len(a) >= MIN_BASE_LETTERS), "")


@lru_cache(50_000)
def find_lemmas(word: str) -> dict[str, int]:
    """Return the possible dictionary forms of `word` with the cost of each reading (0: the plain reading)."""
    if word.isascii():
        return _english(word)
    found: dict[str, int] = {}
    for rest, cost in strip_particles(word):
        _keep(found, rest, cost)
        is_definite = word[: -len(rest)] in _ARTICLES
        for ending in _BY_LAST.get(rest[-1], ()):
            if is_definite and ending not in _OF_DEFINITE:
                continue  # a word with an article has no possessive ending
            if rest.endswith(ending) and len(rest) - len(ending) >= MIN_BASE_LETTERS:
                for base in _bases(rest, ending):
                    _keep(found, base, cost + 1)
        if rest.endswith("يء"):
            _keep(found, rest[:-1], cost)  # مباديء: the hamza beside its seat
        if rest.endswith("اءات"):
            _keep(found, rest[:-2], cost + 1)
    return found


def _bases(word: str, ending: str) -> Iterator[str]:
    """Yield the dictionary forms to which `word` may have added `ending`."""
    base = word[: -len(ending)]
    for own in _ENDINGS[ending]:
        if len(base) + len(own) >= MIN_LEMMA_LETTERS:
            yield base + own
    # Some endings of the verb remove a weak last radical: التقى, التقت.
    if ending in _BEHIND_WEAK and len(base) >= MIN_LEMMA_LETTERS and base[0] == "ا":
        yield base + "ي"
    # The seat of a final hamza depends on the next letter: لقاء, لقاؤه, لقائه.
    if base[-2:] in ("او", "اي") and len(base) >= MIN_LEMMA_LETTERS and ending in _PRONOUNS:
        yield base[:-1] + "ء"
    elif base[-1] == "ا" and ending[0] in "وي" and ending[1:] in _PRONOUNS:
        yield base + "ء"


def _english(word: str) -> dict[str, int]:
    """Return a Latin word and its singular; English names and titles need no more."""
    found = {word: 0}
    if len(word) > 4 and word.endswith("ies"):
        found[word[:-3] + "y"] = 1
    elif len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        found[word[:-1]] = 1
    return found


def _keep(found: dict[str, int], lemma: str, cost: int) -> None:
    """Keep a lemma at its lowest cost."""
    if cost < found.get(lemma, 99):
        found[lemma] = cost

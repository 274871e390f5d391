"""What remains of a word without its affixes: the light stem, and the dictionary forms it may stand for.

The light stem is light10 (Larkey, Ballesteros and Connell, "Light Stemming for Arabic Information Retrieval"). The
lemmas are stricter: two words share one only where their affixes can stand on the same noun or verb, so that
وزارتهم and للوزارة meet and سوريا and سورة do not. All functions take folded words.
"""

from functools import lru_cache

_LIGHT_PREFIXES = ("وال", "بال", "كال", "فال", "ال", "لل")
_LIGHT_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")

_ARTICLES = ("وبال", "فبال", "وكال", "فكال", "ولل", "فلل", "وال", "فال", "بال", "كال", "لل", "ال")
_PARTICLES = ("وب", "ول", "وك", "وس", "فب", "فل", "فك", "فس", "و", "ف", "ب", "ل", "ك", "س")

# What an ending leaves behind: each ending with the endings of the dictionary form that it may stand on.
# "" is the bare word, "ه" the feminine ending, "ي" the adjective of relation, "اء" a final hamza.
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
_BY_LAST: dict[str, list[str]] = {}
for _ending in sorted(_ENDINGS, key=len, reverse=True):
    _BY_LAST.setdefault(_ending[-1], []).append(_ending)


def light10(word: str) -> str:
    """`word` without a conjunction, one article and the common endings; at least two letters remain.

    The conjunction goes from words of five letters and more, not four, or وزير and الوزير would part.
    """
    if word.startswith("و") and len(word) >= 5:
        word = word[1:]
    for prefix in _LIGHT_PREFIXES:
        if word.startswith(prefix) and len(word) >= len(prefix) + 2:
            word = word[len(prefix) :]
            break
    for suffix in _LIGHT_SUFFIXES:
        if word.endswith(suffix) and len(word) >= len(suffix) + 2:
            word = word[: -len(suffix)]
    return word


@lru_cache(50_000)
def without_particles(word: str) -> list[tuple[str, int]]:
    """`word` as it stands and without what may be written onto its front: (rest, cost), cheapest first.

    An article is nearly certain (cost 0 once taken off, and the word with it then costs 1); a single letter may as
    well be part of the word (cost 1).
    """
    for article in _ARTICLES if "ل" in word[:4] else ():
        if word.startswith(article) and len(word) - len(article) >= 2:
            rest = word[len(article) :]
            found = [(rest, 0), (word, 0 if len(rest) <= 4 and article == "ال" else 1)]
            if article in ("بال", "كال", "فال", "وال") and len(rest) >= 2:
                found.append((word[1:], 1))
            return found
    found = [(word, 0)]
    for particle in _PARTICLES:
        rest = word[len(particle) :]
        # The future particle stands before a present tense only.
        if word.startswith(particle) and len(rest) >= 3 and (particle[-1] != "س" or rest[0] in "يتنا"):
            found.append((rest, 1))
    return found


@lru_cache(50_000)
def lemmas(word: str) -> dict[str, int]:
    """The dictionary forms that `word` may stand for, each with the cost of reading it so (0 is the plain reading)."""
    found: dict[str, int] = {}
    if word.isascii():
        return _english(word)
    for rest, cost in without_particles(word):
        _keep(found, rest, cost)
        definite = len(rest) < len(word) and word[: -len(rest)] in _ARTICLES
        for ending in _BY_LAST.get(rest[-1], ()):
            base = rest[: -len(ending)]
            if not rest.endswith(ending) or len(base) < 2:
                continue
            if definite and ending not in _OF_DEFINITE:
                continue  # what has an article has no owner
            for own in _ENDINGS[ending]:
                if len(base) + len(own) >= 3:
                    _keep(found, base + own, cost + 1)
            # A weak last radical goes before some endings of the verb: التقى, التقت.
            if ending in ("ت", "تا", "وا") and len(base) >= 3 and base[0] == "ا":
                _keep(found, base + "ي", cost + 1)
            # The seat of a final hamza changes with what follows it: لقاء, لقاؤه, لقائه.
            if base[-2:] in ("او", "اي") and len(base) >= 3 and ending in _PRONOUNS:
                _keep(found, base[:-1] + "ء", cost + 1)
            elif rest[-len(ending) - 1] == "ا" and ending[0] in "وي" and ending[1:] in _PRONOUNS:
                _keep(found, base + "ء", cost + 1)
        if rest.endswith("يء"):
            _keep(found, rest[:-1], cost)  # مباديء: the hamza beside its seat
        if rest.endswith("اءات"):
            _keep(found, rest[:-2], cost + 1)
    return found


def _english(word: str) -> dict[str, int]:
    """A Latin word and its singular, which is all that English names and titles need."""
    found = {word: 0}
    if len(word) > 4 and word.endswith("ies"):
        found[word[:-3] + "y"] = 1
    elif len(word) > 3 and word.endswith("s") and not word.endswith("ss"):
        found[word[:-1]] = 1
    return found


def _keep(found: dict[str, int], lemma: str, cost: int) -> None:
    if cost < found.get(lemma, 99):
        found[lemma] = cost

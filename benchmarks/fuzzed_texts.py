"""The texts of benchmarks/fuzzing.py: changes of given texts, and sentences made from the gazetteer."""

import functools
import random
from collections.abc import Callable
from pathlib import Path

import meetings.extraction.pipeline  # noqa: F401  (registers all rules, whose examples are the first texts)
from meetings.extraction.rules import list_rulesets
from meetings.gazetteer import load_rows
from meetings.text.tables import split_values

SAMPLES = Path(__file__).resolve().parent.parent / "tests/samples"
MAX_CHARACTERS = 20_000
MAX_REPEATS = 400
MAX_CHANGES = 4
# Signs that break words, quotes and offsets: marks of direction, joiners, harakat, tatweel, brackets, a NUL, an emoji.
SIGNS = (
    *"\u200f\u202b\u2069\u200d\ufeff\u064b\u0651\u0640\x00\u00ad\n\r\t .,،؛:?؟!\"'«»“”()[]{}<>/\\|-–—_*#&;%+=~",
    "🤝", "\ufefb", "ﷺ", "𝕏",
)  # fmt: skip
JOINING = (
    "و", "مع", "في", "بين", "من", "إلى", "على", "نظيره", "الذي", "خلال", "وقد", "لم", "لن", "سوف",
    "أن", "كل من", "بعد", "قبل",
)  # fmt: skip
DAYS = (
    "أمس", "اليوم الجمعة", "الخميس 14 نيسان 2025", "في 31 شباط 2020", "غدا", "16 شوال 1446", "عام 1978", "14/4/2025",
)  # fmt: skip
TENSES = ("past", "present", "dual")


@functools.cache
def list_first_texts() -> list[str]:
    """Return the examples of all rules and the sample texts."""
    examples = {rule.example for rules in list_rulesets().values() for rule in rules.rules}
    samples = (path.read_text(encoding="utf-8") for path in sorted(SAMPLES.rglob("*.txt")))
    return [*sorted(examples), *(text for text in samples if len(text) < MAX_CHARACTERS)]


@functools.cache
def _vocabulary() -> dict[str, tuple[str, ...]]:
    """Return forms of the gazetteer by the place that they take in a sentence."""
    verbs = load_rows("verbs")
    return {
        "verb": tuple(form for row in verbs for name in TENSES for form in split_values(row[name])),
        "noun": tuple(form for row in verbs for form in split_values(row["nouns"])),
        "title": tuple(form for row in load_rows("titles") for form in (row["title"], f"ال{row['title']}")),
        "side": tuple(row["name_ar"] for name in ("countries", "organisations") for row in load_rows(name)),
        "name": tuple(form for row in load_rows("rulers") for form in split_values(row["name"])),
        "place": tuple(form for row in load_rows("places") for form in split_values(row.get("name_ar") or "")),
        "day": (
            "أمس",
            "اليوم الجمعة",
            "الخميس 14 نيسان 2025",
            "في 31 شباط 2020",
            "غدا",
            "16 شوال 1446",
            "عام 1978",
            "14/4/2025",
        ),
        "join": JOINING,
        "sign": SIGNS,
    }


def make_report(chance: random.Random) -> str:
    """Return sentences whose words follow each other nearly as in a report."""
    places = ("verb", "title", "side", "name", "join", "title", "name", "place", "day", "noun", "sign")
    sentences = []
    for _ in range(chance.randint(1, 6)):
        order = [place for place in places if chance.random() < 0.8] or ["verb"]
        if chance.random() < 0.3:
            chance.shuffle(order)
        sentences.append(" ".join(_word(place, chance) for place in order * chance.choice((1, 1, 1, 2, 5))))
    return chance.choice((". ", ".\n", " ", "، ", "\n\n")).join(sentences) + "."


def _word(place: str, chance: random.Random) -> str:
    forms = _vocabulary()[place] or JOINING
    return chance.choice(forms)


def change(text: str, texts: list[str], chance: random.Random) -> str:
    """Return `text` with one to four changes; some take a part of another of `texts`."""
    for _ in range(chance.randint(1, MAX_CHANGES)):
        text = chance.choice(_CHANGES)(text, texts, chance)
    return text[:MAX_CHARACTERS]


def _words_changed(text: str, texts: list[str], chance: random.Random) -> str:
    words = text.split(" ")
    for _ in range(chance.randint(1, 5)):
        place, other = chance.randrange(len(words)), chance.randrange(len(words))
        way = chance.randrange(4)
        if way == 0 and len(words) > 1:
            del words[place]
        elif way == 1:
            words[place], words[other] = words[other], words[place]
        elif way == 2:
            words.insert(place, _word(chance.choice(tuple(_vocabulary())), chance))
        else:
            words[place] = _word(chance.choice(tuple(_vocabulary())), chance)
    return " ".join(words)


def _signs_added(text: str, texts: list[str], chance: random.Random) -> str:
    for _ in range(chance.randint(1, 8)):
        place = chance.randint(0, len(text))
        text = f"{text[:place]}{chance.choice(SIGNS)}{text[place:]}"
    return text


def _part_repeated(text: str, texts: list[str], chance: random.Random) -> str:
    start = chance.randint(0, len(text))
    end = min(len(text), start + chance.choice((1, 5, 20, 80)))
    return f"{text[:end]}{text[start:end] * chance.choice((1, 3, 20, MAX_REPEATS))}{text[end:]}"[:MAX_CHARACTERS]


def _part_cut(text: str, texts: list[str], chance: random.Random) -> str:
    start, end = sorted((chance.randint(0, len(text)), chance.randint(0, len(text))))
    return text[start:end] or text


def _other_joined(text: str, texts: list[str], chance: random.Random) -> str:
    other = chance.choice(texts)
    place, start = chance.randint(0, len(text)), chance.randint(0, len(other))
    return f"{text[:place]}{chance.choice(('', ' ', chr(10), '. '))}{other[start : start + 400]}{text[place:]}"


def _lines_shuffled(text: str, texts: list[str], chance: random.Random) -> str:
    lines = text.split(chance.choice(("\n", "،", ".", " و")))
    chance.shuffle(lines)
    return chance.choice(("\n", " ", "، ")).join(lines)


_CHANGES: tuple[Callable[[str, list[str], random.Random], str], ...] = (
    _words_changed, _words_changed, _signs_added, _part_repeated, _part_cut, _other_joined, _lines_shuffled
)  # fmt: skip

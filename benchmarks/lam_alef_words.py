"""The stems with lam-alef of a collection of news texts, for meetings/text/repair/lam_alef_words.txt.

    python -m benchmarks.lam_alef_words FOLDER > meetings/text/repair/lam_alef_words.txt

Texts of PDF files write alef before lam, so that a word of this list has to be recognised by its letters in that order.
A word is left out if these make another word that is more frequent. Only the words are kept, no sentence of a text.
"""

import re
import sys
import textwrap
from collections import Counter
from pathlib import Path

from meetings.gazetteer import load_rows
from meetings.text.repair.lam_alef import find_stem, split_article, swap

MIN_TEXTS = 2  # in which a stem occurs
_WORD = re.compile("[\u0621-\u064a]+")
_LAM_ALEF = re.compile("ل[اأإآ]")
_HEAD = """\
# Stems with lam-alef, without article and endings: those that occur in two of 1,354 Arabic news texts, and those of the
# gazetteer's names. Made by `python -m benchmarks.lam_alef_words`; a stem whose letters make a more frequent stem when
# alef comes before lam is left out.
"""
_TABLES = ("countries", "places", "given", "titles", "organisations", "outlets", "offices", "rulers", "topics")


def list_stems(text: str) -> list[str]:
    """Return the stems of the words of `text`."""
    return [find_stem(split_article(word)[1]) for word in _WORD.findall(text)]


def count_stems(folder: Path) -> tuple[Counter[str], Counter[str]]:
    """Return how often each stem or word occurs in the texts of `folder`, and in how many texts."""
    total: Counter[str] = Counter()
    texts: Counter[str] = Counter()
    for path in sorted(folder.glob("*.txt")):
        text = path.read_text(encoding="utf-8")
        words, stems = _WORD.findall(text), list_stems(text)
        total.update(stems)
        total.update(word for word, stem in zip(words, stems, strict=True) if word != stem)
        texts.update(set(stems))
    return total, texts


def list_gazetteer_stems() -> set[str]:
    """Return the stems of names in the gazetteer."""
    return {stem for table in _TABLES for row in load_rows(table) for cell in row.values() for stem in list_stems(cell)}


def main(folder: Path) -> None:
    """Print the list."""
    total, texts = count_stems(folder)
    stems = {stem for stem in total if texts[stem] >= MIN_TEXTS} | list_gazetteer_stems()
    kept = sorted(stem for stem in stems if _LAM_ALEF.search(stem) and total[stem] + 1 > total[swap(stem)])
    print(_HEAD + textwrap.fill(" ".join(kept), 120))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""How many texts queries of one word find, beside how many hold the word.

A text holds a word that is in it as such, with an article or with a joined particle. Inflected forms are found as well,
so the ratio is above 1; where it is far above, the search finds words that only look alike.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from benchmarks.search_quality import Paragraph, read_paragraphs, read_questions, temporary_searcher
from meetings.search.query.word_lists import strip_article
from meetings.search.types import SearchRequest
from meetings.text.stems import strip_particles
from meetings.text.tokens import fold_words, stop_words


@dataclass(frozen=True, slots=True)
class WordTotal:
    """A query of one word: the number of texts that it finds, and of those that hold it."""

    word: str
    found: int
    holding: int

    @property
    def ratio(self) -> float:
        """The number found over the number holding it."""
        return self.found / self.holding


def measure_totals(documents: Path, queries: Path, titles: bool = True) -> list[WordTotal]:
    """Return the totals of all queries of one word that some text holds, the largest ratio first."""
    paragraphs = read_paragraphs(documents, titles=titles)
    words = list(dict.fromkeys(one.text for one in read_questions(queries) if _is_one_word(one.text)))
    holding = count_holding(paragraphs)
    with temporary_searcher(paragraphs) as searcher:
        totals = [
            WordTotal(word, searcher.search(SearchRequest(word)).total, number)
            for word in words
            if (number := holding[strip_article(fold_words(word)[0])])
        ]
    return sorted(totals, key=lambda one: (-one.ratio, one.word))


def count_holding(paragraphs: Iterable[Paragraph]) -> Counter[str]:
    """Return {word without its article: number of texts that hold it}."""
    counts: Counter[str] = Counter()
    for paragraph in paragraphs:
        words = set(fold_words(f"{paragraph.title} {paragraph.text}"))
        counts.update({form for word in words for form in (word, *(rest for rest, _ in strip_particles(word)))})
    return counts


def _is_one_word(query: str) -> bool:
    words = fold_words(query)
    return len(words) == 1 and words[0] not in stop_words()

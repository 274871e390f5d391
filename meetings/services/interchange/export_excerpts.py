"""Excerpts of texts that belong to outlets: only the words that are quoted as evidence.

An excerpt has the quoted words in the order of the text, a sign where words are left out, and the report's URL at its
end. Evidence points into the excerpt as it points into the text, so that every quote can be checked, also in an archive
that imports it.
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from meetings.models import Article, Evidence

BETWEEN = " […] "


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A shortened text. `pieces` are (start, end, new start) of each piece of the original text in it."""

    text: str
    pieces: tuple[tuple[int, int, int], ...]

    def moved(self, start: int, end: int) -> tuple[int, int]:
        """Return the position in the excerpt of the words from `start` to `end` of the original text."""
        for first, last, new in self.pieces:
            if first <= start and end <= last:
                return new + start - first, new + end - first
        raise ValueError(f"{start}-{end} is not kept")


def make_excerpt(text: str, spans: Iterable[tuple[int, int]], address: str) -> Excerpt:
    """Return only the words of `text` within `spans`, which may overlap; empty without spans."""
    runs: list[list[int]] = []
    for start, end in sorted(spans):
        if runs and start <= runs[-1][1]:
            runs[-1][1] = max(runs[-1][1], end)
        else:
            runs.append([start, end])
    if not runs:
        return Excerpt("", ())
    pieces, words, length = [], [], 0
    for start, end in runs:
        pieces.append((start, end, length))
        words.append(text[start:end])
        length += end - start + len(BETWEEN)
    return Excerpt(f"{BETWEEN.join(words)}\n({address})", tuple(pieces))


def make_excerpts_of(articles: Iterable[int]) -> dict[int, Excerpt]:
    """Return the excerpts of those articles (ids) whose text is their outlet's, by id; two queries."""
    theirs = (Article.TextKind.ORIGINAL, Article.TextKind.TRANSLATED)
    texts = Article.objects.filter(pk__in=list(articles), text_kind__in=theirs)
    kept = {pk: (text, url or slug) for pk, text, url, slug in texts.values_list("pk", "raw_text", "url", "slug")}
    spans: dict[int, list[tuple[int, int]]] = defaultdict(list)
    evidence = Evidence.objects.filter(article__in=kept, meeting__review_state="published").order_by()
    for article, start, end in evidence.values_list("article", "start", "end"):
        spans[article].append((start, end))
    return {pk: make_excerpt(text, spans[pk], address) for pk, (text, address) in kept.items()}

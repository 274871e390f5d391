"""Articles, and the words in their texts that state facts."""

import itertools
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet

from meetings.models import Article, Evidence, Meeting
from meetings.queries.archive import select_public_articles


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a text that state a fact and have no Evidence yet, in the form that `cut_segments` needs.

    `pk` is any key that the caller chooses; `start` and `end` count characters, end exclusive; `fact` is an
    Evidence.Fact; `about` is the participant or the topic that the fact describes.
    """

    pk: str
    start: int
    end: int
    fact: str
    about: str = ""

    def get_fact_display(self) -> str:
        """Return the name of the fact."""
        return str(dict(Evidence.Fact.choices).get(self.fact, self.fact))


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of the raw text that the same pieces of evidence cover; `start` is its first character.

    `evidence` are the pieces that cover it, the most specific (shortest) first. `begins` are the pieces that begin
    here, so that a page can link each piece to one place, even if others overlap it.
    """

    text: str
    evidence: tuple[Any, ...] = ()  # Evidence or Mark
    begins: tuple[Any, ...] = ()
    start: int = 0

    @property
    def end(self) -> int:
        """The character after its last character."""
        return self.start + len(self.text)

    @property
    def fact(self) -> str:
        """The fact that the most specific piece of evidence states; empty outside all marks."""
        return self.evidence[0].fact if self.evidence else ""


def find_article(slug: str, drafts: bool = False) -> Article | None:
    """Return the article with this address; without `drafts` only if it reports a published meeting."""
    articles = Article.objects.all() if drafts else select_public_articles()
    return articles.select_related("outlet__country", "original_outlet").filter(slug=slug).first()


def select_meetings_in(record: Article, drafts: bool = False) -> QuerySet[Meeting]:
    """Return the meetings that the article reports, for cards."""
    meetings = Meeting.objects.all() if drafts else Meeting.objects.public()
    return meetings.filter(sources__article=record).distinct().latest_first().for_cards()


def list_evidence_in(record: Article, drafts: bool = False) -> list[Evidence]:
    """Return the article's evidence in the order of the text; without `drafts` only that of published meetings."""
    evidence = record.evidence.select_related(
        "meeting", "participation__official", "participation__position", "participation__country",
        "participation__organisation", "topic",
    )  # fmt: skip
    if not drafts:
        evidence = evidence.filter(meeting__review_state="published")
    return list(evidence.in_text_order())


def cut_segments(text: str, evidence: Iterable[Evidence | Mark]) -> list[Segment]:
    """Return `text` cut at each place where evidence begins or ends. The pieces together are `text` again."""
    marks = sorted((mark for mark in evidence if mark.start < mark.end), key=lambda mark: (mark.start, -mark.end))
    edges = sorted({0, len(text), *(edge for mark in marks for edge in (mark.start, min(mark.end, len(text))))})
    pieces = []
    following = iter(marks)
    waiting = next(following, None)
    open_marks: list[Evidence | Mark] = []
    for start, end in itertools.pairwise(edges):
        open_marks = [mark for mark in open_marks if mark.end > start]
        begins = []
        while waiting is not None and waiting.start <= start:
            begins.append(waiting)
            waiting = next(following, None)
        open_marks += begins
        covering = sorted(open_marks, key=lambda mark: (mark.end - mark.start, mark.pk or 0))
        pieces.append(Segment(text[start:end], tuple(covering), tuple(begins), start))
    return pieces

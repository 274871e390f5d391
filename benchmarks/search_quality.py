"""The quality of the search, measured on documents and queries from files. No database.

The index is temporary, with the analysis, plans and engine of the site.

Files: documents and queries as JSON lines ({"id", "title", "text"} and {"id", "text", "relevant": [ids]}); pairs as
tab-separated lines, variants with category, concept, query, document, negatives with query, document; `#` begins a
comment.
"""

import json
import math
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from meetings.search.documents.analysis import INDEX_VERSION, Section, analyse
from meetings.search.engines.factory import get_engine_name, open_engine
from meetings.search.engines.protocol import IndexDocument
from meetings.search.results.tiered_answers import MAX_PAGE_HITS
from meetings.search.searcher import Searcher
from meetings.search.types import SearchRequest

TITLE_WEIGHT = 3.0  # as on the site
MAX_RANK = 10


class EvaluationError(ValueError):
    """An error in a file of an evaluation; the message names the line and the reason."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A document to search in."""

    id: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A query and the documents that answer it."""

    text: str
    relevant: frozenset[int]


@contextmanager
def temporary_searcher(paragraphs: list[Paragraph]) -> Iterator[Searcher]:
    """Open a searcher over `paragraphs`; delete its index afterwards."""
    with tempfile.TemporaryDirectory(prefix="mahdar-evaluation-") as folder:
        engine = open_engine(f"{get_engine_name(settings.SEARCH_URL)}:", folder)
        engine.rebuild((_document(paragraph) for paragraph in paragraphs), INDEX_VERSION)
        yield Searcher(engine)


def _document(paragraph: Paragraph) -> IndexDocument:
    words, length = analyse([Section(paragraph.text, has_lead=True), Section(paragraph.title, TITLE_WEIGHT)])
    published: dict[str, tuple[str, ...]] = {"state": ("published",)}
    return IndexDocument(paragraph.id, words, length, published, title=paragraph.title, text=paragraph.text)


def read_paragraphs(documents: Path, titles: bool = True) -> list[Paragraph]:
    """Return the documents of a file of JSON lines, with or without their titles."""
    return [
        Paragraph(int(d["id"]), str(d.get("title") or "") if titles else "", str(d["text"]))
        for d in _json_lines(documents, ("id", "text"))
    ]


def read_questions(queries: Path) -> list[Question]:
    """Return the queries of a file of JSON lines.

    Raises:
        EvaluationError: the file has none.
    """
    questions = [
        Question(str(q["text"]), frozenset(map(int, q["relevant"]))) for q in _json_lines(queries, ("text", "relevant"))
    ]
    if not questions:
        raise EvaluationError(f"{queries.name}: no queries")
    return questions


def evaluate_questions(documents: Path, queries: Path, titles: bool = True) -> dict[str, float]:
    """Return MRR@10, recall, NDCG@10, the number of questions without any result, and the time of whole calls."""
    paragraphs, questions = read_paragraphs(documents, titles=titles), read_questions(queries)
    ranks, gains, times = [], [], []
    empty = 0
    with temporary_searcher(paragraphs) as searcher:
        searcher.vocabulary()
        for question in questions:
            started = time.perf_counter()
            result = searcher.search(SearchRequest(question.text, page_size=MAX_RANK))
            times.append((time.perf_counter() - started) * 1_000)
            ids = [hit.meeting_id for hit in result.hits]
            empty += not ids
            ranks.append(next((rank for rank, found in enumerate(ids, 1) if found in question.relevant), 0))
            gains.append(_ndcg(ids, question.relevant))
    number = len(questions)
    times.sort()
    return {
        "mrr@10": sum(1 / rank for rank in ranks if rank) / number,
        "recall@1": sum(rank == 1 for rank in ranks) / number,
        "recall@10": sum(rank > 0 for rank in ranks) / number,
        "ndcg@10": sum(gains) / number,
        "empty": float(empty),
        "ms_p50": percentile(times, 50),
        "ms_p95": percentile(times, 95),
    }


def evaluate_pairs(variants: Path, negatives: Path) -> dict[str, float]:
    """Return the shares of variants found, of variants with the right concept first, and of look-alikes found.

    All documents of both files are in one index.

    Several documents of the variants may be about one concept (كردستان in eight spellings): any of them is right in
    the first place.
    """
    pairs = list(_tab_lines(variants, 4))
    others = list(_tab_lines(negatives, 2))
    if not pairs or not others:
        raise EvaluationError("no pairs")
    paragraphs = [Paragraph(n, "", pair[3]) for n, pair in enumerate(pairs)]
    paragraphs += [Paragraph(len(pairs) + n, "", pair[1]) for n, pair in enumerate(others)]
    found = first = false = 0
    with temporary_searcher(paragraphs) as searcher:
        for number, (_, concept, query, _) in enumerate(pairs):
            ids = everything_found(searcher, query)
            found += number in ids
            first += bool(ids) and ids[0] < len(pairs) and pairs[ids[0]][1] == concept
        for number, (query, _) in enumerate(others, start=len(pairs)):
            false += number in everything_found(searcher, query)
    return {"found": found / len(pairs), "first": first / len(pairs), "false_friends": false / len(others)}


def everything_found(searcher: Searcher, query: str) -> list[int]:
    """Return all documents that a query finds, in their order."""
    ids: list[int] = []
    page = 1
    while True:
        result = searcher.search(SearchRequest(query, page=page, page_size=MAX_PAGE_HITS))
        ids.extend(hit.meeting_id for hit in result.hits)
        if page >= result.pages:
            return ids
        page += 1


def percentile(ordered: list[float], share: int) -> float:
    """Return the nearest-rank percentile of sorted numbers."""
    return ordered[max(math.ceil(len(ordered) * share / 100) - 1, 0)]


def _ndcg(ids: list[int], relevant: frozenset[int]) -> float:
    gain = sum(1 / math.log2(rank + 1) for rank, found in enumerate(ids, 1) if found in relevant)
    best = sum(1 / math.log2(rank + 1) for rank in range(1, min(len(relevant), MAX_RANK) + 1))
    return gain / best if best else 0.0


def _json_lines(path: Path, needed: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip():
            continue
        try:
            record = json.loads(line)
        except ValueError as error:
            raise EvaluationError(f"{path.name}, line {number}: not JSON ({error})") from error
        missing = [key for key in needed if key not in record] if isinstance(record, dict) else list(needed)
        if missing:
            raise EvaluationError(f"{path.name}, line {number}: no {', '.join(missing)}")
        yield record


def _tab_lines(path: Path, columns: int) -> Iterator[list[str]]:
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if not line.strip() or line.startswith("#"):
            continue
        cells = line.split("\t")
        if len(cells) < columns:
            raise EvaluationError(f"{path.name}, line {number}: {len(cells)} cells for {columns} columns")
        yield cells[:columns]

"""The plainest engine there can be: it looks at every document for every question. Real ones are held against it."""

import math
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import ClassVar, Self

from meetings.search.engines.protocol import (
    AllDocuments,
    Answer,
    AnyWord,
    Conjunction,
    DateRange,
    FacetFilter,
    Group,
    IndexDocument,
    IndexMissingError,
    MinimumMatch,
    Negation,
    Node,
    Phrase,
    SearchPlan,
    StoredText,
    WordCounts,
)

B, K1 = 0.85, 0.6
MAX_NEAR_WEIGHT = 0.1


class PlainScan:
    """Matches and scores by the definitions, one document after the other."""

    def __init__(self, documents: list[IndexDocument]) -> None:
        self.documents = {document.id: document for document in documents}

    def matches(self, node: Node, document: IndexDocument) -> bool:
        match node:
            case AllDocuments():
                return True
            case AnyWord(words):
                return any(word in document.words for word in words)
            case Phrase(parts):
                places = [
                    {place for word in part if word in document.words for place in document.words[word][1]}
                    for part in parts
                ]
                return any(all(start + n in some for n, some in enumerate(places)) for start in places[0])
            case FacetFilter(facet, values):
                return bool(values & set(document.facets.get(facet, ())))
            case DateRange(first, last):
                return document.day != 0 and first <= document.day <= last
            case Conjunction(parts):
                return all(self.matches(part, document) for part in parts)
            case MinimumMatch(number, parts):
                return sum(self.matches(part, document) for part in parts) >= number
            case Negation(part):
                return not self.matches(part, document)
        raise TypeError(node)

    def found(self, plan: SearchPlan) -> set[int]:
        nodes = [plan.match, *plan.filters.values()]
        return {n for n, document in self.documents.items() if all(self.matches(node, document) for node in nodes)}

    def facets(self, plan: SearchPlan) -> dict[str, dict[str, int]]:
        counted: dict[str, dict[str, int]] = {}
        for facet in plan.facets:
            nodes = [plan.match, *(node for other, node in plan.filters.items() if other != facet)]
            counts: dict[str, int] = {}
            for document in self.documents.values():
                if all(self.matches(node, document) for node in nodes):
                    for value in set(document.facets.get(facet, ())):
                        counts[value] = counts.get(value, 0) + 1
            counted[facet] = counts
        return counted

    def score(self, groups: tuple[Group, ...], document: IndexDocument) -> float:
        number = len(self.documents)
        average = sum(d.length for d in self.documents.values()) / number
        norm = K1 * (1 - B + B * document.length / average)
        total = 0.0
        for group in groups:
            for level in group.levels:
                holding = sum(any(word in d.words for word, _ in level.words) for d in self.documents.values())
                count = sum(document.words[word][0] * share for word, share in level.words if word in document.words)
                if count:
                    rarity = math.log(number / (holding + 1)) + 1
                    total += level.weight * rarity * count * (K1 + 1) / (count + norm)
        return total


def closeness(near: tuple[tuple[frozenset[str], frozenset[str]], ...], document: IndexDocument) -> float:
    """Return the mean of 1 / (the least distance) over the neighbours of the query, 0 for those not in the document."""

    def places(words: frozenset[str]) -> list[int]:
        return [place for word in words if word in document.words for place in document.words[word][1]]

    total = 0.0
    for one, other in near:
        distances = [abs(first - second) for first in places(one) for second in places(other)]
        total += 1 / max(1, min(distances)) if distances else 0.0
    return total / len(near) if near else 0.0


class PlainScanEngine:
    """A whole engine on the plain scan, for one process: SEARCH_URL=scan: in tests. Its documents are in memory."""

    _indexes: ClassVar[
        dict[Path, tuple[int, int, dict[int, IndexDocument]]]
    ] = {}  # folder -> version, commits, documents

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @classmethod
    def from_url(cls, location: str, folder: Path) -> Self:
        return cls(Path(location) if location else folder)

    def generation(self) -> str:
        return str(self._indexes[self.folder][1]) if self.folder in self._indexes else ""

    def analysis_version(self) -> int | None:
        return self._indexes[self.folder][0] if self.folder in self._indexes else None

    def find_damage(self) -> str:
        return "" if self.folder in self._indexes else str(self.folder)

    def _documents(self) -> dict[int, IndexDocument]:
        if self.folder not in self._indexes:
            raise IndexMissingError(str(self.folder))
        return self._indexes[self.folder][2]

    def count(self) -> int:
        return len(self._documents())

    def frequencies(self) -> WordCounts:
        counts = WordCounts()
        for document in self._documents().values():
            for word in document.words:
                counts[word] = counts.get(word, 0) + 1
        return counts

    def run(self, plan: SearchPlan) -> Answer:
        scan = PlainScan(list(self._documents().values()))
        found = scan.found(plan)
        closer = {n: 1 + MAX_NEAR_WEIGHT * closeness(plan.near, scan.documents[n]) for n in found}
        score = {n: scan.score(plan.groups, scan.documents[n]) * closer[n] for n in found}
        if plan.sort == "relevance" and plan.groups:
            order = sorted(found, key=lambda n: (score[n], scan.documents[n].day, n), reverse=True)
        else:
            score = dict.fromkeys(found, 0.0)
            order = sorted(found, key=lambda n: (scan.documents[n].day, n), reverse=plan.sort != "oldest")
            order.sort(key=lambda n: not scan.documents[n].day)
        page = order[plan.offset : plan.offset + plan.limit]
        return Answer(len(found), page, [score[n] for n in page], scan.facets(plan))

    def alike(
        self, document_id: int, groups: tuple[Group, ...], shared: tuple[Node, ...], within: Node, limit: int
    ) -> list[int]:
        scan = PlainScan(list(self._documents().values()))
        if document_id not in scan.documents:
            return []
        others = [d for d in scan.documents.values() if d.id != document_id and scan.matches(within, d)]
        worth = {d.id: (sum(scan.matches(node, d) for node in shared), scan.score(groups, d)) for d in others}
        reached = [n for n, (sets, _) in worth.items() if sets or not shared]
        return sorted(reached, key=lambda n: worth[n], reverse=True)[:limit]

    def stored(self, ids: Iterable[int]) -> dict[int, StoredText]:
        documents = self._documents()
        return {n: StoredText(documents[n].title, documents[n].text) for n in ids if n in documents}

    def words_of(self, document_id: int) -> dict[str, float]:
        document = self._documents().get(document_id)
        return {word: weight for word, (weight, _) in document.words.items()} if document else {}

    def facets_of(self, document_id: int) -> dict[str, tuple[str, ...]]:
        document = self._documents().get(document_id)
        return document.facets if document else {}

    def write(self, add: Iterable[IndexDocument], delete: Iterable[int] = ()) -> None:
        version, commits, documents = self._indexes[self.folder]
        documents = {n: document for n, document in documents.items() if n not in set(delete)}
        documents |= {document.id: document for document in add}
        self._indexes[self.folder] = version, commits + 1, documents

    def rebuild(self, documents: Iterator[IndexDocument], analysis_version: int) -> int:
        commits = self._indexes[self.folder][1] if self.folder in self._indexes else 0
        made = {document.id: document for document in documents}
        self._indexes[self.folder] = analysis_version, commits + 1, made
        return len(made)

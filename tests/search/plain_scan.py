"""The plainest engine there can be: it looks at every document for every question. Real ones are held against it."""

import math

from meetings.search.engines.protocol import (
    AnyWord,
    AtLeast,
    Between,
    Every,
    Everything,
    Group,
    IndexDocument,
    Node,
    Phrase,
    Plan,
    Within,
    Without,
)

B, K1 = 0.85, 0.6


class PlainScan:
    """Matches and scores by the definitions, one document after the other."""

    def __init__(self, documents: list[IndexDocument]) -> None:
        self.documents = {document.id: document for document in documents}

    def matches(self, node: Node, document: IndexDocument) -> bool:
        match node:
            case Everything():
                return True
            case AnyWord(words):
                return any(word in document.words for word in words)
            case Phrase(parts):
                places = [
                    {place for word in part if word in document.words for place in document.words[word][1]}
                    for part in parts
                ]
                return any(all(start + n in some for n, some in enumerate(places)) for start in places[0])
            case Within(facet, values):
                return bool(values & set(document.facets.get(facet, ())))
            case Between(first, last):
                return document.day != 0 and first <= document.day <= last
            case Every(parts):
                return all(self.matches(part, document) for part in parts)
            case AtLeast(number, parts):
                return sum(self.matches(part, document) for part in parts) >= number
            case Without(part):
                return not self.matches(part, document)
        raise TypeError(node)

    def found(self, plan: Plan) -> set[int]:
        nodes = [plan.match, *plan.filters.values()]
        return {n for n, document in self.documents.items() if all(self.matches(node, document) for node in nodes)}

    def facets(self, plan: Plan) -> dict[str, dict[str, int]]:
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

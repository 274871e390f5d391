"""The built-in engine's files: places far behind, words of many blocks, and more than one write."""

import pytest

from meetings.search.engines.protocol import AnyWord, IndexDocument, Node, Phrase, SearchPlan
from meetings.search.engines.whoosh.engine import WhooshEngine

Places = dict[str, tuple[float, list[int]]]


def found(engine: WhooshEngine, node: Node) -> list[int]:
    return sorted(engine.run(SearchPlan(match=node, limit=10_000)).ids)


def phrase(*words: str) -> Phrase:
    return Phrase(tuple(frozenset({word}) for word in words))


def test_a_word_far_behind_is_found_but_not_in_a_phrase(tmp_path):
    words: Places = {
        "ا": (1.0, [3, 65_534]),
        "ب": (1.0, [65_535]),
        "ج": (1.0, [65_536]),
        "د": (1.0, [4, 65_537, 70_000]),
    }
    engine = WhooshEngine(tmp_path / "index")
    engine.rebuild(iter([IndexDocument(1, words, 4)]), 1)
    assert [found(engine, AnyWord(frozenset({word}))) for word in words] == [[1]] * 4
    phrases = {pair: found(engine, phrase(*pair)) for pair in ("اب", "بج", "جد", "اد")}
    assert phrases == {"اب": [1], "بج": [], "جد": [], "اد": [1]}


@pytest.mark.parametrize("number", [1_023, 1_024, 1_025, 2_049])
def test_a_word_of_many_documents_is_read_whole(tmp_path, number):
    """A block has 1,024 of them."""

    def document(n: int) -> IndexDocument:
        words: Places = {"بغداد": (1.0, [0]), f"x{n}": (1.0, [1])}
        return IndexDocument(n, words, 2, {"state": ("published",)})

    engine = WhooshEngine(tmp_path / "index")
    engine.rebuild(map(document, range(1, number + 1)), 1)
    every = list(range(1, number + 1))
    assert found(engine, AnyWord(frozenset({"بغداد"}))) == every
    assert [found(engine, phrase("بغداد", f"x{n}")) for n in (1, number)] == [[1], [number]]
    assert engine.frequencies()["بغداد"] == number
    engine.write([document(number + 1)], delete=[2])
    assert found(engine, AnyWord(frozenset({"بغداد"}))) == [1, *every[2:], number + 1]
    assert found(engine, phrase("بغداد", f"x{number + 1}")) == [number + 1]
    assert found(engine, phrase("بغداد", "x2")) == []

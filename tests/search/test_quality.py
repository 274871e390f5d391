"""How well the search finds, measured: on pairs of our own, and on the shared material where it is there."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from benchmarks.search_quality import evaluate_pairs, evaluate_questions
from benchmarks.word_totals import measure_totals
from tests.conftest import SHARED

HERE = Path(__file__).parent


def test_spellings_and_forms_are_found_and_look_alikes_are_not():
    figures = evaluate_pairs(HERE / "variants.tsv", HERE / "negatives.tsv")
    assert figures["found"] >= 0.95
    assert figures["first"] >= 0.74  # six hundred documents of many concepts: others hold the words asked for too
    assert figures["false_friends"] <= 0.02


@pytest.mark.parametrize(
    ("pairs", "found", "false_friends"),
    [
        ("aliases/{}.tsv", 0.98, 0.06),
        ("aliases/homographs_{}.tsv", 0.94, 0.2),
        ("aliases/homographs_{}_held_out.tsv", 0.9, 0.25),
        ("aliases/look_alikes_{}.tsv", 0.98, 0.04),
        ("aliases/look_alikes_{}_held_out.tsv", 0.96, 0.15),
        ("aliases_unread/{}.tsv", 0.93, 0.16),
    ],
)
def test_other_names_are_found(pairs, found, false_friends):
    """A record of what holds: on pairs whose misses were read, and on pairs that are scored only."""
    path = str(HERE.parent / "samples" / pairs)
    figures = evaluate_pairs(Path(path.format("variants")), Path(path.format("negatives")))
    assert figures["found"] >= found
    assert figures["false_friends"] <= false_friends


@pytest.mark.shared
def test_the_shared_pairs():
    figures = evaluate_pairs(SHARED / "retrieval" / "variants.tsv", SHARED / "retrieval" / "negatives.tsv")
    assert figures["found"] >= 0.97
    assert figures["first"] >= 0.85
    assert figures["false_friends"] <= 0.15


@pytest.mark.shared
def test_the_shared_questions():
    figures = evaluate_questions(SHARED / "retrieval" / "docs.jsonl", SHARED / "retrieval" / "queries_dev.jsonl")
    assert figures["mrr@10"] >= 0.73
    assert figures["empty"] == 0


@pytest.fixture
def files(tmp_path):
    docs, queries = tmp_path / "docs.jsonl", tmp_path / "queries.jsonl"
    docs.write_text(
        '{"id": 1, "title": "بغداد", "text": "عاصمة العراق\u2028على دجلة"}\n\n{"id": 2, "text": "باريس على السين"}\n',
        encoding="utf-8",
    )
    queries.write_text(
        '{"id": 1, "text": "ما عاصمة العراق؟", "relevant": [1]}\n{"id": 2, "text": "نهر باريس", "relevant": [2, 1]}\n',
        encoding="utf-8",
    )
    return docs, queries


def test_the_command_prints_a_figure_a_line(files):
    out = StringIO()
    call_command("evaluate_search", *files, at_least=["mrr@10=0.9"], stdout=out)
    figures = dict(line.split() for line in out.getvalue().splitlines())
    assert list(figures) == ["mrr@10", "recall@1", "recall@10", "ndcg@10", "empty", "ms_p50", "ms_p95"]
    assert (figures["mrr@10"], figures["empty"]) == ("1.0000", "0")
    assert 0.6 < float(figures["ndcg@10"]) < 1


def test_totals_of_queries_of_one_word(files, tmp_path):
    docs, queries = files
    with pytest.raises(CommandError, match="no query of one word"):
        call_command("evaluate_search", docs, queries, totals=True, stdout=StringIO())
    words = ("العراق", "عاصمة", "باريس", "طوكيو", "من")
    queries.write_text(
        "".join(f'{{"id": {n}, "text": "{word}", "relevant": [1]}}\n' for n, word in enumerate(words)), encoding="utf-8"
    )
    docs.write_text(
        docs.read_text(encoding="utf-8") + '{"id": 3, "text": "وبالعراق والعواصم"}\n{"id": 4, "text": "عراقي"}\n',
        encoding="utf-8",
    )
    totals = {one.word: (one.found, one.holding) for one in measure_totals(docs, queries)}
    assert totals == {"العراق": (3, 2), "عاصمة": (2, 1), "باريس": (1, 1)}
    out = StringIO()
    call_command("evaluate_search", docs, queries, totals=True, stdout=out)
    lines = out.getvalue().splitlines()
    assert "found/holding_p50 1.5000" in lines
    assert "fewer_than_holding 0.0000" in lines
    assert lines[-3] == "عاصمة: 2 found, 1 hold the word (2.0x)"


def test_the_command_fails_below_a_limit(files, tmp_path):
    with pytest.raises(CommandError, match=r"ndcg@10 is 0\.\d+, less than 1"):
        call_command("evaluate_search", *files, at_least=["ndcg@10=1"], stdout=StringIO())
    with pytest.raises(CommandError, match="no such figure"):
        call_command("evaluate_search", *files, at_least=["mrr=1"], stdout=StringIO())


def test_the_command_says_what_is_wrong_with_its_files(files, tmp_path):
    docs, _ = files
    broken = tmp_path / "broken.jsonl"
    broken.write_text('{"text": "نعم"}\n', encoding="utf-8")
    with pytest.raises(CommandError, match=r"broken\.jsonl, line 1: no relevant"):
        call_command("evaluate_search", docs, broken)
    with pytest.raises(CommandError, match=r"No such file"):
        call_command("evaluate_search", docs, tmp_path / "absent")
    with pytest.raises(CommandError, match="Give DOCS and QUERIES"):
        call_command("evaluate_search", docs)


def test_pairs_by_command():
    out = StringIO()
    call_command("evaluate_search", variants=HERE / "variants.tsv", negatives=HERE / "negatives.tsv", stdout=out)
    assert [line.split()[0] for line in out.getvalue().splitlines()] == ["found", "first", "false_friends"]

"""The search for texts that break the extraction: it finds what is broken, and makes the same texts again."""

import dataclasses
import random

import pytest

from benchmarks import fuzzing
from benchmarks.fuzzed_texts import change, list_first_texts, make_report
from meetings.extraction.pipeline import read

REPORT = "التقى الرئيس الفرنسي إيمانويل ماكرون الرئيس العراقي عبد اللطيف رشيد في باريس."


def test_a_good_reading_is_no_failure_and_tells_its_rules():
    problem, pairs, _seconds = fuzzing.examine(REPORT)
    assert problem is None
    assert len(pairs) > 5


def test_an_exception_is_a_failure(monkeypatch):
    def break_down(text):
        raise IndexError("no such word")

    monkeypatch.setattr(fuzzing, "read", break_down)
    assert fuzzing.examine(REPORT)[0] == "IndexError: no such word"


@pytest.mark.parametrize(("start", "end"), [(-1, 4), (0, 9_999), (7, 7)])
def test_words_outside_the_text_are_a_failure(start, end):
    report = read(REPORT)
    first = report.meetings[0].evidence[0]
    report.meetings[0].evidence[0] = dataclasses.replace(first, start=start, end=end)
    assert "words of the" in (fuzzing.find_problem(report, REPORT) or "")


def test_a_slow_text_is_a_failure(monkeypatch):
    monkeypatch.setattr(fuzzing, "MAX_SECONDS", -1.0)
    assert "took" in (fuzzing.examine(REPORT)[0] or "")


def test_the_same_seed_makes_the_same_texts():
    def make(seed):
        chance = random.Random(seed)
        texts = list_first_texts()
        return [*(make_report(chance) for _ in range(20)), *(change(texts[n], texts, chance) for n in range(20))]

    assert make(3) == make(3)
    assert make(3) != make(4)


def test_failing_texts_are_kept_and_the_exit_code_says_so(monkeypatch, tmp_path, capsys):
    monkeypatch.setattr(fuzzing, "list_first_texts", lambda: [REPORT])
    monkeypatch.setattr(fuzzing, "find_problem", lambda report, text: "an empty name")
    assert fuzzing.main(["--minutes", "0", "--save", str(tmp_path / "failing")]) == 1
    assert (tmp_path / "failing" / "001.txt").read_text(encoding="utf-8") == REPORT
    assert "failures 1" in capsys.readouterr().out


def test_a_search_without_failures_ends_well(monkeypatch, capsys):
    monkeypatch.setattr(fuzzing, "list_first_texts", lambda: [REPORT])
    assert fuzzing.main(["--minutes", "0"]) == 0
    assert "failures 0" in capsys.readouterr().out

"""The training of the confidence: the judged records, the regression, and the shipped weights on them."""

import random
from collections import Counter

import pytest

from benchmarks.confidence_training import TABLE, held_out_articles, judged_cases
from benchmarks.logistic import Example, auc, fit, share_of
from meetings.extraction.meeting.confidence import SIGNS, compute_confidence
from meetings.text.tables import read_table
from tests.conftest import SHARED

MIN_JUDGED = 600
VERDICTS = {"right", "partly", "false", "missed", "told-before"}


def noisy(count):
    """Cases that are right where the first measure is high; the second says nothing."""
    chance = random.Random(1)
    rows = [(chance.random(), chance.random()) for _ in range(count)]
    return [Example(row, chance.random() < share_of(6 * row[0] - 3)) for row in rows]


def test_the_judged_candidates_are_facts_with_verdict_and_kind():
    rows = read_table(TABLE)
    assert len(rows) >= MIN_JUDGED
    assert {row["verdict"] for row in rows} == VERDICTS
    assert all(row["note"] for row in rows if row["verdict"] in ("false", "partly"))
    assert all(row["people"].count("|") == 2 * (row["people"].count(";") + 1) for row in rows if row["people"])
    assert not [key for key, count in Counter((row["article"], row["start"]) for row in rows).items() if count > 1]
    assert Counter(row["verdict"] for row in rows if row["reading"])["false"] > 100


def test_the_regression_finds_what_counts_and_what_does_not():
    base, (strong, weak) = fit(noisy(400), [0, 0], penalty=1.0)
    assert 4 < strong < 8
    assert abs(weak) < 1
    assert base < -1.5


def test_a_weight_never_takes_the_other_sign():
    _, (strong, _) = fit(noisy(400), [-1, 0], penalty=1.0)
    assert strong == 0


def test_a_case_that_counts_twice_is_two_cases():
    once = noisy(60)
    _, twice = fit([Example(one.measures, one.is_right, 2.0) for one in once], [0, 0], penalty=1.0)
    _, doubled = fit([*once, *once], [0, 0], penalty=1.0)
    assert twice == pytest.approx(doubled, abs=0.01)


def test_the_area_under_the_curve_counts_pairs():
    assert auc([0.9, 0.8, 0.2], [True, False, False]) == 1
    assert auc([0.5, 0.5], [True, False]) == 0.5
    assert auc([0.1, 0.9], [True, False]) == 0


@pytest.mark.shared
def test_the_shipped_weights_tell_right_records_from_others():
    cases, changed = judged_cases(SHARED / "articles")
    assert changed <= 0.1 * len(cases), "many records are read otherwise: judge them, and train again"
    assert 0.3 < len(held_out_articles(cases)) / len({case.article for case in cases}) < 0.34
    read = [case for case in cases if case.is_read]
    shown = [compute_confidence(dict(zip(SIGNS, case.signs, strict=True))) for case in read]
    assert auc(shown, [case.is_right for case in read]) >= 0.8
    sure = [case for case, share in zip(read, shown, strict=True) if share >= 0.9]
    assert len(sure) >= 0.2 * len(read)
    assert sum(case.is_right for case in sure) >= 0.9 * len(sure)

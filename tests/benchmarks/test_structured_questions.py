"""The search answers who met whom and when, on the sample archive."""

import pytest

from benchmarks import structured_questions
from benchmarks.structured_questions import evaluate, make_questions

pytestmark = pytest.mark.django_db


def test_questions_are_answered_with_their_meetings(sample_archive, monkeypatch):
    assert len(make_questions(1)) >= 150
    monkeypatch.setattr(structured_questions, "MAX_QUESTIONS", 6)
    questions = make_questions(2)
    assert questions == make_questions(2) != make_questions(3)
    figures = evaluate(questions)
    assert figures.pop("results / own") <= 1.2
    assert figures.pop("newest first") >= 0.98
    assert figures.pop("month and year") >= 0.95
    assert {"person", "two people, none", "two sides, none"} <= figures.keys()
    assert min(figures.values()) >= 0.98


def test_a_wrong_answer_lowers_a_figure(sample_archive):
    (first,) = [one for one in make_questions(1) if one.kind == "two people, none"][:1]
    wrong = structured_questions.Question("person", first.text, frozenset({1}))
    assert evaluate([wrong])["person"] == 0
    met = next(one for one in make_questions(1) if one.kind == "two people")
    assert evaluate([structured_questions.Question("none", met.text, frozenset())])["none"] == 0

"""The measures of the extraction: strict names, and agreement with the scorer that stands beside the project."""

import copy
import importlib.util
import json
import random

import pytest

from benchmarks.extraction_scoring import evaluate, is_strictly_found
from meetings.extraction.json_output import answer
from meetings.extraction.pipeline import read
from tests.conftest import SHARED

GOLD_NAME = "محمد بن سلمان"


@pytest.mark.parametrize(
    ("gold", "said", "is_found"),
    [
        (GOLD_NAME, GOLD_NAME, True),
        (GOLD_NAME, "سلمان", True),
        (GOLD_NAME, "محمد بن سلمان الجمعة", False),
        (GOLD_NAME, None, False),
        (None, None, True),
        (None, "محمد", False),
    ],
)
def test_a_strict_name_holds_no_word_beside_it(gold, said, is_found):
    assert is_strictly_found({"name": gold}, {"name": said}) is is_found


def person(name, country, title="وزير الخارجية"):
    return {"name": name, "title": title, "country": country, "body": None, "role": "party"}


def meeting(*people, **more):
    return {"status": "core", "kind": "in-person", "date": None, "place": None, "participants": list(people), **more}


def test_the_strict_measure_counts_a_swallowed_word_and_a_bare_title_as_missed():
    gold = [{"id": "a", "meetings": [meeting(person("أنطوني بلينكن", "US"), person("سيرغي لافروف", "RU"))]}]
    said = {"a": [meeting(person("أنطوني بلينكن الخميس", "US"), person(None, "RU"))]}
    measures = evaluate(gold, said)
    assert measures["participant_f1"] == 1.0
    assert measures["strict_participant_f1"] == 0.0


def test_one_answer_stands_for_a_group_only_where_a_meeting_of_it_is_missed():
    host, one, two = person("سيرغي لافروف", "RU"), person("هاكان فيدان", "TR"), person("أيمن الصفدي", "JO")
    gold = [{"id": "a", "meetings": [meeting(host, one, group="g"), meeting(host, two, group="g")]}]
    joined = evaluate(gold, {"a": [meeting(host, one, two)]})
    assert (joined["meeting_recall"], joined["participant_f1"]) == (1.0, 1.0)
    each = evaluate(gold, {"a": [meeting(host, one), meeting(host, two)]})
    assert (each["meeting_precision"], each["meeting_recall"]) == (1.0, 1.0)


def given_scorer():
    spec = importlib.util.spec_from_file_location("score_extraction", SHARED / "score/score_extraction.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def spoilt(answers, chance):
    """Return answers with a part of what they say lost, swapped or invented, to reach every branch of the measures."""
    answers = copy.deepcopy(answers)
    for meetings in answers.values():
        for one in list(meetings):
            if chance.random() < 0.1:
                meetings.remove(one)
            elif chance.random() < 0.1:
                meetings.append(copy.deepcopy(one))
            if chance.random() < 0.2:
                one["date"], one["kind"] = None, "phone"
            for someone in one["participants"]:
                if chance.random() < 0.1:
                    someone["name"] = None
                if chance.random() < 0.1:
                    someone["country"] = None
            if chance.random() < 0.1:
                one["participants"].pop()
    return answers


@pytest.mark.shared
@pytest.mark.parametrize("seed", [0, 1, 2, 3])
@pytest.mark.parametrize("name", ["dev", "seeds"])
def test_the_measures_are_those_of_the_given_scorer(name, seed):
    articles = json.loads((SHARED / f"gold/{name}.json").read_text(encoding="utf-8"))["articles"]
    texts = {one["id"]: (SHARED / f"articles/{name}" / f"{one['id']}.txt") for one in articles}
    answers = {key: answer(read(path.read_bytes().decode("utf-8"))) for key, path in texts.items()}
    if seed:
        answers = spoilt(answers, random.Random(seed))
    theirs = given_scorer().score(articles, answers)
    ours = evaluate(articles, answers)
    shared = set(theirs) & set(ours)
    assert len(shared) == 13
    if all(one["meetings"] for one in articles):
        shared.remove("quiet_articles_clean")  # a share of none
    assert {key: round(ours[key], 3) for key in shared} == {key: round(theirs[key], 3) for key in shared}

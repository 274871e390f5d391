"""One person in two spellings is found, and two people stay two: pairs of names of real officials."""

import pytest

from benchmarks.name_pairs import FILES, judge_pairs, measure, read_pairs
from meetings.ingest.reference import load_fixtures
from meetings.models import Official
from tests.conftest import ROOT

PEOPLE = ROOT / "tests" / "samples" / "people"
LEAST = {  # of pairs of one person
    "open": {"one_proposed": 0.94, "one_matched": 0.78},
    "hidden": {"one_proposed": 0.89, "one_matched": 0.76},
}
MOST = {  # of pairs of two people
    "open": {"two_proposed": 0.04, "two_matched": 0.0},
    "hidden": {"two_proposed": 0.04, "two_matched": 0.04},
}


@pytest.mark.django_db
@pytest.mark.parametrize("name", FILES)
def test_the_measure_does_not_fall(name):
    load_fixtures("countries", "organisations")
    figures = measure(judge_pairs(read_pairs(PEOPLE / f"{name}.tsv")))
    assert not Official.objects.exists()
    assert {key: figures[key] for key, least in LEAST[name].items() if figures[key] < least} == {}
    assert {key: figures[key] for key, most in MOST[name].items() if figures[key] > most} == {}


@pytest.mark.parametrize("name", FILES)
def test_each_half_has_as_many_pairs_of_both_kinds(name):
    pairs = read_pairs(PEOPLE / f"{name}.tsv")
    assert len({(pair.one.name, pair.other.name, pair.one.side, pair.other.side) for pair in pairs}) == len(pairs)
    assert sum(pair.is_same for pair in pairs) >= 30
    assert sum(not pair.is_same for pair in pairs) >= 30

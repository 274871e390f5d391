"""The benchmark runs, finds what it asks for, and leaves nothing behind."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from haystack import connections

from benchmarks.generated_reports import REPORT_WORDS, ReportGenerator, document
from benchmarks.search_quality import percentile
from benchmarks.search_speed import SEARCHES


def test_it_prints_a_table_beside_stock_haystack():
    out = StringIO()
    call_command("bench_search", documents=30, stdout=out, stderr=StringIO())
    lines = out.getvalue().splitlines()
    assert [name for name in (*SEARCHES, "autocomplete", "related") if not any(x.startswith(name) for x in lines)] == []
    (together,) = [line for line in lines if line.startswith("all searches")]
    assert "stock" in together
    (first,) = [line for line in lines if line.startswith("first search after a save")]
    (again,) = [line for line in lines if line.startswith("the same search again")]
    milliseconds, ratio = first.split()[-2:]
    assert float(ratio.rstrip("x")) == pytest.approx(float(milliseconds) / float(again.split()[-1]), abs=0.2)
    assert any(line.startswith("loading the aliases") for line in lines)
    assert set(connections.connections_info) == {"default"}


def test_no_documents_is_an_error():
    with pytest.raises(CommandError, match="at least one"):
        call_command("bench_search", documents=0)


def test_reports_are_the_same_each_time_and_as_long_as_real_ones():
    first, again = list(ReportGenerator().reports(5)), list(ReportGenerator().reports(5))
    assert first == again
    for report in first:
        assert 1_000 < len(report.text) < 2_500
        made = document(report)
        assert made.length >= REPORT_WORDS // 2
        assert set(made.facets["person"]) == {person.slug for person in report.people}
        json.dumps([made.title, made.text])


def test_percentiles_are_of_the_nearest_rank():
    times = [float(n) for n in range(1, 21)]
    assert (percentile(times, 50), percentile(times, 95), percentile([3.0], 95)) == (10.0, 19.0, 3.0)

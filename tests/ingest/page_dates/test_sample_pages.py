"""All sample pages: every day that is read is stated by the page, and nearly all stated days are read."""

import functools
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from benchmarks.page_dates import CONTRADICTION, PageOutcome, measure, read_dates, read_samples
from meetings.text.date_statements import list_published_statements

PAGES = Path(__file__).parents[2] / "samples" / "pages"
STATES_MEETING = {"stated_in_text"}  # pages without a day of publication whose text states the day of the meeting


@functools.cache
def outcomes() -> tuple[PageOutcome, ...]:
    return tuple(read_dates(read_samples(PAGES)))


def test_no_day_is_invented_and_nearly_all_stated_ones_are_read():
    figures = measure(list(outcomes()))
    assert figures["pages"] >= 170
    assert figures["invented"] == 0, [one.page.name for one in outcomes() if one.result == "invented"]
    assert figures["stated_read"] >= 0.98, [one.page.name for one in outcomes() if one.result == "missed"]
    assert figures["contradictions_shown"] == 1


def test_the_best_source_states_the_day_and_its_words_are_kept():
    for outcome in outcomes():
        if outcome.published:
            first = list_published_statements(outcome.statements)[0]
            assert (first.source, first.day) == (outcome.page.by, outcome.page.states), outcome.page.name
            assert first.words


def test_a_page_without_a_day_dates_no_meeting():
    """Their text says "today", which is no day without the day of publication."""
    undated = [one for one in outcomes() if one.page.states is None and one.page.name not in STATES_MEETING]
    assert {day for one in undated for day in one.meeting_days} <= {None}
    (stated,) = [one for one in outcomes() if one.page.name in STATES_MEETING]
    assert [str(day) for day in stated.meeting_days] == ["2025-04-14"]


def test_no_day_is_the_first_of_january():
    """None of the pages states one: it is what a guess makes of a year."""
    assert not [one for one in outcomes() if one.published and (one.published.month, one.published.day) == (1, 1)]


def test_only_pages_that_contradict_themselves_are_shown_as_such():
    shown = {one.page.name for one in outcomes() if one.is_shown_as_contradiction}
    assert shown == {one.page.name for one in outcomes() if one.page.by == CONTRADICTION}


def _folder_of_one(tmp_path: Path, name: str, row: str) -> None:
    (tmp_path / "prose.tsv").write_text("place\ttext\n")
    (tmp_path / "pages.tsv").write_text(f"name\tstates\tby\tbatch\taddress\n{name}\t{row}\n", encoding="utf-8")
    page = next(one for one in read_samples(PAGES) if one.name == name)
    (tmp_path / f"{name}.html").write_text(page.html, encoding="utf-8")


def test_the_command_prints_the_figures_and_what_was_missed(tmp_path, capsys):
    _folder_of_one(tmp_path, "line_relative", "2025-04-14\tdate-line\town\t")
    with pytest.raises(CommandError, match="0% of the stated days were read"):
        call_command("evaluate_dates", tmp_path, misses=True)
    printed = capsys.readouterr().out
    assert "invented                   0\n" in printed
    assert "line_relative: missed: states 2025-04-14" in printed


def test_the_command_fails_on_an_invented_day(tmp_path, capsys):
    _folder_of_one(tmp_path, "line_year_first", "-\t-\town\t")
    with pytest.raises(CommandError, match="1 days were invented"):
        call_command("evaluate_dates", tmp_path)
    with pytest.raises(CommandError, match="not a folder of pages"):
        call_command("evaluate_dates", tmp_path / "nowhere")

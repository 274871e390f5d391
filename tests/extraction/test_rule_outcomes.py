"""What the reader says of the example of each rule stays the same: as it is, and with one word or comma changed.

`rule_outcomes.json` lists the mentions and meetings of each example, and why there is none; `word_outcomes.json` lists
what is read without one word, or with a comma behind it, where it is something else; `construct_outcomes.json` lists
the mentions and meetings of further ways of saying things. A change that alters them on purpose writes the lists again
and shows the difference: MAHDAR_REWRITE=1 pytest tests/extraction/test_rule_outcomes.py.
"""

import datetime as dt
import json
import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from meetings.extraction.document.annotated_text import read_text
from meetings.extraction.mentions.mention_finder import find_mentions
from meetings.extraction.pipeline import read
from meetings.extraction.readings import MeetingReading, ReportReading
from tests.extraction.test_line_ends import EXAMPLES

PUBLISHED = dt.date(2024, 3, 14)  # a Thursday
OUTCOMES, WORDS, CONSTRUCTS = (
    Path(__file__).with_name(f"{name}_outcomes.json") for name in ("rule", "word", "construct")
)


@cache
def load(path: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads(path.read_text(encoding="utf-8"))
    return found


def describe(raw: str) -> list[str]:
    """The mentions and meetings of a text, and the reasons why events are none, in one line each.

    What the day of publication changes comes last.
    """
    plain, dated = list(_describe_report(read(raw))), list(_describe_report(read(raw, published=PUBLISHED)))
    return [*_describe_mentions(raw), *plain, *(f"14.3.2024: {line}" for line in dated if line not in plain)]


def _describe_report(report: ReportReading) -> Iterator[str]:
    for meeting in report.meetings:
        yield from _describe(meeting)
    for dismissed in report.dismissed:
        yield f"no meeting: {dismissed.reason}"
    yield f"page: {report.published} | {report.outlet_code or ''} | {report.headline or ''}"


def _describe_mentions(raw: str) -> Iterator[str]:
    text = read_text(raw)
    for one in find_mentions(text):
        name = text.quote(*one.name) if one.name else ""
        titles = [text.quote(title.start, title.end) for title in (one.title, *one.more_titles) if title]
        yield " | ".join([f"mention: {name}", *titles, one.side or "", one.kind, one.rule])


def _describe(meeting: MeetingReading) -> Iterator[str]:
    place = meeting.place
    where = f"{place.city} {place.country} {place.venue}" if place else ""
    when = f"{meeting.when.day} {meeting.when.end or ''} {meeting.when.precision} {meeting.when.basis}"
    topics = " ".join(topic.code for topic in meeting.topics)
    yield f"meeting: {meeting.kind} | {when} | {where} | {meeting.occasion or ''} | {topics}"
    yield f"confidence: {meeting.confidence} {' '.join(meeting.doubts)}"
    for one in meeting.participants:
        yield f"{one.role}: {one.name or ''} | {one.title or ''} | {one.side} | {'group' if one.is_group else ''}"
    yield f"evidence: {', '.join(f'{one.fact} {one.start}-{one.end}' for one in meeting.evidence)}"


def summarise(raw: str) -> str:
    """Who met, how and where, and the reasons of events that are no meetings, in one line."""
    report = read(raw)
    parts = [_summarise_meeting(meeting) for meeting in report.meetings]
    return "; ".join([*parts, *(dismissed.reason for dismissed in report.dismissed)])


def _summarise_meeting(meeting: MeetingReading) -> str:
    people = ", ".join(f"{one.role} {one.name or one.title} {one.side}" for one in meeting.participants)
    place = meeting.place
    facts = (meeting.kind, meeting.when.day, place and (place.city or place.country), place and place.venue)
    return f"{people} ({' '.join(str(fact) for fact in facts if fact)})"


def summarise_changes(raw: str) -> list[str]:
    """What is read without one word, and with a comma behind it, for each word that changes it."""
    words, whole = raw.split(" "), summarise(raw)
    found = []
    for place, word in enumerate(words):
        with_comma = [f"{word}،"] if word[-1:].isalpha() else [word]
        for name, instead in (("without", []), ("comma", with_comma)):
            summary = summarise(" ".join([*words[:place], *instead, *words[place + 1 :]]))
            if summary != whole:
                found.append(f"{name} {word}: {summary}")
    return found


def outline(raw: str) -> list[str]:
    """The mentions of a text, and its meetings in one line."""
    return [*_describe_mentions(raw), summarise(raw)]


@pytest.mark.parametrize("example", list(load(OUTCOMES)))
def test_a_rules_example_is_read_as_before(example: str):
    assert describe(example) == load(OUTCOMES)[example]


@pytest.mark.parametrize("example", list(load(WORDS)))
def test_each_word_of_an_example_counts_as_before(example: str):
    assert summarise_changes(example) == load(WORDS)[example]


@pytest.mark.parametrize("text", list(load(CONSTRUCTS)))
def test_a_way_of_saying_is_read_as_before(text: str):
    assert outline(text) == load(CONSTRUCTS)[text]


@pytest.mark.skipif(not os.environ.get("MAHDAR_REWRITE"), reason="writes the lists of outcomes")
def test_rewrite():
    texts = list(load(CONSTRUCTS))
    for path, tell, those in (
        (OUTCOMES, describe, EXAMPLES),
        (WORDS, summarise_changes, EXAMPLES),
        (CONSTRUCTS, outline, texts),
    ):
        text = json.dumps({one: tell(one) for one in those}, ensure_ascii=False, indent=1)
        path.write_text(text + "\n", encoding="utf-8")

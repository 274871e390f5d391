"""Each report that is read right stays right: what people wrote down of it, word for word, and the known misreadings.

The figures of `test_quality.py` allow a report to be lost for another one that is won. Here each may only get better.
`misread.json` beside the texts lists what is known to differ from the gold, and grows only by a decision:
MAHDAR_REWRITE=1 pytest tests/extraction/test_reports_one_by_one.py writes it again.
"""

import json
import os
from collections import Counter
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from benchmarks.extraction_scoring import Tally, pair_meetings, pair_people
from meetings.extraction.json_output import answer
from meetings.extraction.pipeline import read
from meetings.text.fold import fold
from tests.conftest import ROOT

FOLDERS = tuple(ROOT / "tests/samples" / name for name in ("extraction", "reports", "press"))


@cache
def gold_of(folder: Path) -> dict[str, dict[str, Any]]:
    articles = json.loads((folder / "gold.json").read_text(encoding="utf-8"))["articles"]
    return {article["id"]: article for article in articles}


@cache
def misread_in(folder: Path) -> dict[str, list[str]]:
    found: dict[str, list[str]] = json.loads((folder / "misread.json").read_text(encoding="utf-8"))
    return found


def differences(folder: Path, article: str) -> list[str]:
    """What the reading of a report says otherwise than the gold, each as a fact and the words of the gold."""
    gold = gold_of(folder)[article]
    report = read((folder / "texts" / f"{article}.txt").read_bytes().decode("utf-8"))
    said = answer(report)
    found: list[str] = []
    Tally(lambda _, what, detail: found.append(what)).add(article, gold["meetings"], said)
    for want, got in pair_meetings(gold["meetings"], said)[0]:
        for one, other in pair_people(want, got):
            for part in ("name", "title", "country", "body", "role"):
                if _words(one.get(part)) != _words(other.get(part)):
                    found.append(f"{part}: {one.get(part)}")
    venues = {_words(meeting.place.venue) for meeting in report.meetings if meeting.place and meeting.place.venue}
    wanted = {_words((meeting["place"] or {}).get("venue")) for meeting in gold["meetings"]} - {""}
    found += [f"venue: {venue}" for venue in (venues ^ wanted if folder == FOLDERS[1] else ())]
    if "headline" in gold and _words(gold["headline"]) != _words(report.headline):
        found.append("headline")
    if "header_date" in gold and gold["header_date"] != (report.published and report.published.isoformat()):
        found.append("header date")
    return sorted(found)


def _words(text: str | None) -> str:
    return " ".join(fold(text or "").split())


CASES = [pytest.param(folder, article, id=article) for folder in FOLDERS for article in gold_of(folder)]


@pytest.mark.parametrize(("folder", "article"), CASES)
def test_a_report_is_read_no_worse_than_before(folder, article):
    new = Counter(differences(folder, article)) - Counter(misread_in(folder).get(article, []))
    assert sorted(new.elements()) == []


@pytest.mark.skipif(not os.environ.get("MAHDAR_REWRITE"), reason="writes the lists of known misreadings")
def test_rewrite():
    for folder in FOLDERS:
        found = {article: some for article in gold_of(folder) if (some := differences(folder, article))}
        text = json.dumps(found, ensure_ascii=False, indent=1, sort_keys=True)
        (folder / "misread.json").write_text(text + "\n", encoding="utf-8")

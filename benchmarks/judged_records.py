"""How many records judged right, partly right and false the reader still reads, and how many missed ones it now finds.

    python -m benchmarks.judged_records FOLDER

benchmarks/judged_records.tsv says what was judged; the texts are ID.txt in the given folder. Two records match when
half of the people of the smaller one agree.
"""

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.extraction_scoring import Answer, same_name, same_title
from meetings.extraction.json_output import answer
from meetings.extraction.pipeline import read
from meetings.text.tables import read_table

TABLE = Path(__file__).with_suffix(".tsv")
VERDICTS = ("right", "partly", "false", "missed")


@dataclass(frozen=True)
class JudgedRecord:
    """A record of an article and what a reader judged it to be."""

    article: str
    verdict: str
    people: tuple[Answer, ...]


def judged_records(table: Path = TABLE) -> list[JudgedRecord]:
    """Return the judged records that name people."""
    return [record for row in read_table(table) if (record := _record(row)).people]


def _record(row: dict[str, str]) -> JudgedRecord:
    people = tuple(_person(text) for text in row["people"].split(";") if text)
    return JudgedRecord(row["article"], row["verdict"], people)


def _person(text: str) -> Answer:
    name, title, side = text.split("|")
    return {"name": name, "title": title, "country": side}


def kept(records: list[JudgedRecord], answers: dict[str, list[Answer]]) -> tuple[Counter[str], Counter[str]]:
    """Return how many records of each verdict are in `answers`, and how many there are. An answer serves one record."""
    found: Counter[str] = Counter()
    used: set[tuple[str, int]] = set()
    for record in sorted(records, key=lambda one: VERDICTS.index(one.verdict)):
        number = next(_matches(record, answers.get(record.article, []), used), None)
        if number is not None:
            used.add((record.article, number))
            found[record.verdict] += 1
    return found, Counter(record.verdict for record in records)


def _matches(record: JudgedRecord, meetings: list[Answer], used: set[tuple[str, int]]) -> Iterator[int]:
    for number, meeting in enumerate(meetings):
        small, large = sorted((list(record.people), meeting["participants"]), key=len)
        hits = sum(any(_agree(one, two) for two in large) for one in small)
        if (record.article, number) not in used and hits and hits * 2 >= len(small):
            yield number


def _agree(one: Answer, two: Answer) -> bool:
    if one["name"] and two["name"]:
        return same_name(one["name"], two["name"])
    sides = {person.get("country") or person.get("body") for person in (one, two)}
    return len(sides) == 1 and same_title(one["title"], two["title"])


def main(folder: str) -> None:
    """Print the shares."""
    records = judged_records()
    names = sorted({record.article for record in records})
    if missing := [name for name in names if not (Path(folder) / f"{name}.txt").is_file()]:
        sys.exit(f"{folder}: {len(missing)} of {len(names)} articles are missing, such as {missing[0]}.txt.")
    texts = {name: (Path(folder) / f"{name}.txt").read_bytes().decode("utf-8") for name in names}
    found, total = kept(records, {name: answer(read(text)) for name, text in texts.items()})
    for verdict in VERDICTS:
        print(f"{verdict}_read {found[verdict] / total[verdict]:.3f} ({found[verdict]} of {total[verdict]})")


def run(arguments: list[str] | None = None) -> None:
    """Read the folder from the command line and print the shares."""
    parser = argparse.ArgumentParser(
        prog="benchmarks.judged_records", description="How many judged records the reader still reads."
    )
    parser.add_argument("folder", help="the folder of the texts, one file for each report")
    main(parser.parse_args(arguments).folder)


if __name__ == "__main__":
    run()

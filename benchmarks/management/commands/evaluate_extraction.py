"""`manage.py evaluate_extraction GOLD TEXTS`: the quality and the speed of the extraction."""

import argparse
import json
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from benchmarks.extraction_scoring import evaluate
from meetings.extraction.json_output import answer
from meetings.ingest.extractor import get_extractor
from meetings.text.tokens import fold_words


class Command(BaseCommand):
    help = "Compare what is read from articles with a gold file, and print quality and speed."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("gold", type=Path, help="JSON file of what the articles say")
        parser.add_argument("texts", type=Path, help="folder of the articles, each as ID.txt")
        parser.add_argument("--misses", action="store_true", help="print what was missed or wrong, article by article")
        parser.add_argument(
            "--at-least",
            action="append",
            default=[],
            metavar="NAME=VALUE",
            help="fail when a measure is lower (may be given several times), e.g. meeting_f1=0.94",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        least = dict(_floor(text) for text in options["at_least"])
        read = get_extractor().read
        articles = self._articles(options["gold"])
        texts = {article["id"]: self._text(options["texts"], article["id"]) for article in articles}
        read(next(iter(texts.values())))  # reads the tables before the clock starts
        seconds = {name: _timed(read, text) for name, text in texts.items()}
        answers = {name: answer(read(text)) for name, text in texts.items()}

        def note(article: str, what: str, detail: object) -> None:
            if options["misses"]:
                self.stdout.write(f"{article}: {what}: {json.dumps(detail, ensure_ascii=False)[:500]}")

        measures = evaluate(articles, answers, note)
        for name, value in measures.items():
            self.stdout.write(f"{name:26} {value:.3f}")
        self._speed(texts, seconds)
        self._hold(measures, least)

    def _articles(self, path: Path) -> list[dict[str, Any]]:
        try:
            articles = json.loads(path.read_text(encoding="utf-8"))["articles"]
        except (OSError, ValueError, KeyError, TypeError) as error:
            raise CommandError(
                f"{path}: this is not a gold file ({error}). See benchmarks/extraction_scoring.py for its form."
            ) from error
        if not articles:
            raise CommandError(f"{path}: the gold file has no articles. Add at least one.")
        return list(articles)

    def _text(self, folder: Path, name: str) -> str:
        path = folder / f"{name}.txt"
        try:
            return path.read_bytes().decode("utf-8")
        except OSError as error:
            raise CommandError(
                f"{path}: cannot read the article's text. Each article is a file ID.txt in that folder."
            ) from error

    def _speed(self, texts: dict[str, str], seconds: dict[str, float]) -> None:
        tokeniser = sum(min(_seconds(fold_words, text) for _ in range(3)) for text in texts.values())
        total = sum(seconds.values())
        self.stdout.write(f"{'milliseconds_median':26} {1000 * statistics.median(seconds.values()):.2f}")
        self.stdout.write(f"{'articles_per_second':26} {len(texts) / total:.0f}")
        self.stdout.write(f"{'times_the_tokeniser':26} {total / tokeniser:.1f}")

    def _hold(self, measures: dict[str, float], least: dict[str, float]) -> None:
        unknown = sorted(set(least) - set(measures))
        if unknown:
            raise CommandError(f"there is no measure {', '.join(unknown)}; there are {', '.join(measures)}.")
        low = [
            f"{name} is {measures[name]:.3f}, not {value}" for name, value in least.items() if measures[name] < value
        ]
        if low:
            raise CommandError("; ".join(low))


def _floor(text: str) -> tuple[str, float]:
    name, _, value = text.partition("=")
    try:
        return name, float(value)
    except ValueError as error:
        raise CommandError(f"--at-least {text}: give a measure and a number, e.g. meeting_f1=0.94.") from error


def _timed(read: Callable[[str], object], text: str) -> float:
    """Return the processor seconds to read one article: the best of three, as a busy machine only slows it down."""
    return min(_seconds(read, text) for _ in range(3))


def _seconds(work: Callable[[str], object], text: str) -> float:
    start = time.process_time()
    work(text)
    return time.process_time() - start

"""`manage.py bench_search`: the speed of building and searching the index, beside stock Haystack with Whoosh."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from benchmarks.search_speed import SEARCHES, EngineFigures, SaveFigures, measure, measure_stock


class Command(BaseCommand):
    help = (
        "Build generated reports into temporary indexes and time whole calls (a page with snippets, the total and the "
        "facets), here and with stock Haystack on Whoosh. The archive and its index are not touched."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--documents", type=int, default=1_000, help="reports to generate (default 1,000)")
        parser.add_argument("--no-stock", action="store_true", help="leave out stock Haystack, which takes minutes")

    def handle(self, *args: Any, **options: Any) -> None:
        number = options["documents"]
        if number < 1:
            raise CommandError("--documents: at least one.")
        ours = measure(number, lambda text: self.stderr.write(f"  mahdar: {text}"))
        stock = (
            None if options["no_stock"] else measure_stock(number, lambda text: self.stderr.write(f"  stock: {text}"))
        )
        self._line("documents", str(number), str(number) if stock else "", "")
        self._line(
            "documents a second",
            f"{ours.rate:.0f}",
            f"{stock.rate:.0f}" if stock else "",
            _ratio(ours.rate, stock.rate if stock else None),
        )
        self._line("index, MB", f"{ours.size / 1e6:.1f}", f"{stock.size / 1e6:.1f}" if stock else "", "")
        self.stdout.write("milliseconds a call, p50 / p95:")
        for kind in (*SEARCHES, "autocomplete", "related"):
            self._times(kind, ours, stock)
        self._times("all", EngineFigures(0, 0, 0, {k: ours.calls[k] for k in SEARCHES}), stock)
        if ours.saves:
            self._tell_saves(ours.saves)
        self._line("loading the aliases", f"{ours.aliases:.1f}", "", "")

    def _times(self, kind: str, ours: EngineFigures, stock: EngineFigures | None) -> None:
        p50, p95 = ours.figures(kind)
        name = "all searches" if kind == "all" else kind
        if stock is None or (kind != "all" and kind not in stock.calls):
            self._line(name, f"{p50:.1f} / {p95:.1f}", "", "")
            return
        their50, their95 = stock.figures(kind)
        self._line(name, f"{p50:.1f} / {p95:.1f}", f"{their50:.0f} / {their95:.0f}", _ratio(their50, p50))

    def _tell_saves(self, saves: SaveFigures) -> None:
        self.stdout.write("milliseconds of the processor, p50:")
        self._line("save of a document", f"{saves.write:.1f}", "", "")
        self._line("first search after a save", f"{saves.first:.1f}", "", _ratio(saves.first, saves.again))
        self._line("the same search again", f"{saves.again:.1f}", "", "")
        self._line("reading the whole index", f"{saves.reading:.1f}", "", _ratio(saves.reading, saves.first))
        self._line("growth of memory, MB", f"{saves.growth / 1e6:.1f}", "", "")

    def _line(self, name: str, ours: str, stock: str, times: str) -> None:
        self.stdout.write(f"{name:<26}{ours:>18}{('stock ' + stock) if stock else '':>24}{times:>10}".rstrip())


def _ratio(one: float, other: float | None) -> str:
    return f"{one / other:.1f}x" if other else ""

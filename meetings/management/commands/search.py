"""`manage.py search "..."`: search in the shell, with the query language and the filters of the site."""

from argparse import ArgumentParser
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from meetings.management.terminal import Screen, add_shape_option
from meetings.models import Meeting
from meetings.queries import meetings as queries
from meetings.queries.records import format_iso_date
from meetings.search import (
    ANY,
    FACET_NAMES,
    FACETS_BY_NAME,
    Hit,
    Piece,
    SearchResult,
    describe_unrecorded,
    explain_match,
    explain_missing,
    explain_notice,
    label_part,
    label_values,
    read_request,
    search,
)

MATCH_STYLE = "1;33"  # ANSI colour of the words that matched
QUIET_STYLE = "2"  # ANSI style of notices and URLs
MAX_FACET_VALUES = 5  # of each facet


class Command(BaseCommand):
    help = "Search the published meetings, as the site's search page does."

    screen: Screen

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("query", nargs="*", help="words, names, dates, operators as in the site's search box")
        for facet in FACET_NAMES:
            parser.add_argument(
                f"--{facet}", action="append", default=[], metavar="VALUE", help=f"only this {facet} (repeatable)"
            )
        parser.add_argument(
            "--any", action="append", default=[], metavar="FACET", help="one of several people or sides is enough"
        )
        parser.add_argument("--from", dest="from_", default="", metavar="DATE", help="from this day on")
        parser.add_argument("--to", default="", metavar="DATE", help="up to this day")
        parser.add_argument("--sort", default="", choices=["relevance", "newest", "oldest"])
        parser.add_argument("--page", type=int, default=1, metavar="N")
        parser.add_argument(
            "--facets", action="store_true", help="also print the number of results for people, sides, years"
        )
        parser.add_argument(
            "--language", default=settings.LANGUAGE_CODE, choices=[code for code, _ in settings.LANGUAGES]
        )
        add_shape_option(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["page"] < 1:
            raise CommandError("--page takes a number from 1 up.")
        self.screen = Screen(self.stdout, options["shape"])
        with override(options["language"]):
            reading = read_request(_address(options))
            result = search(replace(reading.request, page=options["page"]))
            for notice in [*reading.notices, *map(explain_notice, result.notices)]:
                self.screen.line(self._paint(notice, QUIET_STYLE))
            self._results(result)
            if options["facets"]:
                self._facets(result)

    def _results(self, result: SearchResult) -> None:
        for part in result.parts:
            self.screen.line(self._paint(f"{part.typed}: {label_part(part)}", QUIET_STYLE))
        if unrecorded := describe_unrecorded(result):
            self.screen.line(unrecorded.sentence)
        total = ngettext("%(n)s meeting", "%(n)s meetings", result.total) % {"n": result.total}
        pages = _("Page %(number)s of %(count)s") % {"number": result.page, "count": result.pages}
        self.screen.line(f"{total} · {pages}" if result.pages > 1 else total)
        hits = {hit.meeting_id: hit for hit in result.hits}
        is_told = False
        for meeting in queries.load_in_order(list(hits)):
            if hits[meeting.pk].is_partial and not is_told:
                is_told = True
                self.screen.line()
                self.screen.line(_write_partial(result))
            self._meeting(meeting, hits[meeting.pk])
        for text in result.suggestions if not result.total else []:
            self.screen.line(_("Did you mean:") + f" {text}")

    def _meeting(self, meeting: Meeting, hit: Hit) -> None:
        title = queries.get_title(meeting)
        shown = "".join(piece.text for piece in hit.title) == title
        sides = " – ".join(str(side) for side, _parts in queries.group_by_side(meeting) if side)
        facts = [
            format_iso_date(meeting.date, meeting.date_precision) or _("The text gives no date"),
            sides,
            str(meeting.place or ""),
        ]
        self.screen.line()
        self.screen.line(self._marked(hit.title) if shown else title)
        self.screen.line(" · ".join(fact for fact in facts if fact), indent=2)
        if hit.snippet:
            self.screen.line(self._marked(hit.snippet), indent=2)
        for missing in hit.missing:
            self.screen.line(self._paint(explain_missing(missing), QUIET_STYLE), indent=2)
        for why in hit.why[:3]:
            self.screen.line(self._paint(explain_match(why), QUIET_STYLE), indent=2)
        self.screen.line(self._paint(meeting.get_absolute_url(), QUIET_STYLE), indent=2)

    def _facets(self, result: SearchResult) -> None:
        for facet in FACET_NAMES:
            values = result.facets.get(facet, [])[:MAX_FACET_VALUES]
            names = label_values(facet, [value.value for value in values])
            if values:
                self.screen.line()
                self.screen.line(str(FACETS_BY_NAME[facet].label))
                self.screen.table([(value.count, value.value, names.get(value.value, "")) for value in values])

    def _marked(self, pieces: Sequence[Piece]) -> str:
        """Return the pieces as one line, with the matched ones in colour."""
        texts = [(" ".join(f"|{piece.text}|".split())[1:-1], piece.marked) for piece in pieces]
        return "".join(self._paint(text, MATCH_STYLE) if marked else text for text, marked in texts)

    def _paint(self, text: str, colour: str) -> str:
        return f"\x1b[{colour}m{text}\x1b[0m" if self.style.SUCCESS("x") != "x" else text


def _write_partial(result: SearchResult) -> str:
    """Return the line before the meetings that have only some of what the query asks for."""
    number = {"n": result.partial}
    if result.total:
        more = ngettext("%(n)s more with some of your words", "%(n)s more with some of your words", result.partial)
        return more % number
    alone = ngettext("%(n)s meeting with some of your words", "%(n)s meetings with some of your words", result.partial)
    return alone % number


def _address(options: dict[str, Any]) -> QueryDict:
    """Return the options as the query string of the search page, so that one reader serves both."""
    params = QueryDict(mutable=True)
    params["q"] = " ".join(options["query"])
    for facet in FACET_NAMES:
        params.setlist(facet, options[facet])
    params.setlist(ANY, options["any"])
    params["from"], params["to"], params["sort"] = options["from_"], options["to"], options["sort"]
    return params

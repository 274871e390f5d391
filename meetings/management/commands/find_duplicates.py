"""`manage.py find_duplicates`: find officials who may be one person, for the review queue of the desk."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from meetings.management.terminal import Screen, add_shape_option
from meetings.models import LikelyDuplicate, Official
from meetings.queries.duplicates import describe_reasons, load_side_names, select_suggestions
from meetings.services.duplicate_suggestions import refresh


class Command(BaseCommand):
    help = (
        "Find officials who may be one person, across spellings and scripts, and add them to the desk's review queue."
    )

    screen: Screen

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--limit", type=int, default=50, metavar="N", help="print at most N pairs (default 50)")
        parser.add_argument(
            "--language", default=settings.LANGUAGE_CODE, choices=[code for code, _name in settings.LANGUAGES]
        )
        add_shape_option(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["limit"] < 0:
            raise CommandError("--limit takes a number from 0 up.")
        self.screen = Screen(self.stdout, options["shape"])
        progress = Screen(self.stderr, options["shape"])
        with override(options["language"]):
            compared = _("%(done)d of %(all)d pairs compared")
            found = refresh(lambda done, total: progress.progress(compared % {"done": done, "all": total}))
            progress.progress("")
            waiting, sides = select_suggestions(), load_side_names()
            for pair in waiting[: options["limit"]]:
                self._print(pair, sides)
            self._summary(waiting.count(), options["limit"], found.new)

    def _print(self, pair: LikelyDuplicate, sides: dict[str, str]) -> None:
        self.screen.line(f"{pair.score}  {self._called(pair.first)} = {self._called(pair.second)}")
        for reason in describe_reasons(pair.reasons, sides):
            self.screen.line(f"{'−' if reason['against'] else '+'} {reason['text']}", indent=4)

    def _called(self, official: Official) -> str:
        return f"{official} ({official.slug})"

    def _summary(self, count: int, limit: int, new: int) -> None:
        text = ngettext("%(n)d pair to review", "%(n)d pairs to review", count) % {"n": count}
        text += ngettext(", %(n)d of them new.", ", %(n)d of them new.", new) % {"n": new}
        if count > limit:
            text += " " + _("The first %(n)d are printed. Use --limit to print more.") % {"n": limit}
        self.screen.line(text)

"""`manage.py check_archive`: report the records that break the rules of the archive; for people and for timers."""

import json
import re
import time
from argparse import ArgumentParser
from collections import Counter
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from meetings.management.terminal import Screen, add_shape_option
from meetings.queries.checks import RULES, RULES_BY_NAME, ArchiveRule, Severity, find_breaches
from meetings.services.checks import CheckedFinding, add_exceptions
from meetings.services.history import load_names_of
from meetings.services.history.states import get_model
from meetings.text.unwanted_characters import remove_unwanted

PROGRESS_AFTER_SECONDS = 2
MISUSE = 2  # exit code


def _is_site(address: str) -> bool:
    try:
        parts = urlsplit(address)
        has_host = bool(parts.hostname) and parts.port != 0
    except ValueError:  # for a port that is not a number, too
        return False
    return parts.scheme in ("http", "https") and has_host and not re.search(r"[\s?#]", address)


class Command(BaseCommand):
    help = (
        "Check the records of the archive against its rules. Exit code: 0 without errors, 1 with errors, 2 for a wrong "
        "option. Warnings and exceptions that editors accepted do not count as errors."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--rule", action="append", metavar="NAME", help="run only this rule (can be repeated)")
        parser.add_argument("--severity", choices=Severity.values, help="run only the rules of this severity")
        parser.add_argument("--json", action="store_true", help="print one JSON object instead of text")
        parser.add_argument("--rules", action="store_true", help="print the rules and stop")
        parser.add_argument(
            "--limit", type=int, default=20, metavar="N", help="print at most N records of each rule (default 20)"
        )
        parser.add_argument("--site", default="", metavar="URL", help="address of the site, put before each link")
        parser.add_argument(
            "--language", default=settings.LANGUAGE_CODE, choices=[code for code, _name in settings.LANGUAGES]
        )
        add_shape_option(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        if options["limit"] < 0:
            raise CommandError("--limit takes a number from 0 up.", returncode=MISUSE)
        if options["site"] and not _is_site(options["site"]):
            raise CommandError(
                f"--site takes the address of the site, such as https://example.org; {options['site']!r} is none.",
                returncode=MISUSE,
            )
        rules = self._rules(options["rule"], options["severity"])
        self.site: str = options["site"]
        self.screen = Screen(self.stdout, options["shape"])
        with override(options["language"]):
            if options["rules"]:
                if options["json"]:
                    self._write_json({"rules": _describe_rules(rules)})
                else:
                    self._print_rules(rules)
                return
            found = self._find(rules, options["shape"])
            names = self._names(found)
            if options["json"]:
                self._print_json(rules, found, names)
            else:
                self._print_text(rules, found, names, options["limit"])
        if any(one.rule.is_error and one.exception is None for one in found):
            raise SystemExit(1)

    def _rules(self, wanted: list[str] | None, severity: str | None) -> list[ArchiveRule]:
        if unknown := sorted(set(wanted or ()) - RULES_BY_NAME.keys()):
            known = ", ".join(RULES_BY_NAME)
            raise CommandError(f"No rule is called {', '.join(unknown)}. The rules are: {known}.", returncode=MISUSE)
        chosen = [rule for rule in RULES if not wanted or rule.name in wanted]
        chosen = [rule for rule in chosen if not severity or rule.severity == severity]
        if not chosen:
            raise CommandError("No rule has this name and this severity. Leave one of them out.", returncode=MISUSE)
        return chosen

    def _find(self, rules: list[ArchiveRule], shape: str) -> list[CheckedFinding]:
        try:
            return add_exceptions(find_breaches(rules=rules, tell=self._progress(shape)))
        except DatabaseError as error:
            text = f"The archive cannot be read ({error}). Run manage.py migrate, or check DATABASE_URL."
            raise CommandError(text, returncode=MISUSE) from error

    def _progress(self, shape: str) -> Any:
        screen, began = Screen(self.stderr, shape), time.monotonic()

        def tell(done: int, total: int) -> None:
            if done == total:
                screen.progress("")
            elif time.monotonic() - began >= PROGRESS_AFTER_SECONDS:
                screen.progress(_("%(done)d of %(all)d rules checked") % {"done": done, "all": total})

        return tell

    def _names(self, found: list[CheckedFinding]) -> dict[tuple[str, int], str]:
        """Return the names of the records, without controls that would disturb a terminal; one query for each kind."""
        names: dict[tuple[str, int], str] = {}
        for kind in {one.finding.record[0] for one in found}:
            ids = {one.finding.record[1] for one in found if one.finding.record[0] == kind}
            names |= {(kind, pk): remove_unwanted(name) for pk, name in load_names_of(get_model(kind), ids).items()}
        return names

    # --- For people ---------------------------------------------------------------------------------------------------
    def _print_rules(self, rules: list[ArchiveRule]) -> None:
        self.screen.table([(rule.name, rule.severity, str(rule.title)) for rule in rules])

    def _print_text(
        self, rules: list[ArchiveRule], found: list[CheckedFinding], names: dict[tuple[str, int], str], limit: int
    ) -> None:
        for rule in rules:
            waiting = [one for one in found if one.rule is rule and one.exception is None]
            if not waiting:
                continue
            self.screen.line(f"{rule.severity.label} · {rule.title} ({rule.name}): {len(waiting)}")
            for one in waiting[:limit]:
                self.screen.line(names.get(one.finding.record, str(one.finding.record[1])), indent=2)
                self.screen.line(one.words, indent=4)
                self.screen.line(make_link(one, self.site), indent=4)
            if (more := len(waiting) - limit) > 0:
                text = ngettext("%(n)d more; use --limit to print it.", "%(n)d more; use --limit to print them.", more)
                self.screen.line(text % {"n": more}, indent=2)
        counts = _counts(found)
        parts = [
            ngettext("%(n)d error", "%(n)d errors", counts["error"]) % {"n": counts["error"]},
            ngettext("%(n)d warning", "%(n)d warnings", counts["warning"]) % {"n": counts["warning"]},
            ngettext("%(n)d accepted exception", "%(n)d accepted exceptions", counts["accepted"])
            % {"n": counts["accepted"]},
        ]
        self.screen.line(_(", ").join(parts))

    # --- For programs -------------------------------------------------------------------------------------------------
    def _print_json(
        self, rules: list[ArchiveRule], found: list[CheckedFinding], names: dict[tuple[str, int], str]
    ) -> None:
        counts = _counts(found)
        answer = {
            "errors": counts["error"],
            "warnings": counts["warning"],
            "accepted": counts["accepted"],
            "rules": _describe_rules(rules),
            "findings": [
                {
                    "rule": one.rule.name,
                    "severity": one.rule.severity,
                    "kind": one.finding.record[0],
                    "id": one.finding.record[1],
                    "record": names.get(one.finding.record, ""),
                    "message": one.words,
                    "url": make_link(one, self.site),
                    "accepted": one.exception.reason if one.exception else None,
                }
                for one in found
            ],
        }
        self._write_json(answer)

    def _write_json(self, answer: dict[str, Any]) -> None:
        self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))


def _describe_rules(rules: list[ArchiveRule]) -> list[dict[str, str]]:
    return [{"name": rule.name, "severity": rule.severity, "title": str(rule.title)} for rule in rules]


def _counts(found: list[CheckedFinding]) -> Counter[str]:
    return Counter("accepted" if one.exception else str(one.rule.severity) for one in found)


def make_link(one: CheckedFinding, site: str) -> str:
    """Return the address at the desk of the record to correct; empty for a kind that the desk does not have."""
    kind, pk = one.finding.record
    try:
        return site.rstrip("/") + reverse(f"admin:meetings_{kind}_change", args=[pk])
    except NoReverseMatch:
        return ""

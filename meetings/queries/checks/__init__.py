"""The rules of the archive: what every record keeps, and which records do not.

`find_breaches` runs the rules on the whole archive or on some records, each with a fixed number of queries.
`meetings/models/exceptions.py` has what an editor accepted with a reason; `meetings/services/checks.py` leaves it out.
"""

from collections.abc import Callable, Iterable

from meetings.queries.checks.finding import Finding, Record
from meetings.queries.checks.rule import ArchiveRule, Severity
from meetings.queries.checks.scope import Scope
from meetings.queries.checks.table import RULES, RULES_BY_NAME

__all__ = ["RULES", "RULES_BY_NAME", "ArchiveRule", "Finding", "Record", "Severity", "find_breaches"]


def find_breaches(
    records: Iterable[Record] | None = None,
    rules: Iterable[ArchiveRule] = RULES,
    tell: Callable[[int, int], None] | None = None,
) -> list[Finding]:
    """Return the breaches of `rules`, in the order of the rules.

    Args:
        records: The records to check; None for the whole archive.
        rules: The rules to run.
        tell: Called after each rule with the number of rules done and of all rules.
    """
    scope, wanted = Scope(records), list(rules)
    found: list[Finding] = []
    for number, rule in enumerate(wanted, start=1):
        found += dict.fromkeys(one for one in rule.find(scope) if scope.includes(one))
        if tell:
            tell(number, len(wanted))
    return found

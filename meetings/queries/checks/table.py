"""The table of rules, in the order in which editors should correct what breaks them.

Each rule has an example that breaks it and one that does not; tests/queries/checks/test_rules.py tries both.
"""

from meetings.queries.checks.errors import ERRORS
from meetings.queries.checks.rule import ArchiveRule
from meetings.queries.checks.warnings import WARNINGS

RULES: tuple[ArchiveRule, ...] = (*ERRORS, *WARNINGS)
RULES_BY_NAME = {rule.name: rule for rule in RULES}

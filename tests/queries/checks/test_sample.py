"""The sample archive keeps its own rules."""

import pytest

from meetings.queries.checks import RULES, find_breaches

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_archive")]


def test_the_sample_archive_breaks_no_rule_whose_breach_is_an_error():
    errors = [rule for rule in RULES if rule.is_error]
    assert [(one.rule, one.record, dict(one.values)) for one in find_breaches(rules=errors)] == []


def test_what_editors_should_look_at_in_it():
    """Few enough to be read one by one: a greeting of the King of Jordan, a palace in a suburb of Tunis."""
    warned = {(one.rule, one.record[0]) for one in find_breaches()}
    assert warned <= {("headline-people", "meeting"), ("venue-city", "meeting"), ("participant-evidence", "meeting")}

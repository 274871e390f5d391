"""Facts and their evidence: what rests on a fact of a meeting follows each change of it, in the same action.

`recorded` in `services/history` calls `follow_changes` at the end of each action, before it saves the versions. So
every way of changing a meeting (forms, lists, review, marking, import, merges) ends here, and no caller has to.
"""

from meetings.services.facts.changes import Action
from meetings.services.facts.following import follow_changes, follow_new_names
from meetings.services.facts.publication import NewDay, find_new_days, follow_articles
from meetings.services.facts.rules import BY_FACT, FACTS, FactRule, check_mark, find_contradicted_rule

__all__ = [
    "BY_FACT",
    "FACTS",
    "Action",
    "FactRule",
    "NewDay",
    "check_mark",
    "find_contradicted_rule",
    "find_new_days",
    "follow_articles",
    "follow_changes",
    "follow_new_names",
]

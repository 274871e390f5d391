"""Facts and their evidence: what rests on a fact of a meeting follows each change of it, in the same action.

`recorded` in `services/history` calls `follow_changes` at the end of each action, before it saves the versions. So
every way of changing a meeting (forms, lists, review, marking, import, merges) ends here, and no caller has to.
"""

from meetings.services.facts.changes import Action
from meetings.services.facts.following import follow_changes, follow_new_names
from meetings.services.facts.publication import meetings_dated_by
from meetings.services.facts.rules import FACTS, FactRule, check_mark, contradicted_by

__all__ = [
    "FACTS",
    "Action",
    "FactRule",
    "check_mark",
    "contradicted_by",
    "follow_changes",
    "follow_new_names",
    "meetings_dated_by",
]

"""The kinds of a meeting: the one list for words that state a kind, the reader's rules and the records.

`Meeting.Kind` gives each its label. The words stand in verbs.tsv and cues.tsv.
"""

IN_PERSON, VISIT, PHONE, VIDEO, SUMMIT = "in-person", "visit", "phone", "video", "summit"

REMOTE_KINDS = frozenset({PHONE, VIDEO})  # they spoke, but met in no place


def is_remote(kind: str) -> bool:
    """Return whether people who meet in this way are in two places."""
    return kind in REMOTE_KINDS

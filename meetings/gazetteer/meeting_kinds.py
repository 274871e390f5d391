"""The kinds of a meeting: one list for the words that state a kind, the extraction rules and the records.

`Meeting.Kind` gives each its label. The words are in verbs.tsv and cues.tsv.
"""

IN_PERSON, VISIT, PHONE, VIDEO, SUMMIT = "in-person", "visit", "phone", "video", "summit"

REMOTE_KINDS = frozenset({PHONE, VIDEO})  # they spoke without a common place


def is_remote(kind: str) -> bool:
    """Return whether people who meet in this way are in two places."""
    return kind in REMOTE_KINDS

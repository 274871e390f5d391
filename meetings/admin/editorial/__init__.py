"""The editorial office at the desk: the panel beside a record, comments, moves of drafts, notices."""

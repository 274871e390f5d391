"""The editorial office: stages of drafts, comments, notices to users."""

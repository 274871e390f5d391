"""Attachments of meetings and articles: the check of a file by its content, its public copy, and its storage."""

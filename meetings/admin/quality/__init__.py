"""The rules of the archive at the desk: the Quality page, and the question before publishing against a rule."""

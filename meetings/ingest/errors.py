"""Errors of imported files, addresses and texts, with messages that say what to do."""

import json
from typing import Any

from django.utils.translation import gettext


class SourceError(Exception):
    """A file, address, feed or text that cannot be read as an article. The message says why and what to do.

    `message` is English with placeholders such as %(name)s for `params`, marked with gettext_noop where it is written.
    The parameter `what` is a phrase of the interface and marked too. Commands print it in English; the desk shows it
    translated.
    """

    def __init__(self, message: str, **params: Any) -> None:
        self.message, self.params = message, params
        super().__init__(message % params if params else message)

    def translated(self) -> str:
        """Return the message in the reader's language."""
        params = {name: gettext(value) if name == "what" and value else value for name, value in self.params.items()}
        return gettext(self.message) % params if params else gettext(self.message)

    def packed(self) -> str:
        """Return the message as the database stores it, for `translate_packed` to show in any language."""
        return json.dumps([self.message, {name: str(value) for name, value in self.params.items()}], ensure_ascii=False)


def translate_packed(packed: str) -> str:
    """Return a message that `SourceError.packed` made, in the reader's language.

    Any other text is returned unchanged, so that a list opens even where a row holds an unknown message.
    """
    try:
        message, params = json.loads(packed)
        return SourceError(message, **params).translated()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return packed


class FetchError(SourceError):
    """An address that could not be fetched.

    `status` is the HTTP status, 0 without an answer. `retry_after` is how many seconds the server asks us to wait, None
    when it does not say.
    """

    def __init__(self, message: str, *, status: int = 0, retry_after: float | None = None, **params: Any) -> None:
        super().__init__(message, **params, **({"status": status} if status else {}))
        self.status, self.retry_after = status, retry_after

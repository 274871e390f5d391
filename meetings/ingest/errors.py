"""What can be wrong with something brought in, worded so that the reader knows what to do."""

import json
from typing import Any

from django.utils.translation import gettext


class SourceError(Exception):
    """A file, address, feed or text that cannot be read as an article. The message says why and what to do.

    `message` is English with %(name)s-like places for `params`, marked with gettext_noop where it is written. Commands
    print it as it is; the desk shows it translated.
    """

    def __init__(self, message: str, **params: Any) -> None:
        self.message, self.params = message, params
        super().__init__(message % params if params else message)

    def translated(self) -> str:
        """The message in the reader's language."""
        return gettext(self.message) % self.params if self.params else gettext(self.message)

    def packed(self) -> str:
        """The message as it is kept in the database, for `told` to show in any language."""
        return json.dumps([self.message, {name: str(value) for name, value in self.params.items()}], ensure_ascii=False)


def translate_packed(packed: str) -> str:
    """Return a message that `packed` made, in the reader's language.

    Any other text is returned as it is: a list must open whatever a row of it says.
    """
    try:
        message, params = json.loads(packed)
        return SourceError(message, **params).translated()
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
        return packed


class FetchError(SourceError):
    """An address from which nothing could be had. `status` is the server's answer, 0 without one; `retry_after` is how
    many seconds it asks us to wait, None when it does not say."""

    def __init__(self, message: str, *, status: int = 0, retry_after: float | None = None, **params: Any) -> None:
        super().__init__(message, **params, **({"status": status} if status else {}))
        self.status, self.retry_after = status, retry_after

"""A mail server that refuses every mail."""

from django.core.mail.backends.base import BaseEmailBackend


class EmailBackend(BaseEmailBackend):
    """Raises as a server that cannot be reached does."""

    def send_messages(self, email_messages):
        raise OSError("no route to the mail server")

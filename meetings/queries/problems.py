"""Problem details (RFC 9457): the body of an error for programs, in the API and in the exports."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from meetings.queries.records import format_iso_date
from meetings.queries.withdrawals import WithdrawalNotice

API_PREFIX = "/api/"
MEDIA_TYPE = "application/problem+json"
PROBLEM_BASE_URL = "/api/v1/docs/#problem-"

TITLES = {
    400: _("The request is not valid"),
    404: _("Page not found"),
    405: _("This address is read only"),
    406: _("The answer is not available in this format"),
    410: _("The record was withdrawn"),
    422: _("The search is too large"),
    429: _("Too many requests"),
    500: _("The site has made an error"),
    503: _("Not ready yet"),
}


class TryLaterError(Exception):
    """A request that the site cannot answer now.

    Attributes:
        status: The HTTP status: 422 for what is too large, 429 for a limit of the client, 503 for one of the site.
        detail: Why, and what to do, in the reader's language.
        seconds: When the client may try again.
    """

    def __init__(self, status: int, detail: str, seconds: int) -> None:
        super().__init__(detail)
        self.status, self.detail, self.seconds = status, detail, seconds


def make_problem(status: int, detail: str, instance: str, errors: list[dict[str, str]] | None = None) -> dict[str, Any]:
    """Return the body of an error.

    Args:
        status: The HTTP status.
        detail: What went wrong and what to do, in the reader's language.
        instance: The path of the request.
        errors: The wrong parameters, each with a message.
    """
    known = status if status in TITLES else 400 if status < 500 else 500
    body: dict[str, Any] = {
        "type": f"{PROBLEM_BASE_URL}{known}",
        "title": str(TITLES[known]),
        "status": status,
        "detail": detail,
        "instance": instance,
    }
    return body | ({"errors": errors} if errors else {})


def make_withdrawal_problem(notice: WithdrawalNotice, instance: str) -> dict[str, Any]:
    """Return the body for a withdrawn record (410): the day and the reason, nothing of the record."""
    detail = " ".join(str(text) for text in (notice.reason, notice.explanation) if text)
    return make_problem(410, detail, instance) | {
        "record": notice.kind.name,
        "withdrawn_on": format_iso_date(notice.day),
        "reason": str(notice.reason),
        "explanation": notice.explanation,
    }

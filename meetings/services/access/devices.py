"""Browsers in which a user has signed in before, known by a signed cookie.

The cookie opens nothing. It only counts wrong passwords of that browser apart from those of strangers.
"""

import secrets
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.core import signing
from django.http import HttpResponse

COOKIE = "mahdar_browser"
SALT = "meetings.access.browser"
MAX_AGE_SECONDS = 180 * 24 * 3600
MAX_USERS = 5


def read_device(request: Any, user: User) -> str:
    """Return the key of the browser that sent `request`; empty if `user` has not signed in with it."""
    key, users = _read_cookie(request)
    return key if user.pk in users else ""


def save_device(request: Any, response: HttpResponse, user: User) -> None:
    """Let the browser that gets `response` show later that `user` has signed in with it."""
    key, users = _read_cookie(request)
    users = [user.pk, *(other for other in users if other != user.pk)][:MAX_USERS]
    response.set_cookie(
        COOKIE,
        signing.dumps([key or secrets.token_urlsafe(9), users], salt=SALT),
        max_age=MAX_AGE_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read_cookie(request: Any) -> tuple[str, list[int]]:
    try:
        key, users = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=MAX_AGE_SECONDS)
    except (signing.BadSignature, ValueError, TypeError):
        return "", []
    return key, users

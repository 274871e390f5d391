"""The open sessions of a user: in which browsers the user is signed in, and ending them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import User
from django.contrib.sessions.models import Session
from django.utils import timezone
from django.utils.crypto import constant_time_compare

SEEN = "mahdar_seen"  # in a session: when a page of the desk was last opened in it
SEEN_SECONDS = 300

# What the header of a browser contains -> its name. The first that fits: others call themselves Chrome and Safari too.
BROWSERS = (("Edg", "Edge"), ("OPR/", "Opera"), ("Firefox/", "Firefox"), ("Chrom", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (
    ("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"), ("Mac OS", "macOS"),
    ("Linux", "Linux"),
)  # fmt: skip


@dataclass(frozen=True)
class OpenSession:
    """A session that is open now."""

    pk: int
    is_current: bool
    browser: str
    system: str
    address: str
    since: datetime
    seen: datetime


def list_sessions(request: Any) -> list[OpenSession]:
    """Return the open sessions of the user, the one of this request first, then the last used, with three queries."""
    if not UserSession.objects.filter(session_key=request.session.session_key, user=request.user).exists():
        UserSession.objects.create_from_request(request)  # signed in before this archive listed sessions
    rows = {row.session_key: row for row in UserSession.objects.filter(user=request.user)}
    found = []
    for session in Session.objects.filter(session_key__in=rows, expire_date__gt=timezone.now()):
        data = session.get_decoded()
        if is_of_user(data, request.user):
            found.append(_describe(rows[session.session_key], data, request.session.session_key))
    return sorted(found, key=lambda one: (one.is_current, one.seen), reverse=True)


def _describe(row: UserSession, data: dict[str, Any], current: str) -> OpenSession:
    seen = data.get(SEEN)
    return OpenSession(
        pk=row.pk,
        is_current=row.session_key == current,
        browser=_find_name(row.user_agent, BROWSERS),
        system=_find_name(row.user_agent, SYSTEMS),
        address=row.ip,
        since=row.created_at,
        seen=datetime.fromtimestamp(seen, tz=timezone.get_current_timezone()) if seen else row.last_seen_at,
    )


def _find_name(header: str, names: tuple[tuple[str, str], ...]) -> str:
    return next((name for part, name in names if part in header), "")


def is_of_user(data: dict[str, Any], user: User) -> bool:
    """Return whether the data of a session belongs to `user` with the present password."""
    same_hash = constant_time_compare(data.get(HASH_SESSION_KEY, ""), user.get_session_auth_hash())
    return data.get(SESSION_KEY) == str(user.pk) and same_hash


def note_activity(request: Any) -> None:
    """Record in a session that the desk was used, at most every five minutes and only in those of the list."""
    now, seen = timezone.now().timestamp(), request.session.get(SEEN)
    if seen and now - seen > SEEN_SECONDS:
        request.session[SEEN] = now


def end_session(user: User, pk: int) -> bool:
    """End one session of `user`, and return whether it was open."""
    row = UserSession.objects.filter(user=user, pk=pk).first()
    if row is None:
        return False
    Session.objects.filter(session_key=row.session_key).delete()
    row.delete()
    return True


def end_sessions(user: User, kept: str | None = None) -> int:
    """End every session of `user` except the one with the key `kept`, and return how many there were.

    It reads all sessions: those from before the list was kept are not in it.
    """
    sessions = Session.objects.filter(expire_date__gt=timezone.now()).exclude(session_key=kept)
    keys = [one.session_key for one in sessions.iterator() if one.get_decoded().get(SESSION_KEY) == str(user.pk)]
    Session.objects.filter(session_key__in=keys).delete()
    UserSession.objects.filter(user=user).exclude(session_key=kept).delete()
    return len(keys)

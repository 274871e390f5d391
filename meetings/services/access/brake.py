"""The brake on guessing passwords and codes. It counts failed attempts in the database, for all server processes.

Attempts count against the account and against the network address. A stranger who guesses could keep the owner of the
account out that way, so attempts from a browser in which the user has signed in before count by themselves
(devices.py). An attempt that the brake refuses does not count, so no wait gets longer by trying.
"""

import hashlib
import logging
import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth.models import User
from django.db.models import Q, QuerySet
from django.utils import timezone

from meetings.models import FailedSignIn
from meetings.services.access.devices import read_device
from meetings.services.clients import identify_client

logger = logging.getLogger(__name__)
Count = FailedSignIn.Count
# How many attempts may fail within how many seconds. Both limits of a count apply.
LIMITS: dict[str, tuple[tuple[int, int], ...]] = {
    Count.ACCOUNT: ((5, 300), (15, 1800)),
    Count.DEVICE: ((10, 300), (30, 1800)),
    Count.ADDRESS: ((20, 300), (60, 3600)),  # a whole newsroom may share one
    Count.RESET: ((3, 3600),),
}
KEPT = timedelta(days=2)


class BrakeError(Exception):
    """Too many attempts failed; `seconds` is how long the next one must wait."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True)
class Attempt:
    """An attempt that counts as failed until it is forgotten."""

    rows: tuple[FailedSignIn, ...]

    def forget(self) -> None:
        """Take the attempt out of the counts: it succeeded."""
        FailedSignIn.objects.filter(pk__in=[row.pk for row in self.rows]).delete()


def record_attempt(request: Any, user: User | None, typed: str = "") -> Attempt:
    """Count an attempt to sign in as `user`, or under the name `typed` that no user has.

    Raises:
        BrakeError: The counts are full.
    """
    device = read_device(request, user) if user else ""
    account = str(user.pk) if user else "?" + hashlib.sha256(typed.lower().encode()).hexdigest()[:32]
    if device:
        return _start(request, [(Count.DEVICE, f"{account}:{device}")])
    return _start(request, [(Count.ACCOUNT, account), (Count.ADDRESS, identify_client(request))])


def record_reset(request: Any, email: str) -> Attempt:
    """Count a request for a link to a new password, by the mail address and by the network address.

    Raises:
        BrakeError: The counts are full.
    """
    address = hashlib.sha256(email.strip().lower().encode()).hexdigest()[:32]
    return _start(request, [(Count.RESET, address), (Count.ADDRESS, identify_client(request))])


def _start(request: Any, counts: list[tuple[str, str]]) -> Attempt:
    if seconds := max(_find_wait(*count) for count in counts):
        _refuse(request, counts, seconds)
    now = timezone.now()
    rows = tuple(FailedSignIn(counted_by=count, subject=subject, at=now) for count, subject in counts)
    for row in rows:
        row.save()
    # Processes that counted at the same moment see each other's rows now: none of them goes over the limit.
    if seconds := max(_find_wait(*count, own=1) for count in counts):
        Attempt(rows).forget()
        _refuse(request, counts, seconds)
    FailedSignIn.objects.filter(at__lt=now - KEPT).delete()
    return Attempt(rows)


def _refuse(request: Any, counts: Iterable[tuple[str, str]], seconds: int) -> None:
    named = ", ".join(f"{count} {subject}" for count, subject in counts)
    logger.warning("Sign-in refused for %s s (%s) from %s", seconds, named, identify_client(request))
    raise BrakeError(seconds)


def _find_wait(count: str, subject: str, own: int = 0) -> int:
    """Return how many seconds the next attempt must wait; `own` attempts of those counted are the one itself."""
    limits = LIMITS[count]
    now = timezone.now()
    rows = FailedSignIn.objects.filter(counted_by=count, subject=subject)
    times = list(rows.order_by("-at").values_list("at", flat=True)[: max(number for number, _ in limits) + own])
    waits = [0]
    for number, seconds in limits:
        if len(times) >= number + own:
            left = seconds - (now - times[number + own - 1]).total_seconds()
            waits.append(math.ceil(left))
    return max(waits)


# --- Seeing and releasing ---------------------------------------------------------------------------------------------
def find_wait(user: User) -> int:
    """Return how many seconds a stranger must wait before the next attempt on the account of `user`."""
    return _find_wait(Count.ACCOUNT, str(user.pk))


def release_user(user: User) -> int:
    """Forget the failed attempts on the account of `user`, from every browser, and return how many there were."""
    account = Q(counted_by=Count.ACCOUNT, subject=str(user.pk))
    device = Q(counted_by=Count.DEVICE, subject__startswith=f"{user.pk}:")
    return _delete(FailedSignIn.objects.filter(account | device))


def release_address(address: str) -> int:
    """Forget the failed attempts from a network address, and return how many there were."""
    return _delete(FailedSignIn.objects.filter(counted_by=Count.ADDRESS, subject=address))


def _delete(rows: QuerySet[FailedSignIn]) -> int:
    return rows.delete()[0]

"""Correction requests: what a reader sends without an account, and what an editor decides about it.

The form needs no script, cookie or service of another site. A signed token with the time proves that the form came from
this site, a box that only programs fill in catches simple ones, and each client may send a few requests in an hour. The
key of a request is made of the token's number and of what the reader typed: sending a form twice makes one request, and
going back and writing something else into it makes another.
"""

import json
import re
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import override

from meetings.models import CorrectionDecision, CorrectionRequest, Version
from meetings.queries.addressed import AddressedRecord
from meetings.services.clients import is_within_limit
from meetings.services.letters import send_quietly, write_letter
from meetings.services.roles import may_publish, require
from meetings.text.unwanted_characters import remove_unwanted

State = CorrectionRequest.State

MIN_SECONDS = 3  # a person needs longer to fill in the form
MAX_AGE = timedelta(days=1)
MIN_MESSAGE_CHARACTERS, MAX_MESSAGE_CHARACTERS = 10, 2000
MAX_URL_CHARACTERS, MAX_EMAIL_CHARACTERS, MAX_ANSWER_CHARACTERS = 500, 254, 1000
MAX_LINKS = 2  # in the message
MAX_REQUESTS_AN_HOUR = 10  # from one client
HOUR_SECONDS = 3600
KEY_CHARACTERS = 40  # of 64: 160 bits
TRAP = "homepage"  # the box that people leave empty
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_signer = signing.TimestampSigner(salt="meetings.corrections")


class DecisionRefusedError(Exception):
    """The decision cannot be saved; the message says why."""


@dataclass(slots=True)
class RequestForm:
    """What a reader typed into the form, and for each box what is wrong with it ("" is the form as a whole)."""

    token: str
    fact: str = CorrectionRequest.Fact.OTHER
    message: str = ""
    source_url: str = ""
    email: str = ""
    problems: dict[str, str] = field(default_factory=dict)

    def key(self, about: AddressedRecord | None) -> str:
        """Return the key of the request `about` a record; without the token's number, a reader cannot guess it."""
        record = [about.kind.name, about.record_id] if about else []
        said = json.dumps([self.token.partition(":")[0], self.fact, self.message, self.source_url, self.email, *record])
        return salted_hmac("meetings.corrections.key", said, algorithm="sha256").hexdigest()[:KEY_CHARACTERS]


def make_token() -> str:
    """Return the signed token of a new form."""
    return _signer.sign(secrets.token_urlsafe(18))


def make_form(fact: str = "") -> RequestForm:
    """Return an empty form about `fact`."""
    known = fact if fact in CorrectionRequest.Fact.values else CorrectionRequest.Fact.OTHER
    return RequestForm(make_token(), known)


def read_form(posted: Mapping[str, str]) -> RequestForm:
    """Return the form that a reader sent, with its problems and everything that was typed."""
    fact = posted.get("fact", "")
    form = RequestForm(
        token=posted.get("token", ""),
        fact=fact if fact in CorrectionRequest.Fact.values else CorrectionRequest.Fact.OTHER,
        message=remove_unwanted(posted.get("message", "").replace("\r\n", "\n")).strip(),
        source_url=remove_unwanted(posted.get("source_url", "")).strip(),
        email=remove_unwanted(posted.get("email", "")).strip(),
    )
    checks = (_message_problem(form), _url_problem(form), _email_problem(form))
    form.problems = {name: text for name, text in zip(("message", "source_url", "email"), checks, strict=True) if text}
    if posted.get(TRAP, "").strip():
        form.problems[TRAP] = _("Leave this box empty. It is there to stop programs.")
    if problem := _token_problem(form.token):
        form.problems[""] = problem
        if not _is_young(form.token):
            form.token = make_token()
    return form


def _message_problem(form: RequestForm) -> str:
    if len(form.message) < MIN_MESSAGE_CHARACTERS:
        return _("Describe in a sentence what is wrong and what is right.")
    if len(form.message) > MAX_MESSAGE_CHARACTERS:
        text = _("The description has %(number)s characters. Shorten it to %(limit)s.")
        return text % {"number": len(form.message), "limit": MAX_MESSAGE_CHARACTERS}
    if len(_LINK.findall(form.message)) > MAX_LINKS:
        text = _("The description has more than %(limit)s links. Remove some of them.")
        return text % {"limit": MAX_LINKS}
    return ""


def _url_problem(form: RequestForm) -> str:
    if not form.source_url:
        return ""
    try:
        URLValidator(schemes=["http", "https"])(form.source_url)
    except ValidationError:
        return _("This is not a web address. An example is https://example.org/news/1.")
    return _("The address is too long.") if len(form.source_url) > MAX_URL_CHARACTERS else ""


def _email_problem(form: RequestForm) -> str:
    if not form.email:
        return ""
    try:
        validate_email(form.email)
    except ValidationError:
        return _("This is not an e-mail address. An example is name@example.org.")
    return _("The address is too long.") if len(form.email) > MAX_EMAIL_CHARACTERS else ""


def _token_problem(token: str) -> str:
    if not _is_young(token):
        return _("The form was open for more than a day, or it is incomplete. Check what you wrote and send it again.")
    try:
        _signer.unsign(token, max_age=MIN_SECONDS)
    except signing.SignatureExpired:
        return ""
    return _("The form was sent very quickly. Wait some seconds and send it again.")


def _is_young(token: str) -> bool:
    try:
        _signer.unsign(token, max_age=MAX_AGE)
    except signing.BadSignature:
        return False
    return True


def send(form: RequestForm, about: AddressedRecord | None, request: Any, language: str) -> CorrectionRequest | None:
    """Save a form without problems, and return the request; None if the client sends too many (a problem says so).

    A form that was sent before with the same content returns the request that it made.
    """
    key = form.key(about)
    if known := CorrectionRequest.objects.filter(key=key).first():
        return known
    if not is_within_limit(request, "corrections", MAX_REQUESTS_AN_HOUR, HOUR_SECONDS):
        form.problems[""] = _("Your connection has sent too many requests. Try again in an hour.")
        return None
    row, _new = CorrectionRequest.objects.get_or_create(
        key=key,
        defaults={
            "kind": about.kind.name if about else "",
            "record_id": about.record_id if about else None,
            "fact": form.fact,
            "message": form.message,
            "source_url": form.source_url,
            "email": form.email.lower(),
            "language": language,
            "site": request.build_absolute_uri("/"),
        },
    )
    return row


def delete_email(row: CorrectionRequest) -> None:
    """Delete the e-mail address of a request; the reader or an editor asks for it."""
    CorrectionRequest.objects.filter(pk=row.pk).update(email="")


@dataclass(frozen=True, slots=True)
class RequestDecision:
    """An editor's decision: the new state, the answer for the reader, a private note, and what it refers to."""

    state: str
    answer: str = ""
    note: str = ""
    duplicate_of: int | None = None
    correction: int | None = None


def decide(row: CorrectionRequest, decision: RequestDecision, user: Any, was: str) -> bool:
    """Save an editor's decision, and return whether the answer was sent by e-mail.

    The e-mail address is deleted once the answer is sent.

    Args:
        row: The request.
        decision: What the editor decided; the state WAITING opens the request again.
        user: The editor.
        was: The state that the editor saw.

    Raises:
        PermissionDenied: The role of `user` does not allow it.
        DecisionRefusedError: Something is missing, or another editor was quicker.
    """
    require(may_publish(user))
    _check(row, decision)
    with transaction.atomic():
        now = CorrectionRequest.objects.select_for_update().get(pk=row.pk)
        if now.state != was:
            raise DecisionRefusedError(_("Another editor has already decided this."))
        now.state, now.answer = decision.state, decision.answer.strip()
        now.decided_at = timezone.now() if decision.state != State.WAITING else None
        now.duplicate_of_id = decision.duplicate_of if decision.state == State.DUPLICATE else None
        now.correction_id = decision.correction if decision.state == State.ACCEPTED else None
        now.save()
        CorrectionDecision.objects.create(
            request=now, state=now.state, answer=now.answer, note=decision.note.strip(), user=user
        )
    return now.state != State.WAITING and _answer_by_mail(now)


def _check(row: CorrectionRequest, decision: RequestDecision) -> None:
    if decision.state not in State.values:
        raise DecisionRefusedError(_("Choose a decision."))
    if decision.state in (State.ACCEPTED, State.REJECTED) and not decision.answer.strip():
        raise DecisionRefusedError(_("Write an answer to the reader."))
    if len(decision.answer) > MAX_ANSWER_CHARACTERS:
        text = _("The answer is too long: at most %(limit)s characters.")
        raise DecisionRefusedError(text % {"limit": MAX_ANSWER_CHARACTERS})
    earlier = CorrectionRequest.objects.filter(pk=decision.duplicate_of or 0).exclude(pk=row.pk)
    if decision.state == State.DUPLICATE and not earlier.exclude(state=State.DUPLICATE).exists():
        raise DecisionRefusedError(_("Choose the earlier request about the same error."))
    own = Version.objects.filter(pk=decision.correction or 0, kind=row.kind, record_id=row.record_id or 0)
    if decision.correction and not own.exists():
        raise DecisionRefusedError(_("This correction belongs to another record. Choose one of the list."))


def _answer_by_mail(row: CorrectionRequest) -> bool:
    if not (row.email and settings.MAHDAR_SENDS_MAIL):
        return False
    with override(row.language):
        address = row.site.rstrip("/") + reverse("correction-request", args=[row.key])
        values = {"row": row, "address": address}
        letter = write_letter(_("Your correction request to Mahdar"), "corrections/answer", values, row.email)
    if not send_quietly(letter):
        return False
    delete_email(row)
    return True

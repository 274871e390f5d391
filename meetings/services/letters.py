"""Mails: how each is made from its templates, and how one is sent that must not stop what it tells of."""

import logging
import threading
from collections.abc import Mapping
from typing import Any

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string

logger = logging.getLogger(__name__)


def write_letter(
    subject: str, template: str, values: Mapping[str, Any], to: str, *, has_html: bool = False
) -> EmailMultiAlternatives:
    """Return a mail in the language that is active.

    Args:
        subject: The subject.
        template: The template of the text, without its ending `.txt`.
        values: What the template shows.
        to: The mail address.
        has_html: Whether there is a template `.html` of the same mail too.
    """
    letter = EmailMultiAlternatives(subject, render_to_string(f"{template}.txt", dict(values)), to=[to])
    if has_html:
        letter.attach_alternative(render_to_string(f"{template}.html", dict(values)), "text/html")
    letter.extra_headers["Auto-Submitted"] = "auto-generated"  # RFC 3834: no answer "out of office" to it
    return letter


def send_quietly(letter: EmailMultiAlternatives) -> bool:
    """Send `letter`, and return whether the mail server took it; where it refuses, the log says so."""
    try:
        letter.send()
    except OSError:  # SMTPException is one
        logger.exception("The mail “%s” could not be sent", letter.subject)
        return False
    return True


def send_in_thread(letter: EmailMultiAlternatives) -> None:
    """Send `letter` while the request is answered, which so takes as long as one without a mail."""
    threading.Thread(target=send_quietly, args=[letter], name="mahdar-mail").start()

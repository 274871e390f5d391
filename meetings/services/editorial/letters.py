"""Mails to the users of the desk, each in the user's language."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from meetings.models import DigestChoice, Meeting, PublishingPlan
from meetings.services.letters import send_quietly, write_letter


def send_failed_plan(plan: PublishingPlan, meeting: Meeting) -> bool:
    """Mail the user who scheduled a meeting why it was not published, and return whether a mail was sent.

    Without a mail server or the user's mail address nothing is sent: the notice at the desk remains.
    """
    user = plan.user
    if not settings.MAHDAR_SENDS_MAIL or user is None or not user.email or not user.is_active:
        return False
    with override(get_language_of(user)):
        link = plan.site.rstrip("/") + reverse("admin:review-meeting", args=[meeting.pk])
        values = {"meeting": meeting, "plan": plan, "link": link}
        subject = _("Not published: %(headline)s") % {"headline": " ".join(meeting.headline.split())[:150]}
        letter = write_letter(subject, "editorial/failed_plan", values, user.email)
    return send_quietly(letter)


def get_language_of(user: Any) -> str:
    """Return the language of mails to a user: that of their digest, or else that of the site."""
    chosen = DigestChoice.objects.filter(user=user).values_list("language", flat=True).first()
    return chosen or settings.LANGUAGE_CODE

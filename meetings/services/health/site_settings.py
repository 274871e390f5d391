"""Checks of the settings that make a site safe."""

import os

from django.conf import settings
from django.core.checks import CheckMessage
from django.core.checks import run_checks as run_django_checks
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from meetings.services.health.results import FAULT, OK, WARNING, HealthResult

MIN_KEY_LETTERS = 50  # as Django's own check has it
MIN_DIFFERENT_LETTERS = 5
MAX_NAMED = 4  # findings of Django
LOCAL_HOSTS = {"localhost", "127.0.0.1", "[::1]", ".localhost"}
# Findings that the checks below state in better words.
STATED_ELSEWHERE = {"security.W009", "security.W018", "security.W020"}
# Findings about HTTPS, which a site for one machine does not need.
ABOUT_HTTPS = {"security.W004", "security.W008", "security.W012", "security.W016"}


def is_site_local() -> bool:
    """Return whether the site answers this machine only."""
    return set(settings.ALLOWED_HOSTS) <= LOCAL_HOSTS


def check_secret_key() -> HealthResult:
    """Look whether the secret key is long and various enough; it is not shown."""
    key = settings.SECRET_KEY
    if len(key) < MIN_KEY_LETTERS or len(set(key)) < MIN_DIFFERENT_LETTERS or key.startswith("django-insecure"):
        remedy = _("Set SECRET_KEY to at least 50 random letters, or leave it empty: Mahdar then makes one.")
        return HealthResult(FAULT, _("SECRET_KEY is easy to guess."), remedy)
    if os.environ.get("SECRET_KEY"):
        return HealthResult(OK, _("SECRET_KEY is set in the environment."))
    return HealthResult(OK, _("The secret key is in the data folder."))


def check_debug() -> HealthResult:
    """Look whether pages of errors show the program and its settings to every reader."""
    if not settings.DEBUG:
        return HealthResult(OK, _("DEBUG is off."))
    found = _("DEBUG is on: pages of errors show the program and its settings.")
    return HealthResult(WARNING if is_site_local() else FAULT, found, _("Set DEBUG=0, except for development."))


def check_allowed_hosts() -> HealthResult:
    """Look which host names the site answers."""
    hosts = ", ".join(settings.ALLOWED_HOSTS)
    values = {"hosts": list(settings.ALLOWED_HOSTS)}
    if not hosts:
        remedy = _("Set ALLOWED_HOSTS to the names of the site, such as archive.example.org.")
        return HealthResult(FAULT, _("ALLOWED_HOSTS is empty: the site answers no request."), remedy, values)
    if "*" in settings.ALLOWED_HOSTS:
        found = _("ALLOWED_HOSTS accepts every name, so that links in mails can lead to another site.")
        remedy = _("Set ALLOWED_HOSTS to the names of the site, such as archive.example.org.")
        return HealthResult(WARNING, found, remedy, values)
    if is_site_local():
        return HealthResult(OK, _("The site answers this machine only: %(hosts)s") % {"hosts": hosts}, values=values)
    return HealthResult(OK, _("The site answers as %(hosts)s.") % {"hosts": hosts}, values=values)


def check_deployment() -> HealthResult:
    """Run Django's own checks, with those for a public site (manage.py check --deploy)."""
    messages = [one for one in run_django_checks(include_deployment_checks=True) if not one.is_silenced()]
    messages = [one for one in messages if one.id not in STATED_ELSEWHERE]
    about_https = [one for one in messages if one.id in ABOUT_HTTPS]
    others = [one for one in messages if one not in about_https]
    values = {"findings": [one.id for one in messages]}
    if others:
        level = FAULT if any(one.is_serious() for one in others) else WARNING
        return HealthResult(level, _describe_findings(others), _("Run manage.py check --deploy for details."), values)
    if about_https and not is_site_local():
        found = _("The site does not ask for HTTPS, so that passwords can be read on the way.")
        return HealthResult(WARNING, found, _("Serve the site behind TLS and set HTTPS=1."), values)
    return HealthResult(OK, _("Django's checks find nothing wrong."), values=values)


def _describe_findings(messages: list[CheckMessage]) -> str:
    names = ", ".join(str(one.id) for one in messages[:MAX_NAMED])
    found = ngettext(
        "Django finds %(count)d thing to improve: %(names)s",
        "Django finds %(count)d things to improve: %(names)s",
        len(messages),
    )
    return found % {"count": len(messages), "names": names}

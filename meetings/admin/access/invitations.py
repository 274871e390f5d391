"""Invitations and one-time links: how an administrator lets users in without knowing their passwords."""

from typing import Any

from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from meetings.admin.access.forms import InvitationForm
from meetings.services.access.brake import release_user
from meetings.services.access.links import LINK_DAYS, add_invited_user, make_link, send_link
from meetings.services.access.notices import FACTORS_REMOVED, send_notice
from meetings.services.access.second_factor import has_second_factor, remove_second_factors
from meetings.services.roles import UserRole


@never_cache
def invite(request: HttpRequest) -> HttpResponse:
    """Create a user with a role, and mail the link that sets the password, or show it."""
    if not request.user.has_perm("auth.add_user"):
        raise PermissionDenied
    form = InvitationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        role = UserRole(data["role"])
        return _deliver(
            request, add_invited_user(data["name"], data["email"], role, data["first_name"], data["last_name"])
        )
    values = {"title": _("Invite a user"), "form": form, "days": LINK_DAYS, "sends_mail": settings.MAHDAR_SENDS_MAIL}
    return _page(request, "access/invite.html", values)


@never_cache
def let_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Help a user who cannot sign in: a link to a new password, an end to the wait, second factors removed."""
    user = _find_user(request, pk)
    action = request.POST.get("action", "")
    if action == "link" and user.is_active:
        return _deliver(request, user)
    if action == "release":
        release_user(user)
        messages.success(request, _("The user may try to sign in again at once."))
    elif action == "factors":
        if remove_second_factors(user):
            send_notice(request, user, FACTORS_REMOVED)
        messages.success(request, _("The user signs in with the password alone until they add a second factor again."))
    if action:
        return HttpResponseRedirect(reverse("admin:auth_user_let_in", args=[user.pk]))
    values = {"has_factor": has_second_factor(user), "days": LINK_DAYS, "sends_mail": settings.MAHDAR_SENDS_MAIL}
    return _page(request, "access/let_in.html", {"title": _("Help signing in"), "other": user, **values})


def _find_user(request: HttpRequest, pk: int) -> User:
    """Return a user whose password the user of the request may change."""
    user = get_object_or_404(User, pk=pk)
    if not admin.site.get_model_admin(User).has_change_permission(request, user):
        raise PermissionDenied
    return user


def _deliver(request: HttpRequest, user: User) -> HttpResponse:
    """Mail the user a link; where that is not possible, show it to the administrator, once."""
    sent = send_link(request, user)
    link = "" if sent else make_link(request, user)
    values = {"other": user, "sent": sent, "link": link, "days": LINK_DAYS, "sends_mail": settings.MAHDAR_SENDS_MAIL}
    return _page(request, "access/link.html", {"title": _("Link to set a password"), **values})


def _page(request: HttpRequest, template: str, values: dict[str, Any]) -> HttpResponse:
    return TemplateResponse(request, template, {**admin.site.each_context(request), **values})

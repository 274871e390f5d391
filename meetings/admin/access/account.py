"""The account of a signed-in user: second factor, passkeys, recovery codes and open sessions."""

from typing import Any

from allauth.account.views import ReauthenticateView
from allauth.mfa.base import views as base
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from django.contrib import admin, messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from meetings.admin.access.forms import PasswordAgainForm
from meetings.admin.access.pages import BrakedFormMixin, DeskPageMixin
from meetings.services.access import sessions
from meetings.services.access.second_factor import is_second_factor_missing


class CodePage(DeskPageMixin, BrakedFormMixin, base.AuthenticateView):  # type: ignore[misc]
    """The page that asks for the second factor after the password."""

    template_name = "access/code.html"
    title = gettext_lazy("Second factor")


class PasswordAgainPage(DeskPageMixin, BrakedFormMixin, ReauthenticateView):  # type: ignore[misc]
    """The page that asks for the password again before a second factor is changed."""

    form_class = PasswordAgainForm
    template_name = "access/again.html"
    title = gettext_lazy("Confirm that it is you")


class CodeAgainPage(DeskPageMixin, BrakedFormMixin, base.ReauthenticateView):  # type: ignore[misc]
    """The page that asks a user without a password for a code."""

    template_name = "access/again.html"
    title = gettext_lazy("Confirm that it is you")


class PasskeyAgainPage(DeskPageMixin, webauthn.ReauthenticateWebAuthnView):  # type: ignore[misc]
    """The page that asks a user without a password for a passkey."""

    template_name = "access/again.html"
    title = gettext_lazy("Confirm that it is you")


class AccountPage(DeskPageMixin, base.IndexView):  # type: ignore[misc]
    """The page of one's account."""

    template_name = "access/account.html"
    title = gettext_lazy("Your account")

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        must = is_second_factor_missing(self.request.user)
        return {**super().get_context_data(**context), "needs_second_factor": must}


class AddAppPage(DeskPageMixin, totp.ActivateTOTPView):  # type: ignore[misc]
    """The page with the QR code for an app."""

    template_name = "access/add_app.html"
    title = gettext_lazy("Add an app that makes codes")


class RemoveAppPage(DeskPageMixin, totp.DeactivateTOTPView):  # type: ignore[misc]
    """The page that removes the app."""

    template_name = "access/remove.html"
    title = gettext_lazy("Remove the app that makes codes")


class AddPasskeyPage(DeskPageMixin, webauthn.AddWebAuthnView):  # type: ignore[misc]
    """The page that adds a passkey."""

    template_name = "access/add_passkey.html"
    title = gettext_lazy("Add a passkey")


class RemovePasskeyPage(DeskPageMixin, webauthn.RemoveWebAuthnView):  # type: ignore[misc]
    """The page that removes a passkey."""

    template_name = "access/remove.html"
    title = gettext_lazy("Remove the passkey")
    success_url = reverse_lazy("mfa_index")


class RecoveryCodesPage(DeskPageMixin, recovery.ViewRecoveryCodesView):  # type: ignore[misc]
    """The page that shows recovery codes once."""

    template_name = "access/recovery_codes.html"
    title = gettext_lazy("Recovery codes")


class NewRecoveryCodesPage(DeskPageMixin, recovery.GenerateRecoveryCodesView):  # type: ignore[misc]
    """The page that replaces recovery codes."""

    template_name = "access/new_recovery_codes.html"
    title = gettext_lazy("New recovery codes")


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def session_list(request: HttpRequest) -> HttpResponse:
    """Show the open sessions of the user, each with a button that ends it."""
    if request.method == "POST":
        return _end(request)
    page = {**admin.site.each_context(request), "title": _("Open sessions")}
    return TemplateResponse(request, "access/sessions.html", {**page, "sessions": sessions.list_sessions(request)})


def _end(request: HttpRequest) -> HttpResponse:
    user: Any = request.user
    if request.POST.get("session") == "others":
        number = sessions.end_sessions(user, kept=request.session.session_key)
        said = ngettext("You ended %(number)s session.", "You ended %(number)s sessions.", number)
        messages.success(request, said % {"number": number})
        return HttpResponseRedirect(reverse("usersessions_list"))
    pk = request.POST.get("session", "")
    open_now = {str(one.pk): one for one in sessions.list_sessions(request)}
    if pk not in open_now:
        messages.warning(request, _("This session has ended already."))
    elif open_now[pk].is_current:
        logout(request)
        return HttpResponseRedirect(reverse("account_login"))
    else:
        sessions.end_session(user, open_now[pk].pk)
        messages.success(request, _("You ended the session."))
    return HttpResponseRedirect(reverse("usersessions_list"))

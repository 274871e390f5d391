"""The pages of signing in: name and password, forgotten passwords, links that set one, and signing out."""

from typing import Any

from allauth.account.internal.stagekit import clear_login
from allauth.account.views import LoginView
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.models import User
from django.contrib.auth.views import (
    PasswordChangeView,
    PasswordResetConfirmView,
    PasswordResetDoneView,
    PasswordResetView,
)
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, reverse_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from meetings.admin.access.forms import ChangePasswordForm, ForgottenPasswordForm, SignInForm
from meetings.admin.access.pages import BrakedFormMixin, DeskPageMixin
from meetings.services.access.brake import release_user
from meetings.services.access.devices import save_device
from meetings.services.access.links import LINK_DAYS
from meetings.services.access.notices import PASSWORD_CHANGED, send_notice
from meetings.services.access.sessions import end_sessions


class SignInPage(DeskPageMixin, BrakedFormMixin, LoginView):  # type: ignore[misc]
    """The one page to sign in: a password, a passkey or single sign-on."""

    form_class = SignInForm
    template_name = "access/sign_in.html"
    title = gettext_lazy("Sign in")

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        provider = settings.MAHDAR_OIDC
        return {**super().get_context_data(**context), "single_sign_on": provider.name if provider else ""}


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session, or a sign-in that waits for its code."""
    clear_login(request)
    logout(request)
    return HttpResponseRedirect(reverse("account_login"))


class ForgottenPasswordPage(DeskPageMixin, BrakedFormMixin, PasswordResetView):
    """The page that mails a link to a new password."""

    form_class = ForgottenPasswordForm
    template_name = "access/forgotten.html"
    title = gettext_lazy("Forgotten password")
    success_url = reverse_lazy("password_reset_done")

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return {**super().get_context_data(**context), "sends_mail": settings.MAHDAR_SENDS_MAIL}


class LinkSentPage(DeskPageMixin, PasswordResetDoneView):
    """The page after it, the same for every address."""

    template_name = "access/link_sent.html"
    title = gettext_lazy("Read your mail")

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        return {**super().get_context_data(**context), "days": LINK_DAYS, "sends_mail": settings.MAHDAR_SENDS_MAIL}


class SetPasswordPage(DeskPageMixin, PasswordResetConfirmView):
    """The page that a link of an invitation or a forgotten password leads to."""

    template_name = "access/set_password.html"
    title = gettext_lazy("Choose a password")
    success_url = reverse_lazy("account_login")

    def get_user(self, uidb64: str) -> User | None:
        user: Any = super().get_user(uidb64)
        return user if user is not None and user.is_active else None

    def form_valid(self, form: Any) -> HttpResponse:
        """Save the password, end the open sessions of the user, and let the user sign in at once."""
        user: User = form.user
        had_password = user.has_usable_password()  # an invited user has none, and needs no mail about it
        response: HttpResponse = super().form_valid(form)
        end_sessions(user)
        release_user(user)
        save_device(self.request, response, user)
        if had_password:
            send_notice(self.request, user, PASSWORD_CHANGED)
        messages.success(self.request, _("Your password is saved. Sign in with it now."))
        return response


class ChangePasswordPage(DeskPageMixin, PasswordChangeView):
    """The page of a new password for a user who knows the old one. It ends the user's other sessions."""

    form_class = ChangePasswordForm
    template_name = "registration/password_change_form.html"
    title = gettext_lazy("Password change")
    success_url = reverse_lazy("admin:password_change_done")

    def form_valid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_valid(form)
        end_sessions(form.user, kept=self.request.session.session_key)
        send_notice(self.request, form.user, PASSWORD_CHANGED)
        return response

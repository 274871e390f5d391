"""The addresses of signing in and of the account, before those of the desk. The names are those of allauth."""

from allauth.mfa.webauthn.views import login_webauthn
from django.urls import path

from meetings.admin.access import account, provider, views
from meetings.services.access.single_sign_on import PROVIDER

_PROVIDER = {"provider_id": PROVIDER}

urlpatterns = [
    path("login/", views.SignInPage.as_view(), name="account_login"),
    path("login/code/", account.CodePage.as_view(), name="mfa_authenticate"),
    path("login/passkey/", login_webauthn, name="mfa_login_webauthn"),
    path("login/again/", views.sign_out, name="account_logout"),
    path("password_reset/", views.ForgottenPasswordPage.as_view(), name="admin_password_reset"),
    path("password_reset/sent/", views.LinkSentPage.as_view(), name="password_reset_done"),
    path("password_reset/<uidb64>/<token>/", views.SetPasswordPage.as_view(), name="password_reset_confirm"),
    path("account/", account.AccountPage.as_view(), name="mfa_index"),
    path("account/confirm/", account.PasswordAgainPage.as_view(), name="account_reauthenticate"),
    path("account/confirm/code/", account.CodeAgainPage.as_view(), name="mfa_reauthenticate"),
    path("account/confirm/passkey/", account.PasskeyAgainPage.as_view(), name="mfa_reauthenticate_webauthn"),
    path("account/app/", account.AddAppPage.as_view(), name="mfa_activate_totp"),
    path("account/app/remove/", account.RemoveAppPage.as_view(), name="mfa_deactivate_totp"),
    path("account/passkeys/", account.AddPasskeyPage.as_view(), name="mfa_add_webauthn"),
    path("account/passkeys/<int:pk>/remove/", account.RemovePasskeyPage.as_view(), name="mfa_remove_webauthn"),
    path("account/recovery-codes/", account.RecoveryCodesPage.as_view(), name="mfa_view_recovery_codes"),
    path("account/recovery-codes/new/", account.NewRecoveryCodesPage.as_view(), name="mfa_generate_recovery_codes"),
    path("account/sessions/", account.session_list, name="usersessions_list"),
    path("login/sso/", provider.start, _PROVIDER, name="openid_connect_login"),
]
# Outside the languages of the site: the provider knows one address that it sends users back to.
callback_patterns = [path("sso/callback/", provider.finish, _PROVIDER, name="openid_connect_callback")]

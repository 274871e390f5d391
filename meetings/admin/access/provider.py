"""Single sign-on: the way to the OpenID provider and back."""

from allauth.socialaccount.providers.openid_connect import views
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from requests import RequestException

LANGUAGE = "single_sign_on_language"  # in the session, on the way to the provider and back


def start(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead to the provider."""
    request.session[LANGUAGE] = translation.get_language()
    try:
        response: HttpResponse = views.login(request, provider_id)
    except (RequestException, ValueError, KeyError):  # it is down, or what it answers is not its configuration
        messages.error(request, _("The provider does not answer. Try again, or sign in with your password."))
        return HttpResponseRedirect(reverse("account_login"))
    return response


def finish(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Receive a user from the provider, in the language in which the user left."""
    language = request.session.pop(LANGUAGE, settings.LANGUAGE_CODE)
    with translation.override(language if language in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE):
        try:
            response: HttpResponse = views.callback(request, provider_id)
        except (RequestException, ValueError, KeyError):
            messages.error(request, _("The provider could not sign you in. Try again, or sign in with your password."))
            return HttpResponseRedirect(reverse("account_login"))
    return response

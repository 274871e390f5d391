"""What a signed-in user must do before a page of the desk opens."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from meetings.services.access.second_factor import is_second_factor_missing
from meetings.services.access.sessions import note_activity

# Pages of the desk that open without the second factor: what one needs to leave, and texts of scripts.
OPEN = ("logout", "jsi18n")


def find_obstacle(request: HttpRequest) -> HttpResponse | None:
    """Return the page that a user must go to first; None if the desk is open to the user."""
    note_activity(request)
    name = request.resolver_match.url_name if request.resolver_match else ""
    if name in OPEN or not is_second_factor_missing(request.user):
        return None
    messages.warning(request, _("Your role needs a second factor. Add one here; then the desk opens."))
    return HttpResponseRedirect(reverse("mfa_index"))
